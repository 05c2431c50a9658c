"""Small builders: documents about invented companies, one line of text a claim, and what a ledger makes of them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.fusion.project import Projection, project
from kg.ledger import Ledger
from kg.schema.claims import Claim, Dataset, Decision, Document, Quote, Reading, RecordField, SourceEntity
from kg.schema.graph import Edge, Node
from kg.schema.kinds import KINDS

CODED = frozenset({"State", "Metro", "Country"})
Told = str | tuple[str, str]
"""A participant: its name, or (label, name); a coded place is named by its code."""


class Report:
    """A document under construction: every line that is said is the quote of one claim."""

    def __init__(self, title: str, **meta: object) -> None:
        self._meta: dict[str, object] = {"name": f"{title}.txt", **meta}
        self._lines = [f"{title}."]
        self._drafts: list[tuple[str, str, list[tuple[str, str, str]], dict[str, object], dict[str, object]]] = []

    def say(
        self, kind: str, line: str = "", *, stance: str = "supports", modality: str = "asserted",
        attributed_to: str | None = None, **told: object,
    ) -> Report:  # fmt: skip
        """One claim: keywords that are roles of the kind are participants, the rest are values."""
        roles: list[tuple[str, str, str]] = []
        values: dict[str, object] = {}
        for key, value in told.items():
            if key in KINDS[kind].roles:
                for each in value if isinstance(value, list) else [value]:
                    label, name = each if isinstance(each, tuple) else (_default(kind, key), str(each))
                    roles.append((key, label, name))
            else:
                values[key] = value
        line = line or f"Line {len(self._lines)} of {self._lines[0]}"
        extra = {"stance": stance, "modality": modality, "attributed_to": attributed_to}
        self._drafts.append((kind, line, roles, values, extra))
        self._lines.append(line)
        return self

    def named(self, subject: Told, name: str, name_kind: str = "alias") -> Report:
        """A further name of a subject."""
        return self.say("name", subject=subject, name=name, name_kind=name_kind)

    def identified(self, subject: Told, **schemes: str) -> Report:
        """Identifiers of a subject; `pdb_org` is the scheme `pdb-org`."""
        for scheme, value in schemes.items():
            self.say("identifier", subject=subject, scheme=scheme.replace("_", "-"), value=value)
        return self

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return Document.of("\n".join(self._lines), **self._meta)

    def member(self, name: str, label: str = "Organization") -> str:
        """The id of the source entity of that name in this document."""
        return SourceEntity.in_document(self.document.id, label, name).id

    def reading(self) -> Reading:
        """What a loader would make of it."""
        document = self.document
        entities: dict[str, SourceEntity] = {}
        claims: list[Claim] = []
        start = len(self._lines[0]) + 1
        for kind, line, roles, values, extra in self._drafts:
            participants = []
            for role, label, name in roles:
                entity = (
                    SourceEntity.place(label, name, name)
                    if label in CODED
                    else SourceEntity.in_document(document.id, label, name)
                )
                entities[entity.id] = entity
                participants.append((role, entity.id))
            quote = Quote(start=start, end=start + len(line), quote=line)
            start += len(line) + 1
            claims.append(
                Claim.model_validate(
                    {"source": document.id, "kind": kind, "participants": participants, "values": values,
                     "quotes": [quote], **extra}
                )
            )  # fmt: skip
        return Reading(document=document, entities=tuple(entities.values()), claims=tuple(claims))

    def claim(self, place: int = 0) -> Claim:
        """One of its claims, in the order of their lines."""
        return self.reading().claims[place]


def _default(kind: str, role: str) -> str:
    labels = KINDS[kind].roles[role]
    return labels[0] if labels else "Organization"


def word(by: str, verdict: str, claim: Claim) -> Report:
    """A person's word on a claim: refutes, denies or endorses."""
    report = Report(f"Statements of {by}", kind="statements", author=by)
    return report.say("verdict", verdict=verdict, claim=claim.id, by=by, reason="it was checked", cites="a filing")


def register(name: str, records: Iterable[tuple[str, str, dict[str, str]]], label: str = "Organization") -> Reading:
    """A dataset: (record id, name, identifiers) of each record."""
    entities, claims = [], []
    for record, called, identifiers in records:
        entity = SourceEntity.in_dataset(name, record, label, called)
        entities.append(entity)
        for scheme, value in identifiers.items():
            field = RecordField(record=record, field=scheme, value=value)
            claims.append(
                Claim(source=name, kind="identifier", participants=(("subject", entity.id),),
                      values={"scheme": scheme, "value": value}, records=(field,))
            )  # fmt: skip
    return Reading(dataset=Dataset(id=name, publisher=name), entities=tuple(entities), claims=tuple(claims))


def ledger_of(*told: Report | Reading | Decision) -> Ledger:
    """A ledger of reports, readings and decisions."""
    ledger = Ledger()
    for each in told:
        if isinstance(each, Decision):
            ledger.decisions[each.id] = each
        else:
            ledger.add(each.reading() if isinstance(each, Report) else each)
    return ledger


def graph_of(*told: Report | Reading | Decision) -> Projection:
    """The graph of reports, readings and decisions."""
    return project(ledger_of(*told))


def same(one: str, other: str) -> Decision:
    """A person says that two source entities are one."""
    return Decision(verdict="same", one=one, other=other, by="Jane Analyst")


def different(one: str, other: str) -> Decision:
    """A person says that two source entities are two."""
    return Decision(verdict="different", one=one, other=other, by="Jane Analyst")


def nodes(graph: Projection, label: str) -> list[Node]:
    """Nodes of a label, by id."""
    return [graph.nodes[key] for key in sorted(graph.nodes) if key[0] == label]


def edges(graph: Projection, kind: str) -> list[Edge]:
    """Edges of a type, by id."""
    return [graph.edges[key] for key in sorted(graph.edges) if graph.edges[key].type == kind]


def fact(graph: Projection, kind: str) -> Node:
    """The only fact of a kind."""
    (found,) = facts(graph, kind)
    return found


def facts(graph: Projection, kind: str) -> list[Node]:
    """The facts of a kind, by id."""
    return [node for node in nodes(graph, "Fact") if node.props["kind"] == kind]


def entity_of(graph: Projection, member: str) -> str:
    """The entity that a source entity belongs to."""
    return str(graph.nodes["SourceEntity", member].props["entity"])
