"""Money, percentages, counts, physical quantities and dates as a text writes them.

Values are in full units ("$500-600M" is (500000000, 600000000) USD); dates are ISO, as precise as the text
("Q3 2025" is 2025-Q3). `bound` is `min` ("over", "70+"), `max` ("up to"), `approx` or `range`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.finding import Number
from kg.loaders.article.lexicon import table


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, where it stands, and how exact it is."""

    start: int
    end: int
    value: Number | tuple[Number, Number]
    unit: str
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date, month, quarter, half or year; `iso` is as precise as the words."""

    start: int
    end: int
    iso: str


_N = r"\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?"
_SCALE = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mm": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trillion": 1e12,
}
_CURRENCY = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "cad": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "aud": "AUD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "s$": "SGD",
    "sgd": "SGD",
    "hk$": "HKD",
    "nz$": "NZD",
    "r$": "BRL",
    "¥": "JPY",
    "jpy": "JPY",
    "₹": "INR",
    "inr": "INR",
    "chf": "CHF",
    "dollars": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
}
_SC = r"(?:(?i:thousand|million|billion|trillion|mln|bln|mm|mn|bn|tn)|[kmbtKMBT])\b"
_MIN = r"more than|over|at least|above|exceeding|in excess of|upwards of|no less than|north of|a minimum of|greater than|minimum"  # noqa: E501
_MAX = r"up to|as much as|as many as|less than|under|below|at most|no more than|a maximum of|fewer than|not exceeding|maximum"  # noqa: E501
_APPROX = (
    r"about|around|approximately|nearly|almost|roughly|some|an estimated|estimated(?: at)?|close to|circa|approx\.?|"
    r"just over|just under|near"
)
_BOUND = re.compile(
    rf"\b(?P<b>{_MIN}|{_MAX}|{_APPROX})\s+(?:(?:a|an|the)\s+)?(?:additional\s+|another\s+|further\s+|total\s+)?$",
    re.IGNORECASE,
)


def _look_back(text: str, start: int, at: int) -> tuple[int, str | None]:
    """Where a number with its bound word begins ("more than 30"), and that word."""
    left = max(start, at - 45)
    m = _BOUND.search(text[left:at])
    return (left + m.start(), m["b"]) if m else (at, None)


@cache
def _money() -> re.Pattern[str]:
    cur = r"(?:US\$|USD|C\$|CA\$|CAD|A\$|AU\$|AUD|S\$|SGD|HK\$|NZ\$|R\$|EUR|GBP|JPY|INR|CHF|[$€£¥₹])"
    tail = r"(?:US dollars|U\.S\. dollars|dollars|euros?|pounds|USD|EUR|GBP)"
    return re.compile(
        rf"(?P<c>{cur})\s?(?P<n>{_N})\s?(?P<s>{_SC})?(?:\s?(?:-|–|—|to|and)\s?(?:{cur})?\s?(?P<n2>{_N})\s?(?P<s2>{_SC})?)?(?P<plus>\s?\+)?"
        rf"|(?<![\w.,])(?P<n3>{_N})(?:\s?(?:-|–|to)\s?(?P<n4>{_N}))?(?P<plus2>\+)?[\s-](?P<s3>{_SC})?\s?(?P<c2>{tail})\b"
    )


@cache
def _percent() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,])(?P<n>{_N})(?:\s?(?:-|–|to)\s?(?P<n2>{_N}))?\s?(?P<plus>\+)?(?:%|\s?percent\b|\s?per cent\b|\s?pct\b)(?P<plus2>\+)?"  # noqa: E501
    )


@cache
def _units() -> tuple[re.Pattern[str], dict[str, str]]:
    """Counts and physical quantities: the unit words of `data/units.yaml`."""
    names: dict[str, str] = {}
    for unit, forms in table("units")["units"].items():
        for form in forms:
            names[form.lower()] = unit
    alt = "|".join(
        re.escape(f).replace(r"\ ", r"[\s-]").replace(r"\-", "[-–]") for f in sorted(names, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w$€£.,-])(?P<n>{_N}|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?)\b)"
        rf"(?P<plus0>\+)?(?:\s?(?:-|–|to)\s?(?P<n2>{_N}))?\s?(?P<s>thousand\b|million\b|billion\b|[kKM](?=\+?[\s-]))?(?P<plus>\+)?"
        rf"[\s-]?(?P<mod>(?:(?:new|more|additional|major|large|small|critical|gross|net|total|contiguous|planned|active|existing|raised|"
        rf"white|lit|owned|operational|of)[\s-]){{0,2}})(?P<u>(?i:{alt}))\b"
    ), names


_WORD_NUMBER = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_MONTHS = {
    m: i
    for i, ms in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for m in ms.split()
}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
_ORD = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_DATE = re.compile(
    rf"\b(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>{_YEAR})\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}),?\s+(?P<y2>{_YEAR})\b"
    rf"|\b(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_YEAR})\b"
    rf"|\b(?P<iso>{_YEAR}-\d{{2}}-\d{{2}})\b"
    rf"|\bQ(?P<q4>[1-4])[\s'/-]*(?:of\s+)?(?P<y4>{_YEAR}|(?<=')\d\d)\b|\b(?P<q5>[1-4])Q[\s'-]?(?P<y5>{_YEAR}|\d\d)\b"
    rf"|\b(?P<o6>(?i:first|second|third|fourth))[\s-]quarter\s+(?:of\s+)?(?:fiscal\s+)?(?:year\s+)?(?P<y6>{_YEAR})\b"
    rf"|\b(?P<o7>(?i:first|second))[\s-]half\s+(?:of\s+)?(?P<y7>{_YEAR})\b|\b(?:H(?P<h8>[12])|(?P<h9>[12])H)\s+(?P<y8>{_YEAR})\b"
    rf"|(?<![\w$€£.,-])(?P<y0>{_YEAR})(?![\w%]|[,.]\d|-\d{{2,}}|\s?(?:MW|GW|km|miles|square|acres|units)\b)"
)


_HINT = re.compile(r"(?<!\d)(?:19[5-9]|20[0-6])\d(?!\d)|\bQ[1-4]\b|\b[1-4]Q|\b[12]H\b|\bH[12]\b")


def _number(text: str) -> float:
    low = text.lower()
    if low in _WORD_NUMBER:
        return float(_WORD_NUMBER[low])
    return float(low.replace(",", ""))


def _tidy(x: float) -> Number:
    x = round(x, 6)
    return int(x) if x == int(x) else x


def _bound(word: str | None, plus: str | None, ranged: bool) -> str | None:
    if ranged:
        return "range"
    if plus and plus.strip():
        return "min"
    if not word:
        return None
    if re.fullmatch(_MIN, word, re.IGNORECASE):
        return "min"
    return "max" if re.fullmatch(_MAX, word, re.IGNORECASE) else "approx"


def money(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Amounts of money with a currency sign, code or word."""
    stop = len(text) if end is None else end
    at = start
    while m := _money().search(text, at, stop):
        at = m.end()
        first, second = m["n"] or m["n3"], m["n2"] or m["n4"]
        s1, s2 = (m["s"] or "").lower(), (m["s2"] or m["s3"] or "").lower()
        if (
            m["n2"]
            and " and " in m.group()
            and not text[max(0, m.start() - 8) : m.start()].lower().endswith("between ")
        ):
            second = None
            at = m.start() + m.group().index(" and ") + 1  # two amounts, no range: read on before the second
        low = _number(first) * _SCALE.get(s1 or (s2 if second or m["n3"] else ""), 1)
        unit = _CURRENCY[(m["c"] or m["c2"]).lower()]
        high = _number(second) * _SCALE.get(s2 or s1, 1) if second else None
        value: Number | tuple[Number, Number] = _tidy(low) if high is None else (_tidy(low), _tidy(high))
        if high is not None and high < low:
            value, high = _tidy(low), None
        begin, word = _look_back(text, start, m.start())
        yield Quantity(begin, min(at, m.end()), value, unit, _bound(word, m["plus"] or m["plus2"], high is not None))


def percents(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Percentages, ranges of them too."""
    for m in _percent().finditer(text, start, len(text) if end is None else end):
        value: Number | tuple[Number, Number] = _tidy(_number(m["n"]))
        if m["n2"]:
            value = (_tidy(_number(m["n"])), _tidy(_number(m["n2"])))
        begin, word = _look_back(text, start, m.start())
        yield Quantity(begin, m.end(), value, "percent", _bound(word, m["plus"] or m["plus2"], bool(m["n2"])))


def counts(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Numbers with a unit of `data/units.yaml`: sites, miles, MW, customers, ..."""
    pattern, names = _units()
    for m in pattern.finditer(text, start, len(text) if end is None else end):
        if m["n"].lower().startswith("dozen"):
            continue
        scale = _SCALE.get((m["s"] or "").lower(), 1)
        unit = (
            names[re.sub(r"[\s–]", lambda x: "-" if x.group() == "–" else " ", m["u"].lower())]
            if (re.sub(r"[\s–]", lambda x: "-" if x.group() == "–" else " ", m["u"].lower()) in names)
            else names.get(m["u"].lower().replace("-", " "), "")
        )
        if not unit:
            continue
        value: Number | tuple[Number, Number] = _tidy(_number(m["n"]) * scale)
        if m["n2"]:
            value = (_tidy(_number(m["n"]) * scale), _tidy(_number(m["n2"]) * scale))
        begin, word = _look_back(text, start, m.start())
        yield Quantity(begin, m.end(), value, unit, _bound(word, m["plus"] or m["plus0"], bool(m["n2"])))


def _month(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def _year(word: str) -> str:
    return word if len(word) == 4 else f"20{word}"


def _dates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches of the date pattern, tried only around what looks like a year, quarter or half."""
    done = start
    for hint in _HINT.finditer(text, start, end):
        if hint.start() < done:
            continue
        for m in _DATE.finditer(text, max(done, hint.start() - 34), min(end, hint.end() + 26)):
            if m.start() >= done:
                yield m
                done = m.end()


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[Date]:
    """Dates with a year, as precise as the text."""
    for m in _dates(text, start, len(text) if end is None else end):
        g = m.groupdict()
        if g["y1"] or g["y2"]:
            n = "1" if g["y1"] else "2"
            iso = f"{g['y' + n]}-{_month(g['m' + n]):02d}-{int(g['d' + n]):02d}"
        elif g["y3"]:
            iso = f"{g['y3']}-{_month(g['m3']):02d}"
        elif g["iso"]:
            iso = g["iso"]
        elif g["q4"] or g["q5"]:
            iso = f"{_year(g['y4'] or g['y5'])}-Q{g['q4'] or g['q5']}"
        elif g["o6"]:
            iso = f"{g['y6']}-Q{_ORD[g['o6'].lower()]}"
        elif g["o7"]:
            iso = f"{g['y7']}-H{_ORD[g['o7'].lower()]}"
        elif g["y8"]:
            iso = f"{g['y8']}-H{g['h8'] or g['h9']}"
        else:
            iso = g["y0"]
        yield Date(m.start(), m.end(), iso)
