"""Shapes of the ledger: documents, source entities, claims with what they state and rest on, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.rdf.fields import (
    ANY,
    CHOICES,
    EDTF,
    ID,
    NUMBER,
    REFERENCES,
    SHARES,
    Field,
    Shape,
    camel,
    declared,
    of_class,
    role_predicate,
    types_of,
)  # fmt: skip
from kg.rdf.terms import BOOLEAN, DOUBLE, INTEGER, IRI, SEQ, expand, own
from kg.schema.base import ENTITIES, FACTS
from kg.schema.claims import Dataset, Decision, Document, Review, SourceEntity
from kg.schema.kinds import DATES, KINDS, Kind

_LEDGER_TERMS: Mapping[str, str] = {
    "name": "schema:name", "title": "dcterms:title", "text": "schema:text", "publisher": "dc:publisher",
    "author": "dc:creator", "published": "schema:datePublished", "url": "schema:url", "licence": "dc:rights",
    "language": "dc:language",
}  # fmt: skip
_STANDARD: Mapping[str, str] = {"Document": "schema:CreativeWork", "Dataset": "schema:Dataset", "Claim": "prov:Entity"}


def statement_class(kind: str) -> str:
    """The class of what a claim of this kind states."""
    return own(f"{camel(kind)}Statement")


def ledger_shapes() -> Iterable[Shape]:
    """Every shape of the ledger, and the end of an export."""
    yield _claim_shape()
    yield from _statement_shapes()
    yield from _source_shapes()
    yield _review_shape()
    yield from _evidence_shapes()
    yield _export_shape()


def _statement_shapes() -> Iterable[Shape]:
    for kind in KINDS.values():
        roles = {
            role: Field(
                role_predicate(kind.name, role), IRI, "source-entity", many=True, required=role in kind.needs,
                classes=(own("SourceEntity"),), comment=f"Source entities in the role {role}",
            )
            for role in kind.roles
        }  # fmt: skip
        values = {name: _stated(kind, name) for name in kind.values}
        iri = statement_class(kind.name)
        yield Shape(iri.partition("#")[2], (iri,), "statement", kind.description, {**roles, **values})


def _stated(kind: Kind, name: str) -> Field:
    fact = FACTS.get(kind.name)
    if fact is not None and name in fact.values_of():
        declared = of_class(fact, name, {})
        form = {DOUBLE: NUMBER, EDTF: EDTF}.get(declared.form, ANY)
        return replace(declared, form=form, required=False, many=False)
    form = EDTF if name in DATES else NUMBER if name in ("amount_low", "amount_high", *SHARES) else ANY
    low, high = (0, 100) if name in SHARES else (None, None)
    return Field(own(name), form, comment=f"Value `{name}` of a claim", low=low, high=high)


def _source_shapes() -> Iterable[Shape]:
    for label, model, room in (
        ("Document", Document, "source"), ("Dataset", Dataset, "source"),
        ("SourceEntity", SourceEntity, "source-entity"), ("Decision", Decision, "decision"),
    ):  # fmt: skip
        fields = {"id": ID, **declared(model, [name for name in model.model_fields if name != "id"], _LEDGER_TERMS)}
        if label == "Document":
            fields["reported_by"] = replace(fields["reported_by"], form=ANY, many=False)
            fields["mentions"] = _link("schema:mentions", "An entity that it speaks of")
        if label == "SourceEntity":
            fields["source_id"] = Field(
                expand("dcterms:source"), IRI, "source", required=True, comment=fields.pop("source").comment
            )
            fields["label"] = replace(fields["label"], choices=tuple(ENTITIES))
            fields["by_review"] = _BY_REVIEW
            fields["entity"] = Field(
                expand("prov:specializationOf"), IRI, "entity", required=True, comment="The entity it belongs to"
            )
        if label == "Decision":
            for side in ("one", "other"):
                fields[side] = replace(fields[side], form=IRI, room="source-entity")
        yield Shape(label, types_of(label, _STANDARD.get(label, "")), room, model.__doc__ or "", fields)


def _review_shape() -> Shape:
    names = ("verdict", "by", "reason", "date")
    fields = {
        "id": ID,
        "source_id": Field(expand("dcterms:source"), IRI, "source", required=True, comment="Its document"),
        "about": Field(own("reviews"), IRI, "claim", required=True, comment="The claim, as it was read"),
        **declared(Review, names),
        "text": Field(expand("rdfs:label"), required=True, comment="The review in one line"),
        "in_force": Field(own("in_force"), BOOLEAN, required=True, comment="Whether it is the one that decides"),
        "read": Field(own("read"), required=True, comment="The claim as it was read, in JSON"),
        "claim": Field(own("instead"), comment="The claim that holds instead, in JSON"),
        "entities": Field(own("speaks_of"), many=True, comment="A source entity of the two claims, in JSON"),
        "CORRECTS_TO": _link("kg:corrects_to", "The claim that it puts in the place of another", "claim"),
    }
    return Shape("Review", types_of("Review", ""), "review", Review.__doc__ or "", fields)


_BY_REVIEW = Field(own("by_review"), BOOLEAN, comment="True: it stands by a review only and was not read")


def _link(curie: str, comment: str, room: str = "entity") -> Field:
    return Field(expand(curie), IRI, room, many=True, comment=comment)


def _claim_shape() -> Shape:
    fields = {
        "id": ID,
        "source_id": Field(
            expand("prov:wasDerivedFrom"), IRI, "source", required=True, classes=(own("Document"), own("Dataset")),
            comment="The document or dataset that says it",
        ),
        "kind": Field(own("kind"), required=True, choices=tuple(KINDS), comment="What kind of statement it is"),
        "family": Field(own("family"), required=True, choices=tuple(sorted({k.family for k in KINDS.values()}))),
        "stance": Field(own("stance"), required=True, choices=("supports", "denies")),
        "modality": Field(own("modality"), required=True, choices=CHOICES["modality"]),
        "attributed_to": Field(own("attributed_to"), comment="The source that the text names, in its words"),
        "states": Field(
            own("states"), IRI, "statement", required=True, classes=tuple(statement_class(kind) for kind in KINDS),
            comment="What it says; in TriG and N-Quads this stands in the graph that has the claim's IRI",
        ),
        "text": Field(expand("rdfs:label"), required=True, comment="The claim in one line"),
        "origin": Field(own("origin"), comment="The independent origin that it counts for"),
        "published": Field(expand("schema:datePublished"), EDTF, comment="When its document was published"),
        "fact_ids": replace(REFERENCES["fact_id"], many=True, required=False, comment="The facts it is behind"),
        "targets": Field(own("judges"), IRI, "claim", many=True, classes=(own("Claim"),), comment="Claims it judges"),
        "records": Field(
            own("evidence"), IRI, "record-field", many=True, classes=(own("RecordField"),),
            comment="Evidence in a dataset record",
        ),
        **{name: Field(own(name)) for name in ("review", "reviewed_by", "review_reason")},
        "by_review": _BY_REVIEW,
        "ABOUT": _link("schema:about", "The entity that a risk, assessment or statement is about"),
        "SPOKEN_BY": _link("kg:spoken_by", "The speaker of a statement"),
    }  # fmt: skip
    return Shape("Claim", types_of("Claim", _STANDARD["Claim"]), "claim", "One typed statement by one source", fields)


def _evidence_shapes() -> Iterable[Shape]:
    oa = {each: expand(f"oa:{each}") for each in ("Annotation", "SpecificResource")}
    selectors = (expand("oa:TextQuoteSelector"), expand("oa:TextPositionSelector"))
    yield Shape("Annotation", (oa["Annotation"],), "annotation", "A quote that a claim rests on", {
        "body": Field(expand("oa:hasBody"), IRI, "claim", required=True, classes=(own("Claim"),)),
        "target": Field(
            expand("oa:hasTarget"), IRI, "target", required=True, classes=(oa["SpecificResource"],)
        ),
    })  # fmt: skip
    yield Shape("SpecificResource", (oa["SpecificResource"],), "target", "The place of a quote in a document", {
        "source": Field(expand("oa:hasSource"), IRI, "source", required=True, classes=(own("Document"),)),
        "selector": Field(expand("oa:hasSelector"), IRI, "quote", many=True, required=True, classes=selectors),
    })  # fmt: skip
    yield Shape("TextQuoteSelector", selectors[:1], "quote", "The words, verbatim", {
        "quote": Field(expand("oa:exact"), required=True),
    })  # fmt: skip
    yield Shape("TextPositionSelector", selectors[1:], "position", "Where they stand, in code points of the text", {
        "start": Field(expand("oa:start"), INTEGER, required=True, low=0),
        "end": Field(expand("oa:end"), INTEGER, required=True, low=1),
    })  # fmt: skip
    yield Shape("RecordField", (own("RecordField"),), "record-field", "A field of a dataset record and its value", {
        "record": Field(own("record"), required=True, comment="Id of the record"),
        "field": Field(own("field"), required=True, comment="Name of the field"),
        "value": Field(own("value"), required=True, comment="What it holds"),
        "position": Field(expand("schema:position"), INTEGER, required=True, comment="Its place in the evidence"),
    })  # fmt: skip
    yield Shape("Seq", (SEQ,), "list", "Several values in order", {})


LEDGER_COUNTS = ("documents", "datasets", "source_entities", "claims", "decisions", "reviews")


def _export_shape() -> Shape:
    fields = {name: Field(own(name), INTEGER, required=True) for name in ("schema_version", *LEDGER_COUNTS)}
    return Shape("Export", (own("Export"),), "export", "The end of an export: how much it holds", fields)
