"""Nodes and edges of a store as descriptions of RDF resources, one at a time: nothing of the graph is held."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.codec import SHOWN_VALUES
from kg.rdf import terms
from kg.rdf.fields import EDTF, Shape
from kg.rdf.ledger_shapes import LEDGER_COUNTS, statement_class
from kg.rdf.model import shapes
from kg.rdf.terms import BASE, BOOLEAN, DAY, DOUBLE, INTEGER, IRI, MEMBER, SEQ, STRING, TYPE, date_type, path
from kg.schema.base import FACTS
from kg.schema.graph import Edge, Node
from kg.schema.layout import LABELS, VERSION
from kg.store.base import Store, StoreError

Pair = tuple[str, str, str]
"""Predicate, value, and the value's datatype or `IRI`."""
LINKS = {"MENTIONS": "mentions", "ABOUT": "ABOUT", "SPOKEN_BY": "SPOKEN_BY", "CORRECTS_TO": "CORRECTS_TO"}
"""Relationships without properties that only an edge tells, and their field; the others repeat a property."""
_COUNTED = dict(zip(("Document", "Dataset", "SourceEntity", "Claim", "Decision", "Review"), LEDGER_COUNTS, strict=True))
_ELSEWHERE = frozenset({"participants", "values", "quotes", "spans", "records", *SHOWN_VALUES})
"""Properties of a claim that its statement and its evidence hold."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of one resource in one graph; `graph` is `None` for the default graph."""

    graph: str | None
    subject: str
    pairs: list[Pair]


class Describer:
    """Describes what a store holds, with IRIs below `base`."""

    def __init__(self, base: str = BASE) -> None:
        """`base` ends where the rooms begin: with `/`, `#` or `:`."""
        self._start = {room: f"{base}{room}/" for room in terms.ROOMS}
        self._shapes = shapes()
        self._edge_shapes = {cls.edge: self._shapes[cls.__name__] for cls in FACTS.values()}

    def store(self, store: Store) -> Iterator[Description]:
        """Everything that a store holds, provenance included; at the end how much it was."""
        nodes = (node for label in LABELS if label != "Meta" for node in store.nodes(label))
        edges = (edge for type_ in (*self._edge_shapes, *LINKS) for edge in store.edges(type_))
        return self.graph(nodes, edges)

    def graph(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[Description]:
        """Nodes, then edges, then the end; edges that repeat what a node holds are passed over."""
        counts: Counter[str] = Counter()
        for node in nodes:
            counts[node.label] += 1
            yield from self.node(node)
        for edge in edges:
            if edge.type in self._edge_shapes or edge.type in LINKS:
                yield self.edge(edge)
        yield self.end(counts)

    def node(self, node: Node) -> Iterator[Description]:
        """One node; a claim with its statement in a graph of its own and its evidence."""
        shape = self._shapes[node.label]
        subject = self._start[shape.room] + path(node.id)
        pairs = [(TYPE, type_, IRI) for type_ in shape.types]
        pairs.append((shape.fields["id"].predicate, node.id, STRING))
        if node.label == "Claim":
            shown = {name: value for name, value in node.props.items() if name not in _ELSEWHERE}
            pairs += self._pairs(shape, shown)
            yield from self._claim(node, subject, pairs)
        elif node.label == "Document":
            props: dict[str, Any] = dict(node.props)
            reported_by = props.pop("reported_by", [])
            pairs += self._pairs(shape, props)
            if reported_by:
                seq = self._list(node.id, "reported_by", reported_by, None)
                pairs.append((shape.fields["reported_by"].predicate, seq.subject, IRI))
                yield seq
            yield Description(None, subject, pairs)
        else:
            pairs += self._pairs(shape, node.props)
            yield Description(None, subject, pairs)

    def edge(self, edge: Edge) -> Description:
        """A fact's edge as a resource with all its properties; a link without properties as one statement."""
        shape = self._edge_shapes.get(edge.type)
        if shape is None:
            source = self._shapes[edge.source[0]]
            link = source.fields[LINKS[edge.type]]
            pair = (link.predicate, self._start[link.room] + path(edge.target[1]), IRI)
            return Description(None, self._start[source.room] + path(edge.source[1]), [pair])
        pairs = [(TYPE, type_, IRI) for type_ in shape.types]
        pairs.append((shape.fields["id"].predicate, edge.id, STRING))
        ends = {"source_id": edge.source[1], "target_id": edge.target[1]}
        pairs += self._pairs(shape, ends)
        pairs += self._pairs(shape, edge.props)
        return Description(None, self._start["edge"] + path(edge.id), pairs)

    def end(self, counts: Mapping[str, int]) -> Description:
        """The last description of an export: its schema version, and how much of the ledger it holds."""
        shape = self._shapes["Export"]
        told = {"schema_version": VERSION, **{name: counts.get(label, 0) for label, name in _COUNTED.items()}}
        pairs = [(TYPE, shape.iri, IRI), *self._pairs(shape, told)]
        return Description(None, f"{self._start['export']}all", pairs)

    def _pairs(self, shape: Shape, props: Mapping[str, Any]) -> Iterator[Pair]:
        fields = shape.fields
        for name in sorted(props):  # the same order on both engines
            value, field = props[name], fields.get(name)
            if field is None:
                raise StoreError(f"{shape.name}.{name} has no term in RDF: give it one in kg/rdf/model.py")
            predicate = field.predicate
            if field.form == IRI:
                start = self._start[field.room]
                for each in value if type(value) is list else (value,):
                    yield (predicate, start + path(each), IRI)
            elif type(value) is list:
                for each in value:
                    yield (predicate, *literal(each, field.form))
            else:
                yield (predicate, *literal(value, field.form))

    def _claim(self, node: Node, subject: str, pairs: list[Pair]) -> Iterator[Description]:
        fields = self._shapes["Claim"].fields
        props: Mapping[str, Any] = node.props
        own = path(node.id)
        statement = f"{self._start['statement']}{own}"
        pairs.append((fields["states"].predicate, statement, IRI))
        records = [json.loads(record) for record in props["records"]]
        for place in range(len(records)):
            pairs.append((fields["records"].predicate, f"{self._start['record-field']}{own}.{place + 1}", IRI))
        yield Description(None, subject, pairs)
        yield from self._statement(node.id, str(props["kind"]), props, subject, statement)
        for place, (span, quote) in enumerate(zip(props["spans"], props["quotes"], strict=True), start=1):
            yield from self._quote(f"{own}.{place}", subject, str(props["source_id"]), span, quote)
        shape = self._shapes["RecordField"]
        for place, record in enumerate(records, start=1):
            told = [(TYPE, shape.iri, IRI), *self._pairs(shape, {**record, "position": place})]
            yield Description(None, f"{self._start['record-field']}{own}.{place}", told)

    def _statement(
        self, claim: str, kind: str, props: Mapping[str, Any], graph: str, subject: str
    ) -> Iterator[Description]:
        type_ = statement_class(kind)
        shape = self._shapes[type_.partition("#")[2]]
        pairs: list[Pair] = [(TYPE, type_, IRI)]
        for told in props["participants"]:
            role, _, member = told.partition("=")
            pairs.append((shape.fields[role].predicate, self._start["source-entity"] + path(member), IRI))
        for name, value in json.loads(props["values"]).items():
            field = shape.fields[name]
            if type(value) is list:
                seq = self._list(claim, name, value, graph)
                pairs.append((field.predicate, seq.subject, IRI))
                yield seq
            else:
                pairs.append((field.predicate, *literal(value, field.form)))
        yield Description(graph, subject, pairs)

    def _list(self, owner: str, name: str, values: list[str], graph: str | None) -> Description:
        pairs = [(TYPE, SEQ, IRI), *((f"{MEMBER}{n}", each, STRING) for n, each in enumerate(values, start=1))]
        return Description(graph, f"{self._start['list']}{path(owner)}.{name}", pairs)

    def _quote(self, own: str, claim: str, source: str, span: str, quote: str) -> Iterator[Description]:
        start, _, end = span.partition("-")
        target, words, position = (f"{self._start[room]}{own}" for room in ("target", "quote", "position"))
        told = {name: self._shapes[name] for name in _EVIDENCE}
        annotation, resource, exact, where = told.values()
        yield Description(None, f"{self._start['annotation']}{own}", [
            (TYPE, annotation.iri, IRI),
            (annotation.fields["body"].predicate, claim, IRI),
            (annotation.fields["target"].predicate, target, IRI),
        ])  # fmt: skip
        selector = resource.fields["selector"].predicate
        yield Description(None, target, [
            (TYPE, resource.iri, IRI),
            (resource.fields["source"].predicate, self._start["source"] + path(source), IRI),
            (selector, words, IRI),
            (selector, position, IRI),
        ])  # fmt: skip
        yield Description(None, words, [(TYPE, exact.iri, IRI), (exact.fields["quote"].predicate, quote, STRING)])
        yield Description(None, position, [
            (TYPE, where.iri, IRI),
            (where.fields["start"].predicate, start, INTEGER),
            (where.fields["end"].predicate, end, INTEGER),
        ])  # fmt: skip


_EVIDENCE = ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")


def literal(value: Any, form: str) -> tuple[str, str]:
    """Lexical form and datatype of a value; the form decides only where Python's type leaves it open."""
    if type(value) is str:
        if form == EDTF:
            return value, date_type(value)
        return value, DAY if form == DAY else STRING
    if type(value) is bool:
        return "true" if value else "false", BOOLEAN
    if type(value) is int and form != DOUBLE:
        return str(value), INTEGER
    return terms.number(value), DOUBLE
