"""RSS 2.0 and Atom: one text an item, each with its own bytes of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape
from xml.parsers import expat

from kg.loaders.base import BadInput, Sidecar, Source
from kg.loaders.inputs.markup import text_of, titled

MAX_DEPTH = 200
ITEMS = frozenset({"item", "entry"})
FIELDS = {
    "title": "title", "link": "url", "pubDate": "published", "published": "published", "updated": "updated",
    "creator": "author", "name": "author", "author": "author", "description": "summary", "summary": "summary",
    "encoded": "body", "content": "body",
}  # fmt: skip
"""Local names of RSS, Atom, Dublin Core and the content module, and what they tell."""


@dataclass(slots=True)
class _Item:
    start: int
    told: dict[str, str] = field(default_factory=dict)
    end: int = 0


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The items of a feed in their order. Raises `BadInput` for no feed, broken XML, or XML with a document type."""
    if not data.strip():
        raise BadInput(name, "the file is empty")
    feed = _Feed(name, data)
    if not feed.items:
        raise BadInput(name, "no feed: it has no <item> and no <entry>")
    for number, item in enumerate(feed.items, start=1):
        told = item.told
        title = text_of(told.get("title", "")) or None
        body = text_of(told.get("body") or told.get("summary", ""))
        if not body and not title:
            continue
        meta = Sidecar(
            title=title, publisher=text_of(feed.told.get("title", "")) or None, url=told.get("url"),
            author=told.get("author"), published=_day(told.get("published") or told.get("updated")),
        )  # fmt: skip
        yield Source(f"{name}#{number}", titled(title, body), sidecar=meta, original=data[item.start : item.end])


class _Feed:
    """Reads the file once; items keep where their bytes stand."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data
        self.told: dict[str, str] = {}
        self.items: list[_Item] = []
        self.path: list[str] = []
        self.texts: list[list[str]] = []
        self.item: _Item | None = None
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self.refuse
        self.parser = parser
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise BadInput(name, f"no XML: {expat.ErrorString(error.code)}", f"line {error.lineno}") from error

    def refuse(self, *_: object) -> None:
        """Entities could make a small file large or read others: feeds need none."""
        raise BadInput(self.name, "XML with a document type is not read", f"line {self.parser.CurrentLineNumber}")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rsplit(" ", 1)[-1]
        self.path.append(local)
        self.texts.append([])
        if len(self.path) > MAX_DEPTH:
            raise BadInput(
                self.name, f"elements nested more than {MAX_DEPTH} deep", f"line {self.parser.CurrentLineNumber}"
            )
        if local in ITEMS and self.item is None:
            self.item = _Item(self.parser.CurrentByteIndex)
        elif local == "link" and self.item is not None and attributes.get("rel", "alternate") == "alternate":
            self.item.told.setdefault("url", attributes.get("href", ""))

    def text(self, text: str) -> None:
        if self.texts:
            self.texts[-1].append(escape(text) if self.in_xhtml() else text)

    def in_xhtml(self) -> bool:
        """Whether the element that is open lies within an item's content: Atom may carry XHTML there."""
        return any(FIELDS.get(local) in ("body", "summary") for local in self.path[2:-1])

    def end(self, tag: str) -> None:
        del tag
        inner = self.in_xhtml()
        local = self.path.pop()
        text = "".join(self.texts.pop())
        if inner:
            self.texts[-1].append(f"<{local}>{text}</{local}>")
        elif local in ITEMS and self.item is not None and not ITEMS.intersection(self.path):
            self.item.end = self.data.index(b">", self.parser.CurrentByteIndex) + 1
            self.items.append(self.item)
            self.item = None
        elif (key := FIELDS.get(local)) and text.strip():
            told = self.item.told if self.item is not None else self.told
            if not told.get(key):
                told[key] = text.strip()


def _day(text: str | None) -> str | None:
    """The ISO day of an RFC 5322 or ISO 8601 date; nothing for another text."""
    if not text:
        return None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(text).date().isoformat()
        except (TypeError, ValueError):
            continue
    return None
