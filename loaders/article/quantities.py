"""Money and percentages as a text writes them, in full units ("$500-600M" is (500000000, 600000000) USD).

`bound` is `min` ("over", "70+"), `max` ("up to"), `approx` or `range`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.finding import Number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, where it stands, and how exact it is."""

    start: int
    end: int
    value: Number | tuple[Number, Number]
    unit: str
    bound: str | None = None


NUMBER = r"\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?"
SCALE = {
    "k": 1e3,
    "dozen": 12,
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
    "nok": "NOK",
    "sek": "SEK",
    "dkk": "DKK",
    "cny": "CNY",
    "rmb": "CNY",
    "aed": "AED",
    "sar": "SAR",
    "myr": "MYR",
    "dollars": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
    "cents": "USD",
    "pence": "GBP",
}
_HUNDREDTHS = frozenset({"cents", "pence"})
_CODE = re.compile(r"^(usd|cad|aud)\s?\$$")
_SC = r"(?:(?i:thousand|million|billion|trillion|mln|bln|mm|mn|bn|tn)|[kmbtKMBT])\b"
_MIN = r"more than|over|at least|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|just over|in excess of|upwards of|no less than|north of|a minimum of|greater than|minimum"  # noqa: E501
_MAX = r"up to|as much as|as many as|less than|under|below|at most|no more than|a maximum of|fewer than|just under|within|not exceeding|maximum"  # noqa: E501
_APPROX = (
    r"about|around|approximately|nearly|almost|roughly|some|an estimated|estimated(?: at)?|close to|circa|approx\.?|"
    r"near"
)
_BOUND = re.compile(
    rf"\b(?P<b>{_MIN}|{_MAX}|{_APPROX})\s+(?:(?:a|an|the)\s+)?(?:additional\s+|another\s+|further\s+|total\s+)?\(?$",
    re.IGNORECASE,
)


_FROM = re.compile(r"(?<!rang)(?<!ranging )(?<!ranges )(?<!range )(?<!anywhere )\bfrom (?:[a-z]+ )?$", re.IGNORECASE)


_MOVED = re.compile(
    r"\b(?:edged|crept|inched|ticked|went|rose|grew|was|were|is|are|moved|nudged|shot|climbed|scaled) $"
)
"""Verbs that take "up" to themselves: "edged up to €38" is no bound."""


def look_back(text: str, start: int, at: int) -> tuple[int, str | None]:
    """Where a number with its bound word begins ("more than 30"), and that word."""
    left = max(start, at - 45)
    m = _BOUND.search(text[left:at])
    if m and m["b"].lower() == "up to" and _MOVED.search(text, max(0, left + m.start() - 12), left + m.start()):
        return at, None
    return (left + m.start(), m["b"]) if m else (at, None)


@cache
def _money() -> re.Pattern[str]:
    cur = (
        r"(?:US\$|USD\s?\$?|C\$|CA\$|CAD\s?\$?|A\$|AU\$|AUD\s?\$?|S\$|SGD|HK\$|NZ\$|R\$|EUR|GBP|JPY|INR|CHF|"
        r"NOK|SEK|DKK|CNY|RMB|AED|SAR|MYR|[$€£¥₹])"
    )
    tail = r"(?:US dollars|U\.S\. dollars|dollars|euros?|pounds|cents|pence|USD|EUR|GBP)"
    return re.compile(
        rf"(?=[\dA-Z$€£¥₹])(?:(?P<c>{cur})\s?(?P<n>{NUMBER})(?:\)(?=\s?[mbt]\w+llion))?\s?(?P<s>{_SC})?(?:\s(?:US\s)?dollars\b)?(?:\s?(?:-|–|—|to|and)\s?(?:{cur})?\s?(?P<n2>{NUMBER})\s?(?P<s2>{_SC})?)?(?P<plus>\s?\+)?"
        rf"|(?<![\w.,])(?P<n3>{NUMBER})(?:\s?(?:-|–|to)\s?(?P<n4>{NUMBER}))?(?P<plus2>\+)?[\s-](?P<s3>{_SC})?\s?(?P<c2>{tail})\b)"
    )


@cache
def _percent() -> re.Pattern[str]:
    either = rf"{NUMBER}|{NUMERAL}(?= per)"
    return re.compile(
        grouped(
            rf"(?<![\w.,-])(?P<n>{either})(?:\s?(?:-|–|to)\s?(?P<n2>{NUMBER}))?\s?(?P<plus>\+)?"
            r"(?:%|\s?percent\b|\s?per cent\b|\s?pct\b)(?P<plus2>\+)?"
        )
    )


_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
WORD_NUMBERS = {w: i for i, w in enumerate(f"zero|{_UNITS}|{_TEENS}".split("|"))} | {
    w: 10 * i for i, w in enumerate(_TENS.split("|"), 2)
}
NUMERAL = rf"(?i:(?:{_TENS})(?:-(?:{_UNITS}))?|{_TEENS}|{_UNITS})\b"
"""A number in words below a hundred, for patterns."""
_BEGIN = re.compile(
    r"[\dotfsenahOTFSENAH](?<!\w.)(?:(?<=\d)|(?=(?i:ne|wo|h[ri]|e[nv]|we|ou|iv|or|i[fxng]|le|n? [mbdgtep]|alf a)))"
)
"""A digit, or the letters that a number in words or an article that counts may begin with, at the begin of a word."""


def begins(text: str, start: int, end: int) -> list[int]:
    """Where numbers in digits or words, or articles that count, may begin in a part of a text."""
    return [m.start() for m in _BEGIN.finditer(text, start, end)]


def matches_at(pattern: re.Pattern[str], text: str, places: list[int], end: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with a number, tried only at some places."""
    at = 0
    for place in places:
        if place >= at and (m := pattern.match(text, place, end)):
            at = m.end()
            yield m


ARTICLES = {"a": 1.0, "an": 1.0, "half a": 0.5}
"""Articles that count in front of a scale or a unit: "a dozen", "half a million"."""


def number(text: str) -> float:
    """The value of digits ("1,200.5"), of a word ("seven", "forty-two") or of an article ("half a")."""
    low = text.lower()
    if low in ARTICLES:
        return ARTICLES[low]
    parts = low.split("-")
    if all(p in WORD_NUMBERS for p in parts):
        return float(sum(WORD_NUMBERS[p] for p in parts))
    return float(low.replace(",", ""))


def tidy(x: float) -> Number:
    """A whole number as int, others rounded to six places."""
    x = round(x, 6)
    return int(x) if x == int(x) else x


def bound(word: str | None, plus: str | None, ranged: bool) -> str | None:
    """How exact a number is, by the word before it ("over"), a plus behind it, or its being a range."""
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
        low = number(first) * SCALE.get(s1 or (s2 if second or m["n3"] else ""), 1)
        if m["n2"] and (link := _two_amounts(text, m)):
            second, at = None, link  # no range: read on before the second
        coin = (m["c"] or m["c2"]).lower()
        unit = _CURRENCY[_CODE.sub(r"\1", coin)]
        if coin in _HUNDREDTHS:
            low, s2 = low / 100, ""
        high = number(second) * SCALE.get(s2 or s1, 1) if second else None
        value: Number | tuple[Number, Number] = tidy(low) if high is None else (tidy(low), tidy(high))
        if high is not None and high < low:
            value, high = tidy(low), None
        begin, word = look_back(text, start, m.start())
        end_at = min(at, m.start() + len(m.group().rstrip()))
        yield Quantity(begin, end_at, value, unit, bound(word, m["plus"] or m["plus2"], high is not None))


def _two_amounts(text: str, m: re.Match[str]) -> int | None:
    """Where the second of two amounts that are no range begins: "$5 and $6 million", "from $5 to $6 million"."""
    link = re.search(r" (?:and|to) ", m.group())
    if link is None:
        return None
    between = text[max(0, m.start() - 8) : m.start()].lower().endswith("between ")
    two = (link.group() == " and " and not between) or (link.group() == " to " and changed(text, m.start()))
    return m.start() + link.start() + 1 if two else None


def changed(text: str, at: int) -> bool:
    """Whether a pair of numbers at a position is a change, no range: "grew from 5 to 8 MW"."""
    return bool(_FROM.search(text, max(0, at - 40), at))


def percents(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Percentages, ranges of them too."""
    stop = len(text) if end is None else end
    for m in matches_at(_percent(), text, begins(text, start, stop), stop):
        low = tidy(number(m["n"]))
        begin, word = look_back(text, start, m.start())
        plus = m["plus"] or m["plus2"]
        if m["n2"] and changed(text, m.start()):
            yield Quantity(begin, m.end("n"), low, "percent", bound(word, None, False))
            yield Quantity(m.start("n2"), m.end(), tidy(number(m["n2"])), "percent", bound(None, plus, False))
            continue
        value = (low, tidy(number(m["n2"]))) if m["n2"] else low
        yield Quantity(begin, m.end(), value, "percent", bound(word, plus, bool(m["n2"])))
