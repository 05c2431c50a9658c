"""The organization that a text is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.loaders.article.entities import Entity, Mention
from kg.loaders.article.sentences import Sentence

LEAD = 4
"""What being named first counts, in mentions."""


def principal(sentences: Iterable[Sentence], mentions: Sequence[Mention]) -> Entity | None:
    """The organization named most in the body, being named first counting for some; none in a text without any."""
    counted: Counter[Entity] = Counter()
    orgs = [m for m in mentions if m.entity.kind == "org" and not m.entity.publication]
    at = 0
    for s in sentences:
        while at < len(orgs) and orgs[at].start < s.end:
            if s.zone not in ("about", "legal"):
                counted[orgs[at].entity] += 1 if counted else 1 + LEAD
            at += 1
    return max(counted, key=lambda e: (counted[e], -e.first), default=None)
