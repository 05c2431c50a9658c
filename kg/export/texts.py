"""The whole graph as text in a format, in pieces, so that nobody has to hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store.base import Store

RDF = ("trig", "nquads", "turtle", "jsonld")
FORMATS = (*RDF, "jsonl")
CHUNK = 1 << 16
"""Characters of one piece, about."""


def pieces(store: Store, format_: str, base: str | None = None) -> Iterator[bytes]:
    """The graph in one of `FORMATS`, UTF-8. `base` is where the IRIs of RDF data begin."""
    held: list[str] = []
    size = 0
    for text in _texts(store, format_, base):
        held.append(text)
        size += len(text)
        if size >= CHUNK:
            yield "".join(held).encode()
            held.clear()
            size = 0
    yield "".join(held).encode()


def _texts(store: Store, format_: str, base: str | None) -> Iterator[str]:
    if format_ == "jsonl":
        from kg.export.canonical import lines

        return (f"{line}\n" for line in lines(store))
    from kg.rdf.describe import Describer
    from kg.rdf.terms import BASE
    from kg.rdf.writers import WRITERS

    start = base or BASE
    return WRITERS[format_](Describer(start).store(store), start)


def write(chunks: Iterator[bytes], output: Path) -> int:
    """Write beside the file and rename: whoever stops it leaves no half file under its name. The bytes written.

    A device or pipe is written to as it is; of a link, the file that it leads to is replaced.
    Raises `StoreError`.
    """
    from kg.store.base import StoreError

    try:
        output = output.resolve()
        if output.exists() and not output.is_file():
            with output.open("wb") as out:
                return sum(out.write(chunk) for chunk in chunks)
    except OSError as error:
        raise StoreError(f"cannot write {output}: {error.strerror}") from error
    partial = output.with_name(f".{output.name}.part")
    try:
        with partial.open("wb") as out:
            size = sum(out.write(chunk) for chunk in chunks)
        partial.replace(output)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StoreError(f"cannot write {output}: {error.strerror}") from error
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return size
