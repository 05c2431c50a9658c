"""A store and its ledger: read it back, work out the graph, write the difference, survive a kill.

The ledger (documents, source entities, claims, decisions, reviews) is written before what is worked out from it,
one whole document a batch. `Meta.dirty` stands while a write is under way: a load or a rebuild that finds it finishes
the work, since the difference is always taken against what the store really holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from kg import codec
from kg.fusion.project import Projection, project
from kg.ledger import Ledger
from kg.schema.graph import Changes, Edge, Node
from kg.schema.layout import EDGE_TYPES, LABELS, VERSION, indexes
from kg.store.base import Store, StoreError, StoreVersion
from kg.store.foreign import refuse_foreign, refuse_unkeyed

BATCH = 20_000
"""Nodes and edges in one transaction; a load below it is one transaction in all."""
KEPT = ("Document", "Dataset", "SourceEntity", "Claim", "Decision", "Review")
Progress = Callable[[str], None]


class State:
    """An open store with the graph it holds."""

    def __init__(self, store: Store, nodes: dict[tuple[str, str], Node], edges: dict[str, Edge]) -> None:
        self.store = store
        self.nodes = nodes
        self.edges = edges
        self.ledger = ledger_of(nodes.values())
        self.waiting = 0

    @classmethod
    def read(cls, store: Store) -> State:
        """Everything that a prepared store holds. Raises `StoreVersion` for a store of a newer schema."""
        check_version(store)
        nodes = {(node.label, node.id): node for label in LABELS if label != "Meta" for node in store.nodes(label)}
        edges = {edge.id: edge for type_ in EDGE_TYPES for edge in store.edges(type_)}
        refuse_foreign(store, nodes.values(), edges.values())
        return cls(store, nodes, edges)

    def changes_to(self, wanted: Projection) -> Changes:
        """What makes the store hold the wanted graph and nothing else of ours."""
        return Changes(
            put_nodes=[node for key, node in wanted.nodes.items() if self.nodes.get(key) != node],
            put_edges=[edge for key, edge in wanted.edges.items() if self.edges.get(key) != edge],
            drop_edges=[edge for key, edge in self.edges.items() if _moved(edge, wanted.edges.get(key))],
            drop_nodes=[node for key, node in self.nodes.items() if key not in wanted.nodes],
        )

    def settle(self, batch: int = BATCH, progress: Progress = lambda _: None) -> int:
        """Make the store equal to what its ledger implies; the number of nodes and edges written or dropped."""
        wanted = project(self.ledger)
        self.waiting = len(wanted.waiting)
        changes = self.changes_to(wanted)
        meta = _meta(dirty=False)
        if not len(changes):
            if is_dirty(self.store):
                self.store.apply(Changes(put_nodes=[meta]))
            return 0
        parts = [changes] if len(changes) <= batch else list(_batches(changes, batch))
        for place, part in enumerate(parts, start=1):
            last = place == len(parts)
            part.put_nodes.append(meta if last else _meta(dirty=True))
            self.store.apply(part)
            progress(f"wrote {place} of {len(parts)} batches")
        self.nodes, self.edges = wanted.nodes, wanted.edges
        return len(changes)


def prepare(store: Store) -> None:
    """Make a store ready to be written: version checked, constraints and indexes there."""
    check_version(store)
    store.prepare(indexes(), EDGE_TYPES)


def check_version(store: Store) -> None:
    """Raise `StoreVersion` when a newer program wrote the store, `StoreError` when others use our labels in it."""
    version = _meta_value(store, "schema_version")
    if isinstance(version, int) and version > VERSION:
        raise StoreVersion(
            f"{store.address}: written by schema version {version}, this program knows {VERSION}; upgrade dealgraph"
        )
    if version is None and any(True for label in LABELS for _ in store.nodes(label)):
        raise StoreError(f"{store.address}: holds other data under our labels; give dealgraph a database of its own")
    if version is None:
        refuse_unkeyed(store)


def is_dirty(store: Store) -> bool:
    """Whether a write was left unfinished."""
    return bool(_meta_value(store, "dirty"))


def ledger_of(nodes: Iterable[Node]) -> Ledger:
    """The ledger among some nodes. What stands by a review only was never read: it follows from the review."""
    ledger = Ledger()
    for node in nodes:
        if node.props.get(codec.BY_REVIEW):
            continue
        match node.label:
            case "Document":
                ledger.documents[node.id] = codec.read_document(node)
            case "Dataset":
                ledger.datasets[node.id] = codec.read_dataset(node)
            case "SourceEntity":
                ledger.entities[node.id] = codec.read_source_entity(node)
            case "Claim":
                ledger.claims[node.id] = codec.read_claim(node)
            case "Decision":
                ledger.decisions[node.id] = codec.read_decision(node)
            case "Review":
                ledger.reviews[node.id] = codec.read_review(node)
            case _:
                pass
    return ledger


def _meta_value(store: Store, name: str) -> object:
    return next((node.props.get(name) for node in store.nodes("Meta")), None)


def _meta(*, dirty: bool) -> Node:
    return Node("Meta", "store", {"schema_version": VERSION, "dirty": dirty})


def _moved(edge: Edge, wanted: Edge | None) -> bool:
    return wanted is None or (wanted.source, wanted.target) != (edge.source, edge.target)


def _batches(changes: Changes, size: int) -> Iterator[Changes]:
    """The ledger first, one source never cut; then the other nodes, the edges, and what goes."""
    kept = [node for node in changes.put_nodes if node.label in KEPT]
    by_source: dict[str, list[Node]] = {}
    for node in kept:
        by_source.setdefault(str(node.props.get("source_id", node.id)), []).append(node)
    for group in _packed(by_source.values(), size):
        yield Changes(put_nodes=group)
    others = [node for node in changes.put_nodes if node.label not in KEPT]
    for start in range(0, len(others), size):
        yield Changes(put_nodes=others[start : start + size])
    for start in range(0, len(changes.put_edges), size):
        yield Changes(put_edges=changes.put_edges[start : start + size])
    if changes.drop_edges or changes.drop_nodes:
        yield Changes(drop_edges=changes.drop_edges, drop_nodes=changes.drop_nodes)


def _packed(groups: Iterable[list[Node]], size: int) -> Iterator[list[Node]]:
    held: list[Node] = []
    for group in chain(groups):
        if held and len(held) + len(group) > size:
            yield held
            held = []
        held = held + group
    if held:
        yield held
