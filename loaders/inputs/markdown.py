"""Markdown: the bytes decoded, unchanged; a block of YAML before the text (front matter) tells of its publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.loaders.base import Sidecar, Source
from kg.loaders.inputs.plain import decode
from kg.loaders.inputs.sidecar import telling

FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=[T ])")
FIELDS = {
    "title": ("title",), "author": ("author", "authors"), "published": ("published", "date"),
    "publisher": ("publisher",), "url": ("url",), "language": ("language", "lang"),
}  # fmt: skip
"""What a sidecar may tell, and the keys of front matter that say it, the first before the others."""


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The one text of a file. Raises `BadInput`."""
    text, encoding = decode(name, data)
    yield Source(name, text, encoding, sidecar=_front(text))


def _front(text: str) -> Sidecar:
    """What the front matter tells; nothing where a text only begins with a rule of dashes."""
    block = FRONT.match(text)
    if block is None:
        return Sidecar()
    import yaml

    try:
        told = yaml.load(block[1], Loader=yaml.BaseLoader)  # noqa: S506 - it gives strings only
    except (yaml.YAMLError, RecursionError):
        return Sidecar()
    if not isinstance(told, dict):
        return Sidecar()
    found = {key: next((_words(told[said]) for said in names if said in told), None) for key, names in FIELDS.items()}
    if (published := found["published"]) and (day := _DAY.match(published)):
        found["published"] = day[0]
    return telling(**found)


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(each for each in value if isinstance(each, str)) or None
    return value if isinstance(value, str) else None
