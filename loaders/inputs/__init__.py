"""How a file becomes texts: plain text, web pages, e-mails and feeds, each with what it tells of its publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath

from kg.loaders.base import BadInput, Source
from kg.loaders.inputs import feed, mail, page, plain
from kg.loaders.inputs.sidecar import beside

MAX_BYTES = 32 * 1024 * 1024
READERS: Mapping[str, Callable[[str, bytes], Iterator[Source]]] = {
    ".html": page.sources, ".htm": page.sources, ".eml": mail.sources, ".rss": feed.sources, ".atom": feed.sources,
}  # fmt: skip
"""Suffix of a file name, in lower case, and what reads it; any other file is plain text."""


def open_sources(path: Path) -> list[Source]:
    """The texts of a file: one, or one an item of a feed. What stands in `NAME.meta.yaml` goes before what they tell.

    Raises `BadInput` when the file is missing, empty, too long, of no known encoding, or not what its name says.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadInput(name, f"{size:,} bytes are more than the {MAX_BYTES:,} that a document may have; split it")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(name, f"cannot be read: {error.strerror}") from error
    told = beside(path)
    read = READERS.get(PurePath(name.lower()).suffix, plain.sources)
    return [source.told(told) for source in read(name, data)]
