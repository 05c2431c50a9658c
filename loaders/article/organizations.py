"""The organizations that a text names, with their part in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import wordset
from kg.loaders.article.modality import Voice
from kg.loaders.article.shadow import Document
from kg.loaders.vocabulary import Vocabulary

_DEAL = frozenset({"partnership", "joint_venture", "purchase", "acquisition", "ownership", "investment"})


def findings(
    doc: Document, voices: list[Voice], others: Iterable[Finding], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """One finding per organization named in the text."""
    others = list(others)
    parties = {n for f in others if f.type in _DEAL for n in (f.subject, f.object)}
    used = {n for f in others for n in (f.subject, f.object)}
    sources = {v.source for v in voices if v.source}
    counts = sorted((e.count for e in doc.names.entities if e.kind == "org"), reverse=True)
    first: dict[int, Span] = {}
    for m in doc.mentions:
        if m.how == "name" and m.entity.kind == "org":
            full = doc.work[m.start : m.end] == m.entity.name
            if id(m.entity) not in first or (
                full and doc.work[first[id(m.entity)].start : first[id(m.entity)].end] != m.entity.name
            ):
                first[id(m.entity)] = Span(m.start, m.end)
    for e in doc.names.entities:
        span = first.get(id(e))
        if e.kind != "org" or span is None:
            continue
        q: dict[str, Any] = {
            "aliases": [n for n in dict.fromkeys((*e.names, *((e.ticker,) if e.ticker else ()))) if n != e.name]
        }
        if e.ticker:
            q["ticker"] = e.ticker
        kind = vocabulary.by_id[e.known].kind if e.known else _kind(e.descriptions)
        if kind:
            q["kind"] = kind
        if e.name in sources or e.publication:
            q["role"] = "source" if e.name in sources else "publisher"
        elif e.name in parties:
            q["role"] = "principal" if counts and e.count >= counts[0] * 0.6 else "party"
        else:
            q["role"] = "mentioned" if e.name not in used else "party"
        yield Finding("organization", e.name, None, (span,), qualifiers=q)


def _kind(descriptions: list[str]) -> str | None:
    for d in descriptions:
        words = d.strip().split(" ")
        last = words[-1].lower()
        if (last in wordset("names", "kinds") or last.rstrip("s") in wordset("names", "kinds")) and len(words) <= 8:
            return " ".join(words[-4:]).lower()
    return None
