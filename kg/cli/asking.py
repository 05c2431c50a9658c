"""`kg ask`, `kg why`, `kg find`: answers, the words behind them, and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import completing
from kg.cli.context import NO_ENTITY, Session

if TYPE_CHECKING:
    from kg.answer import Answer
    from kg.store.base import Store


def today() -> str:
    """The day for which questions are asked when nobody says otherwise."""
    from datetime import date

    return date.today().isoformat()


@click.command(epilog="Examples: kg ask ultimate-owners QTS --why;  kg ask overlap Lumen QTS --valid-at 2025-12-31")
@click.argument("name", shell_complete=completing.questions)
@click.argument("args", nargs=-1, shell_complete=completing.arguments)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter by name; may be repeated.",
    shell_complete=completing.parameters,
)
@click.option(
    "--valid-at",
    metavar="DAY",
    help="The day asked about, or 'any'; today when left out.",
    shell_complete=completing.days,
)
@click.option(
    "--why", "with_words", is_flag=True, help="With the answer (table, md, json), the words behind each fact."
)
@click.pass_obj
def ask(
    session: Session, name: str, args: tuple[str, ...], params: tuple[str, ...], valid_at: str | None, with_words: bool
) -> int:
    """Ask a canned question; `kg queries list` shows them all.

    Ends with 0 when answered, 3 when no source covers it, 4 when there is no such entity, 2 when a name fits several.
    """
    from kg import answer

    with session.open() as store:
        found = answer.ask(store, name, args, _pairs(params), valid_at=valid_at or today())
        if with_words and session.output() == "json":
            from kg.evidence import behind
            from kg.render import as_json

            click.echo(as_json({**found.as_object(), "why": behind(store, found.facts)}, indent=1))
            return int(found.exit_code)
        show(session, found)
        if with_words and session.output() in ("table", "md"):
            words(store, found.facts)
    return int(found.exit_code)


@click.command(epilog="Example: kg why fact-0123456789abcdef0123")
@click.argument("ids", nargs=-1, required=True, metavar="ID…", shell_complete=completing.entities)
@click.pass_obj
def why(session: Session, ids: tuple[str, ...]) -> int:
    """Every claim behind a fact (or a claim, or an entity), with its quote or record, and who disputes it."""
    from kg import answer

    code = 0
    with session.open() as store:
        for id_ in ids:
            found = answer.ask(store, "why", [id_], valid_at="any")
            if session.output() in ("table", "md"):
                click.echo(told(found))
            else:
                show(session, found)
            code = max(code, int(found.exit_code))
    return code


@click.command(epilog="Example: kg find lumen")
@click.argument("text", shell_complete=completing.entities)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.pass_obj
def find(session: Session, text: str, limit: int) -> int:
    """Find entities by id, identifier (LUMN, ticker:LUMN), name, or part of a name."""
    from kg.find import find as look
    from kg.find import suggestions
    from kg.render import render_rows

    with session.open() as store:
        hits = look(store, text, limit)
        near = [] if hits else suggestions(store, text)
    rows = [{"name": h.name, "type": h.label, "matched": h.matched, "by": h.level, "id": h.id} for h in hits]
    click.echo(render_rows(["name", "type", "matched", "by", "id"], rows, session.output(), session.width()))
    if not hits:
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        click.echo(f"kg: nothing is called {text!r}{hint}", err=True)
        return NO_ENTITY
    return 0


def show(session: Session, found: Answer) -> None:
    """Print an answer; formats without room for its basis and notes have them on standard error."""
    from kg.render import render

    format_ = session.output()
    click.echo(render(found, format_, session.width()))
    if format_ in ("csv", "jsonl"):
        for line in (*found.basis, *found.notes):
            session.note(line)


def words(store: Store, facts: list[str]) -> None:
    """The claims behind some facts, each claim once."""
    from kg.evidence import behind, lines

    if rows := behind(store, facts):
        click.echo("\n".join(["", "The words behind it:", *lines(rows)]))


def told(found: Answer) -> str:
    """An answer of `why` as text: claims that rest on the same words together, then the words and where they stand."""
    from kg.evidence import lines

    shown = lines(found.rows) if found.rows else ["  not known: no claim stands behind it"]
    return "\n".join([str(found.params["id"]), *shown])


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in params:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.UsageError(f"--param {text}: write it as NAME=VALUE")
        pairs[name] = value
    return pairs
