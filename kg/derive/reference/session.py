"""Running the examples of the reference: real commands on the packaged sample, in a scratch folder."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import resources
from pathlib import Path

WIDTH = 100
LONGEST = 40
"""Lines of output that a page shows; what is left out is counted."""


class ExampleFailed(Exception):
    """An example of the reference did not end as it says; the message has the command and what it printed."""


@contextlib.contextmanager
def sample() -> Iterator[Path]:
    """A scratch folder, entered: the sample in `dealgraph.kg`, its files in `articles/`; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        with resources.as_file(resources.files("kg").joinpath("sample")) as files:
            shutil.copytree(files, "articles")
        run("kg load articles")
        yield Path(folder)


def run(line: str, allowed: Sequence[int] = (0,)) -> tuple[str, int]:
    """What a command line prints on a terminal, both streams together, and its exit code.

    Raises `ExampleFailed` for a code that is not allowed.
    """
    from click.testing import CliRunner

    from kg.cli import group
    from kg.cli.context import exit_code

    words = shlex.split(line)
    assert words[0] == "kg"
    done = CliRunner(env={"COLUMNS": str(WIDTH)}).invoke(group, [*_as_on_a_terminal(words[1:])], standalone_mode=False)
    code = done.return_value if isinstance(done.return_value, int) else 0
    text = done.output
    if isinstance(done.exception, SystemExit):
        code = int(done.exception.code or 0)
    elif done.exception is not None:
        known = exit_code(done.exception) if isinstance(done.exception, Exception) else None
        if known is None:
            raise ExampleFailed(f"{line}: {done.exception!r}") from done.exception
        code, text = known, f"{text}kg: {done.exception}\n"
    if code not in allowed:
        raise ExampleFailed(f"{line}: ended with {code}: {text}")
    return text.replace(date.today().isoformat(), "today"), code


def block(line: str, allowed: Sequence[int] = (0,)) -> list[str]:
    """A fenced block with a command, the beginning of what it printed, and an exit code that is not 0."""
    printed, code = run(line, allowed)
    lines = [text.rstrip() for text in printed.strip("\n").splitlines()]
    more = [f"… {len(lines) - LONGEST} more lines"] if len(lines) > LONGEST else []
    ended = [f"(exit code {code})"] if code else []
    return ["```text", f"$ {line}", *lines[:LONGEST], *more, *ended, "```"]


def _as_on_a_terminal(words: Sequence[str]) -> list[str]:
    given = {"-f", "--format"}.intersection(words)
    return list(words) if given else ["-f", "table", *words]
