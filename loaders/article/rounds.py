"""Rounds and loans of which a text tells over several sentences: who got the money, then who gave it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.chars import MONEY, ORG
from kg.loaders.article.entities import Entity
from kg.loaders.article.lexicon import table
from kg.loaders.article.patterns import expand
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.shadow import Document, is_money

REACH = 6
"""For how many sentences a round stays open."""
_UNTOLD = re.compile(
    r"\b(?:not|never|no longer|if|could|may|might|would|seek(?:s|ing)?|plans? to|hopes? to|talks|aims? to)\b"
)


@dataclass(frozen=True, slots=True)
class Round:
    """Money that an organization got, its givers told of in the sentences after it."""

    taker: Entity
    amount: Quantity
    words: str
    """The words that tell of it: they give the kind of the money."""
    number: int
    block: int


@cache
def _opener() -> tuple[re.Pattern[str], re.Pattern[str]]:
    t = table("investments")
    return re.compile(t["opener_words"]), re.compile(expand(t["opener"]), re.IGNORECASE)


def opened(doc: Document, number: int) -> Round | None:
    """The round or loan of which a sentence tells, if it does."""
    s = doc.sentences[number]
    filled = doc.filled[s.start : s.end]
    words, opener = _opener()
    if MONEY not in filled or ORG not in filled or s.zone == "legal":
        return None
    if not words.search(doc.work[s.start : s.end].lower()):
        return None
    m = opener.search(filled)
    if m is None or _UNTOLD.search(m.group()):
        return None
    taker = next((x.entity for x in doc.mentioned(s.start + m.start("a"), s.start + m.end("a"))), None)
    amount = next((q for q in doc.amounts(s.start + m.start(), s.start + m.end()) if is_money(q.unit)), None)
    if taker is None or amount is None or taker.publication:
        return None
    return Round(taker, amount, m.group(), number, s.block)


def is_open(doc: Document, last: Round | None, number: int, about: Entity | None) -> bool:
    """Whether a sentence may still tell of a round: near it, and in its paragraph unless it is the principal's."""
    if last is None or not 0 <= number - last.number <= REACH:
        return False
    s = doc.sentences[number]
    return s.block == last.block or (last.taker is about and s.zone not in ("about", "legal"))
