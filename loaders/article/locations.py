"""Where organizations and their sites are: seats, offices, sites, operations, areas served."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.chars import ORG, OTHER, PLACE
from kg.loaders.article.entities import Mention
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.foundings import founded
from kg.loaders.article.lexicon import table
from kg.loaders.article.modality import Voice
from kg.loaders.article.patterns import expand
from kg.loaders.article.places import Place, country_of, place
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document
from kg.loaders.article.subjects import Subjects

_AND = re.compile(r",? and |, ")
NO_TOWN = re.compile(
    r"\d|^(?:[A-Z]{2,}|Project|Phase|Tier|Series|Internet|Fortune|[A-Z][a-z]+day)\b|[a-z][A-Z]"
    r"|\b(?:Cent(?:er|re)s?|Campus|Plant|Development|Facility|Program"
    r"|(?:Data|Business|Science|Technology|Industrial|Solar|Energy|Innovation|Tech|Research) Park)\b"
)
"""Names of unknown kind that stand where a town may stand and are none."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of `data/locations.yaml`."""

    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    what: str
    of: str | None
    raw: bool
    """Whether its places are names of any kind: "Lewis and Carter counties"."""
    town: bool
    """Whether it says where somebody has a seat: a region is none, and a public body of a place is no company of it."""


def rule(text: str) -> re.Pattern[str]:
    """A regex written with the macros of `data/locations.yaml`."""
    for _ in range(3):  # a macro may hold another
        for name, value in table("locations")["macros"].items():
            text = text.replace("{" + name + "}", value)
    return re.compile(grouped(expand(text)))


@cache
def _rows() -> tuple[_Row, ...]:
    rows = table("locations")["rows"]
    return tuple(
        _Row(
            tuple(r.get("triggers", ("",))),
            rule(r["match"]),
            r["what"],
            r.get("of"),
            r.get("raw", False),
            r.get("town", False),
        )
        for r in rows
    )


@cache
def _triggered() -> Mapping[str, list[int]]:
    """The places of the rows in their table, by trigger."""
    out: dict[str, list[int]] = {}
    for at, row in enumerate(_rows()):
        for trigger in row.triggers:
            out.setdefault(trigger, []).append(at)
    return out


@cache
def _words(section: str) -> Mapping[str, re.Pattern[str]]:
    return {name: rule(text) for name, text in table("locations")[section].items()}


def findings(doc: Document, voices: list[Voice], subjects: Subjects) -> Iterator[Finding]:
    """Places of organizations, one finding each, with the words from the organization or the site to the place."""
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        plain = doc.plain[s.start : s.end]
        if s.zone in ("legal", "heading") or not (PLACE in plain or OTHER in plain or "ounties" in plain):
            continue
        low = doc.work[s.start : s.end].lower()
        topic = subjects.topics[number]
        hit = {row for trigger, rows in _triggered().items() if trigger in low for row in rows}
        for row in (_rows()[at] for at in sorted(hit)):
            for m in row.regex.finditer(plain):
                if row.what != "headquarters" and _words("words")["negated"].search(low[: m.start() + 1][-80:]):
                    continue
                who = _who(doc, s, m, row, topic.name if topic else None)
                if who is not None and not (row.town and _no_seat(doc, s, m, row, who[0])):
                    yield from _located(doc, s, voice, m, row, *who)


def _no_seat(doc: Document, s: Sentence, m: re.Match[str], row: _Row, who: list[str]) -> bool:
    """Whether "Ohio's X" names no company of Ohio: X is a public body, or the place is a part of the world."""
    there = doc.mentioned(s.start + m.start("l"), s.start + m.end("l"), "place")
    known = place(there[0].entity.name) if there else None
    wide = known and (known.kind == "region" or (row.what != "headquarters" and known.code == "US"))
    return bool(wide) or any(_words("words")["public"].search(name) for name in who)


def _who(doc: Document, s: Sentence, m: re.Match[str], row: _Row, topic: str | None) -> tuple[list[str], int] | None:
    """Whom a match is about, and where what it rests on begins."""
    if row.of is None:
        at = (s.start + m.start("o"), s.start + m.end("o"))
        found = next((x for kind in ("org", "product", "other") if (x := doc.mentioned(*at, kind))), None)
        names = [x.entity.name for x in (found or [])[: None if "every" in m.re.groupindex else 1]]
        return (names, s.start + m.start()) if found and not found[0].entity.publication else None
    if row.of == "spoken":
        return _spoken(doc, s, m, row, topic)
    if row.of == "topic":
        return ([topic], s.start + m.start()) if topic else None
    return _owner(doc, s, m, topic)


def _spoken(doc: Document, s: Sentence, m: re.Match[str], row: _Row, topic: str | None) -> tuple[list[str], int] | None:
    """Whom "the Leeds carrier" and "work begins in Leeds" are about: who is named before or says it, or the topic."""
    here = s.start + m.start()
    every = [x for x in doc.mentioned(s.start, s.end) if not x.entity.publication]
    sayer = _words("words")["sayer"].search(doc.plain, s.start + m.end(), s.end)
    before = {x.entity.name for x in (doc.mentioned(*sayer.span(1)) if sayer else every) if sayer or x.start < here}
    if before:
        return (list(before), here) if len(before) == 1 else None
    if not row.town and not every and (venture := founded(doc, s.start)):
        return [venture], here
    return ([topic], here) if topic and (row.town or not every) else None


def _owner(doc: Document, s: Sentence, m: re.Match[str], topic: str | None) -> tuple[list[str], int] | None:
    """Whose a site is: the possessor in front of it, else who acts on it in its sentence."""
    here = s.start + m.start()
    left, work = doc.plain[max(s.start, here - 140) : here], doc.work[s.start : here]
    if _words("words")["counted"].search(work[-20:]):
        return None
    if owner := _words("words")["owner"].search(left):
        at = here - len(left) + owner.start(1)
        named = doc.mentioned(at, here)
        sold = _words("words")["sale"].search(doc.work[max(s.start, at - 40) : at])
        return ([named[0].entity.name], at) if named and not sold else None
    if _words("words")["others"].search(work[-60:]):
        return None
    if (near_by := beside(doc, s, here)) is not None:
        return [near_by.entity.name], near_by.start
    own = _words("words")["own"].search(work[-140:]) or m.group().startswith(("its ", "our ", "their "))
    lists = _lists(doc, s.start, here)
    if near := acting(doc, s.start, here):
        chosen = near[-1]
        if _words("words")["venture"].search(doc.work, chosen[-1].end, here):
            return None
        if (
            own
            or _words("words")["acts"].search(doc.work[chosen[-1].end : here])
            or _words("words")["acts"].match(m.group())
        ):
            return list(dict.fromkeys(x.entity.name for x in chosen)), chosen[0].start
        return None
    if not lists and _words("words")["front"].match(work):
        comma = doc.work.find(",", s.start + m.end(), s.end)
        after = doc.mentioned(comma, min(s.end, comma + 40)) if comma >= 0 else []
        if after:
            return [after[0].entity.name], here
    known = OTHER not in doc.plain[s.start : here]  # a name of unknown kind may be the one that acts
    return ([topic], here) if own and not lists and topic and known else None


def beside(doc: Document, s: Sentence, position: int) -> Mention | None:
    """The organization in whose apposition or relative clause a position lies: "X, an operator of", "X, which runs"."""
    base = max(s.start, position - 260)
    m = _words("words")["beside"].search(doc.plain[base:position])
    found = doc.mentioned(base + m.start(1), base + m.end(1)) if m else []
    return found[0] if found and not found[0].entity.publication else None


def acting(doc: Document, start: int, end: int) -> list[list[Mention]]:
    """The organizations of a span that do something in it: those that stand behind no preposition."""
    every = _lists(doc, start, end)
    return [
        x for x in every if not _words("words")["object"].search(doc.work[max(start, x[0].start - 30) : x[0].start])
    ]


def _lists(doc: Document, start: int, end: int) -> list[list[Mention]]:
    """The organizations of a span; those of one list ("A, B and C") together."""
    out: list[list[Mention]] = []
    for x in doc.mentioned(start, end):
        if doc.filled[x.start] != ORG or x.entity.publication:
            continue
        if out and _words("words")["and"].fullmatch(doc.work, out[-1][-1].end, x.start):
            out[-1].append(x)
        else:
            out.append([x])
    return out


def _located(
    doc: Document, s: Sentence, voice: Voice, m: re.Match[str], row: _Row, who: list[str], begin: int
) -> Iterator[Finding]:
    begin, end = min(begin, s.start + m.start()), s.start + m.end()
    said = doc.work[max(begin, s.start + m.start() - 60) : end]
    what = row.what
    status = None if what == "headquarters" else next((k for k, v in _words("status").items() if v.search(said)), None)
    modality = "projected" if status == "planned" and voice.modality == "asserted" else voice.modality
    at = (s.start + m.start("l"), s.start + m.end("l"))
    found = [(n, _told(place(n), None)) for n in _AND.split(doc.work[slice(*at)])] if row.raw else places_in(doc, *at)
    if what == "network" and not row.raw and not any(place(name) or "within" in told for name, told in found):
        return  # "extends its reach to Aerospace and Defense"
    for name, told in found:
        q = {**told, "what": what, "object_type": "place", "status": status, "source": voice.source}
        for one in who:
            if name != one:
                kept = {k: v for k, v in q.items() if v is not None}
                yield Finding("located_in", one, name, (Span(begin, end),), modality, qualifiers=kept)


def places_in(doc: Document, start: int, end: int) -> list[tuple[str, dict[str, Any]]]:
    """The places of a span by name with kind and code; of "Town, State" the town, and what it lies `within`."""
    found = sorted(doc.mentioned(start, end, "place") + doc.mentioned(start, end, "other"), key=lambda x: x.start)
    out: dict[str, dict[str, Any]] = {}
    skip = False
    for i, x in enumerate(found):
        here = place(x.entity.name) if x.entity.kind == "place" else None
        after = found[i + 1] if i + 1 < len(found) else None
        behind = place(after.entity.name) if after and doc.work[x.end : after.start] == ", " else None
        within = behind if _lies_in(here, behind) else None
        if skip:
            skip = False
            continue
        skip = within is not None
        if x.entity.kind == "other" and within is None and NO_TOWN.search(x.entity.name):
            continue
        out.setdefault(x.entity.name, _told(here, within))
    return list(out.items())


def _lies_in(here: Place | None, behind: Place | None) -> bool:
    """Whether of two names with a comma between them the second is what the first lies in."""
    if behind is None or behind.kind not in ("us_state", "state", "country") or (here and here.kind != "metro"):
        return False
    return behind.kind != "country" or here is None or country_of(here.code) == behind.code


def _told(here: Place | None, within: Place | None) -> dict[str, Any]:
    kind = here.kind if here else "metro"
    told: dict[str, Any] = {"place_kind": kind, "place_code": here.code if here and kind != "metro" else None}
    if within:
        told |= {"within": within.name, "within_kind": within.kind, "within_code": within.code}
    return told
