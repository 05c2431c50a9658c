"""How a type is declared: one pydantic class each, registered once, with everything derived from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

_LABEL = re.compile(r"^[A-Z][A-Za-z]+$")
_EDGE = re.compile(r"^[A-Z][A-Z_]*[A-Z]$")
_PROPERTY = re.compile(r"^[a-z][a-z0-9_]*$")
RESERVED = frozenset({"labels", "type", "start", "end", "element_id", "properties", "keys"})
"""Property names that mean something else in Cypher, Bolt or Browser."""

ENTITIES: dict[str, type[Entity]] = {}
FACTS: dict[str, type[Fact]] = {}


class SchemaError(Exception):
    """A declared name is reserved, malformed or used twice; raised while the schema is imported."""


def prop(description: str, *, default: Any = None, rdf: str = "", unit: str = "", index: bool = False) -> Any:
    """A property: what it means, its RDF property (CURIE), its unit, whether look-ups need an index on it."""
    extra: dict[str, Any] = {"rdf": rdf, "unit": unit, "index": index}
    return Field(default=default, description=description, json_schema_extra=extra)


def extra_of(model: type[BaseModel], name: str) -> Mapping[str, Any]:
    """The RDF property, unit and index flag of a declared property."""
    extra = model.model_fields[name].json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _check_fields(model: type[BaseModel], owner: str) -> None:
    for name in model.model_fields:
        if not _PROPERTY.match(name) or name in RESERVED:
            raise SchemaError(f"{owner}.{name}: not a usable property name")


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entity(_Declared):
    """A thing that facts are about: one node, keyed by `id`."""

    label: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    rdf: ClassVar[str] = ""

    id: str = prop("Id: the smallest member of its cluster; every member id keeps resolving to it", default="")
    name: str = prop("The name that is shown", default="", rdf="schema:name")
    name_key: str = prop("The name folded for look-up (case, accents, punctuation)", default="", index=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Register the type; a reserved, malformed or duplicate name raises `SchemaError`."""
        if not cls.label:
            return
        if not _LABEL.match(cls.label) or cls.label in ENTITIES:
            raise SchemaError(f"{cls.__name__}: label {cls.label!r} is malformed or taken")
        if any(other.prefix == cls.prefix for other in ENTITIES.values()):
            raise SchemaError(f"{cls.__name__}: id prefix {cls.prefix!r} is taken")
        _check_fields(cls, cls.label)
        ENTITIES[cls.label] = cls


class Fact(_Declared):
    """What claims say together: one or more edges of one type between entities.

    `roles` names the participants of its claims: role to the labels allowed there. `source` and `target` are the
    roles at the two ends of the edge. The fields that a subclass adds are the values a claim of this kind may
    carry; the fields below are worked out when claims are fused. `discriminator` names the values that tell two
    facts between the same participants apart.
    """

    kind: ClassVar[str] = ""
    edge: ClassVar[str] = ""
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    source: ClassVar[str] = ""
    target: ClassVar[str] = ""
    discriminator: ClassVar[tuple[str, ...]] = ()
    rdf: ClassVar[str] = ""

    fact_id: str = prop("Id of the fact: hash of kind, participants and discriminator", default="")
    since: str | None = prop("Earliest first day that the words allow, ISO; absent: unbounded", rdf="schema:startDate")
    since_latest: str | None = prop("Latest first day that the words allow, where it differs")
    since_text: str | None = prop("The first day as precise as the source (EDTF)")
    until: str | None = prop("Latest last day that the words allow, ISO; absent: unbounded", rdf="schema:endDate")
    until_earliest: str | None = prop("Earliest last day that the words allow, where it differs")
    until_text: str | None = prop("The last day as precise as the source (EDTF)")
    known_from: str | None = prop("First publication of a claim for it, ISO day")
    status: str = prop("single-source, corroborated, disputed, refuted or retired", default="single-source")
    conflicts: list[str] = prop("What the claims disagree on, with the values side by side", default=[])
    modality: str = prop("The strongest of its claims: asserted, attributed, projected or opinion", default="asserted")
    planned: bool = prop("True when every claim for it speaks of the future", default=False)
    origins: int = prop("Independent origins that state it", default=1, unit="origins")
    claims: list[str] = prop("Ids of the claims behind it", default=[], rdf="prov:wasDerivedFrom")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Register the type; a reserved, malformed or duplicate name raises `SchemaError`."""
        if not cls.kind:
            return
        if cls.kind in FACTS or not _EDGE.match(cls.edge):
            raise SchemaError(f"{cls.__name__}: kind {cls.kind!r} is taken or edge {cls.edge!r} is malformed")
        missing = {cls.source, cls.target} - set(cls.roles)
        if missing:
            raise SchemaError(f"{cls.__name__}: ends {sorted(missing)} are no roles")
        _check_fields(cls, cls.kind)
        unknown = set(cls.discriminator) - set(cls.values_of())
        if unknown:
            raise SchemaError(f"{cls.__name__}: discriminator {sorted(unknown)} are no values")
        FACTS[cls.kind] = cls

    @classmethod
    def values_of(cls) -> list[str]:
        """Names of the values that a claim of this kind may carry, in the order of declaration."""
        return [name for name in cls.model_fields if name not in Fact.model_fields]


def typed(model: type[BaseModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """The declared ones of some values, numbers as the class declares them: a share is a float, whole or not."""
    found = {}
    for name, value in values.items():
        if name in model.model_fields:
            wants_float = "float" in str(model.model_fields[name].annotation)
            found[name] = float(value) if wants_float and isinstance(value, int) else value
    return found
