"""One page per question: its header in words, its example as it was answered, its Cypher."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer import usage
from kg.cli.context import NOT_KNOWN
from kg.derive.reference.session import block
from kg.queries import Query

DAY = "2025-12-31"
"""The day for which examples ask: an answer must not change with the day on which its page is made."""


def page(query: Query) -> Iterator[str]:
    """The lines of a question's page. Runs its example in the current folder's store."""
    yield from (
        f"# {query.name}",
        "",
        f"{query.title}.",
        "",
        f"Group {query.group}, {query.maturity} since {query.since}.",
        "",
    )
    yield from ("```sh", usage(query).split(", for example")[0], "```", "")
    if query.params:
        yield from ("| argument | type | meaning | example |", "| --- | --- | --- | --- |")
        for param in query.params:
            labels = f" ({', '.join(param.labels)})" if param.labels else ""
            left_out = "" if not param.optional else f"; may be left out{_default(param.default)}"
            yield f"| `{param.name}` | {param.type}{labels} | {param.help}{left_out} | `{param.example}` |"
        yield ""
    yield from (f"{_columns(query)}", "")
    for note in query.notes:
        yield from (note, "")
    yield from ("## Example", "", "On the packaged sample:", "")
    yield from block(example(query), allowed=(0, NOT_KNOWN))
    yield from ("", "## Cypher", "")
    yield from ("```cypher", query.cypher.rstrip(), "```")


def example(query: Query) -> str:
    """The command line that asks a question's own example."""
    words = " ".join(f'"{param.example}"' for param in query.params if not param.optional)
    return f"kg ask {query.name} {words}".rstrip() + f" --valid-at {DAY}"


def _default(value: object) -> str:
    return "" if value is None else f", then {value}"


def _columns(query: Query) -> str:
    return "Columns: " + ", ".join(f"`{name}`" for name in query.returns) + "."
