"""`kg export`: the graph for other tools."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli.context import Session
from kg.export.texts import FORMATS, pieces, write


@click.command(epilog="Example: kg export trig -o graph.trig")
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output else."
)
@click.option("--base", metavar="IRI", help="Where the IRIs of RDF data begin; urn:dealgraph: unless told.")
@click.pass_obj
def export(session: Session, format_: str, output: Path | None, base: str | None) -> None:
    """Write the whole graph as trig, nquads, turtle or jsonld (docs/rdf.md), or as jsonl.

    RDF has one named graph per claim (turtle: none), is written as it is read, and `kg import` reads it back.
    `jsonl` is the canonical dump: equal knowledge gives equal bytes.
    """
    if base is not None:
        _check_base(base)
    # Every record is read once: the embedded engine need not keep pages, nor let what it threw away pile up.
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", "-Xmn8m -Darcadedb.maxPageRAM=16")
    with session.open() as store:
        chunks = pieces(store, format_, base)
        if output is None:
            _to_standard_output(chunks)
            return
        size = write(chunks, output)
    session.note(f"{output}: {size:,} bytes")


def _check_base(base: str) -> None:
    from kg.rdf.terms import is_base

    if not is_base(base):
        raise click.BadParameter(f"{base!r} is no IRI that ends in /, # or :", param_hint="--base")


def _to_standard_output(chunks: Iterator[bytes]) -> None:
    out = sys.stdout.buffer
    for chunk in chunks:
        out.write(chunk)
    out.flush()
