"""Title, publisher, author and date, as far as the page itself tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.lexicon import table
from kg.loaders.article.shadow import Document


@dataclass(frozen=True, slots=True)
class Publication:
    """What a page tells of its publication; None where it tells nothing."""

    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    language: str | None


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {
        k: re.compile(v, re.MULTILINE | (re.IGNORECASE if k == "agent" else 0)) for k, v in table("metadata").items()
    }


def publication(doc: Document) -> Publication:
    """The publication data of a document."""
    r = _rules()
    head = doc.text[:2500]
    title = None
    if doc.sentences and doc.sentences[0].zone == "heading":
        first = doc.sentences[0]
        if not doc.text[: first.start].strip("# \n\t\r\ufeff-*>"):
            title = doc.text[first.start : first.end].strip(" #*")
    by, agent, desk = (
        r["by"].search(head),
        (r["agent"].search(head) or r["agent"].search(doc.text[-4000:])) if "AI" in doc.text else None,
        r["desk"].search(head),
    )
    author = f"{agent['name']} (automated writing agent)" if agent else (by["name"] if by else None)
    appeared, wire = r["appeared"].search(doc.text[-6000:]), r["wire"].search(head[:1500])
    publisher = (
        desk["name"]
        if desk
        else (appeared["name"].strip() if appeared else ((wire["name"] or wire["name2"]) if wire else None))
    )
    if publisher in ("News", "Editorial"):
        publisher = None
    published = None
    for d in doc.dated(0, 1500):
        if len(d.iso) == 10 and _dateline(doc.text, d.start, d.end):
            published = d.iso
            break
    letters = re.findall(r"\b(?:the|and|of|to|in|with|for)\b", doc.work[:4000])
    return Publication(title, publisher, author, published, "en" if len(letters) > 5 else None)


def _dateline(text: str, start: int, end: int) -> bool:
    """A date of publication stands alone on its line, beside a weekday or clock, or before a dateline's dash."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    line = text[line_start:line_end]
    if len(line) <= 90 and not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{2,}", line):
        return True
    return (
        bool(re.match(r"\s*(?:\([^)]{2,40}\)|/[^/]{2,30}/|GLOBE NEWSWIRE)?\s*(?:--?|–|—|/)", text[end : end + 60]))
        and start - line_start < 80
    )
