"""One page per command: its help as tables, then examples as they ran."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from kg.derive.reference.session import block

EXAMPLES: dict[str, Sequence[str]] = {
    "demo": ("kg --store another.kg -q demo",),
    "load": ("kg load articles",),
    "extract": ("kg extract articles/lumen-qts-agreement.txt -o found",),
    "review": ("kg review lumen-qts-agreement.txt --to answers.review.yaml --by 'Jane Analyst'",),
    "ask": ("kg ask ultimate-owners QTS --why", "kg ask deals Palantir --valid-at any"),
    "queries": ("kg queries list",),
    "find": ("kg find LUMN", "kg find commvault"),
    "why": ('kg why "QTS Data Centers"',),
    "verify": ("kg verify",),
    "status": ("kg status",),
    "rebuild": ("kg rebuild",),
    "resolve": ("kg resolve list",),
    "export": ("kg export jsonl -o graph.jsonl", "kg export trig -o graph.trig"),
    "import": ("kg --store copy.kg import graph.trig",),
    "browser": ("kg browser for-browser",),
    "cypher": (
        "kg cypher 'MATCH (o)-[r:PARTY_TO]->(d:Deal) RETURN o.name AS party, r.role AS role, d.name AS deal "
        "ORDER BY deal, party, role'",
    ),
    "retract": ("kg --store another.kg retract lumen-qts-agreement.txt",),
    "completion": (),
}  # fmt: skip
"""Command lines that its page shows, run one after the other beside the sample (`kg.derive.reference.session`)."""

SHOWN: dict[str, Sequence[str]] = {
    "review": ("kg review lumen-qts-agreement.txt --by 'Jane Analyst'",),
    "serve": ("kg serve --browser neo4j-browser.jar",),
    "completion": ('eval "$(kg completion bash)"',),
}
"""Command lines that are shown and not run: they wait for a person or a browser."""


def page(name: str, command: click.Command) -> Iterator[str]:
    """The lines of a command's page. Runs its examples in the current folder."""
    yield from (f"# kg {name}", "")
    yield from _help(f"kg {name}", command)
    if isinstance(command, click.Group):
        for sub, inner in command.commands.items():
            yield from (f"## kg {name} {sub}", "")
            yield from _help(f"kg {name} {sub}", inner)
    yield from ("## Examples", "")
    for line in EXAMPLES.get(name, ()):
        yield from (*block(line), "")
    for line in SHOWN.get(name, ()):
        yield from ("```sh", line, "```", "")


def _help(path: str, command: click.Command) -> Iterator[str]:
    pieces = " ".join(piece for param in command.params for piece in param.get_usage_pieces(click.Context(command)))
    options = " [OPTIONS]" if any(isinstance(param, click.Option) for param in command.params) else ""
    yield from ("```sh", f"{path}{options} {pieces}".rstrip(), "```", "")
    for paragraph in (command.help or "").replace("\b\n", "").strip().split("\n\n"):
        yield from (" ".join(paragraph.split()), "")
    shown = [param for param in command.params if isinstance(param, click.Option)]
    if shown:
        yield from ("| option | what it does |", "| --- | --- |")
        for option in shown:
            record = option.get_help_record(click.Context(command))
            if record:
                names, what = (" ".join(text.split()).replace("|", "\\|") for text in record)
                yield f"| `{names}` | {what} |"
        yield ""
