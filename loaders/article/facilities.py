"""Groups of facilities, single facilities, and what lies where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.loaders.article.entities import Mention
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.modality import Voice, is_projected
from kg.loaders.article.places import place
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import CHARS, ORG, PLACE, Document

_O, _L, _K = ORG, PLACE, CHARS["K"]
_GROUP = re.compile(
    rf"(?<![\w$€£.,-])(?P<n>\d{{1,3}}(?:,\d{{3}})*+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?P<plus>\+)? "  # noqa: E501
    rf"(?P<adj>(?:(?:new|additional|more|existing|{_O}+(?:'s)?|{_L}+|{_K}+|"
    r"(?!(?:of|the|in|for|and|to|from|with|by|at|years?|million|billion|square|percent|acres?|miles?|than|or|on|states|cities)\b)[a-z][a-z-]*)"
    r"(?:,? |/)){0,5}?)(?P<noun>data cent(?:er|re)(?:s|(?: (?:campus|facilitie|site|location)(?:e?s)))|datacent(?:er|re)s|facilities|campuses"  # noqa: E501
    r"|colocation facilities|sites|locations|plants|buildings)\b(?! per\b)",
    re.IGNORECASE,
)
_PLACES = re.compile(
    rf"(?:,? (?:spread |located |spanning |based )?(?:across|in|throughout|within|around|spanning|including(?: in)?|at|serving) (?:(?:\w+ ){{0,3}}(?:states|markets|countries|metros|cities|locations)(?: of|,| including|:| such as)?,? ?(?:in |across )?)?(?:the |downtown |central |northern |southern |eastern |western |greater )*)"  # noqa: E501
    rf"(?P<list>{_L}+(?:(?:,? and |, | & |,? as well as )(?:the )?{_L}+)*)"
)
_STATES = re.compile(r",? (?:across|in|spanning) (?P<k>\w+) (?:US |U\.S\. )?states\b")
_HQ = re.compile(
    rf"(?<!{_O})(?P<o>{_O}++)(?:'s)?(?: \([^)]{{1,120}}\))*,? (?:(?:is|was|are) )?(?:a company )?(?:headquartered|based|has its headquarters|maintains headquarters|with headquarters|(?:with|has) (?:its )?(?:corporate )?headquarters) in (?:the |downtown )?(?P<l>{_L}+(?:, {_L}+)*)"  # noqa: E501
)
_BASED = re.compile(
    rf"(?<!{_L})(?P<l>{_L}++(?:, {_L}+)?,?)-based (?:[a-z][\w/&-]*,? ){{0,7}}(?P<o>{_O}+)|(?<!{_O})(?P<o2>{_O}++)(?: \([^)]{{1,120}}\))*, (?:an? |the )(?P<l2>{_L}+(?:, {_L}+)?)-(?:based|headquartered)"  # noqa: E501
)
_OPERATES = re.compile(
    r"\b(?:operat\w+|own\w*|manag\w+|runs?|run|has|have|portfolio|footprint|with|across|platform of|comprising|consisting of|from|build\w*|develop\w*|construct\w*|acquir\w+|purchas\w+|open\w*|deploy\w*|add\w*|expand\w*|connect\w*|connectivity to)\b",  # noqa: E501
    re.IGNORECASE,
)
_CONNECT = re.compile(
    r"\b(?:connect\w*|connectivity (?:to|between|for|with)|link\w*|reach\w*|on-net|interconnect\w*|fiber to)\b[^.;]{0,60}$",  # noqa: E501
    re.IGNORECASE,
)
_WORDS = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_FACILITY = re.compile(
    rf"(?P<adj>\b(?:an?|the|its|their|this|new) (?:(?:[\w%$.,/-]+|{_L}+) ){{0,7}}?)?(?P<noun>data cent(?:er|re)(?: (?:campus|facility|site|park|hub|complex))?|campus|facility|factory|substation|power plant|plant)(?:,)?(?: (?:located |being built |under construction |to be built |planned )?(?:in|near|at|outside) (?:the |downtown |central |northern |southern |rural )*(?P<l>{_L}+(?:,? {_L}+)?))",  # noqa: E501
    re.IGNORECASE,
)


def _count(word: str) -> int:
    return _WORDS[word.lower()] if word.lower() in _WORDS else int(word.replace(",", ""))


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


def _place_q(name: str) -> dict[str, Any]:
    p = place(name)
    return {
        "place_kind": p.kind if p else "metro",
        "place_code": p.code if p and p.kind in ("us_state", "country") else None,
    }


def places_in(doc: Document, start: int, end: int) -> list[str]:
    """The names of the places mentioned in a span."""
    out: list[str] = []
    for m in doc.mentioned(start, end, "place"):
        if m.entity.name not in out:
            out.append(m.entity.name)
    return out


def groups(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """Counted, unnamed facilities with their operator (or who connects them) and places."""
    known: dict[int, str] = {}
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        if s.zone in ("legal", "heading"):
            continue
        plain = doc.plain[s.start : s.end]
        low = plain.lower()
        if not any(
            w in low
            for w in ("data cent", "datacent", "facilities", "campuses", "sites", "locations", "plants", "buildings")
        ):
            continue
        for m in _GROUP.finditer(plain):
            yield from _group(doc, s, number, voice, m, known)


def _group(  # noqa: PLR0912, PLR0915
    doc: Document, s: Sentence, number: int, voice: Voice, m: re.Match[str], known: dict[int, str]
) -> Iterator[Finding]:
    start, end = s.start + m.start(), s.start + m.end()
    count = _count(m["n"])
    tail = doc.plain[end : s.end]
    where = _PLACES.match(tail)
    states = places_in(doc, end + where.start("list"), end + where.end("list")) if where else []
    owner = [x for x in doc.mentioned(s.start + m.start("adj"), s.start + m.end("adj")) if doc.plain[x.start] == ORG]
    q: dict[str, Any] = {"relation": "owned_or_operated", "named": False}
    if voice.source:
        q["source"] = voice.source
    connect = _CONNECT.search(doc.work[max(s.start, start - 90) : start])
    generic = m["noun"].lower() in ("locations", "sites", "facilities", "buildings")
    if not owner and count in known and generic and (not where or _STATES.match(tail)):
        stop = end + (_STATES.match(tail).end() if _STATES.match(tail) else 0)  # type: ignore[union-attr]
        yield Finding("facility_group", known[count], None, (Span(start, stop),), voice.modality, count, "facilities")
        return
    if m["noun"].lower() == "locations" and not where:
        return
    third = re.search(r"third[- ]party|customer|partner|carrier-neutral", m["adj"])
    subject = owner[0] if owner else subject_of(doc, s, start) or topic_before(doc, number)
    if subject is None:
        return
    if not owner:
        left = doc.work[max(s.start, start - 70) : start]
        if not _OPERATES.search(left) and not re.match(r"'s?", doc.work[subject.end : subject.end + 2]):
            return
        if re.search(r"\b(?:one of|per|between|of the|first of|each of)\s*$", left):
            return
    if third or (connect and not owner):
        q["relation"] = "connected"
        if third and "third" in third.group():
            q["operator"] = "third parties (unnamed)"
    bound = re.search(
        r"(?:more than|over|at least|upwards of|in excess of) $", doc.work[max(s.start, start - 20) : start]
    )
    about = re.search(
        r"(?:about|approximately|nearly|around|almost|roughly) $", doc.work[max(s.start, start - 20) : start]
    )
    if m["plus"] or bound:
        q["bound"] = "min"
    elif about:
        q["bound"] = "approx"
    elif re.search(r"(?:up to|as many as) $", doc.work[max(s.start, start - 12) : start]):
        q["bound"] = "max"
    if re.search(r"\bnew\b|additional", m["adj"]):
        q["status"] = "new"
    elif is_projected(doc.work[max(s.start, start - 60) : start]):
        q["status"] = "planned"
    kinds = {_place_q(n)["place_kind"] for n in states}
    if states and kinds == {"us_state"}:
        q["states"] = states
    elif states:
        q["metros"] = [n for n in states if _place_q(n)["place_kind"] == "metro"]
        q["states"] = [n for n in states if _place_q(n)["place_kind"] == "us_state"]
        q = {k: v for k, v in q.items() if v != []}
    label = re.sub(
        r"\s+", " ", re.sub(rf"(?:new|additional|more|existing)\b|[{ORG}]+(?:'s)?", "", m["adj"] + m["noun"])
    ).strip()
    label = "" if PLACE in label else label
    known.setdefault(count, subject.entity.name)
    stop = end + (where.end() if where else 0)
    begin = start
    if q["relation"] == "connected" and connect:
        begin = max(s.start, start - 90) + connect.start()
    spans = (Span(begin, stop),)
    q["object_type"] = "facility_group"
    bare = (
        label
        if q["relation"] == "connected"
        or (owner == [] and label not in ("facilities", "sites", "locations", "data centers"))
        else None
    )
    yield Finding("facility_group", subject.entity.name, bare, spans, voice.modality, count, "facilities", qualifiers=q)
    for name in states:
        extra = {**_place_q(name), "what": "facility_group", "object_type": "place", "group_count": count}
        if voice.source:
            extra["source"] = voice.source
        if place(name) and place(name).kind != "region":  # type: ignore[union-attr]
            yield Finding(
                "located_in", subject.entity.name, name, (Span(start, stop),), voice.modality, qualifiers=extra
            )


def headquarters(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """Where organizations are based."""
    for s, voice in zip(doc.sentences, voices, strict=True):
        plain = doc.plain[s.start : s.end]
        if s.zone in ("legal", "heading") or not ("based" in plain or "headquarter" in plain):
            continue
        for regex in (_HQ, _BASED):
            for m in regex.finditer(plain):
                g = "o" if m["o"] else "o2"
                org = doc.mentioned(s.start + m.start(g), s.start + m.end(g))
                at = "l" if g == "o" else "l2"
                names = places_in(doc, s.start + m.start(at), s.start + m.end(at))
                if not org or not names or len(names) > 3:
                    continue
                for name in names:
                    if place(name) is not None and place(name).kind == "region":  # type: ignore[union-attr]
                        continue
                    yield Finding(
                        "located_in",
                        org[0].entity.name,
                        name,
                        (Span(s.start + m.start(), s.start + m.end()),),
                        voice.modality,
                        qualifiers={**_place_q(name), "what": "organization", "object_type": "place"},
                    )


def single(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """Facilities that are clearly one: "a 40MW data center in Reno, Nevada"."""
    for s, voice in zip(doc.sentences, voices, strict=True):
        plain = doc.plain[s.start : s.end]
        if s.zone in ("legal", "heading") or PLACE not in plain:
            continue
        for m in _FACILITY.finditer(plain):
            subject = subject_of(doc, s, s.start + m.start())
            names = places_in(doc, s.start + m.start("l"), s.start + m.end("l"))
            left = doc.work[max(s.start, s.start + m.start() - 70) : s.start + m.start("noun")]
            if subject is None or not names or not _OPERATES.search(left) or not m["adj"]:
                continue
            label = re.sub(
                r"^(?:an?|the|its|their|this|new) ",
                "",
                doc.text[s.start + m.start() : s.start + m.end("noun")],
                flags=re.IGNORECASE,
            )
            span = (Span(s.start + m.start(), s.start + m.end()),)
            q: dict[str, Any] = {"object_type": "facility"}
            if is_projected(left):
                q["status"] = "planned"
            full = f"{label} in {doc.text[s.start + m.start('l') : s.start + m.end('l')]}"
            yield Finding("facility", subject.entity.name, full, span, voice.modality, qualifiers=q)
            for name in names:
                yield Finding(
                    "located_in",
                    subject.entity.name,
                    name,
                    span,
                    voice.modality,
                    qualifiers={**_place_q(name), "what": "facility", "object_type": "place"},
                )


__all__ = ["Quantity", "groups", "headquarters", "places_in", "single", "subject_of", "topic_before"]
