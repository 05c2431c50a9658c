"""RSS 2.0 and Atom: one text an item, each with its own bytes of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape
from xml.parsers import expat

from kg.loaders.base import BadInput, Source
from kg.loaders.inputs.markup import text_of, titled
from kg.loaders.inputs.plain import decode
from kg.loaders.inputs.sidecar import telling

MAX_DEPTH = 200
ITEMS = frozenset({"item", "entry"})
HOLDERS = ITEMS | {"channel", "feed"}
SPACES = {
    "": "", "http://purl.org/rss/1.0/": "", "http://www.w3.org/2005/Atom": "",
    "http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/rss/1.0/modules/content/": "content:",
}  # fmt: skip
"""Namespaces that are read: RSS and Atom without a prefix, Dublin Core, the content module."""
FIELDS = {
    "title": "title", "dc:title": "title", "link": "url", "pubDate": "published", "published": "published",
    "dc:date": "published", "updated": "updated", "dc:creator": "author", "author/name": "author", "author": "author",
    "description": "summary", "summary": "summary", "content:encoded": "body", "content": "body",
}  # fmt: skip
"""Paths below an item, or below the feed, and what they tell; what stands anywhere else is not the item's own."""
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")


@dataclass(slots=True)
class _Item:
    start: int
    told: dict[str, str] = field(default_factory=dict)
    end: int = 0


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The items of a feed in their order. Raises `BadInput` for no feed, broken XML, or XML with a document type."""
    declared = _DECLARED.search(data[:200])
    # Decoding is exact: a part of the text, encoded again, is that part of the file.
    text, encoding = decode(name, data, declared[1].decode() if declared else None)
    feed = _Feed(name, text)
    if not feed.items:
        raise BadInput(name, "no feed: it has no <item> and no <entry>")
    publisher = text_of(feed.told.get("title", ""))
    for number, item in enumerate(feed.items, start=1):
        told = item.told
        meta = telling(
            title=text_of(told.get("title", "")), publisher=publisher, url=told.get("url"),
            author=text_of(told.get("author", "")), published=_day(told.get("published") or told.get("updated")),
        )  # fmt: skip
        body = text_of(told.get("body", "")) or text_of(told.get("summary", ""))
        if body or meta.title:
            own = feed.data[item.start : item.end].decode().encode(encoding)
            yield Source(f"{name}#{number}", titled(meta.title, body), sidecar=meta, original=own)


class _Feed:
    """Reads the file once; items keep where they stand in its UTF-8."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.data = name, text.encode()
        self.told: dict[str, str] = {}
        self.items: list[_Item] = []
        self.path: list[str] = []
        self.texts: list[list[str]] = []
        self.item: _Item | None = None
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self.refuse
        self.parser = parser
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise BadInput(name, f"no XML: {expat.ErrorString(error.code)}", f"line {error.lineno}") from error

    def refuse(self, *_: object) -> None:
        """Entities could make a small file large or read others: feeds need none."""
        raise BadInput(self.name, "XML with a document type is not read", f"line {self.parser.CurrentLineNumber}")

    def place(self) -> str:
        """The path of the open element below its item, or below the feed."""
        above = next((depth for depth in range(len(self.path) - 1, 0, -1) if self.path[depth - 1] in HOLDERS), 0)
        return "/".join(self.path[above:])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition(" ")
        self.path.append(SPACES.get(space, "?") + local)
        self.texts.append([])
        if len(self.path) > MAX_DEPTH:
            raise BadInput(
                self.name, f"elements nested more than {MAX_DEPTH} deep", f"line {self.parser.CurrentLineNumber}"
            )
        if self.path[-1] in ITEMS and self.item is None:
            self.item = _Item(self.parser.CurrentByteIndex)
        elif self.item is not None and self.place() == "link" and attributes.get("rel", "alternate") == "alternate":
            self.item.told.setdefault("url", attributes.get("href", ""))

    def text(self, text: str) -> None:
        if self.texts:
            self.texts[-1].append(escape(text) if self.in_xhtml() else text)

    def in_xhtml(self) -> bool:
        """Whether the element that is open lies within an item's content: Atom may carry XHTML there."""
        head, _, below = self.place().partition("/")
        return bool(below) and FIELDS.get(head) in ("body", "summary")

    def end(self, tag: str) -> None:
        del tag
        inner, place = self.in_xhtml(), self.place()
        name = self.path.pop()
        text = "".join(self.texts.pop())
        if inner:
            local = name.lstrip("?")
            self.texts[-1].append(f"<{local}>{text}</{local}>")
        elif name in ITEMS and self.item is not None and not ITEMS.intersection(self.path):
            self.item.end = self.data.index(b">", self.parser.CurrentByteIndex) + 1
            self.items.append(self.item)
            self.item = None
        elif (key := FIELDS.get(place)) and text.strip():
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
