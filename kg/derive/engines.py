"""The constraints and indexes of both engines as scripts, for people who set a database up by hand."""

from __future__ import annotations

from kg.schema.layout import EDGE_TYPES, indexes


def neo4j() -> str:
    """Cypher for a Neo4j server."""
    lines = ["// Derived from the schema's classes by `python -m kg.derive`; do not edit."]
    for index in indexes():
        name = f"{index.label}_{index.property}"
        if index.unique:
            rule = f"FOR (n:{index.label}) REQUIRE n.{index.property} IS UNIQUE"
            lines.append(f"CREATE CONSTRAINT {name}_unique IF NOT EXISTS {rule};")
        else:
            lines.append(f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{index.label}) ON (n.{index.property});")
    return "\n".join(lines) + "\n"


def arcadedb() -> str:
    """SQL for the embedded engine."""
    lines = ["-- Derived from the schema's classes by `python -m kg.derive`; do not edit."]
    lines += [f"CREATE VERTEX TYPE {label} IF NOT EXISTS;" for label in dict.fromkeys(i.label for i in indexes())]
    lines += [f"CREATE EDGE TYPE {type_} IF NOT EXISTS;" for type_ in EDGE_TYPES]
    for index in indexes():
        kind = "UNIQUE" if index.unique else "NOTUNIQUE"
        lines.append(f"CREATE PROPERTY {index.label}.{index.property} IF NOT EXISTS STRING;")
        lines.append(f"CREATE INDEX IF NOT EXISTS ON {index.label} ({index.property}) {kind};")
    return "\n".join(lines) + "\n"
