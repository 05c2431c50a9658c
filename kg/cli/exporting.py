"""`kg export`: the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.context import Session


@click.command(epilog="Example: kg export jsonl -o graph.jsonl")
@click.argument("format_", metavar="FORMAT", type=click.Choice(["jsonl"]))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output else."
)
@click.pass_obj
def export(session: Session, format_: str, output: Path | None) -> None:
    """Write the whole graph. `jsonl` is the canonical dump: equal knowledge gives equal bytes."""
    from kg.export.canonical import lines

    del format_  # one format so far
    with session.open() as store:
        text = "".join(f"{line}\n" for line in lines(store))
    if output is None:
        click.echo(text, nl=False)
    else:
        partial = output.with_name(f".{output.name}.part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(output)
        session.note(f"{output}: {text.count(chr(10))} lines")
