"""How a class of resources is described: its fields, and how a field follows from a class of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from pydantic import BaseModel

from kg.rdf.terms import BOOLEAN, DOUBLE, INTEGER, IRI, STRING, expand, own
from kg.rdf.terms import DAY as XSD_DATE
from kg.schema.base import Entity, Fact, extra_of
from kg.schema.claims import Dataset, Decision
from kg.schema.kinds import DATES, FAMILIES, PARTY_ROLES

EDTF = "edtf"
"""Form of a date as precise as its source: xsd:gYear, xsd:gYearMonth, xsd:date, or a string for quarters and halves."""
NUMBER = "number"
"""Form of a number in a claim: xsd:integer or xsd:double, as the claim holds it."""
ANY = "any"
"""Form of a value of a claim that the schema leaves open; several values in order are an rdf:Seq."""
STATUSES = ("single-source", "corroborated", "disputed", "refuted", "retired")
SHARES = ("share_low", "share_high")
DAYS = frozenset({"since", "since_latest", "until", "until_earliest", "known_from"})
_EDTF = DATES - DAYS | {"since_text", "until_text", "published"}


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a resource: its predicate, what its values are, how many, and which they may be."""

    predicate: str
    form: str = STRING
    room: str = ""
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    comment: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of resources: `types` are the classes that are written, our own first."""

    name: str
    types: tuple[str, ...]
    room: str
    comment: str
    fields: Mapping[str, Field] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The class that is our own, or the standard's where we have none."""
        return self.types[0]


ID = Field("http://purl.org/dc/terms/identifier", required=True, comment="The id, as `kg why` and queries take it")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": STATUSES,
    "modality": ("asserted", "attributed", "projected", "opinion"),
    "family": tuple(sorted({*FAMILIES.values()})),
    "kinds": tuple(PARTY_ROLES),
}
REFERENCES: Mapping[str, Field] = {
    "fact_id": Field(own("fact"), IRI, "fact", required=True, classes=(own("Fact"),), comment="The fact it is of"),
    "claims": Field(
        expand("prov:wasDerivedFrom"), IRI, "claim", many=True, required=True, classes=(own("Claim"),),
        comment="The claims behind it",
    ),
}  # fmt: skip
_ROLES = {
    ("role", "person"): "org:member",
    ("role", "organization"): "org:organization",
    ("offering", "provider"): "schema:offeredBy",
    ("offering", "product"): "schema:itemOffered",
}
"""Predicates of participants for which a standard has one; the others are our own, named as the role."""


def role_predicate(kind: str, role: str) -> str:
    """The predicate of a participant of a fact or claim."""
    return expand(_ROLES.get((kind, role), f"kg:{role}"))


def camel(name: str) -> str:
    """`joint_venture` as `JointVenture`."""
    return "".join(part.capitalize() for part in name.split("_"))


def declared(model: type[BaseModel], names: Iterable[str], terms: Mapping[str, str] | None = None) -> dict[str, Field]:
    """Fields of a pydantic class by name; `terms` are CURIEs for those whose class names none."""
    return {name: REFERENCES.get(name) or of_class(model, name, terms or {}) for name in names}


def of_class(model: type[BaseModel], name: str, terms: Mapping[str, str]) -> Field:
    """One field of a pydantic class: predicate, form and number from its declaration."""
    info, extra = model.model_fields[name], extra_of(model, name)
    told = str(info.annotation)
    many = "list[" in told or "tuple[" in told
    curie = terms.get(name) or str(extra.get("rdf") or f"kg:{name}")
    literal = tuple(str(arg) for arg in get_args(info.annotation)) if "Literal[" in told else ()
    return Field(
        predicate=expand(curie),
        form=_form(name, told, model),
        many=many,
        required=not many and type(None) not in get_args(info.annotation),
        choices=literal or CHOICES.get(name, ()),
        comment=info.description or "",
        unit=str(extra.get("unit") or ""),
        low=0 if name in SHARES else None,
        high=100 if name in SHARES else None,
        pattern="^[0-9a-f]{64}$" if name in ("sha256", "text_sha256") else "",
    )


def _form(name: str, annotation: str, model: type[BaseModel]) -> str:
    if name in DAYS and issubclass(model, (Fact, Entity)):
        return XSD_DATE
    if name in _EDTF and model not in (Decision, Dataset):  # those two keep any text as their date
        return EDTF
    for python, form in (("float", DOUBLE), ("bool", BOOLEAN), ("int", INTEGER)):
        if python in annotation:
            return form
    return STRING


def types_of(name: str, standard: str) -> tuple[str, ...]:
    """The classes that are written: our own, and the standard's where the schema names one."""
    return tuple(dict.fromkeys((own(name), *((expand(standard),) if standard else ()))))
