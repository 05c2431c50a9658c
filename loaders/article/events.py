"""Events that befell organizations, by `data/events.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.loaders.article.chars import ORG
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.modality import Voice
from kg.loaders.article.patterns import fitting, matches
from kg.loaders.article.shadow import Document


def findings(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """One finding per event and sentence."""
    for s, voice in zip(doc.sentences, voices, strict=True):
        filled = doc.filled[s.start : s.end]
        if s.zone in ("legal", "heading") or ORG not in filled:
            continue
        for p, m in matches(fitting("events", (seen := doc.seen(s)).low, keys=seen.keys), filled):
            g = "o2" if "o2" in m.re.groupindex and m.start("o2") >= 0 else "o"
            who = [x for x in doc.mentioned(s.start + m.start(g), s.start + m.end(g)) if doc.filled[x.start] == ORG]
            if not who:
                continue
            start, end = s.start + m.start(), s.start + m.end()
            what = doc.text[s.start + m.start("what") : s.start + m.end("what")].strip(" ,")
            when = doc.dated(start, end)
            q: dict[str, Any] = {"class": p.row["class"], "object_type": "label"}
            if voice.source:
                q["source"] = voice.source
            yield Finding(
                "event",
                who[0].entity.name,
                what,
                (Span(start, end),),
                voice.modality,
                date=when[0].iso if when else None,
                qualifiers=q,
            )
