"""The schema's pages: an overview, and one page per entity and per fact with examples from the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from kg.derive.reference.session import block
from kg.schema.base import ENTITIES, FACTS, Entity, Fact, extra_of
from kg.schema.kinds import KINDS, PARTY_ROLES, STAGES
from kg.schema.layout import LINKS, PROVENANCE


def overview() -> Iterator[str]:
    """The lines of `docs/reference/schema.md`: what there is, with links to the pages of the types."""
    yield from ("# The schema", "", "Derived from the classes in `schema/` by `python -m kg.derive`; do not edit.", "")
    yield from ("![Every fact with the types at its two ends](schema.svg)", "", "## Entities", "")
    yield from ("| label | what it is |", "| --- | --- |")
    yield from (f"| [`{label}`](types/{label}.md) | {doc(cls)} |" for label, cls in ENTITIES.items())
    yield from ("", "## Facts", "", "| kind | edge | what it says |", "| --- | --- | --- |")
    yield from (f"| [{kind}](types/{kind}.md) | `{fact.edge}` | {doc(fact)} |" for kind, fact in FACTS.items())
    yield from ("", "Every fact, on its edge or node, carries:", "")
    yield from _properties(Fact, tuple(Fact.model_fields))
    yield from ("", "## Kinds of claims", "", "| kind | family | roles | values |", "| --- | --- | --- | --- |")
    for kind_ in KINDS.values():
        roles, values = ", ".join(kind_.roles), ", ".join(kind_.values)
        yield f"| `{kind_.name}` | {kind_.family} | {roles or '–'} | {values or '–'} |"
    parties = "; ".join(f"{kind}: {', '.join(roles)}" for kind, roles in PARTY_ROLES.items())
    yield from ("", f"Parties of a deal, by kind: {parties}.", "", f"Stages, in order: {', '.join(STAGES)}.")
    yield from ("", "## Provenance", "", "| label | what it is |", "| --- | --- |")
    yield from (f"| `{label}` | {what} |" for label, (what, _) in PROVENANCE.items())
    yield from ("", "| link | what it joins |", "| --- | --- |")
    yield from (f"| `{type_}` | {what} |" for type_, what in LINKS.items())


def entity_page(label: str, cls: type[Entity]) -> Iterator[str]:
    """The lines of an entity's page. Runs its example in the current folder's store."""
    yield from (f"# {label}", "", doc(cls), "", f"Ids begin with `{cls.prefix}-`. RDF class `{cls.rdf}`.", "")
    yield from _properties(cls, tuple(cls.model_fields))
    yield from ("", "## Facts about it", "", "| fact | edge | its end |", "| --- | --- | --- |")
    for kind, fact in FACTS.items():
        ends = [role for role in (fact.source, fact.target) if label in fact.roles[role]]
        if ends:
            yield f"| [{kind}]({kind}.md) | `{fact.edge}` | {', '.join(ends)} |"
    yield from _example(f"MATCH (x:{label}) RETURN x.name AS name, x.id AS id ORDER BY name, id LIMIT 3")


def fact_page(kind: str, fact: type[Fact]) -> Iterator[str]:
    """The lines of a fact's page. Runs its example in the current folder's store."""
    yield from (f"# {kind}", "", doc(fact), "", f"Edge `{fact.edge}`, RDF `{fact.rdf}`.", "")
    yield from ("| role | types | end |", "| --- | --- | --- |")
    ends = {fact.source: "from", fact.target: "to"}
    for role, labels in fact.roles.items():
        yield f"| {role} | {', '.join(f'[`{label}`]({label}.md)' for label in labels)} | {ends.get(role, '–')} |"
    yield ""
    if fact.discriminator:
        told = ", ".join(f"`{name}`" for name in fact.discriminator)
        yield from (f"Facts between the same two are told apart by {told}.", "")
    if fact.values_of():
        yield from _properties(fact, tuple(fact.values_of()))
        yield ""
    yield "It carries what [every fact](../schema.md#facts) carries besides."
    shown = ", ".join(f"r.{name} AS {name}" for name in [*fact.values_of()[:2], "since_text", "status", "fact_id"])
    yield from _example(
        f"MATCH (a)-[r:{fact.edge}]->(b) RETURN a.name AS one, b.name AS other, {shown} ORDER BY r.id LIMIT 3"
    )


def doc(cls: type[BaseModel]) -> str:
    """A class's description on one line."""
    return " ".join((cls.__doc__ or "").split())


def _example(statement: str) -> Iterator[str]:
    yield from ("", "## In the sample", "")
    yield from block(f'kg cypher "{statement}"')


def _properties(cls: type[BaseModel], names: Sequence[str]) -> Iterator[str]:
    yield "| property | meaning | unit | RDF |"
    yield "| --- | --- | --- | --- |"
    for name in names:
        extra = extra_of(cls, name)
        rdf = f"`{extra['rdf']}`" if extra.get("rdf") else "–"
        yield f"| `{name}` | {cls.model_fields[name].description} | {extra.get('unit') or '–'} | {rdf} |"
