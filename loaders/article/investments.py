"""Who commits how much money to whom or what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table
from kg.loaders.article.modality import Voice
from kg.loaders.article.patterns import matches
from kg.loaders.article.shadow import ORG, Document, is_money


def findings(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """One finding per investor, receiver and amount; several investors of one amount share it."""
    kinds = {k: re.compile(v, re.IGNORECASE) for k, v in table("investments")["kinds"].items()}
    for s, voice in zip(doc.sentences, voices, strict=True):
        filled = doc.filled[s.start : s.end]
        if s.zone == "legal" or ORG not in filled:
            continue
        for p, m in matches("investments", filled, doc.work[s.start : s.end].lower()):
            start, end = s.start + m.start(), s.start + m.end()
            amounts = [q for q in doc.amounts(start, end) if is_money(q.unit)]
            if bool(amounts) == bool(p.row.get("valueless")) or re.search(
                r"\b(?:not|never|if|could|may|might|would)\b", m.group()
            ):
                continue
            a = _orgs(doc, s.start, m, "a")
            b = _orgs(doc, s.start, m, "b")
            project = m.groupdict().get("p")
            b += [x for x in _orgs(doc, s.start, m, "b3") if x not in b]
            givers, takers = (a, b) if p.row["subject"] == "a" else (b, a)
            label = doc.text[s.start + m.start("p") : s.start + m.end("p")].strip() if project else None
            label = re.sub(r"^(?:the|its|their|a|an) ", "", label) if label else None
            q: dict[str, Any] = {
                "kind": "capex"
                if label and not takers
                else next((k for k, r in kinds.items() if r.search(m.group())), "equity")
            }
            if voice.source:
                q["source"] = voice.source
            if amounts and amounts[0].bound:
                q["bound"] = amounts[0].bound
            if re.search(r"\bto (?:invest|spend|commit)|\bwill\b|\bplans?\b", m.group()):
                q["status"] = "planned"
            if len(givers) > 1:
                q["value_scope"] = "shared"
            if label:
                q["object_type"] = "label"
            modality = "projected" if q.get("status") == "planned" and voice.modality == "asserted" else voice.modality
            for giver in givers:
                for taker in [t.name for t in takers] or ([label] if label else []):
                    if giver.publication or giver.name == taker:
                        continue
                    yield Finding(
                        "investment",
                        giver.name,
                        taker,
                        (Span(start, end),),
                        modality,
                        amounts[0].value if amounts else None,
                        amounts[0].unit if amounts else None,
                        None,
                        dict(q),
                    )


def _orgs(doc: Document, base: int, m: re.Match[str], group: str) -> list[Entity]:
    if group not in m.re.groupindex or m.start(group) < 0:
        return []
    out: list[Entity] = []
    for x in doc.mentioned(base + m.start(group), base + m.end(group)):
        if doc.filled[x.start] == ORG and x.entity not in out:
            out.append(x.entity)
    return out
