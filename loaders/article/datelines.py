"""The day on which a deal is announced."""

from __future__ import annotations

import re

from kg.loaders.article.dates import Date
from kg.loaders.article.hits import Hit
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

TOP = 1500
"""Code points in which a dateline stands."""
_AFTER_DAY = re.compile(r"\)?,? ?(?:[-–—/(]|\((?:GLOBE|PR|BUSINESS|ACCESS))")
_TODAY = re.compile(r"\btoday\b")
_EARLIER = re.compile(
    r"\b(?:previously|earlier|last|formerly|in (?:19|20)\d\d|since|following|after|had|which (?:it|was))\b",
    re.IGNORECASE,
)
"""Words by which a deal is not the news of the day."""


def announced_on(doc: Document, s: Sentence, h: Hit) -> Date | None:
    """The day of the sentence's dateline, of else the text's of a deal announced "today"; none of earlier deals."""
    if _EARLIER.search(doc.work, max(s.start, h.start - 30), h.end):
        return None
    if s.start < TOP and (own := _day(doc, s.start, h.start)):
        return own
    if not _TODAY.search(doc.work, s.start, h.end):
        return None
    return _day(doc, 0, TOP)


def _day(doc: Document, start: int, end: int) -> Date | None:
    days = [d for d in doc.dated(start, end) if len(d.iso) == 10]
    return next((d for d in days if _AFTER_DAY.match(doc.work, d.end)), None)
