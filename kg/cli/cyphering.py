"""`kg cypher`: any statement that only reads."""

from __future__ import annotations

import json
from typing import Any

import click

from kg.cli.context import Session


@click.command(epilog="Example: kg cypher 'MATCH (o:Organization {name: $name}) RETURN o.id' --param name=Commvault")
@click.argument("statement")
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter; a JSON number, true, false, null, list, object or quoted text is that, all else is text.",
)
@click.pass_obj
def cypher(session: Session, statement: str, params: tuple[str, ...]) -> None:
    """Run a Cypher statement of your own; one that would write is refused, on both engines.

    Nothing is added to its rows: what they rest on, and what is not known, only the canned questions say.
    """
    from kg.render import as_json, render_rows

    values = dict(map(pair, params))
    with session.open() as store:
        found = store.read(statement, values)
    columns = found.columns
    if session.output() == "json":
        told = {"cypher": statement, "params": values, "columns": columns, "rows": found.rows}
        click.echo(as_json(told, indent=1))
        return
    click.echo(render_rows(columns, found.rows, session.output(), session.width()))


def pair(text: str) -> tuple[str, Any]:
    """A name and its value: what JSON takes for a value is that, any other text is a text.

    `n=5` is a number, `id="5"` and `id=five` are texts. Raises `click.UsageError` without a name or an equals sign.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--param {text}: write it as NAME=VALUE")
    try:
        return name, json.loads(value, parse_constant=_no_constant)
    except ValueError:
        return name, value


def _no_constant(name: str) -> Any:
    raise ValueError(name)
