"""What every command shares: the store, the format, where lines go, and how failures end."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.store.base import Mode, Store

FAILED, USAGE, NOT_KNOWN, NO_ENTITY = 1, 2, 3, 4
DATA_ERRORS = ("StoreError", "BadInput", "HeaderError")
USAGE_ERRORS = ("Usage", "Ambiguous", "UnknownQuery")
"""Names of exception classes: naming them keeps their modules from being imported before they are used."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Why nothing more can be written, when the error names no file: to standard output."""


@dataclass(slots=True)
class Session:
    """The options before the command's name."""

    store: str
    format: str
    quiet: bool
    verbose: bool

    @contextlib.contextmanager
    def open(self, mode: Mode = "read") -> Iterator[Store]:
        """The store, closed at the end whatever happens; its errors are `StoreError`."""
        from kg.store.open import open_store

        store = open_store(self.store, mode)
        try:
            yield store
        finally:
            store.close()

    def note(self, text: str) -> None:
        """A line on standard error, unless told to be quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def progress(self, text: str) -> None:
        """A passing line on standard error: overwritten on a terminal, kept only when verbose elsewhere."""
        if self.quiet:
            return
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{text}", err=True, nl=False)
        elif self.verbose:
            click.echo(text, err=True)

    def done(self) -> None:
        """Clear the passing line."""
        if not self.quiet and sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)

    def output(self) -> str:
        """The format that is meant: `auto` is a table on a terminal and json in a pipe."""
        from kg.render import resolve_format

        return resolve_format(self.format, sys.stdout.isatty())

    def width(self) -> int:
        """How many cells a table may take."""
        return shutil.get_terminal_size((100, 24)).columns


def settings(options: Mapping[str, Any]) -> dict[str, Any]:
    """The group's options as `Session` names them."""
    return {"format" if name == "format_" else name: value for name, value in options.items()}


def run(command: click.Command) -> None:
    """Run a command to its exit code: 0 answered, 1 failed, 2 wrong usage, 3 not known, 4 no such entity."""
    try:
        code = command.main(standalone_mode=False)
    except click.exceptions.Abort:
        _end("interrupted", FAILED)
    except click.ClickException as error:
        error.show()
        _leave(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _leave(0)
    except OSError as error:
        if error.filename is not None or error.errno not in FULL:
            raise
        _cannot_write(error)
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        _end(str(error), code)
    else:
        _leave(code if isinstance(code, int) else 0)


def exit_code(error: Exception) -> int | None:
    """The exit code of a known failure; `None` for a fault of the program."""
    names = {cls.__name__ for cls in type(error).__mro__}
    if "NoSuchEntity" in names:
        return NO_ENTITY
    if names.intersection(USAGE_ERRORS):
        return USAGE
    return FAILED if names.intersection(DATA_ERRORS) else None


def _end(text: str, code: int) -> None:
    click.echo(f"kg: {text}", err=True)
    _leave(code)


def _leave(code: int) -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        _cannot_write(error)
    sys.exit(code)


def _cannot_write(error: OSError) -> None:
    """End where standard output takes no more; what is still held for it is dropped, else Python complains at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    click.echo(f"kg: cannot write the answer: {error.strerror}", err=True)
    sys.exit(FAILED)
