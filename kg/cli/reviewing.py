"""`kg review`: a person's word on each claim that was read in a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.context import Session

if TYPE_CHECKING:
    from kg.schema.claims import Review

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    epilog="Examples: kg review article.txt --by 'Jane Analyst';  kg review article.txt --to article.review.yaml;  "
    "kg review --from article.review.yaml --by 'Jane Analyst'"
)
@click.argument("document", required=False)
@click.option("--by", envvar="KG_USER", show_envvar=True, help="Who decides.")
@click.option("--date", help="When it was decided, to be kept with it: 2026-01-15. Never taken from the clock.")
@click.option("--kind", "kinds", multiple=True, help="Only claims of this kind; may be repeated.")
@click.option("--editor", is_flag=True, help="Correct in $EDITOR instead of field by field.")
@click.option("--to", "to_file", type=_FILE, help="Write the open claims to a file to fill in.")
@click.option("--from", "from_file", type=_FILE, help="Take a filled-in file, all of it or nothing.")
@click.option("--list", "list_", is_flag=True, help="What was reviewed, by whom and why.")
@click.option("--undo", metavar="ID", help="Take a review back; the graph is as if it had never been given.")
@click.option(
    "--test-case", "case", type=click.Path(path_type=Path, file_okay=False),
    help="Write what was reviewed as an annotation that a loader can be held to.",
)  # fmt: skip
@click.pass_obj
def review(
    session: Session, document: str | None, by: str | None, date: str | None, kinds: tuple[str, ...], editor: bool,
    to_file: Path | None, from_file: Path | None, list_: bool, undo: str | None, case: Path | None,
) -> None:  # fmt: skip
    """Accept, reject or correct each claim of DOCUMENT (its id, file name or title), with the sentence it rests on.

    Decisions hold when the document is read again, by this program or a newer one. What was answered is kept when you
    stop half-way.
    """
    ways = [name for name, value in (("--to", to_file), ("--from", from_file), ("--list", list_), ("--undo", undo),
                                     ("--test-case", case)) if value]  # fmt: skip
    if len(ways) > 1:
        raise click.UsageError(f"{ways[0]} and {ways[1]} are two commands: give one")
    if document is None and ways not in (["--from"], ["--list"], ["--undo"]):
        raise click.UsageError("name the DOCUMENT: its id, file name or title")
    _check(date, kinds)
    if undo:
        _undo(session, undo)
    elif list_:
        _list(session, document)
    elif case:
        _case(session, str(document), case)
    elif to_file:
        _write(session, str(document), kinds, to_file)
    elif by is None or not by.strip():
        raise click.UsageError("--by NAME (or KG_USER) says whose word it is")
    elif from_file:
        _take(session, from_file, document, by, date)
    else:
        _talk(session, str(document), kinds, by, date, editor)


def _check(date: str | None, kinds: tuple[str, ...]) -> None:
    from kg.schema.kinds import KINDS
    from kg.schema.values import day_range

    try:
        if date:
            day_range(date)
    except ValueError as error:
        raise click.UsageError(f"--date: {error}") from error
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise click.UsageError(f"--kind {unknown[0]}: no kind of claim; there are {', '.join(sorted(KINDS))}")


def _talk(session: Session, text: str, kinds: tuple[str, ...], by: str, date: str | None, editor: bool) -> None:
    from kg.cli.review_dialogue import Dialogue
    from kg.review import keeping
    from kg.state import State
    from kg.store.base import StoreError

    with session.open() as store:  # not held while a person thinks
        state = State.read(store)
    ledger = state.ledger
    document = keeping.find_document(ledger, text)
    waiting = keeping.proposals(ledger, document, kinds)
    before = len(keeping.listed(ledger, document))
    click.echo(f"{document.title or document.name}: {len(waiting)} claims to review, {before} reviewed")

    def check(told: Review) -> None:
        keeping.check(ledger, told)

    def keep(reviews: Sequence[Review]) -> None:
        while True:
            try:
                with session.open("write") as store:
                    for line in keeping.give_those_that_hold(store, reviews):
                        click.echo(f"kg: not stored: {line}", err=True)
            except (
                StoreError
            ) as error:  # somebody else writes, or the server is away: nothing that was answered is lost
                click.echo(f"kg: {error}", err=True)
                click.confirm("  The answers are not stored yet; try again?", default=True, abort=True)
            else:
                return

    others = keeping.elsewhere(state.nodes.values(), document)
    talk = Dialogue(waiting, by, check, keep, date, editor, others)
    whole = talk.run()
    left = "" if whole else f"; go on with: kg review {document.id}"
    session.note(f"{talk.stored} reviews stored{left}")


def _write(session: Session, text: str, kinds: tuple[str, ...], path: Path) -> None:
    from kg.review import keeping
    from kg.review.file import written
    from kg.state import State

    with session.open() as store:
        ledger = State.read(store).ledger
    document = keeping.find_document(ledger, text)
    waiting = keeping.proposals(ledger, document, kinds)
    try:
        with path.open("x", encoding="utf-8") as file:  # never over one that somebody filled in
            file.write(written(document, waiting))
    except FileExistsError as error:
        raise click.ClickException(f"{path} is there already; take it in with --from, or name another file") from error
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error.strerror}") from error
    session.note(f"{len(waiting)} claims written; fill in the verdicts, then: kg review --from {path} --by NAME")


def _take(session: Session, path: Path, text: str | None, by: str, date: str | None) -> None:
    from kg.loaders.base import BadInput
    from kg.review import keeping
    from kg.review.file import taken
    from kg.state import State

    with session.open("write") as store:
        ledger = State.read(store).ledger
        found = taken(ledger, path, by, date)
        if text is not None and any(each.document != keeping.find_document(ledger, text).id for each in found):
            raise BadInput(path.name, f"is of another document than {text}")
        changed = keeping.give(store, found)
    session.note(f"{len(found)} reviews stored; {changed} nodes and edges changed")


def _list(session: Session, text: str | None) -> None:
    from kg.render import render_rows
    from kg.review import keeping
    from kg.state import State

    with session.open() as store:
        ledger = State.read(store).ledger
    rows = keeping.listed(ledger, keeping.find_document(ledger, text) if text else None)
    columns = ["verdict", "read", "instead", "by", "reason", "date", "holds", "document", "claim", "id"]
    click.echo(render_rows(columns, rows, session.output(), session.width()))


def _undo(session: Session, review_id: str) -> None:
    from kg.review import keeping

    with session.open("write") as store:
        session.note(keeping.undo(store, review_id))


def _case(session: Session, text: str, folder: Path) -> None:
    from kg.review import keeping
    from kg.review.case import write
    from kg.state import State

    with session.open() as store:
        ledger = State.read(store).ledger
    path, left_out = write(ledger, keeping.find_document(ledger, text), folder)
    for line in left_out:
        session.note(f"left out: {line}")
    session.note(f"{path} written")
