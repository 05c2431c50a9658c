"""For which period or day a number holds, as far as the text tells it."""

from __future__ import annotations

import re

from kg.loaders.article.dates import Date
from kg.loaders.article.metadata import published
from kg.loaders.article.numerals import words
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

_PARTS = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
HEAD = 1500
"""Code points at the top of a text where a date is likely the day of its publication."""
RECENT = 2
"""Months before the publication of which a text may still speak as to come; their year is not guessed."""


class Calendar:
    """The dates of one document, read from the day of its publication.

    A date that surely is that day (of a dateline) also dates "last year"; any other only tells what is to come.
    """

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        told = published(doc)
        self.day = told or next((d.iso for d in doc.dates if len(d.iso) == 10 and d.start < HEAD), "")
        self.published = self.day[:7]
        self.sure = bool(told)

    def past(self, date: Date) -> bool:
        """Whether a date lies before the publication; never where that is not known."""
        year, _, part = date.iso.partition("-")
        return f"{year}-{_PARTS.get(part, part[:2]) or '12'}" < self.published

    def period(self, s: Sentence, q: Quantity) -> str | None:
        """The period or day that a measured number is of: "in 2024", "as of March 31, 2026", "last year"."""
        t, doc = words("periods"), self.doc
        for date in (*doc.dated(q.end, min(s.end, q.end + 90)), *reversed(doc.dated(s.start, q.start))):
            before = doc.work[max(s.start, date.start - 60) : date.start]
            if self.day and (date.iso == self.day or (not self.past(date) and date.iso > self.day)):
                continue
            if t["of"].search(before) and not t["other"].search(before):
                prior = date.end <= q.start and t["prior"].search(doc.work[q.end : min(s.end, q.end + 60)])
                return f"{int(date.iso[:4]) - 1}{date.iso[4:]}" if prior else date.iso
        told = t["told"].search(doc.work, s.start, min(s.end, q.end + 60)) if self.sure else None
        return str(int(self.published[:4]) - (told.group(1).lower() == "last")) if told else None

    def resolved(self, text: str) -> str | None:
        """A day to come without a year ("the end of April", "year-end") from the publication on; none if not known."""
        if not self.sure:
            return None
        year, month = int(self.published[:4]), int(self.published[5:7])
        low = text.lower()
        if m := re.search(r"\b(?:(q[1-4])|(first|second|third|fourth) quarter)\b", low):
            quarter = _QUARTERS[m.group(1) or m.group(2)]
            return f"{year + (quarter * 3 < month)}-Q{quarter}"
        if "next year" in low:
            return str(year + 1)
        if re.search(r"\byear\b|year-?end", low):
            return str(year)
        found = next((n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", low)), None)
        if found is None or 0 < month - found <= RECENT:
            return None
        return f"{year + (found < month)}-{found:02d}"
