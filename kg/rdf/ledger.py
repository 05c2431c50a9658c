"""The ledger from checked resources: documents, source entities, claims and decisions, with ids and hashes checked."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from kg.ledger import PLACES
from kg.loaders.base import BadInput, explain
from kg.rdf.check import by_class, shape_of
from kg.rdf.fields import Field, Shape
from kg.rdf.ledger_shapes import LEDGER_COUNTS, statement_class
from kg.rdf.model import shapes
from kg.rdf.parse import RdfFile, Resource
from kg.rdf.terms import BOOLEAN, DOUBLE, INTEGER, IRI, MEMBER, own, place
from kg.schema.base import ENTITIES
from kg.schema.claims import Claim, Dataset, Decision, Document, Quote, Reading, RecordField, Review, SourceEntity
from kg.schema.kinds import KINDS
from kg.schema.layout import VERSION

_T = TypeVar("_T", Document, Dataset, SourceEntity, Claim, Decision, Review)


_BY_REVIEW = own("by_review")
_SHAPES = ("Document", "Dataset", "SourceEntity", "Claim", "Decision", "Review")
_COUNTED = dict(zip(_SHAPES, LEDGER_COUNTS, strict=True))


@dataclass(slots=True)
class Told:
    """What a file tells of the ledger: a reading for each document and dataset, decisions on identity, reviews."""

    readings: list[Reading]
    decisions: list[Decision]
    reviews: list[Review]


def told(file: RdfFile) -> Told:
    """The ledger's part of a checked file. Raises `BadInput` where an id, a hash, a quote or a count does not hold."""
    return _Builder(file).told()


class _Builder:
    def __init__(self, file: RdfFile) -> None:
        self._file = file
        self._by_shape: dict[str, list[str]] = defaultdict(list)
        for iri, resource in file.resources.items():
            if shape := shape_of(resource):
                self._by_shape[shape.name].append(iri)
        self._quotes = self._read_quotes()

    def told(self) -> Told:
        documents = self._each("Document", self._document)
        datasets = self._each("Dataset", self._dataset)
        entities = self._each("SourceEntity", self._entity)
        claims = self._each("Claim", self._claim)
        decisions = self._each("Decision", self._decision)
        reviews = self._each("Review", self._review)
        sources = {*(each.id for each in documents.values()), *(each.id for each in datasets.values()), PLACES}
        for iri, entity in entities.items():
            if entity.source not in sources:
                raise self._file.fault(iri, f"is of {entity.source}, which the file does not hold")
        self._check_counts({name: len(self._by_shape[shape]) for shape, name in _COUNTED.items()})
        read = list(self._readings(documents, datasets, entities, claims))
        return Told(read, list(decisions.values()), list(reviews.values()))

    def _each(self, shape: str, build: Callable[[Shape, str, Resource], _T]) -> dict[str, _T]:
        found: dict[str, _T] = {}
        for iri in self._by_shape[shape]:
            if _BY_REVIEW in self._file.resources[iri].values:
                continue  # it follows from the review
            try:
                found[iri] = build(shapes()[shape], iri, self._file.resources[iri])
            except ValidationError as error:
                raise self._file.fault(iri, explain(error)) from error
            except ValueError as error:
                raise self._file.fault(iri, " ".join(str(error).split())) from error
        return found

    def _document(self, shape: Shape, iri: str, resource: Resource) -> Document:
        document = Document.model_validate(self._values(shape, iri, resource, leave=("mentions",)))
        digest = hashlib.sha256(document.content()).hexdigest()
        if digest != document.sha256 or not document.id.endswith(digest[:20]):
            raise ValueError(f"its text is not what was loaded: its SHA-256 is {digest}")
        return document

    def _dataset(self, shape: Shape, iri: str, resource: Resource) -> Dataset:
        return Dataset.model_validate(self._values(shape, iri, resource))

    def _entity(self, shape: Shape, iri: str, resource: Resource) -> SourceEntity:
        values = self._values(shape, iri, resource, leave=("entity",))
        entity = SourceEntity.model_validate({"source": values.pop("source_id"), **values})
        if entity.id != _entity_id(entity):
            raise ValueError("its id is not that of its source, type and name")
        return entity

    def _decision(self, shape: Shape, iri: str, resource: Resource) -> Decision:
        values = self._values(shape, iri, resource)
        decision = Decision.model_validate(values)
        if decision.id != values["id"]:
            raise ValueError("its id is not that of its verdict, sides and author")
        return decision

    def _review(self, shape: Shape, iri: str, resource: Resource) -> Review:
        values = self._values(shape, iri, resource, only=("id", "verdict", "by", "reason", "date"))
        claims = self._values(shape, iri, resource, only=("read", "claim"))
        members = resource.values.get(shape.fields["entities"].predicate, ())
        entities = [json.loads(member) for member, _ in members]
        return Review.model_validate(
            {**values, **{name: json.loads(text) for name, text in claims.items()}, "entities": entities}
        )

    def _claim(self, shape: Shape, iri: str, resource: Resource) -> Claim:
        names = ("id", "source_id", "kind", "stance", "modality", "attributed_to")
        values = self._values(shape, iri, resource, only=names)
        source = values.pop("source_id")
        statement = resource.values[shape.fields["states"].predicate][0][0]
        participants, stated = self._statement(str(values["kind"]), statement)
        records = [self._record(each) for each, _ in resource.values.get(shape.fields["records"].predicate, ())]
        return Claim.model_validate({
            **values, "source": source, "participants": participants, "values": stated,
            "quotes": self._quotes.get(iri, []), "records": [record for _, record in sorted(records, key=_first)],
        })  # fmt: skip

    def _statement(self, kind: str, iri: str) -> tuple[list[tuple[str, str]], dict[str, Any]]:
        resource, type_ = self._file.resources[iri], statement_class(kind)
        if type_ not in resource.types:
            raise ValueError(f"is of kind {kind}, and its statement is not")
        shape = by_class()[type_]
        participants = [
            (role, place(value)[1])
            for role in KINDS[kind].roles
            for value, _ in resource.values.get(shape.fields[role].predicate, ())
        ]
        return participants, self._values(shape, iri, resource, leave=tuple(KINDS[kind].roles))

    def _record(self, iri: str) -> tuple[int, RecordField]:
        values = self._values(shapes()["RecordField"], iri, self._file.resources[iri])
        return int(values.pop("position")), RecordField.model_validate(values)

    def _read_quotes(self) -> Mapping[str, list[Quote]]:
        """Quotes by the IRI of their claim."""
        found: dict[str, list[Quote]] = defaultdict(list)
        for iri in self._by_shape["Annotation"]:
            annotation = self._plain("Annotation", iri)
            resource = self._file.resources[annotation["target"]]
            selected: dict[str, Any] = {}
            for selector, _ in resource.values[shapes()["SpecificResource"].fields["selector"].predicate]:
                shape = shape_of(self._file.resources[selector])
                selected |= self._plain(shape.name, selector) if shape else {}
            try:
                quote = Quote.model_validate(selected)
            except ValidationError as error:
                raise self._file.fault(iri, f"its selectors give no quote: {explain(error)}") from error
            found[annotation["body"]].append(quote)
        return found

    def _plain(self, shape: str, iri: str) -> dict[str, Any]:
        """Values by field, references as IRIs."""
        fields = shapes()[shape].fields
        values = self._file.resources[iri].values
        return {name: _python(*values[each.predicate][0]) for name, each in fields.items() if each.predicate in values}

    def _values(
        self, shape: Shape, iri: str, resource: Resource, *, only: tuple[str, ...] = (), leave: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Values by field, references as ids, lists in order."""
        found = {}
        for name, field in shape.fields.items():
            if field.predicate in resource.values and name not in leave and (not only or name in only):
                found[name] = self._value(field, *resource.values[field.predicate][0])
        return found

    def _value(self, field: Field, value: str, form: str) -> Any:
        if form != IRI:
            return _python(value, form)
        if field.form == IRI:
            return place(value)[1]
        members = {
            int(key.removeprefix(MEMBER)): each[0][0] for key, each in self._file.resources[value].values.items()
        }
        if sorted(members) != list(range(1, len(members) + 1)):
            raise ValueError(f"the members of {value} are not numbered from 1 without a gap")
        return [members[number] for number in sorted(members)]

    def _check_counts(self, found: Mapping[str, int]) -> None:
        name = self._file.path.name
        ends = self._by_shape["Export"]
        if len(ends) != 1:
            raise BadInput(
                name, "kg:Export does not stand once at the end: the file is cut off, or joined from several"
            )
        counts = self._plain("Export", ends[0])
        if counts["schema_version"] > VERSION:
            version = counts["schema_version"]
            raise BadInput(
                name, f"written by schema version {version}, this program knows {VERSION}; upgrade dealgraph"
            )
        for what, number in found.items():
            if counts[what] != number:
                raise BadInput(name, f"holds {number} {what.replace('_', ' ')} and was written with {counts[what]}")

    def _readings(
        self,
        documents: Mapping[str, Document],
        datasets: Mapping[str, Dataset],
        entities: Mapping[str, SourceEntity],
        claims: Mapping[str, Claim],
    ) -> Iterator[Reading]:
        said: dict[str, list[Claim]] = defaultdict(list)
        members: dict[str, list[SourceEntity]] = defaultdict(list)
        by_id = {entity.id: entity for entity in entities.values()}
        for claim in claims.values():
            said[claim.source].append(claim)
        for entity in entities.values():
            members[entity.source].append(entity)
        places = {entity.id for entity in members[PLACES]}
        unspoken = places - {member for claim in claims.values() for _, member in claim.participants}
        owners: dict[str, Document | Dataset] = {**documents, **datasets}
        for iri, source in owners.items():
            spoken_of = {member for claim in said[source.id] for _, member in claim.participants} & places | unspoken
            unspoken = set()
            whole = (*members[source.id], *(by_id[place_] for place_ in sorted(spoken_of)))
            kind = "document" if isinstance(source, Document) else "dataset"
            try:
                yield Reading.model_validate({kind: source, "entities": whole, "claims": tuple(said[source.id])})
            except ValidationError as error:
                raise self._file.fault(iri, explain(error)) from error


def _python(value: str, form: str) -> Any:
    if form == INTEGER:
        return int(value)
    if form == DOUBLE:
        return float(value.replace("INF", "inf"))
    return value in ("true", "1") if form == BOOLEAN else value


def _entity_id(entity: SourceEntity) -> str:
    if entity.source == PLACES:
        return f"{ENTITIES[entity.label].prefix}-{entity.record}"
    if entity.record is not None:
        return SourceEntity.in_dataset(entity.source, entity.record, entity.label, entity.name).id
    return SourceEntity.in_document(entity.source, entity.label, entity.name).id


def _first(pair: tuple[int, RecordField]) -> int:
    return pair[0]
