"""The derived files by path.

schema/derived/neo4j.cypher     constraints and indexes of a Neo4j server, for people who set it up by hand
schema/derived/arcadedb.sql     the same for the embedded engine
schema/ontology.ttl             our own classes and properties in RDF, and where they join the standards
schema/derived/shapes.ttl       SHACL shapes that every export keeps to
schema/derived/context.jsonld   the JSON-LD context of exports
kg/api/rows.py                  the rows of every question as typed classes
docs/reference/                 one page per type, question and command, with examples that were run
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.derive import engines, rows
from kg.derive.reference.pages import FOLDER, pages
from kg.rdf import context, ontology, page
from kg.rdf import shapes as rdf_shapes

ROOT = Path(__file__).resolve().parent.parent.parent


def derived() -> Mapping[str, str]:
    """Path below the project's top, and the text that belongs there. Runs every example of the reference."""
    return {
        "schema/derived/neo4j.cypher": engines.neo4j(),
        "schema/derived/arcadedb.sql": engines.arcadedb(),
        "schema/ontology.ttl": ontology.text(),
        "schema/derived/shapes.ttl": rdf_shapes.text(),
        "schema/derived/context.jsonld": context.text(),
        "kg/api/rows.py": rows.rows(),
        f"{FOLDER}/rdf.md": page.text(),
        **pages(),
    }


def stale(root: Path = ROOT, wanted: Mapping[str, str] | None = None) -> list[str]:
    """Paths whose text is not what follows, and pages of the reference that nothing stands behind any more.

    `wanted` is `derived()`, for those who have it already.
    """
    wanted = derived() if wanted is None else wanted
    late = [path for path, text in wanted.items() if _text(root / path) != text]
    return late + [path for path in _pages(root) if path not in wanted]


def write(root: Path = ROOT) -> None:
    """Write what is stale, and remove the pages that nothing stands behind."""
    wanted = derived()
    for path, text in wanted.items():
        if _text(root / path) != text:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    for path in _pages(root):
        if path not in wanted:
            (root / path).unlink()


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _pages(root: Path) -> list[str]:
    folder = root / FOLDER
    return sorted(path.relative_to(root).as_posix() for path in folder.rglob("*") if path.is_file())
