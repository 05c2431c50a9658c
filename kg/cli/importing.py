"""`kg import`: RDF back into the store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.context import FAILED, Session


@click.command("import", epilog="Example: kg --store copy.kg import graph.trig")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--syntax",
    type=click.Choice(["trig", "nquads", "turtle", "jsonld"]),
    help="Where the file's name does not tell it.",
)
@click.pass_obj
def import_(session: Session, files: tuple[Path, ...], syntax: str | None) -> None:
    """Read RDF that `kg export` wrote (trig, nquads, turtle, jsonld) into the store, as a load would.

    Every resource is checked against its shape, every document against its hash, every claim against its id and its
    words. Nothing of a file that breaks a rule is stored. Facts and edges are worked out again from the claims.
    """
    from kg.cli.loading import report
    from kg.rdf.importing import import_files
    from kg.state import State, prepare

    with session.open("write") as store:
        prepare(store)
        summary = import_files(State.read(store), files, syntax, session.progress)
    session.done()
    report(session, summary)
    if summary.rejected:
        raise SystemExit(FAILED)
