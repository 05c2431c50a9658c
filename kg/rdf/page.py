"""The reference page of the RDF: every class with its IRIs and the term of each of its properties."""

from __future__ import annotations

from collections.abc import Iterator

from kg.rdf.fields import ANY, EDTF, NUMBER, Field, Shape
from kg.rdf.model import shapes
from kg.rdf.terms import IRI, STRING, compact

_FORMS = {
    EDTF: "date: `xsd:gYear`, `xsd:gYearMonth`, `xsd:date`, or a string for quarters and halves",
    NUMBER: "`xsd:integer` or `xsd:double`",
    ANY: "one value, or an `rdf:Seq`",
    STRING: "string",
}
_PARTS = {
    "entity": "Entities", "edge": "Edges of facts", "fact": "Facts", "claim": "Claims", "statement": "Statements",
    "source": "Documents and datasets", "source-entity": "Source entities", "decision": "Decisions",
    "name": "Names", "identifier": "Identifiers", "annotation": "Evidence", "export": "The end of an export",
}  # fmt: skip
_EVIDENCE = ("annotation", "target", "quote", "position", "record-field", "list")


def text() -> str:
    """The page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (
        "# RDF, term by term", "", "Derived from the schema's classes by `python -m kg.derive`; do not edit.",
        "What it means, and how to use it: [docs/rdf.md](../rdf.md).", "",
    )  # fmt: skip
    for room, title in _PARTS.items():
        rooms = _EVIDENCE if room == "annotation" else (room,)
        yield from (f"## {title}", "")
        for shape in shapes().values():
            if shape.room in rooms:
                yield from _shape(shape)


def _shape(shape: Shape) -> Iterator[str]:
    types = ", ".join(f"`{compact(type_)}`" for type_ in shape.types)
    yield from (f"### {compact(shape.iri)}", "", " ".join(shape.comment.split()), "")
    yield from (f"IRI `{shape.room}/…`, type {types}, shape `kg:{shape.name}Shape`.", "")
    if shape.fields:
        yield from ("| in the graph | in RDF | values | how many |", "| --- | --- | --- | --- |")
        yield from (f"| `{name}` | `{compact(field.predicate)}` | {_values(field)} | {_number(field)} |"
                    for name, field in shape.fields.items())  # fmt: skip
        yield ""


def _values(field: Field) -> str:
    if field.form == IRI:
        return f"`{field.room}/…`"
    told = _FORMS.get(field.form) or f"`{compact(field.form)}`"
    return f"{told}, {field.unit}" if field.unit else told


def _number(field: Field) -> str:
    if field.many:
        return "1 or more" if field.required else "any"
    return "1" if field.required else "0 or 1"
