"""What is aimed at: numbers under a word of plan or forecast, and plans without a number but with a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.loaders.article.finding import Span
from kg.loaders.article.measured import ahead
from kg.loaders.article.numerals import listed, words
from kg.loaders.article.periods import Calendar
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document, is_money

_BREAK = re.compile(r"[;:\"(]|\. |, and |, (?!with)")
REACH = 160
"""Code points between a plan and its date."""

Due = tuple[str | None, int]
"""A date as ISO, where the text and its publication tell it, and where its words end."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Something that shall have happened by a date: what, until when (if the text has a year), and the words."""

    label: str
    due: str | None
    span: Span
    at: int
    """Where its verb stands."""


class Aims:
    """The plans of one document; a date before its publication is no deadline."""

    def __init__(self, doc: Document, calendar: Calendar) -> None:
        self.doc, self.calendar = doc, calendar
        self._seen: tuple[int, list[int]] | None = None

    def aimed(self, s: Sentence, q: Quantity) -> bool:
        """Whether a number is planned, forecast or aimed at, and not merely the size of a thing."""
        t, doc = words("aims"), self.doc
        after = doc.plain[q.end : min(s.end, q.end + 120)]
        if t["guided"].search(doc.plain, s.start, q.start) or self._saving(s, q, after) or self._inserted(s, q, after):
            return True
        told = t["after"].match(after)
        if not told and self._by(s, q):
            return True
        if not told:
            if t["owned"].search(doc.plain, max(s.start, q.start - 8), q.start):
                return False
            verb = next((end for end in reversed(self._verbs(s)) if end <= q.start), None)
            if verb is None or t["stop"].search(doc.plain, verb, q.start):
                return False
        due = self.due(s, q)
        if due is None and t["size"].match(after) and not told:
            return False
        near = doc.dated(q.end, min(s.end, q.end + 60))
        return not (near and self.calendar.past(near[0]))

    def _saving(self, s: Sentence, q: Quantity, after: str) -> bool:
        """Whether an amount is what a merger shall save."""
        t, plain = words("aims"), self.doc.plain
        if not is_money(q.unit) or t["had"].search(plain, s.start, q.start):
            return False
        return bool(t["savings"].search(plain, s.start, q.start) or t["saved"].match(after))

    def _inserted(self, s: Sentence, q: Quantity, after: str) -> bool:
        """Whether a size stands between commas in front of a verb of plan: "the hall, of 24 MW, should open"."""
        t = words("aims")
        if q.unit not in listed("aims", "sizes") or not t["then"].match(after):
            return False
        return bool(t["inserted"].search(self.doc.plain, s.start, q.start))

    def _verbs(self, s: Sentence) -> list[int]:
        """Where the words of plan of a sentence end; looked for once a sentence."""
        if self._seen is None or self._seen[0] != s.start:
            found = [m.end() for m in words("aims")["before"].finditer(self.doc.plain, s.start, s.end)]
            self._seen = (s.start, found)
        return self._seen[1]

    def _by(self, s: Sentence, q: Quantity) -> bool:
        """Whether a date to come is the deadline of a number: "to 25 MW by 2030", "18 MW will follow in 2028"."""
        m = words("aims")["by"].match(self.doc.plain, q.end, min(s.end, q.end + REACH))
        found = self.doc.dated(m.end(), min(s.end, m.end() + 14)) if m else []
        return bool(found and self.calendar.published and not self.calendar.past(found[0]))

    def due(self, s: Sentence, q: Quantity) -> Due | None:
        """The date by which a number shall be reached, in the same sentence, and where its words end."""
        t, doc = words("aims"), self.doc
        for m in t["deadline"].finditer(doc.plain, q.end, min(s.end, q.end + REACH)):
            until = self._until(s, m.start(), m.end())
            if until:
                return None if t["now"].search(doc.plain, q.end, m.start()) else until
        begin = max(s.start, doc.work.rfind(";", s.start, q.start))
        for m in reversed(list(t["deadline"].finditer(doc.plain, begin, q.start))):
            if until := self._until(s, m.start(), m.end()):
                return until
        before = [d for d in doc.dated(begin, q.start) if not self.calendar.past(d)]
        return (before[-1].iso, before[-1].end) if before else None

    def plans(self, s: Sentence, taken: list[tuple[int, int]]) -> Iterator[Plan]:
        """Plans of a sentence that have a date and no number; `taken` are the spans of targets with a number."""
        t, doc = words("aims"), self.doc
        yield from self._noted(s)
        if not t["verb"].search(doc.work, s.start, s.end):
            return
        for m in t["deadline"].finditer(doc.plain, s.start, s.end):
            until = self._until(s, m.start(), m.end())
            if until is None:
                continue
            iso, stop = until
            leading = m.start() - s.start < 4
            start, end = (stop, min(s.end, stop + REACH)) if leading else (self._begin(s, m.start()), m.start())
            if any(a < end and start < b for a, b in taken):
                continue
            verb = t["verb"].search(doc.work, start, end)
            if verb and doc.work.startswith("whose ", start):
                continue
            while verb and not leading and (later := t["verb"].search(doc.work, verb.end(), end)):
                verb = later
            label = self._label(start, end, verb) if verb else None
            if verb and label:
                span = Span(m.start(), end) if leading else Span(start, stop)
                yield Plan(label, iso, span, verb.start())

    def _noted(self, s: Sentence) -> Iterator[Plan]:
        """Plans in the manner of a form: "Ready for service: mid-2028"."""
        if not self.doc.dated(s.start, s.end):
            return
        m = words("aims")["noted"].search(self.doc.work, s.start, s.end)
        until = self.doc.dated(m.end(), min(s.end, m.end() + 24)) if m else []
        if m and until and not self.calendar.past(until[0]):
            yield Plan(m["label"].strip(), until[0].iso, Span(m.start("label"), until[0].end), m.start("label"))

    def _until(self, s: Sentence, start: int, end: int) -> Due | None:
        """The date of a deadline and where it ends; without a year no date; none for a date that has passed."""
        found = self.doc.dated(start, min(s.end, end + 14))
        if found:
            return None if self.calendar.past(found[0]) else (found[0].iso, found[0].end)
        m = words("aims")["by_then"].match(self.doc.work, start, s.end)
        return (self.calendar.resolved(m.group()), m.end()) if m else None

    def _begin(self, s: Sentence, at: int) -> int:
        """Where the clause that ends in a deadline begins: behind the last break with a plan after it."""
        begin = max(s.start, at - REACH)
        for m in _BREAK.finditer(self.doc.work, begin, at):
            if words("aims")["verb"].search(self.doc.work, m.end(), at):
                begin = m.end()
        return begin

    def _label(self, start: int, end: int, verb: re.Match[str]) -> str | None:
        """What shall happen, in the words of the plan; none where nothing happens or another fact tells it."""
        t, work = words("aims"), self.doc.work
        if t["never"].search(work, start, end):
            return None
        after = t["happening"].search(work, verb.end(), end)
        first = after or t["happening"].search(work, start, end)
        if first is None:
            return None
        text = work[verb.end() : end] if after else work[start : verb.start()]
        label = t["filler"].sub("", text.strip(" ,")).strip(" ,")[:80] or first.group()
        return label if " " in label else f"{ahead(work[start : verb.start()])} {label}".strip()
