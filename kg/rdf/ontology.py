"""The ontology from the table of shapes: our own classes and properties, and where they join the standards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring

from kg.rdf.fields import Field, Shape
from kg.rdf.ledger_shapes import statement_class
from kg.rdf.model import own_properties, shapes
from kg.rdf.terms import IRI, PREFIXES, compact, own
from kg.schema.kinds import KINDS

_GENERAL = {
    "Edge": ("A fact between two entities in one period, with all that its claims tell", "prov:Entity"),
    "Statement": ("What a claim states: its participants and values", "prov:Entity"),
    "StatementOfFact": ("A statement that becomes a fact", "kg:Statement"),
    "StatementOfDeal": ("A statement on a deal and its parties", "kg:Statement"),
    "StatementOfView": ("A statement, risk or assessment", "kg:Statement"),
    "StatementOfAttribute": ("A statement on a name, an identifier or a property", "kg:Statement"),
    "StatementOfVerdict": ("A person's word on claims of others", "kg:Statement"),
}
_EDGE_PARENT = "kg:Edge"


def text() -> str:
    """The ontology as a Turtle file."""
    head = "# Derived from the schema's classes by `python -m kg.derive`; do not edit.\n"
    used = ("kg", "rdf", "rdfs", "xsd", "owl", "prov", "oa", "org", "schema", "dcterms", "dc")
    return head + "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used) + "".join(_blocks())


def _blocks() -> Iterator[str]:
    title = "The partnership and deal knowledge graph of digital infrastructure"
    yield _block("<urn:dealgraph:schema>", "owl:Ontology", f"rdfs:label {_quoted(title)}@en")
    for name, (comment, parent) in _GENERAL.items():
        yield _class(f"kg:{name}", name, comment, (parent,))
    statements = {statement_class(kind.name): f"kg:{family_class(kind.family)}" for kind in KINDS.values()}
    for shape in shapes().values():
        if shape.iri.startswith(own("")):
            yield _class(compact(shape.iri), shape.name, shape.comment, tuple(_parents(shape, statements)))
    for predicate, fields in own_properties().items():
        yield _property(predicate, fields)


def family_class(family: str) -> str:
    """The general class of the statements of a family: `deal` gives `StatementOfDeal`."""
    return f"StatementOf{family.capitalize()}"


def _parents(shape: Shape, statements: dict[str, str]) -> Iterator[str]:
    if shape.iri in statements:
        yield statements[shape.iri]
    if shape.room == "edge":
        yield _EDGE_PARENT
    yield from (compact(type_) for type_ in shape.types[1:])


def _class(name: str, label: str, comment: str, parents: Sequence[str]) -> str:
    said = [f"rdfs:label {_quoted(label)}@en", f"rdfs:comment {_quoted(comment)}@en"]
    if parents:
        said.append(f"rdfs:subClassOf {', '.join(parents)}")
    return _block(name, "owl:Class", *said)


def _property(predicate: str, fields: Sequence[Field]) -> str:
    forms = {field.form for field in fields}
    kind = (
        {True: "owl:ObjectProperty", False: "owl:DatatypeProperty"}[IRI in forms] if len(forms) == 1 else "rdf:Property"
    )
    comments = dict.fromkeys(field.comment for field in fields if field.comment)
    units = dict.fromkeys(field.unit for field in fields if field.unit)
    said = [f"rdfs:label {_quoted(compact(predicate)[3:])}"]
    if comments:
        said.append(f"rdfs:comment {', '.join(f'{_quoted(each)}@en' for each in comments)}")
    if units:
        said.append(f"schema:unitText {', '.join(_quoted(each) for each in units)}")
    if len(forms) == 1 and next(iter(forms)).startswith(PREFIXES["xsd"]):
        said.append(f"rdfs:range {compact(next(iter(forms)))}")
    return _block(compact(predicate), kind, *said)


def _block(subject: str, type_: str, *said: str) -> str:
    return f"\n{subject} a {type_} ;\n    " + " ;\n    ".join(said) + " .\n"


def _quoted(text: str) -> str:
    return encode_basestring(" ".join(text.split()))
