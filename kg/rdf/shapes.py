"""SHACL shapes from the table of shapes: what an export keeps to, for any SHACL processor."""

from __future__ import annotations

from collections.abc import Iterator
from json.encoder import encode_basestring

from kg.rdf.fields import ANY, EDTF, NUMBER, Field, Shape
from kg.rdf.model import shapes
from kg.rdf.terms import BOOLEAN, DAY, DOUBLE, INTEGER, IRI, MONTH, PREFIXES, SEQ, STRING, YEAR, compact

EDTF_TEXT = "^[0-9]{4}(-([0-9]{2}(-[0-9]{2})?|Q[1-4]|H[12]))?$"
FORMS = {
    EDTF: (YEAR, MONTH, DAY, STRING, INTEGER),
    NUMBER: (INTEGER, DOUBLE),
    ANY: (STRING, INTEGER, DOUBLE, BOOLEAN),
}
"""Datatypes of the forms that leave a choice; `ANY` may be a list (an IRI) too."""


def text() -> str:
    """The shapes as a Turtle file: `kg:<Class>Shape`, and `kg:<Class>Shape-<field>` for each of its properties."""
    head = "# Derived from the schema's classes by `python -m kg.derive`; do not edit.\n"
    used = ("kg", "rdf", "rdfs", "xsd", "sh", "prov", "oa", "org", "schema", "dcterms", "dc")
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used)
    return head + prefixes + "".join(block for shape in shapes().values() for block in _shape(shape))


def _shape(shape: Shape) -> Iterator[str]:
    own = f"kg:{shape.name}Shape"
    named = {f"{own}-{name}": field for name, field in shape.fields.items()}
    closed = "" if shape.iri == SEQ else " ;\n    sh:closed true ;\n    sh:ignoredProperties ( rdf:type )"
    properties = f" ;\n    sh:property {', '.join(named)}" if named else ""
    target = f"sh:targetClass {compact(shape.iri)}"
    yield f"\n{own} a sh:NodeShape ;\n    {target} ;\n    sh:nodeKind sh:IRI{closed}{properties} .\n"
    for name, field in named.items():
        yield f"{name} a sh:PropertyShape ; {' ; '.join(_rules(field))} .\n"


def _rules(field: Field) -> Iterator[str]:
    yield f"sh:path {compact(field.predicate)}"
    if field.required:
        yield "sh:minCount 1"
    if not field.many:
        yield "sh:maxCount 1"
    yield from _form(field)
    if field.choices:
        yield f"sh:in ( {' '.join(encode_basestring(each) for each in field.choices)} )"
    if field.low is not None:
        yield f"sh:minInclusive {field.low:g}"
    if field.high is not None:
        yield f"sh:maxInclusive {field.high:g}"


def _form(field: Field) -> Iterator[str]:
    if field.form == IRI:
        yield "sh:nodeKind sh:IRI"
        if len(field.classes) == 1:
            yield f"sh:class {compact(field.classes[0])}"
        elif field.classes:
            yield f"sh:or ( {' '.join(f'[ sh:class {compact(each)} ]' for each in field.classes)} )"
    elif field.form in FORMS:
        choices = [f"[ sh:datatype {compact(each)} ]" for each in FORMS[field.form]]
        if field.form == ANY:
            choices.append("[ sh:class rdf:Seq ]")
        yield f"sh:or ( {' '.join(choices)} )"
        if field.form == EDTF:
            yield f'sh:pattern "{EDTF_TEXT}"'
    else:
        yield f"sh:datatype {compact(field.form)}"
        if field.pattern:
            yield f'sh:pattern "{field.pattern}"'
