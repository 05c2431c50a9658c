"""What others keep in the same database: told from what dealgraph wrote, so that it is never changed or deleted.

Other labels and relationship types are theirs and never looked at. Under a label or type of the schema, whatever lacks
what dealgraph always writes is theirs as well: then writing is refused, since it could not stay untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.schema.base import ENTITIES, FACTS
from kg.schema.graph import Edge, Node
from kg.schema.layout import EDGE_TYPES, LABELS, LINKS
from kg.store.base import Store, StoreError

ALWAYS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ENTITIES, ("name", "name_key")),
    "Document": ("sha256", "text"),
    "Dataset": ("title",),
    "SourceEntity": ("source_id", "entity", "label"),
    "Claim": ("source_id", "kind", "stance", "participants"),
    "Fact": ("kind", "status", "claims"),
    "Decision": ("verdict", "one", "other"),
    "Review": ("verdict", "about", "read"),
    "Name": ("key", "entity", "label"),
    "Identifier": ("key", "scheme", "entity"),
}
"""Properties that each node of ours has, by label."""

_IDS = ("edge-", "name-", "identifier-")
_UNKEYED = "({0}.id IS NULL OR NOT {0}.id IS :: STRING)"
_FACTS = frozenset(fact.edge for fact in FACTS.values())


def refuse_foreign(store: Store, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
    """Raise `StoreError` when something under our labels or types is not ours; read only."""
    for node in nodes:
        if any(name not in node.props for name in ALWAYS.get(node.label, ())):
            raise _refusal(store, f"{node.label} {node.id!r}")
    for edge in edges:
        if not (edge.type in _FACTS and "fact_id" in edge.props) and not (
            edge.type in LINKS and edge.id.startswith(_IDS)
        ):
            raise _refusal(store, f"{edge.type} {edge.id!r}")
    refuse_unkeyed(store)


def refuse_unkeyed(store: Store) -> None:
    """Raise `StoreError` for a node or a relationship of our labels and types on a server that has no id of ours."""
    if "://" not in store.address:  # nobody but dealgraph writes a folder
        return
    unkeyed = [_UNKEYED.format(name) for name in ("x", "a", "b")]
    found = store.read(
        f"MATCH (x:{'|'.join(LABELS)}) WHERE {unkeyed[0]} "
        "UNWIND labels(x) AS what WITH what WHERE what IN $labels RETURN what LIMIT 1",
        {"labels": list(LABELS)},
    ).rows
    found += store.read(
        f"MATCH (a)-[x:{'|'.join(EDGE_TYPES)}]->(b) WHERE {' OR '.join(unkeyed)} RETURN type(x) AS what LIMIT 1"
    ).rows
    if found:
        raise _refusal(store, f"{found[0]['what']} without an id")


def _refusal(store: Store, what: str) -> StoreError:
    return StoreError(
        f"{store.address} holds what dealgraph did not write ({what}), and is left as it is: "
        "give dealgraph a database of its own (NEO4J_DATABASE), or move that elsewhere"
    )
