"""The nodes and edges behind an answer: what its facts are in the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kg.schema.base import ENTITIES
from kg.schema.layout import EDGE_TYPES, LINKS

Read = Callable[[str, dict[str, Any]], Iterable[Mapping[str, Any]]]
"""Runs Cypher with parameters: rows by column name."""

_FACTS = (
    "UNWIND $ids AS id MATCH (f:Fact {id: id}) "
    "RETURN f.id AS fact, f.edge AS edge, f.source_id AS source, f.target_id AS target ORDER BY fact"
)
_DAY = "($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))"
_EDGES = frozenset(EDGE_TYPES) - set(LINKS)


def nodes(read: Read, facts: Iterable[str]) -> Iterator[Any]:
    """The deals among the facts: a deal is a node, and its parts are facts of their own."""
    ids = sorted({row["target"] for row in read(_FACTS, {"ids": list(facts)}) if row["edge"] not in _EDGES})
    for row in read("UNWIND $ids AS id MATCH (n:Deal {id: id}) RETURN n ORDER BY n.id", {"ids": ids}):
        yield row["n"]


def triples(read: Read, facts: Iterable[str], valid_at: str) -> Iterator[tuple[Any, Any, Any]]:
    """The edges of the facts on a day (or `any`), each with its two ends, as the engine gives them.

    A refuted or retired fact has no edge, and a claim is no edge: they give nothing.
    """
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in read(_FACTS, {"ids": list(facts)}):
        label = _label(row["source"])
        if row["edge"] in _EDGES and label:
            groups[row["edge"], label].append({name: row[name] for name in ("fact", "source", "target")})
    for (edge, label), rows in sorted(groups.items()):
        # Both names are the schema's own; values go in as parameters.
        cypher = (
            f"UNWIND $rows AS row MATCH (a:`{label}` {{id: row.source}})-[r:`{edge}`]->(b) "
            f"WHERE b.id = row.target AND r.fact_id = row.fact AND {_DAY} RETURN a, r, b ORDER BY r.id"
        )
        for row in read(cypher, {"rows": rows, "valid_at": valid_at}):
            yield row["a"], row["r"], row["b"]


def _label(id_: str) -> str | None:
    return next((label for label, cls in ENTITIES.items() if id_.startswith(f"{cls.prefix}-")), None)
