"""Groups of facilities: counted, unnamed sites with whoever runs or connects them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.chars import ORG, OTHER, PLACE, PRODUCT
from kg.loaders.article.entities import Mention
from kg.loaders.article.finding import Finding, Modality, Span
from kg.loaders.article.lexicon import table
from kg.loaders.article.locations import beside, places_in
from kg.loaders.article.modality import Voice, is_projected
from kg.loaders.article.patterns import expand
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document
from kg.loaders.article.subjects import Subjects


@cache
def _patterns(section: str = "patterns") -> Mapping[str, re.Pattern[str]]:
    """The patterns of a section of `data/facilities.yaml`."""
    numerals = "(?:" + "|".join(w for w in table("facilities")["numerals"] if w != "half") + ")"
    return {
        k: re.compile(grouped(expand(v.replace("{numeral}", numerals))))
        for k, v in table("facilities")[section].items()
    }


_NTH = re.compile(r"\d(?:st|nd|rd|th) ")


def _count(said: str) -> int:
    """The number that "16", "six", "a dozen", "two dozen" or "30th" says."""
    found = said.lower().replace(",", "").split()
    if number := re.match(r"\d+", found[0]):
        return int(number.group())
    numerals, sets = table("facilities")["numerals"], table("facilities")["sets"]
    if found[0] in table("facilities")["ordinals"]:
        return int(table("facilities")["ordinals"][found[0]])
    return int(numerals.get(found[0], 1) * next((sets[w] for w in found if w in sets), 1))


def subject_of(doc: Document, s: Sentence, position: int) -> Mention | None:
    """Whom a clause is about: the organization before a position that acts, else the only one of the sentence."""
    before = [m for m in doc.mentioned(s.start, position) if doc.filled[m.start] == ORG]
    if before:
        owners = [
            m
            for m in before
            if not re.match(r"(?:'s|') (?:customers|rivals|competitors|partners)", doc.work[m.end : m.end + 24])
        ]
        by = [
            m
            for m in owners
            if re.search(
                r"\b(?:with|from|by|for|of|against|to|than|like) (?:the )?$",
                doc.work[max(s.start, m.start - 12) : m.start],
            )
        ]
        first = [m for m in owners if m not in by]
        chosen = first or owners
        return chosen[0] if chosen else None
    after = doc.mentioned(s.start, s.end)
    return after[0] if len({id(m.entity) for m in after}) == 1 else None


def topic_before(doc: Document, number: int) -> Mention | None:
    """The organization of the sentences just before, if they name only one."""
    for k in range(number - 1, max(-1, number - 4), -1):
        s = doc.sentences[k]
        found = doc.mentioned(s.start, s.end)
        if found:
            return found[0] if len({id(m.entity) for m in found}) == 1 or found[0].start - s.start < 40 else None
    return None


def groups(doc: Document, voices: list[Voice], subjects: Subjects) -> Iterator[Finding]:
    """Counted, unnamed facilities with their operator (or who connects them) and places."""
    known: dict[int, str] = {}
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        if s.zone in ("legal", "heading"):
            continue
        plain = doc.plain[s.start : s.end]
        low = plain.lower()
        if any(noun in low for noun in table("facilities")["triggers"]):
            for m in _counted(plain):
                yield from _group(doc, subjects, number, voice, m, known)
                if m.re is _patterns()["group"] and _count(m["n"]) in known:
                    yield from _parts(doc, s, voice, m, known[_count(m["n"])])
        elif _NTH.search(low) or any(word in low for word in table("facilities")["ordinals"]):
            for m in _patterns()["nth"].finditer(plain):
                yield from _group(doc, subjects, number, voice, m, known)


def _counted(plain: str) -> Iterator[re.Match[str]]:
    """Where a sentence counts sites; the wordings are tried only where a number begins."""
    end = 0
    for at in _patterns()["number"].finditer(plain):
        if at.start() < end:
            continue
        if m := _patterns()["group"].match(plain, at.start()) or _patterns()["of"].match(plain, at.start()):
            end = m.end()
            yield m
    for key in ("them", "nth"):
        yield from _patterns()[key].finditer(plain)


def _group(
    doc: Document, subjects: Subjects, number: int, voice: Voice, m: re.Match[str], known: dict[int, str]
) -> Iterator[Finding]:
    s = doc.sentences[number]
    start, end = s.start + m.start(), s.start + m.end()
    count, noun, tail = _count(m["n"]), m["noun"].lower(), doc.plain[end : s.end]
    if noun == "them":
        before = doc.sentences[number - 1]
        counted = list(_patterns()["group"].finditer(doc.plain[max(0, before.start) : s.start + m.start()]))
        if not counted:
            return
        noun = counted[-1]["noun"].lower()
    where = _patterns()["places"].match(tail)
    states = _patterns()["states"].match(tail)
    owner = next((x for x in doc.mentioned(start, end) if doc.plain[x.start] == ORG), None)
    generic = noun in ("locations", "sites", "facilities", "buildings")
    said_before = count in known and generic and owner is None
    if said_before and where and not states and re.search(r"\bthe $", doc.work[s.start : start]):
        yield from _places_of(doc, known[count], voice.modality, voice.source, count, (start, end, where))
        return
    if said_before and (not where or states):  # "the 16 locations" of before
        again = Span(start, end + (states.end() if states else 0))
        yield Finding("facility_group", known[count], None, (again,), voice.modality, count, "facilities")
        return
    left = doc.work[max(s.start, start - 70) : start]
    subject = owner.entity.name if owner else _holder(doc, subjects, number, start, end)
    if subject is None or (noun == "locations" and not where) or (owner is None and not _had(doc, s, start, left)):
        return
    connect = None if owner else _patterns()["connect"].search(doc.work[max(s.start, start - 90) : start])
    q = {**_told(doc, s, m, left), **({"source": voice.source} if voice.source else {})}
    third = re.search(r"third[- ]party|customer|partner|carrier-neutral", m["adj"])
    q["relation"] = "connected" if third or connect else "owned_or_operated"
    if third and "third" in third.group():
        q["operator"] = "third parties (unnamed)"
    found = places_in(doc, end + where.start("list"), end + where.end("list")) if where else []
    for key, kinds in (("states", ("us_state",)), ("metros", ("metro",))):
        if names := [name for name, told in found if told["place_kind"] in kinds]:
            q[key] = names
    known.setdefault(count, subject)
    begin = max(s.start, start - 90) + connect.start() if connect else start
    stop = end + (where.end() if where else 0)
    modality: Modality = (
        "projected" if q.get("status") == "planned" and voice.modality == "asserted" else voice.modality
    )
    who, label = subject, _label(m, bool(owner), q["relation"])
    unit = noun if noun in table("facilities")["units"] else "facilities"
    yield Finding("facility_group", who, label, (Span(begin, stop),), modality, count, unit, qualifiers=q)
    if where:
        yield from _places_of(doc, who, modality, voice.source, count, (start, end, where))


def _places_of(
    doc: Document, who: str, modality: Modality, source: str | None, count: int, at: tuple[int, int, re.Match[str]]
) -> Iterator[Finding]:
    """Where the sites of a group are; `at`: begin and end of the words that count them, and the places behind."""
    start, end, where = at
    for name, told in places_in(doc, end + where.start("list"), end + where.end("list")):
        q = {**told, "what": "facility_group", "object_type": "place", "group_count": count}
        q |= {"source": source} if source else {}
        yield Finding("located_in", who, name, (Span(start, end + where.end()),), modality, qualifiers=q)


def _parts(doc: Document, s: Sentence, voice: Voice, m: re.Match[str], who: str) -> Iterator[Finding]:
    """The parts of a group that are counted by country: "eleven sites - eight Dutch and three German"."""
    found = _patterns()["parts"].search(doc.plain, s.start + m.end(), min(s.end, s.start + m.end() + 90))
    if found is None or _count(found["n"]) + _count(found["n2"]) != _count(m["n"]):
        return
    span = Span(s.start + m.start(), found.end())
    for n, what in (("n", "what"), ("n2", "what2")):
        q = {"named": False, "object_type": "facility_group", "relation": "owned_or_operated"}
        label = f"{found[what]} {m['noun']}"
        yield Finding(
            "facility_group", who, label, (span,), voice.modality, _count(found[n]), "facilities", qualifiers=q
        )


def _holder(doc: Document, subjects: Subjects, number: int, start: int, end: int) -> str | None:
    """Who has what is counted: of whom the words beside it tell, else whom its clause is about."""
    s = doc.sentences[number]
    if near := beside(doc, s, start):
        return near.entity.name
    whom = subjects.of(number, start, end)
    if whom is None or whom.kind != "organization":
        return None
    if whom.at and _patterns()["others"].match(doc.work, whom.at[1], s.end):
        return None
    return whom.name


def _had(doc: Document, s: Sentence, start: int, left: str) -> bool:
    """Whether the words in front of a number let it be an organization's, not the world's or a part of a whole."""
    if _patterns()["world"].search(doc.plain[start - len(left) : start]) or _patterns()["part"].search(left):
        return False
    return not _patterns()["none"].search(doc.work[s.start : start])


def _told(doc: Document, s: Sentence, m: re.Match[str], left: str) -> dict[str, Any]:
    """How the number is to be read, and how far the sites are."""
    q: dict[str, Any] = {"named": False, "object_type": "facility_group"}
    bound = "min" if m["plus"] else next((k for k, v in _patterns("bounds").items() if v.search(left[-20:])), None)
    if bound:
        q["bound"] = bound
    after = doc.work[s.start + m.end() : s.start + m.end() + 25]
    built = re.search(r"under (?:construction|development)|being built", after)
    status = "deploying" if built else "new" if re.search(r"\bnew\b|additional", m["adj"]) else None
    if status or is_projected(left[-60:]):
        q["status"] = status or "planned"
    return q


def _label(m: re.Match[str], owned: bool, relation: str) -> str | None:
    """The words for the sites where they say more than that they are sites."""
    words = re.sub(rf"(?:new|additional|more|existing)\b|[{ORG}]+(?:'s)?|\bthem\b", "", m["adj"] + m["noun"])
    label = re.sub(r"\s+", " ", words).strip()
    if re.search(rf"[{PLACE}{PRODUCT}{OTHER}]", label):
        return ""
    plain = owned or label in ("facilities", "sites", "locations", "data centers")
    return label if relation == "connected" or not plain else None
