"""Resources checked against the table of shapes: the rules that the SHACL shapes state, before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.loaders.base import BadInput
from kg.rdf.fields import ANY, EDTF, Field, Shape
from kg.rdf.model import shapes
from kg.rdf.parse import RdfFile, Resource
from kg.rdf.shapes import EDTF_TEXT, FORMS
from kg.rdf.terms import (
    BOOLEAN,
    DAY,
    DOUBLE,
    IDENTIFIER,
    INTEGER,
    IRI,
    MEMBER,
    MONTH,
    SEQ,
    STRING,
    YEAR,
    compact,
    place,
)

_EDTF = re.compile(EDTF_TEXT)
_LEXICAL = {
    INTEGER: re.compile(r"[+-]?[0-9]+"),
    DOUBLE: re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN"),
    BOOLEAN: re.compile(r"true|false|1|0"),
    DAY: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    MONTH: re.compile(r"[0-9]{4}-[0-9]{2}"),
    YEAR: re.compile(r"[0-9]{4}"),
}


@cache
def by_class() -> Mapping[str, Shape]:
    """The shape of each class of ours."""
    return {shape.iri: shape for shape in shapes().values()}


def shape_of(resource: Resource) -> Shape | None:
    """The shape that the types of a resource name; `None` where none or several of them are ours."""
    found = [shape for type_ in resource.types if (shape := by_class().get(type_))]
    return found[0] if len(found) == 1 else None


def check(file: RdfFile) -> None:
    """Raise `BadInput` for the first resource that breaks its shape: file, line, resource, rule."""
    ours = {iri: shape for iri, resource in file.resources.items() if (shape := shape_of(resource))}
    if not ours:
        seen = sorted({compact(type_) for resource in file.resources.values() for type_ in resource.types})
        told = f" ({', '.join(seen[:3])})" if seen else ""
        raise BadInput(file.path.name, f"RDF of another vocabulary{told}; give a file that `kg export` wrote")
    for iri, resource in file.resources.items():
        shape = ours.get(iri)
        if shape is None:
            types = ", ".join(sorted(compact(type_) for type_ in resource.types)) or "no type"
            raise file.fault(iri, f"is of no one class of dealgraph ({types}), and nothing may be dropped unseen")
        rule = _broken(shape, iri, resource, ours)
        if rule:
            raise file.fault(iri, f"{rule} ({shape.name}Shape)")


def _broken(shape: Shape, iri: str, resource: Resource, ours: Mapping[str, Shape]) -> str:
    room, id_ = place(iri)
    if room != shape.room:
        return f"the IRI of a {shape.name} ends in {shape.room}/ and its id"
    if any(told != (id_, STRING) for told in resource.values.get(IDENTIFIER, ())):
        return "dcterms:identifier is not the id that its IRI ends in"
    known = {field.predicate for field in shape.fields.values()}
    for predicate in resource.values:
        if predicate not in known and not (shape.iri == SEQ and predicate.startswith(MEMBER)):
            return f"{compact(predicate)} is no property of it"
    for field in shape.fields.values():
        told = resource.values.get(field.predicate, [])
        if field.required and not told:
            return f"{compact(field.predicate)} is missing"
        if len(told) > 1 and not field.many:
            return f"{compact(field.predicate)} stands {len(told)} times, and may once"
        for value, form in told:
            if rule := _wrong(field, value, form, ours):
                return f"{compact(field.predicate)} {rule}"
    return ""


def _wrong(field: Field, value: str, form: str, ours: Mapping[str, Shape]) -> str:
    if form == IRI:
        return _wrong_reference(field, value, ours)
    allowed = FORMS.get(field.form, (field.form,))
    if form not in allowed:
        return f"is {value[:60]!r} of {compact(form)}, and must be {' or '.join(map(compact, allowed))}"
    lexical = _LEXICAL.get(form)
    if lexical and not lexical.fullmatch(value):
        return f"is {value[:60]!r}, which is no {compact(form)}"
    if field.form == EDTF and not _EDTF.search(value):
        return f"is {value[:60]!r}, and must be a date: 2021, 2025-10, 2025-10-14, 2025-Q3 or 2025-H2"
    if field.choices and value not in field.choices:
        return f"is {value[:60]!r}, and must be one of {', '.join(field.choices)}"
    if field.pattern and not re.search(field.pattern, value):
        return f"is {value[:60]!r}, and must match {field.pattern}"
    if (field.low is not None and float(value) < field.low) or (field.high is not None and float(value) > field.high):
        return (
            f"is {value}, and must lie between {field.low:g} and {'any' if field.high is None else f'{field.high:g}'}"
        )
    return ""


def _wrong_reference(field: Field, value: str, ours: Mapping[str, Shape]) -> str:
    shape = ours.get(value)
    if field.form == ANY:
        return "" if shape and shape.iri == SEQ else "must be a value, or an rdf:Seq that the file describes"
    if field.form != IRI:
        return f"is <{value}>, and must be a value"
    if field.classes and (shape is None or shape.iri not in field.classes):
        wanted = " or ".join(compact(each) for each in field.classes)
        return f"names {value}, which the file does not describe as {wanted}"
    return ""
