"""Files that follow from the schema's classes: write them with `python -m kg.derive`, check with `--check`.

schema/derived/neo4j.cypher     constraints and indexes of a Neo4j server, for people who set it up by hand
schema/derived/arcadedb.sql     the same for the embedded engine
docs/reference/schema.md        every entity, fact, kind of claim and link with its properties
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from kg.schema.base import ENTITIES, FACTS, Fact, extra_of
from kg.schema.kinds import KINDS, PARTY_ROLES, STAGES
from kg.schema.layout import EDGE_TYPES, LINKS, PROVENANCE, indexes

ROOT = Path(__file__).resolve().parent.parent


def derived() -> Mapping[str, str]:
    """Path below the project's top, and the text that belongs there."""
    return {
        "schema/derived/neo4j.cypher": _neo4j(),
        "schema/derived/arcadedb.sql": _arcadedb(),
        "docs/reference/schema.md": "\n".join(_page()) + "\n",
    }


def stale(root: Path = ROOT) -> list[str]:
    """Paths whose text is not what the classes imply."""
    return [
        path
        for path, text in derived().items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]


def _neo4j() -> str:
    lines = ["// Derived from the schema's classes by `python -m kg.derive`; do not edit."]
    for index in indexes():
        name = f"{index.label}_{index.property}"
        if index.unique:
            rule = f"FOR (n:{index.label}) REQUIRE n.{index.property} IS UNIQUE"
            lines.append(f"CREATE CONSTRAINT {name}_unique IF NOT EXISTS {rule};")
        else:
            lines.append(f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{index.label}) ON (n.{index.property});")
    return "\n".join(lines) + "\n"


def _arcadedb() -> str:
    lines = ["-- Derived from the schema's classes by `python -m kg.derive`; do not edit."]
    lines += [f"CREATE VERTEX TYPE {label} IF NOT EXISTS;" for label in dict.fromkeys(i.label for i in indexes())]
    lines += [f"CREATE EDGE TYPE {type_} IF NOT EXISTS;" for type_ in EDGE_TYPES]
    for index in indexes():
        kind = "UNIQUE" if index.unique else "NOTUNIQUE"
        lines.append(f"CREATE PROPERTY {index.label}.{index.property} IF NOT EXISTS STRING;")
        lines.append(f"CREATE INDEX IF NOT EXISTS ON {index.label} ({index.property}) {kind};")
    return "\n".join(lines) + "\n"


def _page() -> Iterator[str]:
    yield from (
        "# The schema", "", "Derived from the classes in `schema/` by `python -m kg.derive`; do not edit.", "",
        "Every fact, on its edge or node, carries:", "",
    )  # fmt: skip
    yield from _properties(Fact, tuple(Fact.model_fields))
    yield from ("", "## Entities", "")
    for label, cls in ENTITIES.items():
        yield from (f"### {label}", "", _doc(cls), "", f"Ids begin with `{cls.prefix}-`. RDF class `{cls.rdf}`.", "")
        yield from _properties(cls, tuple(cls.model_fields))
        yield ""
    yield from ("## Facts", "")
    for kind, fact in FACTS.items():
        ends = (", ".join(f"`{label}`" for label in fact.roles[role]) for role in (fact.source, fact.target))
        source, target = ends
        yield from (f"### {kind}", "", _doc(fact), "", f"`{fact.edge}`: from {source} to {target}.", "")
        if fact.discriminator:
            told = ", ".join(f"`{name}`" for name in fact.discriminator)
            yield from (f"Facts between the same two are told apart by {told}.", "")
        if fact.values_of():
            yield from _properties(fact, tuple(fact.values_of()))
            yield ""
    yield from ("## Kinds of claims", "", "| kind | family | roles | values |", "| --- | --- | --- | --- |")
    for kind_ in KINDS.values():
        roles, values = ", ".join(kind_.roles), ", ".join(kind_.values)
        yield f"| `{kind_.name}` | {kind_.family} | {roles or '–'} | {values or '–'} |"
    yield from ("", f"Parties of a deal, by kind: {_deal_roles()}.", "", f"Stages, in order: {', '.join(STAGES)}.")
    yield from ("", "## Provenance", "", "| label | what it is |", "| --- | --- |")
    yield from (f"| `{label}` | {what} |" for label, (what, _) in PROVENANCE.items())
    yield from ("", "| link | what it joins |", "| --- | --- |")
    yield from (f"| `{type_}` | {what} |" for type_, what in LINKS.items())


def _deal_roles() -> str:
    return "; ".join(f"{kind}: {', '.join(roles)}" for kind, roles in PARTY_ROLES.items())


def _properties(cls: type[BaseModel], names: tuple[str, ...]) -> Iterator[str]:
    yield "| property | meaning | unit | RDF |"
    yield "| --- | --- | --- | --- |"
    for name in names:
        extra = extra_of(cls, name)
        rdf = f"`{extra['rdf']}`" if extra.get("rdf") else "–"
        yield f"| `{name}` | {cls.model_fields[name].description} | {extra.get('unit') or '–'} | {rdf} |"


def _doc(cls: type[BaseModel]) -> str:
    return " ".join((cls.__doc__ or "").split())


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` name those that are stale and end with 1."""
    late = stale()
    if "--check" in arguments:
        sys.stderr.write("".join(f"{path} is stale: run python -m kg.derive\n" for path in late))
        return 1 if late else 0
    for path, text in derived().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
