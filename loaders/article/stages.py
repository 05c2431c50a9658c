"""How far a deal is: the stage that the words of its clause, beside it, or of the next sentence tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.loaders.article.hits import Hit
from kg.loaders.article.lexicon import table
from kg.loaders.article.sentences import Sentence

if TYPE_CHECKING:
    from kg.loaders.article.shadow import Document

_RUMOUR = re.compile(r"\b(?:rumou?rs?|speculation|gossip|whispers?)(?: (?:that|of|about))?(?= *$)", re.IGNORECASE)
_UNDER_WHICH = re.compile(r"\bagreement[^.;]{0,30} (?:under|pursuant to|by|in) which (?:the )?$")
THAT_DEAL = re.compile(
    r"(?:That|The|This) (?:proposed |planned )?"
    r"(?:deal|transaction|acquisition|merger|takeover|purchase|sale|combination) "
    r"(?:was|has been|has|is|closed|collapsed|fell|won|received)\b[^.;,]{0,60}"
)
"""A sentence that says how the deal of the sentence before went on."""


@cache
def rows() -> tuple[list[tuple[str, re.Pattern[str]]], re.Pattern[str]]:
    """The stages in order, each with its words, and the words of a clause that tells of no deal."""
    t = table("stages")
    return [(r["status"], re.compile(r["words"], re.IGNORECASE)) for r in t["stages"]], re.compile(
        t["denied"], re.IGNORECASE
    )


def status(text: str, default: str | None = "announced") -> str | None:
    """The stage that the words of a deal's clause tell."""
    for name, words in rows()[0]:
        if words.search(text):
            return name
    return default


def stage_of(doc: Document, h: Hit, s: Sentence) -> str | None:
    """The stage of one deal."""
    clause, given = doc.work[h.verb : h.end], h.pattern.row.get("status")
    st = given or status(clause)
    if st in ("announced", "planned") and not given:
        if h.pattern.row.get("nominal"):  # "the merger of A and B was called off": what is said of it stands beside it
            before = re.split(r"[.;,]", doc.work[max(s.start, h.start - 30) : h.start])[-1]
            after = re.split(r"[.;,]", doc.work[h.end : min(s.end, h.end + 45)])[0]
            waits = re.search(r"subject to|expected to close|pending", after)
            st = "pending" if waits else status(before, None) or status(after, st)
        elif _UNDER_WHICH.search(doc.work[max(s.start, h.start - 60) : h.start]):
            st = "agreed"
    wide = doc.work[h.start : min(s.end, h.end + 60)]
    if st == "announced" and re.search(r"expected to close|subject to (?:regulatory|customary|closing)", wide):
        return "pending"
    if given in ("rumoured", "in talks"):  # "A's offer for B has lapsed"
        after = re.split(r"[.;,]", doc.work[h.end : min(s.end, h.end + 45)])[0]
        if (ended := status(after, None)) in ("rejected", "terminated"):
            return ended
    if given == "rumoured" and (ended := status(clause, None)) in ("rejected", "terminated"):
        return ended
    if given == "rumoured" and re.search(r"\b(?:made|makes|submitted|raised|sweetened|improved|launched)\b", clause):
        return "announced"
    return st


def rumoured(doc: Document, h: Hit, s: Sentence, q: dict[str, Any]) -> int:
    """Where the evidence begins: a rumour's own word belongs to it and sets the stage."""
    rumour = _RUMOUR.search(doc.work, s.start, h.start)
    if rumour is None:
        return h.start
    q["status"] = "rumoured"
    return rumour.start()
