"""`kg resolve`: a person's decisions on which names are one entity."""

from __future__ import annotations

import click

from kg.cli.context import Session


@click.group()
def resolve() -> None:
    """List pairs that wait, decide on them, take a decision back."""


@resolve.command("list")
@click.pass_obj
def list_(session: Session) -> None:
    """Pairs of names that may be one entity, with the reasons, and the decisions in force."""
    from kg.decisions import waiting
    from kg.render import render_rows

    with session.open() as store:
        rows = waiting(store)
    columns = ["state", "one", "one_name", "other", "other_name", "score", "reasons", "by"]
    click.echo(render_rows(columns, rows, session.output(), session.width()))


def _decide(session: Session, verdict: str, one: str, other: str, by: str, reason: str) -> None:
    from kg.decisions import decide

    with session.open("write") as store:
        told = decide(store, verdict, one, other, by, reason)
    session.note(told)


_BY = click.option("--by", required=True, envvar="KG_USER", help="Who decides.")
_REASON = click.option("--reason", default="", help="Why.")


@resolve.command(epilog="Example: kg resolve accept org-1a… org-2b… --by 'Jane Analyst' --reason 'same address'")
@click.argument("one")
@click.argument("other")
@_BY
@_REASON
@click.pass_obj
def accept(session: Session, one: str, other: str, by: str, reason: str) -> None:
    """Two source entities are one."""
    _decide(session, "same", one, other, by, reason)


@resolve.command()
@click.argument("one")
@click.argument("other")
@_BY
@_REASON
@click.pass_obj
def reject(session: Session, one: str, other: str, by: str, reason: str) -> None:
    """Two source entities are different, whatever their names say."""
    _decide(session, "different", one, other, by, reason)


@resolve.command()
@click.argument("decision")
@click.pass_obj
def undo(session: Session, decision: str) -> None:
    """Take a decision back; the graph is as if it had never been given."""
    from kg.decisions import undo as take_back

    with session.open("write") as store:
        session.note(take_back(store, decision))
