"""What a number is about where it is no organization: a market, or what a sentence about the world speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.loaders.article.numerals import words
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what is measured: an organization, product, market or topic; `at` is where it stands."""

    name: str
    kind: str = "organization"
    at: tuple[int, int] | None = None


class Themes:
    """The markets and topics of one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc

    @cached_property
    def markets(self) -> list[list[Subject]]:
        """For each sentence its markets that are subjects: "the Ohio colocation market is", later "the market"."""
        t, work = words("subjects"), self.doc.work
        out: list[list[Subject]] = []
        last: Subject | None = None
        for s in self.doc.sentences:
            here: list[Subject] = []
            if t["market_word"].search(work, s.start, s.end):
                found = t["market"].finditer(work, s.start, s.end)
                here = [Subject(m["name"].strip(), "market", m.span("name")) for m in found]
                again = t["the_market"].search(work, s.start, s.end)
                if again and last and not here:
                    here = [Subject(last.name, "market", again.span())]
                last = here[-1] if here else last
            out.append(here)
        return out

    def of_clause(self, s: Sentence, start: int) -> Subject | None:
        """What the clause in front of a number is about, in its words: "wholesale prices have risen 8%"."""
        found = self._phrase(s.start, start)
        for m in words("subjects")["clause"].finditer(self.doc.work, s.start, start):
            if found is None or m.start() > found.end():
                found = self._phrase(m.end(), start) or found
        return Subject(found["name"].strip(), "topic", found.span("name")) if found else None

    def in_place(self, s: Sentence, start: int) -> Subject | None:
        """The place of whose market a number is: "prices for colocation in Frankfurt rose by 6 percent"."""
        m = words("subjects")["in_place"].search(self.doc.plain, s.start, start)
        found = self.doc.mentioned(*m.span("o"), "place") if m else []
        if not found or self.doc.mentioned(found[0].end, start):
            return None
        return Subject(found[0].entity.name, "market", (found[0].start, found[0].end))

    def _phrase(self, begin: int, end: int) -> re.Match[str] | None:
        found = words("subjects")["phrase"].match(self.doc.work, begin, end)
        return None if found and self.doc.mentioned(found.start("name"), found.end("name")) else found
