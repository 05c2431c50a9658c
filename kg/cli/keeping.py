"""`kg verify`, `kg status`, `kg rebuild`: the health of a store."""

from __future__ import annotations

import json

import click

from kg.cli.context import FAILED, Session


@click.command()
@click.pass_obj
def verify(session: Session) -> None:
    """Check every stored document against its hash and every claim against its words; name the broken ones."""
    from kg.verify import verify as check

    with session.open() as store:
        report = check(store)
    if session.output() in ("json", "jsonl"):
        broken = [{"id": thing, "why": why} for thing, why in report.broken]
        counts = {"documents": report.documents, "claims": report.claims, "quotes": report.quotes}
        click.echo(json.dumps({**counts, "broken": broken}, ensure_ascii=False))
    else:
        for thing, why in report.broken:
            click.echo(f"{thing}: {why}")
    verdict = f"{len(report.broken)} broken" if report.broken else "all hold"
    session.note(f"{report.documents} documents, {report.claims} claims, {report.quotes} quotes checked: {verdict}")
    if report.broken:
        raise SystemExit(FAILED)


@click.command()
@click.pass_obj
def status(session: Session) -> None:
    """Count what the store holds and say what is incomplete."""
    from kg.render import render_rows
    from kg.status import status as look

    with session.open() as store:
        rows = look(store)
    click.echo(render_rows(["what", "count", "note"], rows, session.output(), session.width()))


@click.command()
@click.pass_obj
def rebuild(session: Session) -> None:
    """Work the facts out again from the claims; the result is the same, unless somebody touched the store."""
    from kg.state import State, prepare

    with session.open("write") as store:
        prepare(store)
        written = State.read(store).settle(progress=session.progress)
    session.done()
    session.note(f"{written} nodes and edges written or dropped" if written else "nothing to do")
