"""`kg queries`: the canned questions themselves."""

from __future__ import annotations

import click

from kg.cli import completing
from kg.cli.context import FAILED, Session


@click.group()
def queries() -> None:
    """List, show or check the canned questions."""


@queries.command("list")
@click.pass_obj
def list_(session: Session) -> None:
    """Every question with its arguments."""
    from kg.answer import usage
    from kg.queries import all_queries
    from kg.render import render_rows

    rows = [
        {"group": q.group, "name": q.name, "title": q.title, "usage": usage(q).split(", for example")[0]}
        for q in all_queries()
    ]
    click.echo(render_rows(["group", "name", "title", "usage"], rows, session.output(), session.width()))


@queries.command()
@click.argument("name", shell_complete=completing.questions)
def show(name: str) -> None:
    """The question's Cypher, as Neo4j Browser opens it."""
    from kg.queries import get

    click.echo(get(name).text, nl=False)


@queries.command()
@click.pass_obj
def check(session: Session) -> None:
    """Run every question's example against the store: each must be a read and give its declared columns."""
    from kg import answer
    from kg.find import Ambiguous, NoSuchEntity
    from kg.queries import all_queries
    from kg.store.base import StoreError

    failed = 0
    with session.open() as store:
        for query in all_queries():
            try:
                found = answer.ask(
                    store, query.name, [p.example for p in query.params if not p.optional], valid_at="any"
                )
                told = f"{len(found.rows)} rows"
            except (NoSuchEntity, Ambiguous) as error:
                told = f"not run, its example is not in this store: {error}"
            except StoreError as error:
                told, failed = f"FAILED: {error}", failed + 1
            click.echo(f"{query.name}: {told}")
    if failed:
        raise SystemExit(FAILED)
