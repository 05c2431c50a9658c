"""py2neo, for people whose notebooks use it: the same Neo4j database as its `Graph`, answers as its `Subgraph`.

py2neo has ended upstream; nothing else of the project imports it. What works there and what does not stands in
docs/py2neo.md.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from kg.api.frames import needed
from kg.api.subgraph import nodes, triples
from kg.store.base import StoreError

if TYPE_CHECKING:
    from kg.api.result import Result, Row
    from kg.store.base import Store


def connect(store: Store) -> Any:
    """A `py2neo.Graph` on the server of an open Neo4j store, as the user and in the database of the environment.

    Raises `StoreError` for an embedded store, `ImportError`, one line, without py2neo.
    """
    if "://" not in store.address:
        raise StoreError(
            f"py2neo speaks to a Neo4j server, and {store.address} is a folder: load the same files into neo4j://…"
        )
    user, password = os.environ.get("NEO4J_USERNAME") or "neo4j", os.environ.get("NEO4J_PASSWORD")
    database = os.environ.get("NEO4J_DATABASE") or None
    return needed("py2neo").Graph(store.address, auth=(user, password) if password else None, name=database)


def subgraph(result: Result[Row]) -> Any:
    """The entities and edges behind an answer, on the day asked about, as a `py2neo.Subgraph` bound to the server.

    Bound: `graph.pull` reads it again, `graph.push` writes changed properties back.
    """
    graph = connect(result.store)

    def read(cypher: str, params: dict[str, Any]) -> Any:
        return graph.query(cypher, params)

    found = list(triples(read, result.facts, result.valid_at))
    ends = [end for source, _, target in found for end in (source, target)]
    return needed("py2neo").Subgraph([*nodes(read, result.facts), *ends], [edge for _, edge, _ in found])
