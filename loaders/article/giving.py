"""Findings of money given by the structure of a sentence (`gifts`), whose taker the text may have told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.gifts import Gift, gifts
from kg.loaders.article.investments import further, project, told_kind
from kg.loaders.article.kinships import band, founded
from kg.loaders.article.modality import Voice
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document, is_money
from kg.loaders.article.subjects import Subjects

_PLANNED = re.compile(r"\b(?:will|would|plans?|planned|is to|are to|intends?|expected|mandate)\b|:")
_MONEY_TALK = re.compile(
    r"\b(?:loans?|borrow\w*|financing|lenders?|banks|facility|funding|round|rais(?:es?|ed|ing)|investors?|seed|series|debt|"
    r"bonds?|notes|grants?|subscri\w+|capital)\b",
    re.IGNORECASE,
)
REACH = 7
"""Sentences before one in which a loan or round makes its amounts gifts."""


def findings(doc: Document, voices: list[Voice], subjects: Subjects) -> Iterator[Finding]:
    """One finding per giver and taker, or project."""
    last: Entity | None = None
    for number, (s, voice, topic) in enumerate(zip(doc.sentences, voices, subjects.topics, strict=True)):
        if s.zone == "legal":
            continue
        text = doc.work[s.start : s.end]
        near: bool | None = None
        for g in gifts(doc.plain[s.start : s.end], text.lower()):
            near = _near(doc, number) if near is None else near
            amount = next(iter(doc.amounts(s.start + g.money[0], s.start + g.money[1])), None)
            if (g.near and not near) or amount is None or not is_money(amount.unit):
                continue
            takers = _named(doc, s.start, g.takers)
            givers = band(doc, number, takers) if g.group else _named(doc, s.start, g.givers)
            takers = [x for x in takers if x not in givers]
            if givers and not g.each:
                givers = [*givers, *further(doc, s.start, g.end, doc.plain, {*givers, *takers})]
            if takers:
                last = takers[0]
            if g.capex:
                yield from _spent(doc, number, voice, g, amount, topic)
                continue
            own = founded(doc, number, givers) if g.group and givers else None
            known = (own, last if near else None, topic, subjects.principal)
            takers = takers or [x for x in known if x and x not in givers][:1]
            q = _told(doc, number, voice, g, amount)
            if len(givers) > 1 and not g.each:
                q["value_scope"] = "shared"
            for giver in givers:
                yield from (_finding(s, voice, g, amount, giver, x.name, q) for x in takers if not giver.publication)


def _near(doc: Document, number: int) -> bool:
    """Whether a sentence or one not far before it speaks of loans or rounds."""
    here = (s for s in doc.sentences[max(0, number - REACH) : number + 1] if s.zone != "legal")
    return any(_MONEY_TALK.search(doc.work, s.start, s.end) for s in here)


def _spent(
    doc: Document, number: int, voice: Voice, g: Gift, amount: Quantity, topic: Entity | None
) -> Iterator[Finding]:
    """Capital spending: of the organization in front of it, else of whom the text speaks, on the project named last."""
    s = doc.sentences[number]
    named = next(iter(doc.mentioned(s.start, s.start + g.start)), None)
    giver = named.entity if named else topic
    label = project(doc, number, s.start + g.start)
    if giver and label and not giver.publication:
        q = {**_told(doc, number, voice, g, amount), "kind": "capex", "object_type": "label"}
        yield _finding(s, voice, g, amount, giver, label, q)


def _told(doc: Document, number: int, voice: Voice, g: Gift, amount: Quantity) -> dict[str, Any]:
    text = doc.work[doc.sentences[number].start : doc.sentences[number].end]
    near = text[max(0, g.start - 60) : g.end + 40]
    kind = told_kind(near) or (told_kind(_context(doc, number)) if g.near or g.group else None)
    q: dict[str, Any] = {"kind": kind or "equity"}
    if voice.source:
        q["source"] = voice.source
    if amount.bound:
        q["bound"] = amount.bound
    if _PLANNED.search(text[max(0, g.start - 12) : g.end]):
        q["status"] = "planned"
    return q


def _finding(
    s: Sentence, voice: Voice, g: Gift, amount: Quantity, giver: Entity, taker: str, q: dict[str, Any]
) -> Finding:
    modality = "projected" if q.get("status") == "planned" and voice.modality == "asserted" else voice.modality
    span = Span(s.start + g.start, s.start + g.end)
    return Finding("investment", giver.name, taker, (span,), modality, amount.value, amount.unit, None, dict(q))


def valued(found: list[Finding]) -> list[Finding]:
    """The findings without those of no amount where another one of the same two names it."""
    told = {(f.subject, f.object) for f in found if f.value is not None}
    return [f for f in found if f.value is not None or (f.subject, f.object) not in told]


def _named(doc: Document, base: int, spans: tuple[tuple[int, int], ...]) -> list[Entity]:
    return [x.entity for a, b in spans for x in doc.mentioned(base + a, base + b + 1)[:1]]


def _context(doc: Document, number: int) -> str:
    """The words of the sentences before, nearest first: they tell whether a loan or a round is spoken of."""
    before = (s for s in reversed(doc.sentences[max(0, number - REACH) : number]) if s.zone != "heading")
    return " ".join(doc.work[s.start : s.end] for s in before)
