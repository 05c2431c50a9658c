"""For whom "we" speaks in a quotation: the organization of the person who is quoted."""

from __future__ import annotations

from collections.abc import Mapping

from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

REACH = 900
"""Code points of a paragraph on either side of a sentence in which its speaker is looked for."""


def employer(doc: Document, s: Sentence, at: int, employers: Mapping[str, str]) -> str | None:
    """The organization of the nearest person outside of quotation marks; none outside a quotation."""
    work = doc.work
    start = max(0, s.start - REACH)
    start = max(start, work.rfind("\n", start, s.start) + 1)
    if work.count('"', start, at) % 2 == 0:
        return None
    stop = work.find("\n", at, s.end + REACH)
    people = [
        m
        for m in doc.mentioned(start, stop if stop >= 0 else s.end + REACH, "person")
        if m.entity.name in employers and work.count('"', start, m.start) % 2 == 0
    ]
    nearest = min(people, key=lambda m: abs(m.start - at), default=None)
    return employers[nearest.entity.name] if nearest else None
