"""The canonical dump: one sorted JSON line per document, dataset, source entity, entity, claim, fact and decision.

Two stores that were told the same things give the same bytes, whatever the order, the repetitions and the engine:
there is no load journal and no clock in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg.schema.base import ENTITIES, FACTS
from kg.schema.graph import Edge
from kg.schema.layout import LABELS
from kg.schema.values import canonical
from kg.store.base import Store

LEFT_OUT = frozenset({"Name", "Identifier", "Meta"})
"""Look-up nodes repeat what entities and claims say."""


def lines(store: Store) -> Iterator[str]:
    """The lines of the dump in order, without line ends."""
    drawn = _edges_by_fact(store)
    found = []
    for label in sorted(set(LABELS) - LEFT_OUT):
        kind = "entity" if label in ENTITIES else label
        for node in store.nodes(label):
            line: dict[str, Any] = {"line": kind, "id": node.id, **node.props}
            if label in ENTITIES:
                line["entity_type"] = label
            if label == "Fact":
                line["edges"] = drawn.get(node.id, [])
            found.append(canonical(line))
    yield from sorted(found)


def _edges_by_fact(store: Store) -> Mapping[str, list[dict[str, Any]]]:
    drawn: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for type_ in dict.fromkeys(fact.edge for fact in FACTS.values()):
        for edge in store.edges(type_):
            drawn[str(edge.props.get("fact_id"))].append(_line(edge))
    return {fact: sorted(edges, key=lambda edge: str(edge["id"])) for fact, edges in drawn.items()}


def _line(edge: Edge) -> dict[str, Any]:
    return {"id": edge.id, "edge": edge.type, "from": edge.source[1], "to": edge.target[1], **edge.props}
