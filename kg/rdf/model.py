"""What every resource looks like, from the classes of the schema: the one table behind writers, reader and SHACL.

Names of fields are those of the property graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from kg.rdf.fields import DAYS, ID, Field, Shape, declared, role_predicate, types_of
from kg.rdf.ledger_shapes import ledger_shapes
from kg.rdf.terms import IRI, expand, own
from kg.schema.base import ENTITIES, FACTS, Fact
from kg.schema.kinds import PARTY_ROLES

MADE = {"Observation": "observation", "Target": "target", "Event": "event"}


def _entity_shapes() -> Iterable[Shape]:
    for label, cls in ENTITIES.items():
        fields = {"id": ID, **declared(cls, [name for name in cls.model_fields if name != "id"])}
        fields["name"] = replace(fields["name"], required=True)
        if label in MADE:
            fact = FACTS[MADE[label]]
            fields |= _optional(declared(fact, fact.values_of()))
        if label in MADE or label == "Deal":
            fields |= declared(Fact, Fact.model_fields)
        yield Shape(label, types_of(label, cls.rdf), "entity", cls.__doc__ or "", fields)


def _optional(fields: Mapping[str, Field]) -> dict[str, Field]:
    return {name: replace(each, required=False) for name, each in fields.items()}


def _edge_shapes() -> Iterable[Shape]:
    for kind, cls in FACTS.items():
        ends = {
            f"{end}_id": Field(
                role_predicate(kind, role), IRI, "entity", required=True,
                classes=tuple(own(label) for label in cls.roles[role]), comment=f"The {role}",
            )
            for end, role in (("source", cls.source), ("target", cls.target))
        }  # fmt: skip
        values = {} if kind in MADE.values() else declared(cls, cls.values_of())
        if kind == "party":
            values["role"] = replace(
                values["role"], choices=tuple(sorted({r for p in PARTY_ROLES.values() for r in p}))
            )
        fields = {"id": ID, **ends, **values, **declared(Fact, Fact.model_fields)}
        yield Shape(cls.__name__, types_of(cls.__name__, cls.rdf), "edge", cls.__doc__ or "", fields)


def _fact_shape() -> Shape:
    names = [name for name in Fact.model_fields if name not in ("fact_id", *DAYS - {"known_from"})]
    edges = (*dict.fromkeys(fact.edge for fact in FACTS.values()), "DEAL")
    fields = {
        "id": ID,
        "kind": Field(own("kind"), required=True, choices=(*FACTS, "deal")),
        "edge": Field(own("edge"), required=True, choices=edges, comment="Relationship type in the property graph"),
        "text": Field(expand("rdfs:label"), required=True, comment="The fact in one line"),
        "source_id": Field(own("from"), IRI, "entity", required=True, comment="Where its edge starts"),
        "target_id": Field(own("to"), IRI, "entity", required=True, comment="Where its edge ends"),
        **declared(Fact, names),
    }
    return Shape("Fact", types_of("Fact", "prov:Entity"), "fact", "What claims say together, refuted ones too", fields)


def _look_up_shapes() -> Iterable[Shape]:
    common = {"id": ID, "key": Field(own("key"), required=True), "label": Field(own("label"), choices=tuple(ENTITIES))}
    name = {
        "text": Field(expand("schema:name"), required=True),
        "kind": Field(own("kind"), comment="alias, former, …"),
        "entity": Field(own("names"), IRI, "entity", required=True, comment="The entity that it names"),
    }
    identifier = {
        "scheme": Field(own("scheme"), required=True, comment="lei, cik, ticker, …"),
        "value": Field(own("value"), required=True),
        "entity": Field(own("identifies"), IRI, "entity", required=True, comment="The entity that it identifies"),
    }
    yield Shape("Name", (own("Name"),), "name", "A further name of an entity", {**common, **name})
    yield Shape(
        "Identifier", (own("Identifier"),), "identifier", "An identifier of an entity", {**common, **identifier}
    )


class TermClash(Exception):
    """Two properties of one class would be one in RDF; raised when the table is built."""


@cache
def shapes() -> Mapping[str, Shape]:
    """Every shape by name. Raises `TermClash` where two fields of a shape share a predicate."""
    found = (
        *_entity_shapes(), *_edge_shapes(), _fact_shape(), *_look_up_shapes(), *ledger_shapes(),
    )  # fmt: skip
    for shape in found:
        seen: dict[str, str] = {}
        for name, each in shape.fields.items():
            if seen.setdefault(each.predicate, name) != name:
                raise TermClash(f"{shape.name}: {name} and {seen[each.predicate]} are both {each.predicate}")
    return {shape.name: shape for shape in found}


def own_properties() -> Mapping[str, list[Field]]:
    """Our own predicates and the fields that use each."""
    found: dict[str, list[Field]] = {}
    for shape in shapes().values():
        for each in shape.fields.values():
            if each.predicate.startswith(own("")):
                found.setdefault(each.predicate, []).append(each)
    return dict(sorted(found.items()))
