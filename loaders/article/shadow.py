"""The text as the patterns see it: every mention a run of one private character, so that a pattern is short.

All shadows have the length of the text; offsets need no mapping. Organizations become ORG, people PERSON and
so on; in the filled shadow the words that only describe an organization (appositions, brackets, "fiber
provider" in front of a name) become FILL and belong to its group.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from kg.loaders.article.entities import Entity, Mention, Names, read_names
from kg.loaders.article.lexicon import alternation, wordset
from kg.loaders.article.quantities import Date, Quantity, counts, dates, money, percents
from kg.loaders.article.sentences import Sentence, blocks, split
from kg.loaders.vocabulary import Vocabulary

ORG, PERSON, PLACE, MONEY, DATE, PERCENT, PRODUCT, OTHER, TITLE, FILL = (
    "\ue000",
    "\ue001",
    "\ue002",
    "\ue003",
    "\ue004",
    "\ue005",
    "\ue006",
    "\ue007",
    "\ue009",
    "\ue00f",
)
CHARS = {
    "O": ORG,
    "H": PERSON,
    "L": PLACE,
    "M": MONEY,
    "D": DATE,
    "P": PERCENT,
    "K": PRODUCT,
    "X": OTHER,
    "R": TITLE,
    "F": FILL,
}
"""The letters by which the pattern tables name the private characters: `<O>` is one character of an organization."""
_KIND = {"org": ORG, "person": PERSON, "place": PLACE, "product": PRODUCT, "other": OTHER}


@dataclass(slots=True)
class Document:
    """One article, read: names resolved, quantities and dates found, shadows drawn."""

    text: str
    work: str
    sentences: list[Sentence]
    names: Names
    mentions: list[Mention]
    quantities: list[Quantity]
    dates: list[Date]
    plain: str
    filled: str
    half: str
    """Filled, but with appositions left as they are: they tell who owns whom."""
    starts: list[int] = field(default_factory=list)

    def mentioned(self, start: int, end: int, kind: str = "org") -> list[Mention]:
        """The mentions of one kind inside a span, in order."""
        i = bisect_left(self.starts, start)
        out: list[Mention] = []
        while i < len(self.mentions) and self.mentions[i].start < end:
            if self.mentions[i].entity.kind == kind and self.mentions[i].end <= end:
                out.append(self.mentions[i])
            i += 1
        return out

    def amounts(self, start: int, end: int, unit: str | None = None) -> list[Quantity]:
        """The quantities that begin inside a span."""
        i = bisect_left(self.quantities, start, key=lambda q: q.start)
        out: list[Quantity] = []
        while i < len(self.quantities) and self.quantities[i].start < end:
            if unit is None or self.quantities[i].unit == unit:
                out.append(self.quantities[i])
            i += 1
        return out

    def dated(self, start: int, end: int) -> list[Date]:
        """The dates that begin inside a span."""
        i = bisect_left(self.dates, start, key=lambda d: d.start)
        out: list[Date] = []
        while i < len(self.dates) and self.dates[i].start < end:
            out.append(self.dates[i])
            i += 1
        return out


_CURRENCIES = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "SGD", "HKD", "NZD", "BRL", "JPY", "INR", "CHF"})


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency code."""
    return unit in _CURRENCIES


@cache
def _corefs() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<the>[Tt]he) (?P<adj>(?:[a-z][a-z-]+ ){0,3}?)(?P<kind>[Cc]ompany|Firm|"
        + alternation("names", "coref")
        + r")(?![\w-])(?! of\b| that\b| which\b|, an?\b)"
        r"|(?P<it>It|it|They|they)(?= ))"
    )


_REPORT = re.compile(
    rf"{ORG}+{FILL}*(?: also| today| recently| has| have| {DATE}+| on {DATE}+)*,? (?:said|says|announced|announces|confirmed|confirms|reported|reports|disclosed|"  # noqa: E501
    rf"revealed|stated|states|expects|believes|noted|notes|added|adds|claims|claimed|told [^.,]{{1,40}})(?: today| on \w+| [Mm]onday| [Tt]uesday| [Ww]ednesday| [Tt]hursday| [Ff]riday| {DATE}+| on {DATE}+| in [^.,]{{3,60}})*,?(?: that)?(?: as)? ?$"  # noqa: E501
)
_SUBJECT_IT = re.compile(
    r"(?:It|They) (?:has|have|had|is|was|will|also|plans|expects|aims|operates|owns|provides|said|currently|now|recently|offers|acquired|bought|announced|did|does|would)\b"  # noqa: E501
)


def _resolve(work: str, plain: list[str], sentences: list[Sentence], names: Names) -> list[Mention]:  # noqa: PLR0912, PLR0915
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
    generic = {"company", "firm", "group", "business", "corporation"}
    out: list[Mention] = []
    topic: Entity | None = None
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
            if m["it"]:
                if m["it"][0] == "I" or m["it"][0] == "T":
                    if m.start() == s.start and _SUBJECT_IT.match(work, m.start(), s.end):
                        hit = topic
                elif len(distinct) == 1:
                    ready = _draw(plain, before, s.start, m.start())
                    if _REPORT.search(ready[-140:]):
                        hit = before[0].entity
            else:
                kind = m["kind"].lower()
                if m["kind"] == "Company" and len(defined) == 1:
                    hit = defined[0]
                elif kind in generic and not m["adj"]:
                    hit = before[0].entity if len(distinct) == 1 else (topic if not before else None)
                elif kind not in generic:
                    fit = by_kind.get(kind, set())
                    near = [x for x in before if id(x.entity) in fit]
                    if len(fit) == 1:
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


def _draw(base: list[str], mentions: list[Mention], start: int, end: int) -> str:
    chars = base[start:end]
    for m in mentions:
        if m.start >= start and m.end <= end:
            chars[m.start - start : m.end - start] = _KIND[m.entity.kind] * (m.end - m.start)
    return "".join(chars)


@cache
def _fills() -> list[re.Pattern[str]]:
    verbs = alternation("names", "verbs")
    after = rf"(?=,? (?:has|have|had|is|are|was|were|will|would|today|recently|proudly|announce|announces|[a-z]+ly|to|and {FILL}*{ORG}|and an?|said|says|in|on|also|jointly|as|for|with|for|at|that|plans|{verbs})\b|,? {ORG}|\.|$)"  # noqa: E501
    kinds = alternation("names", "kinds")
    o = ORG
    return [
        re.compile(rf"(?<={o})(?:'s)?(?:\s?\([^()\n]{{1,160}}\)){{1,3}}"),
        re.compile(rf"(?<=[{o}{FILL}]),? ?(?:formerly|now)(?: known as| doing business as)? {o}+,?"),
        re.compile(rf"(?<={o}) of {PLACE}+, {PLACE}+(?: \([^()]{{1,20}}\))?"),
        re.compile(rf"(?<=[{o}{FILL}]), (?:headquartered|based|located|listed|incorporated) [^.;]{{2,80}}?,{after}"),
        re.compile(
            rf"(?<=[{o}{FILL}]), (?:an?|the|one of the|one of|America's|Europe's|North America's|its) (?:[^.;()\"{o}]{{0,120}}\b){kinds}s?\b[^.;()\"{o}]{{0,200}}?,{after}"  # noqa: E501
        ),
        re.compile(
            rf"(?<=[{o}{FILL}]), (?:an?|the) (?:[^.;()\"{o}]{{0,40}}\b)?(?:subsidiary|affiliate|unit|division|part|member|portfolio company|parent|parent company|owner) (?:of|owned by|backed by) [^.;]{{2,80}}?,{after}"  # noqa: E501
        ),
        re.compile(
            rf"(?<=[{o}{FILL}]), (?:an?|the) [^.;()\"]{{2,120}}?,(?= (?:has|is|was|will|today|announced|announces|said|says|recently|plans|{verbs})\b)"  # noqa: E501
        ),
        re.compile(rf"(?<=[{o}{FILL}]), (?:which|who|whose) [^.;,\"]{{2,140}},{after}"),
        re.compile(rf"(?<=[{o}{FILL}]) [–—-] [^.;–—\"]{{2,140}} [–—-]{after}"),
    ]


_ACCORDING = re.compile(rf"^(?:According to|Per|As reported by|Citing) (?:the )?{ORG}+,(?= )")


def _fill(plain: str, sentences: list[Sentence], only: int | None = None) -> str:
    """The plain shadow with descriptions of organizations blanked to FILL; `only` the first rules if given."""
    out: list[str] = []
    at = 0
    stops = wordset("names", "phrase_stops")
    for s in sentences:
        out.append(plain[at : s.start])
        part = plain[s.start : s.end]
        if ORG in part:
            part = _ACCORDING.sub(lambda m: " " * len(m.group()), part)
            for p in _fills()[:only]:
                part = p.sub(lambda m: FILL * len(m.group()), part)
            part = _before_names(part, stops)
        out.append(part)
        at = s.end
    out.append(plain[at:])
    return "".join(out)


def _before_names(part: str, stops: frozenset[str]) -> str:
    """Descriptions in front of names ("private equity firm X") blanked; never past a preposition or verb."""
    kinds, verbs = wordset("names", "kinds"), wordset("names", "verbs")
    chars = list(part)
    for m in re.finditer(rf"{ORG}+", part):
        left = part[max(0, m.start() - 110) : m.start()]
        base = max(0, m.start() - 110)
        tokens = list(re.finditer(r"[^\s]+", left))
        if not tokens or not left.endswith(" "):
            continue
        last = tokens[-1].group()
        begin: int | None = None
        if len(tokens) > 1 and tokens[-2].group().lower() in (
            "parent",
            "portfolio",
            "holding",
            "owned",
            "majority-owned",
            "wholly-owned",
        ):
            continue
        if last.lower() == "the":
            begin = tokens[-1].start()
        elif last.lower() in (
            "subsidiary",
            "subsidiaries",
            "company's",
            "unit",
            "affiliate",
            "parent",
            "owner",
            "division",
            "arm",
        ):
            continue
        elif (
            last.rstrip("s").lower() in kinds or last.lower() in kinds or last.endswith("-based") or (last == "fellow")
        ):
            begin = tokens[-1].start()
            for t in reversed(tokens[:-1]):
                w = t.group()
                low = w.lower().rstrip(",")
                if low in ("the", "a", "an"):
                    begin = t.start()
                    break
                if (
                    low in stops
                    or low in verbs
                    or w.endswith((",", ":", ";", ".", '"'))
                    or ORG in w
                    or w.endswith("'s")
                    or MONEY in w
                    or DATE in w
                ):
                    break
                begin = t.start()
                if len(tokens) - tokens.index(t) > 8:
                    break
        if begin is not None:
            for k in range(base + begin, m.start()):
                chars[k] = FILL
    return "".join(chars)


def read_document(text: str, work: str, vocabulary: Vocabulary) -> Document:
    """Names, quantities and shadows of one article; `work` is `clean(text)`."""
    sentences = split(work, blocks(work))
    names = read_names(work, sentences, vocabulary)
    found_dates = list(dates(work))
    amounts = list(money(work)) + list(percents(work))
    chars = list(work)
    for d in found_dates:
        chars[d.start : d.end] = DATE * (d.end - d.start)
    for q in amounts:
        chars[q.start : q.end] = (PERCENT if q.unit == "percent" else MONEY) * (q.end - q.start)
    for a, b in names.titles:
        chars[a:b] = TITLE * (b - a)
    corefs = _resolve(work, chars, sentences, names)
    mentions = sorted(names.mentions + corefs, key=lambda m: m.start)
    for m in mentions:
        end = m.end
        while work[end : end + 2] == "  " and chars[end] == " ":  # a ticker was blanked here
            end += 1
        chars[m.start : end] = _KIND[m.entity.kind] * (end - m.start)
    plain = "".join(chars)
    quantities = sorted(amounts + list(counts(work)), key=lambda q: q.start)
    return Document(
        text,
        work,
        sentences,
        names,
        mentions,
        quantities,
        found_dates,
        plain,
        _fill(plain, sentences),
        _fill(plain, sentences, 2),
        [m.start for m in mentions],
    )
