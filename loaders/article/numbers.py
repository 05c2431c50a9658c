"""Measurements, networks and targets: numbers with whom they are about, what they measure and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.loaders.article.entities import Mention
from kg.loaders.article.facilities import subject_of, topic_before
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table
from kg.loaders.article.modality import Voice
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import MONEY, ORG, Document, is_money


@cache
def _t() -> dict[str, Any]:
    raw = table("numbers")
    return {k: re.compile(v, re.IGNORECASE) if isinstance(v, str) else v for k, v in raw.items()}


def key(label: str) -> str:
    """A short label that is stable over wordings: lower case, without articles and plain adjectives."""
    words = re.findall(r"[a-z0-9]+", label.lower())
    drop = {"the", "a", "an", "of", "in", "and", "its", "their", "total", "run", "rate", "new", "approximately"}
    return " ".join(w for w in words if w not in drop)[:60]


def findings(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """Metrics, networks and targets of the whole document."""
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        if s.zone in ("legal", "heading"):
            continue
        amounts = doc.amounts(s.start, s.end)
        claimed: set[int] = set()
        for f, at in _targets(doc, s, number, voice, amounts):
            claimed |= at
            yield f
        for q in amounts:
            if q.start in claimed:
                continue
            f2 = _network(doc, s, number, voice, q) or _metric(doc, s, number, voice, q)
            if f2:
                yield f2


def _about(doc: Document, s: Sentence, number: int, position: int) -> Mention | None:
    left = doc.plain[max(s.start, position - 60) : position]
    owner = re.search(rf"({ORG}+)(?:'s|') (?:[a-z-]+ ){{0,4}}$", left)
    if owner:
        found = doc.mentioned(max(s.start, position - 60) + owner.start(1), max(s.start, position - 60) + owner.end(1))
        if found:
            return found[0]
    return subject_of(doc, s, position) or topic_before(doc, number)


def _clause(doc: Document, s: Sentence, start: int, end: int) -> tuple[int, int]:
    """The clause around a number: to the next comma, semicolon, "and" or bracket on both sides, not too far."""
    left = start
    for m in re.finditer(r"[,;:()\"]| and (?=an? |the |it |<)|\bwith\b", doc.work[max(s.start, start - 110) : start]):
        left = max(s.start, start - 110) + m.end()
    if left == start:
        left = max(s.start, start - 110)
    right = re.compile(r"[,;:()\"](?!\d)| and (?:an? )|\. |$| according to| while | with the ").search(
        doc.work, end, min(s.end, end + 90)
    )
    stop = right.start() if right else min(s.end, end + 90)
    while left < start and doc.work[left].isspace():
        left += 1
    return left, stop


def _base(voice: Voice, q: Quantity) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if voice.source:
        out["source"] = voice.source
    if q.bound:
        out["bound"] = q.bound
    return out


def _network(doc: Document, s: Sentence, number: int, voice: Voice, q: Quantity) -> Finding | None:
    t = _t()
    if q.unit not in t["network_units"]:
        return None
    left, right = _clause(doc, s, q.start, q.end)
    around = doc.work[left:right]
    if q.unit in ("miles", "km", "metro_areas", "markets", "locations_passed") and not t["network_words"].search(
        around
    ):
        return None
    who = _about(doc, s, number, q.start)
    if who is None:
        return None
    extra = _base(voice, q)
    status = t["network_status"].search(doc.work[max(left, q.start - 55) : q.start])
    label = t["network_label"].search(doc.work[q.end : q.end + 60])
    if who.end <= q.start and q.start - who.end < 6:
        status = None
    verb = re.search(
        r"\b(?:deploying|expanding|building|launching|adding|installing|operating|constructing|rolling out) ((?:[\w-]+ ){1,4}?)(?:in|to|across|with|of|by|over)\b",  # noqa: E501
        doc.work[left : q.start],
    )
    if status:
        word = status.group(1).lower()
        extra["status"] = (
            "deploying"
            if word.startswith(("deploy", "roll"))
            else ("planned" if word.startswith(("plan", "will")) else "expanding")
        )
    name = label.group(1).strip() if label else (verb.group(1).strip() if verb else "network")
    if verb and re.search(r"to add", around):
        extra["delta"] = True
    begin = left if verb else q.start
    if who.end <= q.start and q.start - who.end < 30:
        begin = who.start
    extra["label_key"] = key(name)
    extra["object_type"] = "network" if re.search(r"network|backbone|route|fiber|fibre", name) else "label"
    return Finding(
        "network",
        who.entity.name,
        name,
        (Span(begin, max(right, q.end)),),
        voice.modality,
        q.value,
        q.unit,
        None,
        extra,
    )


def _metric(doc: Document, s: Sentence, number: int, voice: Voice, q: Quantity) -> Finding | None:
    t = _t()
    left, right = _clause(doc, s, q.start, q.end)
    around = doc.work[left:right]
    after, before = doc.work[q.end : min(s.end, q.end + 80)], doc.plain[max(s.start, q.start - 60) : q.start]
    label: str | None = None
    extra = _base(voice, q)
    if q.unit == "percent":
        m = t["growth_after"].match(after) or t["growth_words_after"].match(after)
        if m:
            label = m.group("what")
            extra["direction"] = (
                "decrease"
                if re.search(r"decreas|declin|drop|fall|reduc|lower", m.group(), re.IGNORECASE)
                else "increase"
            )
        else:
            b = t["growth_before"].search(before)
            if b:
                label = b.group("what")
                extra["direction"] = (
                    "decrease"
                    if re.search(r"decreas|declin|drop|fell|reduc|down", b.group(), re.IGNORECASE)
                    else "increase"
                )
        if re.search(r"year[- ](?:over|on)[- ]year|YoY|y/y", around, re.IGNORECASE):
            extra["basis"] = "year over year"
    elif is_money(q.unit):
        m = t["money_after"].match(after) or t["money_before"].search(before)
        label = m.group("what") if m else None
    elif q.unit in t["count_units"] and t["count_context"].search(before):
        label = q.unit.replace("_", " ")
        of = re.match(r" of ((?:[a-z-]+ ){0,3}[a-z-]+)", after)
        if q.unit in ("MW", "GW"):
            label = (
                re.sub(r" (?:in|at|across|for|to|and|of|by|with|from)\b.*", "", of.group(1)) if of else "power capacity"
            )
            if t["site"].match(after):
                label = None
    label = (
        re.sub(
            r"^(?:(?:reported|posted|recorded|generated|had|record|a|the|with|and|of|has|its|their|total) )+",
            "",
            label.strip(),
            flags=re.IGNORECASE,
        )
        if label
        else None
    )
    if not label or re.search(
        r"\b(?:market|industry|sector|global (?:demand|spending)|worldwide)\b",
        doc.work[s.start : q.start][-90:],
        re.IGNORECASE,
    ):
        return None
    who = _about(doc, s, number, q.start)
    if who is None:
        return None
    dates = doc.dated(left, min(s.end, q.end + 90)) or doc.dated(s.start, s.end)[:1]
    extra["label_key"] = key(label)
    extra["object_type"] = "label"
    begin = left if q.unit == "percent" else q.start
    return Finding(
        "metric",
        who.entity.name,
        label.strip(),
        (Span(begin, max(right, q.end)),),
        voice.modality,
        q.value,
        q.unit,
        dates[0].iso if dates else None,
        extra,
    )


def _targets(  # noqa: PLR0912
    doc: Document, s: Sentence, number: int, voice: Voice, amounts: list[Quantity]
) -> Iterator[tuple[Finding, set[int]]]:
    t = _t()
    plain = doc.plain[s.start : s.end]
    if not t["projection"].search(doc.work[s.start : s.end]):
        return
    since = next((d.iso[:4] for d in doc.dates if len(d.iso) == 10 and d.start < 1500), "2000")
    for m in t["deadline"].finditer(doc.work, s.start, s.end):
        found = doc.dated(m.start(), m.end() + 1)
        if not found or found[0].iso[:4] < since:
            continue
        before = [
            q
            for q in amounts
            if q.end <= m.start() and m.start() - q.end < 110 and (is_money(q.unit) or q.unit in t["target_units"])
        ]
        left = doc.work[s.start : m.start()]
        verbs = list(t["projection"].finditer(left))
        if not verbs:
            continue
        verb_at = s.start + verbs[-1].start()
        soft = re.match(r"(?:in|for|through)\b", m.group())
        if soft and (
            not before
            or "," in doc.work[verb_at : before[-1].start]
            or re.search(r"(?:increase|rise|growth) (?:in|of)\b", doc.work[before[-1].start : m.start()])
        ):
            continue
        who = subject_of(doc, s, verb_at) or topic_before(doc, number)
        if who is None or t["market"].search(left):
            continue
        by = doc.mentioned(s.start, verb_at, "person")
        extra: dict[str, Any] = {"deadline": True, "object_type": "label"}
        if voice.source:
            extra["source"] = voice.source
        if by:
            extra["by"] = by[-1].entity.name
        if before:
            q = before[-1]
            if q.bound:
                extra["bound"] = q.bound
            label = re.sub(r"^(?: in| of)? ", "", doc.work[q.end : m.start()]).strip() or q.unit
            if label == q.unit and is_money(q.unit):
                named = t["money_before"].search(doc.plain[max(s.start, q.start - 60) : q.start])
                label = named.group("what") if named else label
            if re.search(r"\b(?:in|from|through)$", label):
                label = label.rsplit(" ", 1)[0]
            begin = max(s.start, verb_at if verb_at < q.start else q.start)
            extra["label_key"] = key(label)
            yield (
                Finding(
                    "target",
                    who.entity.name,
                    label,
                    (Span(begin, found[0].end),),
                    "projected",
                    q.value,
                    q.unit,
                    found[0].iso,
                    extra,
                ),
                {q.start},
            )
        elif MONEY not in plain[m.start() - s.start - 40 : m.start() - s.start]:
            label_m = t["soft_target"].search(doc.work[max(s.start, m.start() - 110) : m.start()])
            if label_m:
                label = re.sub(
                    r"\b(?:only|early|late|its|the|to|be)\b ?",
                    "",
                    label_m.group("what") or (label_m.group("w2") or "") + label_m.group().split(" to ")[-1],
                ).strip()
                extra["label_key"] = key(label)
                begin = max(s.start, m.start() - 110) + label_m.start()
                yield (
                    Finding(
                        "target",
                        who.entity.name,
                        label,
                        (Span(begin, found[0].end),),
                        "projected",
                        None,
                        None,
                        found[0].iso,
                        extra,
                    ),
                    set(),
                )
