"""How a file becomes texts: plain text, web pages, e-mails and feeds, each with what it tells of its publication."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath

from kg.loaders.base import BadInput, Source, first_line
from kg.loaders.inputs import feed, mail, markdown, page, plain
from kg.loaders.inputs.sidecar import beside

MAX_BYTES = 32 * 1024 * 1024
READERS: Mapping[str, Callable[[str, bytes], Iterator[Source]]] = {
    ".md": markdown.sources, ".html": page.sources, ".htm": page.sources, ".eml": mail.sources,
    ".rss": feed.sources, ".atom": feed.sources,
}  # fmt: skip
"""Suffix of a file name, in lower case, and what reads it; any other file is plain text."""


def open_sources(path: Path) -> list[Source]:
    """The texts of a file: one, or one an item of a feed. What stands in its sidecar goes before what they tell.

    Raises `BadInput` when the file is missing, no regular file, empty, too long, of no known encoding, or not what its
    name says.
    """
    name = path.name
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(name, "no regular file; a pipe or a device is not opened: save what it gives in a file")
        if found.st_size > MAX_BYTES:
            rule = f"{found.st_size:,} bytes are more than the {MAX_BYTES:,} that a document may have; split it"
            raise BadInput(name, rule)
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(name, f"cannot be read: {error.strerror}") from error
    told = beside(path)
    read = READERS.get(PurePath(name.lower()).suffix, plain.sources)
    try:
        return [source.told(told) for source in read(name, data)]
    except BadInput:
        raise
    except Exception as error:  # a parser of others may fail in any way, and the other files are to be read
        raise BadInput(name, f"cannot be read: {type(error).__name__}: {first_line(error)}") from error
