"""Markup as text: short pieces of HTML, as feeds and mails carry them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    {"address", "article", "blockquote", "br", "div", "dd", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)  # fmt: skip
UNSEEN = frozenset({"noscript", "script", "style", "template", "title"})
"""What has text that no reader sees. Not `head`: it may lack its end, and all that it may hold is here."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)


def charset_of(data: bytes) -> str | None:
    """The encoding that the head of a page declares."""
    declared = _CHARSET.search(data[:4096])
    return declared[1].decode() if declared else None


def text_of(markup: str) -> str:
    """What a reader sees of some HTML: one line a block, scripts and styles left out."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def titled(title: str | None, body: str) -> str:
    """A text that begins with its title as a heading, unless it does so already."""
    if not title or body.lstrip("# \n").startswith(title):
        return body
    return f"# {title}\n\n{body}"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line."""
        del attrs
        self.hidden += tag in UNSEEN
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A block ends a line."""
        if tag in UNSEEN and self.hidden:
            self.hidden -= 1
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Text; line ends within it are spaces."""
        if not self.hidden:
            self.pieces.append(data.replace("\n", " "))
