"""Who commits how much money to whom or what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.loaders.article.chars import MONEY, ORG
from kg.loaders.article.entities import Entity
from kg.loaders.article.facilities import topic_before
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table
from kg.loaders.article.modality import Voice
from kg.loaders.article.patterns import Pattern, expand, fitting, matches
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.rounds import Round, is_open, opened
from kg.loaders.article.shadow import Document, is_money

REACH = 300
"""Code points behind a first giver in which further ones are looked for."""
_UNSURE = re.compile(r"\b(?:not|never|if|could|may|might|would)\b")
_TOLD = re.compile(r"\b(?:announced|said)(?: that)? \S+ would\b")
"""An announcement of what is to come: "it said that it would invest"."""
_PLANNED = re.compile(r"\bto (?:invest|spend|commit)|\b(?:will|would)\b|\bplans?\b")


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v, re.IGNORECASE) for k, v in table("investments")["kinds"].items()}


def priced(rows: list[Pattern], sentence: str) -> list[Pattern]:
    """The rows that a sentence can fit: those that need an amount only where it has one."""
    return rows if MONEY in sentence else [p for p in rows if p.row.get("valueless") or p.row.get("topic")]


def findings(doc: Document, voices: list[Voice], about: Entity | None) -> Iterator[Finding]:
    """One finding per investor, receiver and amount; several investors of one amount share it.

    `about` is the organization that the text is about.
    """
    told: set[tuple[Any, ...]] = set()
    open_: list[Finding] = []
    last: Round | None = None
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        filled, plain = doc.filled[s.start : s.end], doc.plain[s.start : s.end]
        if s.zone == "legal" or ORG not in filled:
            continue
        last = opened(doc, number) or last
        now = last if is_open(doc, last, number, about) else None
        low = doc.work[s.start : s.end].lower()
        half = doc.half[s.start : s.end]
        fit = fitting("investments", low)
        rows = [
            *((doc.filled, x) for x in matches(priced(fit, filled), filled)),
            *((doc.half, x) for x in (matches(priced(fit, half), half) if half != filled else ()) if _relative(x)),
            *((doc.plain, x) for x in matches(fitting("investments", low, "plain"), plain)),
        ]
        for shadow, (p, m) in rows:
            if p.row.get("follows") and now is None:
                continue
            for f in _made(doc, number, voice, p, m, shadow, about, now):
                if p.row.get("open"):
                    open_.append(f)
                else:
                    told.add((f.subject, f.value))
                    yield f
    # "with a loan from X": to the topic only where no sentence tells to whom
    yield from (f for f in open_ if (f.subject, f.value) not in told)


_WHICH = re.compile(r",? (?:which|who|that)\b")


def _relative(found: tuple[Pattern, re.Match[str]]) -> bool:
    """Whether a match tells of its first organization in a relative clause: "X, which raised $5m from Y, has"."""
    m = found[1]
    return "a" in m.re.groupindex and bool(_WHICH.match(m.string, m.end("a")))


@cache
def _more() -> re.Pattern[str]:
    """Who else gives, behind what is told of the first ones: ", with participation from A and B"."""
    return re.compile(expand("{MORE}"), re.IGNORECASE)


def further(doc: Document, base: int, at: int, shadow: str, known: set[Entity]) -> list[Entity]:
    """The givers that a sentence names behind a place in it, as those who give as well; none of the known ones."""
    m = _more().match(shadow[base : base + at + REACH], at)
    return [x for x in _orgs(doc, base, m, "b3", shadow) if x not in known] if m else []


@cache
def _projects() -> re.Pattern[str]:
    return re.compile(table("investments")["projects"], re.IGNORECASE)


def told_kind(words: str) -> str | None:
    """The kind of some money, by the words that tell of it: debt, grant or equity."""
    return next((k for k, r in _kinds().items() if r.search(words)), None)


def project(doc: Document, number: int, start: int) -> str | None:
    """The last project named before a position, in its sentence or the four before it, else the next in it."""
    before = list(_projects().finditer(doc.plain, doc.sentences[max(0, number - 4)].start, start))
    named = before[-1] if before else _projects().search(doc.plain, start, doc.sentences[number].end)
    return doc.text[named.start(1) : named.end(1)].strip() if named else None


def _made(
    doc: Document,
    number: int,
    voice: Voice,
    p: Pattern,
    m: re.Match[str],
    shadow: str,
    about: Entity | None,
    now: Round | None,
) -> Iterator[Finding]:
    base = doc.sentences[number].start
    start, end = base + m.start(), base + m.end()
    amounts = [q for q in doc.amounts(start, end) if is_money(q.unit)]
    amounts = [q for q in amounts if shadow[q.start] == MONEY] or amounts  # not those of an aside
    topic, valueless = p.row.get("topic"), p.row.get("valueless")
    if (bool(amounts) == bool(valueless) and not topic) or _UNSURE.search(
        _TOLD.sub("", shadow[max(base, start - 24) : end])
    ):
        return
    a, b, more = (_orgs(doc, base, m, g, shadow) for g in ("a", "b", "b3"))
    b += [x for x in more if x not in b]
    givers, takers = (a, b) if p.row["subject"] == "a" else (b, a)
    if not more:
        givers = [*givers, *further(doc, base, m.end(), shadow, {*givers, *takers})]
    if topic:  # "The round was led by X": whose round the sentences before tell
        taker = takers[0] if p.row["subject"] == "b" and takers else _taker(doc, number, about, givers, now)
        takers = [taker] if taker and taker not in givers else []
        amounts = amounts or ([now.amount] if now else [] if valueless else _last_amount(doc, number))
    label = doc.text[base + m.start("p") : base + m.end("p")].strip() if m.groupdict().get("p") else None
    if p.row.get("project"):
        label = project(doc, number, start)
        takers = [now.taker] if now and now.taker not in givers else []
    label = re.sub(r"^(?:the|its|their|our|a|an) ", "", label) if label else None
    words = f"{now.words} {m.group()}" if topic and now else m.group()
    kind = "capex" if label and not takers else told_kind(words) or "equity"
    q: dict[str, Any] = {"kind": kind}
    if voice.source:
        q["source"] = voice.source
    if amounts and amounts[0].bound:
        q["bound"] = amounts[0].bound
    if _PLANNED.search(m.group()):
        q["status"] = "planned"
    if len(givers) > 1:
        q["value_scope"] = "shared"
    if label and not takers:
        q["object_type"] = "label"
    modality = "projected" if q.get("status") == "planned" and voice.modality == "asserted" else voice.modality
    value, unit = (amounts[0].value, amounts[0].unit) if amounts else (None, None)
    for giver in givers:
        for taker_name in [t.name for t in takers] or ([label] if label else []):
            if not giver.publication and giver.name != taker_name:
                yield Finding(
                    "investment", giver.name, taker_name, (Span(start, end),), modality, value, unit, None, dict(q)
                )


def _taker(doc: Document, number: int, about: Entity | None, givers: list[Entity], now: Round | None) -> Entity | None:
    """Who got the money of which a sentence tells only who gave it."""
    if now:
        return now.taker
    before = topic_before(doc, number)
    return before.entity if before else about if about not in givers else None


def _last_amount(doc: Document, number: int) -> list[Quantity]:
    """The only amount of money of the sentence before."""
    if number == 0:
        return []
    s = doc.sentences[number - 1]
    found = [q for q in doc.amounts(s.start, s.end) if is_money(q.unit)]
    return found if len(found) == 1 else []


def _orgs(doc: Document, base: int, m: re.Match[str], group: str, shadow: str) -> list[Entity]:
    if group not in m.re.groupindex or m.start(group) < 0:
        return []
    out: list[Entity] = []
    for x in doc.mentioned(base + m.start(group), base + m.end(group)):
        if shadow[x.start] == ORG and x.entity not in out:
            out.append(x.entity)
    return out
