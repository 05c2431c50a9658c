"""Risks and assessments: what the author (or a named source) holds of an organization or a deal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.loaders.article.facilities import subject_of, topic_before
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table
from kg.loaders.article.modality import Voice
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document


@cache
def _t() -> dict[str, Any]:
    t = table("views")
    return {
        "risk": re.compile(rf"\b(?:{'|'.join(t['risk'])})"),
        "assessment": re.compile(rf"\b(?:{'|'.join(t['assessment'])})"),
        "positive": re.compile(t["positive"], re.IGNORECASE),
        "negative": re.compile(t["negative"], re.IGNORECASE),
        "deal": re.compile(t["deal_words"]),
        "topics": [(x["topic"], re.compile(x["words"], re.IGNORECASE)) for x in t["topics"]],
    }


def topic(words: str) -> str:
    """The topic of a view: one slug of the closed list, `other` when none fits."""
    return next((slug for slug, r in _t()["topics"] if r.search(words)), "other")


def _clauses(doc: Document, s: Sentence) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence that can carry a view of their own."""
    start = s.start
    for m in re.finditer(
        r"(?:;|,)(?: and| but| while| which| though| although| as)? |\s[–—-]\s", doc.work[s.start : s.end]
    ):
        at = s.start + m.start()
        if (
            at - start >= 45
            and s.end - at >= 45
            and not re.match(r", (?:and |or )?[\w-]+(?:,| and)", doc.work[at : at + 40])
        ):
            yield start, at
            start = s.start + m.end()
    yield start, s.end


def _quoted(doc: Document, s: Sentence) -> bool:
    text = doc.work[s.start : s.end]
    return '"' in text and bool(re.search(r"\" ?(?:said|says|added|commented|stated|noted)|^\"|\"$", text))


def _deal_subject(deals: list[Finding], at: int) -> Finding | None:
    pairs = {frozenset((d.subject, d.object)) for d in deals if d.object}
    if len(pairs) == 1:
        return deals[0]
    before = [d for d in deals if d.spans[0].start <= at and at - d.spans[0].start < 700]
    near = {frozenset((d.subject, d.object)) for d in before}
    return before[-1] if len(near) == 1 else None


def findings(doc: Document, voices: list[Voice], deals: list[Finding]) -> Iterator[Finding]:
    """Views outside quotations, one per clause, with their sentiment and topic."""
    t = _t()
    bilateral = [d for d in deals if d.type in ("partnership", "acquisition", "joint_venture")]
    names = {e.name for e in doc.names.entities if e.kind == "org"}
    bilateral = [d for d in bilateral if d.object in names]
    inside = False
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        quotes = doc.work.count('"', s.start, s.end)
        was, inside = inside, inside ^ (quotes % 2 == 1)
        if s.zone != "body" or was or _quoted(doc, s):
            continue
        for start, end in _clauses(doc, s):
            words = doc.work[start:end]
            kind = "risk" if t["risk"].search(words) else ("assessment" if t["assessment"].search(words) else None)
            if kind is None:
                continue
            deal = _deal_subject(bilateral, start) if t["deal"].search(doc.work[s.start : end]) else None
            q: dict[str, Any] = {"topic": topic(words)}
            if kind == "assessment":
                negative, positive = bool(t["negative"].search(words)), bool(t["positive"].search(words))
                q["sentiment"] = (
                    "positive"
                    if positive and not negative
                    else ("negative" if negative and not positive else "neutral")
                )
            if deal is not None:
                noun = {"acquisition": "deal", "joint_venture": "joint venture"}.get(deal.type, "partnership")
                subject = f"{deal.subject}–{deal.object} {noun}"
                q |= {"subject_type": "deal", "parties": [deal.subject, deal.object]}
            else:
                who = subject_of(doc, s, end) or topic_before(doc, number)
                if who is None:
                    continue
                subject = who.entity.name
            if voice.source:
                q["source"] = voice.source
            q["object_type"] = "label"
            label = doc.text[start:end].strip(" .")
            yield Finding(
                kind,
                subject,
                label if len(label) < 160 else label[:157].rsplit(" ", 1)[0] + " …",
                (Span(start, end),),
                "attributed" if voice.source else "opinion",
                qualifiers=q,
            )
