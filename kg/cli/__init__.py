"""The command `kg`. Sub-commands are imported when they are used, so that the command feels instant."""

from __future__ import annotations

import importlib
from keyword import iskeyword
from typing import Any

import click

from kg.cli.context import Session, settings

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("kg.cli.demo", "The packaged sample into a fresh store, then the first answers."),
    "load": ("kg.cli.loading", "Load files or folders into the store."),
    "extract": ("kg.cli.extracting", "Write what a loader finds, without storing it."),
    "ask": ("kg.cli.asking", "Ask one of the canned questions."),
    "queries": ("kg.cli.questions", "List, show or check the canned questions."),
    "find": ("kg.cli.asking", "Find entities by name or identifier."),
    "why": ("kg.cli.asking", "The quotes and records behind a fact, a claim or an entity."),
    "verify": ("kg.cli.keeping", "Check every claim again against its stored document."),
    "status": ("kg.cli.keeping", "What the store holds, and what is incomplete."),
    "retract": ("kg.cli.retracting", "Erase a document or dataset, as if it had never been loaded."),
    "rebuild": ("kg.cli.keeping", "Work the facts out again from the claims."),
    "review": ("kg.cli.reviewing", "Accept, reject or correct what was read in a document."),
    "resolve": ("kg.cli.resolving", "Decisions on which names are one entity."),
    "export": ("kg.cli.exporting", "Write the graph for other tools."),
    "import": ("kg.cli.importing", "Read back what `kg export` wrote as RDF."),
    "completion": ("kg.cli.completing", "Let bash, zsh or fish complete what you type."),
    "serve": ("kg.cli.serving", "The embedded store for Neo4j Browser, on this machine only."),
    "browser": ("kg.cli.serving", "Favorites, a style and a guide for Neo4j Browser."),
    "cypher": ("kg.cli.cyphering", "Any Cypher that only reads."),
}


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name][0]), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, with close names when there is no such command."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=2, cutoff=0.5)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--store",
    envvar="KG_STORE",
    default="dealgraph.kg",
    show_default=True,
    show_envvar=True,
    help="A folder, or neo4j://… or bolt://… (with NEO4J_USERNAME and NEO4J_PASSWORD).",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["auto", "table", "json", "jsonl", "csv", "md"]),
    default="auto",
    show_default=True,
    help="auto: a table on a terminal, json in a pipe.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on standard error.")
@click.option("-v", "--verbose", is_flag=True, help="More on standard error.")
@click.version_option(package_name="dealgraph", prog_name="kg")
@click.pass_context
def group(ctx: click.Context, /, **options: Any) -> None:
    """The partnership and deal knowledge graph of digital infrastructure.

    Every answer shows the words or the record it rests on, what is disputed, and what is not known.

    \b
    kg demo                                the sample, then the first answers
    kg load articles/                      read what you have
    kg ask ultimate-owners QTS --why       an answer with its words
    kg --store neo4j://localhost status    the same on a Neo4j server
    """
    ctx.obj = Session(**settings(options))


def main() -> None:
    """Run `kg`; every known failure is one clear line and an exit code."""
    from kg.cli.context import run

    run(group)
