"""Whose post it is where the words beside a title do not say: each organization near weighed, the best one taken."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kg.loaders.article.chars import PERSON
from kg.loaders.article.entities import Entity
from kg.loaders.article.lexicon import table
from kg.loaders.article.patterns import expand
from kg.loaders.article.places import place
from kg.loaders.article.principal import principal
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

SUBJECT, PLACED, WHOSE, NEAREST, HERE = 5, 6, 12, 3, 2
"""Weights in the sentence itself: its subject; "at X"; "X, whose"; the last one before "its"; named in it."""
BEFORE, SPOKEN_OF, PRINCIPAL, HOME = 3, 1, 2, 3
"""Weights around it: subject of the sentence before; named there; of the text; of the person so far."""
SUBJECT_AT = 40
"""Code points of a sentence in which its first organization is taken for its subject."""
LEAST = 2


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(expand(v)) for k, v in table("people")["employers"].items()}


class Employers:
    """The organizations of one document, and whom its people were found with."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.principal = principal(doc.sentences, doc.mentions)
        self.leading = self._leading()
        self.in_body: dict[Entity, bool] = {}
        self.homes: dict[str, Entity] = {}

    def _leading(self) -> Entity | None:
        """The organization that the body begins with."""
        for s in self.doc.sentences:
            if s.zone == "body":
                found = [m.entity for m in self.doc.mentioned(s.start, s.end) if not place(m.entity.name)]
                if found:
                    return found[0]
        return None

    def _in_body(self, e: Entity) -> bool:
        """Whether an organization is named in more than titles, whose capitals may run into its name."""
        if e not in self.in_body:
            spans = [(s.start, s.end) for s in self.doc.sentences if s.zone != "heading"]
            self.in_body[e] = any(m.entity is e for a, b in spans for m in self.doc.mentioned(a, b))
        return self.in_body[e]

    def _quoted(self, s: Sentence, at: int) -> bool:
        """Whether a place of a sentence stands between the quotation marks of its paragraph."""
        begin = self.doc.work.rfind("\n", 0, s.start) + 1
        return self.doc.work.count('"', begin, at) % 2 == 1

    def of(self, number: int, at: int, person: Entity | None) -> Entity | None:
        """The organization whose post at a place of a sentence a person most likely holds; none where nothing tells."""
        scores: Counter[Entity] = Counter()
        s = self.doc.sentences[number]
        if _words()["common"].search(self.doc.work, max(s.start, at - 50), at):
            return None
        self._here(s, at, scores)
        for back, weight in ((1, BEFORE), (2, BEFORE - 1)):
            if number >= back:
                self._before(self.doc.sentences[number - back], s, weight, scores)
        for e in (self.principal, self.leading):
            if e is not None and e.first < at and self._in_body(e):
                scores[e] += PRINCIPAL
        if person is not None and person.name in self.homes:
            scores[self.homes[person.name]] += HOME
        best = max(scores, key=lambda e: (scores[e], e is self.principal), default=None)
        return best if best is not None and scores[best] >= LEAST else None

    def bought(self, number: int, at: int) -> Entity | None:
        """The organization that was bought, of a sentence or the one before: "A has bought B. Its founder"."""
        for s in self.doc.sentences[max(0, number - 1) : number + 1]:
            if m := _words()["bought"].search(self.doc.work, s.start, min(s.end, at)):
                found = self.doc.mentioned(m.end(), min(s.end, at))
                if found:
                    return found[0].entity
        return None

    def _here(self, s: Sentence, at: int, scores: Counter[Entity]) -> None:
        """Weigh the organizations of the sentence itself: its subject, "at X"; others' owners less."""
        w, work = _words(), self.doc.work
        semicolon = work.rfind("; ", s.start, at)
        clause = semicolon + 2 if semicolon > 0 else s.start
        found = [m for m in self.doc.mentioned(clause, s.end) if not self._quoted(s, m.start)]
        before = [m for m in found if m.end <= at and m.end < at - 3]
        its = before[-1] if before and w["its"].search(work, max(s.start, at - 40), at) else None
        for n, m in enumerate(found):
            left = work[max(s.start, m.start - 40) : m.start]
            if m.start >= at:
                scores[m.entity] += PLACED if w["leaves"].search(left) or w["placed"].search(left) else 0
                continue
            if its and its is m:
                scores[m.entity] += NEAREST
            elif w["whose"].match(work, m.end, at):
                scores[m.entity] += WHOSE
            elif w["another"].search(left):
                scores[m.entity] -= PLACED
                continue
            if m.entity.publication or self.doc.plain[m.end : m.end + 3] == "'s " + PERSON:
                continue
            scores[m.entity] += HERE
            if w["placed"].search(left) or w["fronted"].match(work[clause : m.start]):
                scores[m.entity] += PLACED
            elif n == 0 and m.start - clause < SUBJECT_AT and not w["object"].search(left):
                scores[m.entity] += SUBJECT

    def _before(self, b: Sentence, s: Sentence, weight: int, scores: Counter[Entity]) -> None:
        """Weigh the organizations of a sentence before: its subject more than others, in another paragraph less."""
        if b.zone == "heading":
            return
        near = weight if b.block == s.block else weight - 2
        w, work = _words(), self.doc.work
        for n, m in enumerate(self.doc.mentioned(b.start, b.end)):
            left = work[max(b.start, m.start - 40) : m.start]
            if m.entity.publication or self._quoted(b, m.start) or w["another"].search(left):
                continue
            if n == 0 and not w["object"].search(left):
                scores[m.entity] += max(near, 0)
            else:
                scores[m.entity] += SPOKEN_OF if b.block == s.block else 0
