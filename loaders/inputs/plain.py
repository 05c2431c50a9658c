"""Plain text and Markdown: the bytes decoded, unchanged; encoding the text again gives the bytes back."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from kg.loaders.base import BadInput, Source

MAX_LINE = 4_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""Byte order marks, UTF-32 before UTF-16, whose mark begins it; the mark stays in the text as U+FEFF."""
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-32": "utf-8",
}  # fmt: skip
"""What a declared encoding means where documents are read (WHATWG Encoding Standard, "Names and labels")."""
_ASCII = bytes(range(128))
SURE_BYTES = 20
SURE_CHAOS = 0.1
"""A detector is heeded over Western text from so many bytes that are not ASCII, and below so much disorder."""


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The one text of a file. Raises `BadInput`."""
    text, encoding = decode(name, data)
    yield Source(name, text, encoding)


def decode(name: str, data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of some bytes and its codec: by byte order mark, as UTF-8, as declared, else as detected.

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
    for encoding in _meant(declared):
        # UTF-8 in more than ASCII does not come about by chance: it goes before what is declared.
        if (data.isascii() or _try(data, "utf-8") is None) and (text := _try(data, encoding)) is not None:
            return text, encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            rule = f"byte 0x{data[error.start]:02x} is no UTF-8, and the rest of the file is; mend it"
            raise BadInput(name, rule, f"byte {error.start}") from error
    return _detected(name, data)


def _meant(declared: str | None) -> tuple[str, ...]:
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return ()
    meant = _MEANT.get(name, name)
    return (meant,) if meant in ("utf-8", name) else (meant, name)


def _detected(name: str, data: bytes) -> tuple[str, str]:
    """What a detector takes the bytes for; Western text where that is about as likely, or it cannot tell."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:200_000])
    best = found.best()
    sure = best is not None and best.chaos <= SURE_CHAOS and len(data.translate(None, _ASCII)) >= SURE_BYTES
    likely = {
        name for match in found if best and match.chaos <= best.chaos + 0.05 for name in match.could_be_from_charset
    }
    guesses = ["cp1252"] if "cp1252" in likely or not sure else []
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
    """Whether some sequences of several bytes are whole: then the text is UTF-8 with a fault, not another codec."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken <= 2 * (sum(char > "\x7f" for char in text) - broken)
