""" "The company", "the carrier", "it": who is meant, where one reading is possible."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.loaders.article.chars import DATE, FILL, OF_KIND, ORG
from kg.loaders.article.entities import Entity, Mention, Names
from kg.loaders.article.lexicon import alternation, wordset
from kg.loaders.article.principal import principal
from kg.loaders.article.sentences import Sentence

_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"


@cache
def _corefs() -> re.Pattern[str]:
    return re.compile(
        r"\b(?=[TtIiWwOo])(?:(?P<the>[Tt]he) (?P<adj>(?:[a-z][a-z-]+ ){0,3}?)(?P<kind>[Cc]ompany|Firm|"
        + alternation("names", "coref")
        + r")(?![\w-])(?! of\b| that\b| which\b|, an?\b)"
        + rf"(?! (?!{_DAYS})[A-Z\u00c0-\u00de0-9][\w\u00c0-\u024f])"  # "the carrier Halden" names it
        r"|(?P<it>It|it|They|they|Its)(?= )|(?P<we>[Ww]e|[Oo]ur)(?= ))"
    )


REACH = 900
"""Code points of a paragraph around a quotation in which its speaker is looked for."""
_REPORT = re.compile(
    rf"{ORG}+{FILL}*(?: also| today| recently| has| have| {DATE}+| on {DATE}+)*,? (?:said|says|announced|announces|confirmed|confirms|reported|reports|disclosed|"  # noqa: E501
    rf"revealed|stated|states|expects|believes|noted|notes|added|adds|claims|claimed|told [^.,]{{1,40}})(?: today| on \w+| [Mm]onday| [Tt]uesday| [Ww]ednesday| [Tt]hursday| [Ff]riday| {DATE}+| on {DATE}+| in [^.,]{{3,60}})*,?(?: that)?(?: as)? ?$"  # noqa: E501
)
_ADJUNCT = re.compile(
    r"(?:In|On|Last|Earlier|This|Since|By|Later|At|During|Separately|Meanwhile|Also|Two|A)\b[^.;:\"]{0,34}? "
)
"""What may stand in front of a sentence's subject."""
_VENTURE = re.compile(
    r"\b[Vv]enture(?: company)?(?:,| \(JV\),?)?(?: (?:which|that))?"
    r"(?: (?:has been|have|is|will be|to be|was|are))?(?: (?:called|named|known as|dubbed|branded))? $"
)
"""What stands in front of the name of a joint venture."""
_RELATIVE = re.compile(r",? (?:which|who|that) [^;:\"]{0,90}$")
_SUBJECT_IT = re.compile(
    r"(?:It|They) (?!(?:is|was|will be|would be|has been|had been|remains?|seems?|appears?|turns? out|takes|took|"
    r"follows|helps|looks|means|makes|made|could|may|might|should|became|becomes) (?:[a-z]+ly )?(?:understood|thought|"
    r"said|believed|clear|likely|unlikely|expected|reported|unclear|possible|impossible|important|worth|estimated|known|hard|"
    r"easy|difficult|time|not|true|too|that|to|as|like|sense|for|hoped|noted|announced|what|why|how|when|because|no|"
    r"an?|the|also|only)\b|[a-z]+ that\b)[a-z]{2,}\b"
)
"""A pronoun that takes up the topic: none of the wordings in which "it" stands for nothing."""


def resolve(work: str, plain: list[str], sentences: list[Sentence], names: Names) -> list[Mention]:  # noqa: PLR0912, PLR0915
    """ "The company", "the carrier", "it": only where one reading is possible."""
    orgs = [m for m in names.mentions if m.entity.kind == "org"]
    defined = [e for e in names.entities if e.defined]
    by_kind: dict[str, set[int]] = {}
    number = {id(e): e for e in names.entities}
    for e in names.entities:
        if e.kind == "org":
            for d in e.descriptions:
                words_ = re.findall(r"[a-z][a-z-]+", d.lower())
                for w in words_:
                    if w in wordset("names", "kinds"):
                        by_kind.setdefault(w, set()).add(id(e))
    for x in orgs:
        if _VENTURE.search(work, max(0, x.start - 50), x.start):
            by_kind.setdefault("venture", set()).add(id(x.entity))
    generic = {"company", "firm", "group", "business", "corporation"}
    out: list[Mention] = []
    topic: Entity | None = None
    principal_ = principal(sentences, names.mentions)
    i = 0
    for s in sentences:
        if s.zone in ("heading", "legal"):
            continue
        here: list[Mention] = []
        while i < len(orgs) and orgs[i].start < s.end:
            if orgs[i].start >= s.start:
                here.append(orgs[i])
            i += 1
        new: list[Mention] = []
        for m in _corefs().finditer(work, s.start, s.end):
            before = sorted([x for x in here if x.end <= m.start()] + new, key=lambda x: x.start)
            distinct = {id(x.entity) for x in before}
            hit: Entity | None = None
            if m["we"]:
                hit = _speaker(work, s, m.start(), names, principal_)
            elif m["it"]:
                if m["it"][0] == "I" or m["it"][0] == "T":
                    if m.start() == s.start and (m["it"] == "Its" or _SUBJECT_IT.match(work, m.start(), s.end)):
                        hit = topic
                elif not before and _ADJUNCT.fullmatch(work, s.start, m.start()):
                    hit = topic
                elif len(distinct) == 1:
                    ready = _draw(plain, before, s.start, m.start())
                    if _REPORT.search(ready[-140:]):
                        hit = before[0].entity
            else:
                kind = m["kind"].lower()
                if m["kind"] == "Company" and len(defined) == 1:
                    hit = defined[0]
                elif _quoted(work, s, m.start()) and not before:
                    hit = None  # a speaker's "the company" may be another one than his
                elif kind == "venture":  # only the one that was named before
                    fit = by_kind.get(kind, set())
                    named = {id(x.entity) for x in orgs if x.start < m.start() and id(x.entity) in fit}
                    hit = number[next(iter(named))] if len(named) == 1 else None
                elif kind in generic and not m["adj"] and len(distinct) == 2 and _in_relative(work, before, m.start()):
                    hit = before[0].entity  # "A, a unit of B, which bought the company"
                elif kind in generic and not m["adj"]:
                    hit = before[0].entity if len(distinct) == 1 else (topic if not before else None)
                elif kind not in generic:
                    fit = by_kind.get(kind, set())
                    near = [x for x in before if id(x.entity) in fit]
                    if called := _called(m["adj"], names.mentions, m.start()):
                        hit = called
                    elif len(fit) == 1:
                        hit = number[next(iter(fit))]
                    elif len({id(x.entity) for x in near}) == 1:
                        hit = near[0].entity
                    elif len(distinct) == 1 and not fit and m["the"] == "the":
                        hit = before[0].entity
                    elif not before and topic is not None and (not fit or id(topic) in fit) and m.start() == s.start:
                        hit = topic
            if hit is not None:
                new.append(Mention(m.start(), m.end(), hit, "coref"))
        out += new
        every = sorted(here + new, key=lambda x: x.start)
        if every:
            first = every[0]
            second = every[1] if len(every) > 1 else None
            pair = (
                second is not None
                and second.entity is not first.entity
                and re.fullmatch(r"(?:,| and|,? and| &|\([^()]*\)|\s)+", work[first.end : second.start])
            )
            if first.start - s.start < 70 or len({id(x.entity) for x in every}) == 1:
                topic = None if pair else first.entity
            elif len({id(x.entity) for x in every}) > 1:
                topic = None
    return out


def _called(adjectives: str, mentions: list[Mention], at: int) -> Entity | None:
    """The only organization named before whose name has a word of "the fibre provider"."""
    said = {w for w in adjectives.lower().split() if len(w) > 3}
    if not said:
        return None
    fit = {
        id(x.entity): x.entity
        for x in mentions
        if x.start < at and x.entity.kind == "org" and said & set(x.entity.name.lower().split())
    }
    return next(iter(fit.values())) if len(fit) == 1 else None


def _in_relative(work: str, before: list[Mention], at: int) -> bool:
    """Whether a place stands in a relative clause of the last name before it, and of that alone."""
    return before[0].entity is not before[-1].entity and bool(_RELATIVE.match(work, before[-1].end, at))


def _quoted(work: str, s: Sentence, at: int) -> bool:
    """Whether a place stands between the quotation marks of its paragraph."""
    start = max(s.start - REACH, 0)
    return work.count('"', max(start, work.rfind("\n", start, s.start) + 1), at) % 2 == 1


def _speaker(work: str, s: Sentence, at: int, names: Names, about: Entity | None) -> Entity | None:
    """Whose "we" a quotation says: the only organization of its paragraph outside quotes, else the principal."""
    start, end = max(s.start - REACH, 0), s.end + REACH
    start = max(start, work.rfind("\n", start, s.start) + 1)
    stop = work.find("\n", s.end, end)
    end = stop if stop >= 0 else end
    if not _quoted(work, s, at):
        return None
    outside = {
        id(x.entity): x.entity
        for x in _within(names.mentions, start, end)
        if x.entity.kind == "org" and work.count('"', start, x.start) % 2 == 0
    }
    if not outside:
        return about
    return next(iter(outside.values())) if len(outside) == 1 else None


def _within(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    i = bisect_left(mentions, start, key=lambda m: m.start)
    out = []
    while i < len(mentions) and mentions[i].start < end:
        out.append(mentions[i])
        i += 1
    return out


def _draw(base: list[str], mentions: list[Mention], start: int, end: int) -> str:
    chars = base[start:end]
    for m in mentions:
        if m.start >= start and m.end <= end:
            chars[m.start - start : m.end - start] = OF_KIND[m.entity.kind] * (m.end - m.start)
    return "".join(chars)
