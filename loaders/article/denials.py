"""What a sentence denies: it is read once more without the words of denial, and what it then tells is denied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.loaders.article.entities import Entity
from kg.loaders.article.refusals import subject
from kg.loaders.article.seen import Seen, affirm
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

NEAR = 2
"""Code points between words of denial and the name that they lead in."""
_ELSEWHERE = re.compile(r" (?:after|before|while|when|since|following|although|though|but|until) ")


def elsewhere(between: str) -> bool:
    """Whether words of denial are of another clause than a deal: "denied the charges after its purchase of X"."""
    return bool(_ELSEWHERE.search(between))


@dataclass(frozen=True, slots=True)
class Denial:
    """Words of denial: their span, what of the sentence they deny, and who denies, where the sentence tells."""

    start: int
    end: int
    where: str
    by: Entity | None

    def holds(self, start: int, end: int) -> bool:
        """Whether what is told in a span is told under these words."""
        if self.where == "after":
            return self.start <= start and end <= self.end
        return start <= self.start < end or 0 <= start - self.end <= NEAR


def affirmed(doc: Document, s: Sentence) -> tuple[Seen, list[Denial]] | None:
    """A sentence as it reads without its denials, with these; `None` where it denies nothing."""
    seen, found = affirm(doc.seen(s))
    if seen is None:
        return None
    out: list[Denial] = []
    for p, m in found:
        start = s.start + m.end() - len(m.group().lstrip())
        by = subject(doc, s, start) if p.row.get("said") else None
        out.append(Denial(start, s.start + m.end(), p.row["where"], by.entity if by else None))
    return seen, out
