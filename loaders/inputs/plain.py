"""Plain text and Markdown: the bytes decoded, unchanged; encoding the text again gives the bytes back."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from kg.loaders.base import BadInput, Source

MAX_LINE = 4_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""Byte order marks; the mark stays in the text as U+FEFF, so that nothing of the bytes is lost."""


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The one text of a file. Raises `BadInput`."""
    text, encoding = decode(name, data)
    yield Source(name, text, encoding)


def decode(name: str, data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of some bytes and its codec: by byte order mark, as declared, as UTF-8, else as detected.

    Raises `BadInput` for an empty or binary file, for UTF-8 with a broken byte, for a line too long to be prose.
    """
    if not data.strip():
        raise BadInput(name, "the file is empty")
    text, encoding = _decoded(name, data, declared)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise BadInput(name, f"a line of {len(line):,} characters; at most {MAX_LINE:,} are read", f"line {number}")
    return text, encoding


def _decoded(name: str, data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (text := _try(data, encoding)) is not None:
            return text, encoding
    if (zero := data.find(b"\0")) >= 0:
        raise BadInput(name, "a binary file: it holds a zero byte; give plain text", f"byte {zero}")
    if declared and (text := _try(data, declared)) is not None:
        return text, declared.lower()
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            rule = f"byte 0x{data[error.start]:02x} is no UTF-8, and the rest of the file is; mend it"
            raise BadInput(name, rule, f"byte {error.start}") from error
    return _detected(name, data)


def _detected(name: str, data: bytes) -> tuple[str, str]:
    """What a detector takes the bytes for; Western text where that is about as likely, or it cannot tell."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:200_000])
    best = found.best()
    likely = {
        name for match in found if best and match.chaos <= best.chaos + 0.05 for name in match.could_be_from_charset
    }
    guesses = ["cp1252"] if "cp1252" in likely else []
    for encoding in (*guesses, *([best.encoding] if best else ()), "cp1252"):
        if (text := _try(data, encoding)) is not None:
            return text, encoding
    raise BadInput(name, "of no encoding that can be told; convert it to UTF-8, for example with iconv")


def _try(data: bytes, encoding: str) -> str | None:
    """The decoded text, if encoding it gives the bytes back."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except (UnicodeError, LookupError):
        return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether sequences of several bytes are mostly whole: then the text is UTF-8 with a fault, not another codec."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - broken > broken
