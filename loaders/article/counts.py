"""Counts and physical quantities: a number with a unit of `data/units.yaml`, or with any plural noun.

"340,000 route miles" is (340000, `route_miles`); "25 institutional investment funds" is (25, `funds`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.lexicon import table
from kg.loaders.article.quantities import (
    NUMBER,
    NUMERAL,
    SCALE,
    Quantity,
    begins,
    bound,
    changed,
    look_back,
    matches_at,
    number,
    tidy,
)

_LOOSE = re.compile(r"[\s–]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE = (
    r"(?=[,;)](?!\d)|\.(?:\s|$)| (?:by|in|at|last|as|on|today|now|earlier|a|the|and|or|from|strong|after|before|across|"
    r"worldwide|globally)\b|$)"
)
"""What may stand behind a number without a unit."""
_AGAIN = re.compile(
    r"\b(?:to|from|with|versus|than|against|expects?|expected|hits?|have|had|reach(?:es)?|wants?|targets?)"
    r"(?: [a-z]+){0,2} "
    rf"(?P<n>{NUMBER})(?: (?P<s>thousand|million|billion))?{_BARE}"
)
_BETWEEN = re.compile(r"\b[Bb]etween (?:[a-z]+ ){0,2}$")
FEW = frozenset({"one", "two", "three"})
"""Numbers in words that a text rather tells than counts: "two brothers"."""
PHYSICAL = frozenset({"MW", "GW", "acres", "PB", "TB", "Tbps", "Gbps"})
"""Units that a text may have one of: "one gigawatt" is a measure, "one site" is a site."""
_START = r"(?<![\w$€£.,/'-])"
_ARTICLE = (
    r"(?:[Hh]alf )?\b[Aa]n?"
    r"(?= (?:million|billion|dozen|(?:giga|mega|tera|exa)watt|(?:tera|giga)bit|petabyte|exahash)s?\b)"
)
_WORDS = f"(?:{NUMERAL}|{_ARTICLE})"
_VALUE = (
    rf"(?P<n>{NUMBER}|{_WORDS}\b)(?P<plus0>\+)?(?:\s?(?:-|–|to|and\b)\s?(?P<n2>{NUMBER}|(?:{_WORDS})\b))?"
    r"[\s-]?(?P<s>(?:thousand|million|billion|trillion|dozen)\b|[kKM](?=\+?[\s-]))?(?P<plus>\+)?"
)


@cache
def forms() -> dict[str, str]:
    """The unit of each unit word of `data/units.yaml`, in lower case."""
    return {form.lower(): unit for unit, spelled in table("units")["units"].items() for form in spelled}


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    """The unit words of `data/units.yaml` after a number, and the unit of each."""
    names = forms()
    units = "|".join(
        re.escape(f).replace(r"\ ", r"[\s-]").replace(r"\-", "[-–]") for f in sorted(names, key=len, reverse=True)
    )
    between = "|".join(table("units")["between"])
    pattern = rf"{_START}{_VALUE}[\s-]?(?:(?:{between})[\s-]){{0,2}}(?P<u>(?i:{units}))(?P<plus1>\+)?(?!\w)"
    return re.compile(grouped(pattern)), names


@cache
def _open() -> re.Pattern[str]:
    """A number and a plural noun, with a few words between that describe it."""
    stop = "|".join(table("units")["no_description"])
    never = "|".join(table("units")["no_noun"])
    word = rf"(?!(?:{stop})(?![\w'-]))(?:(?:[A-Z]\.){{2,}}|[A-Za-z][\w&'/-]{{0,30}})"
    return re.compile(
        grouped(
            rf"{_START}{_VALUE} (?:{word}(?:, | )){{0,2}}?(?:{word} and )?(?:{word} ){{0,2}}?"
            rf"(?P<u>(?!(?:{never})\b)[A-Za-z][a-z]{{1,24}}(?<!s)s)(?![\w'-]| [A-Z])"
        )
    )


def _quantities(text: str, start: int, m: re.Match[str], unit: str) -> Iterator[Quantity]:
    """The number of a match; of a change ("from 5 to 8 MW") both."""
    scale = SCALE.get((m["s"] or "").lower(), 1)
    low = tidy(number(m["n"]) * scale)
    if (
        m["n2"]
        and "and" in text[m.end("n") : m.start("n2")]
        and not _BETWEEN.search(text, max(0, m.start() - 40), m.start())
    ):
        begin, word = look_back(text, m.end("n"), m.start("n2"))
        yield Quantity(begin, m.end(), tidy(number(m["n2"]) * scale), unit, bound(word, None, False))
        return
    begin, word = look_back(text, start, m.start())
    plus = m["plus"] or m["plus0"] or m.groupdict().get("plus1")
    if not m["n2"]:
        yield Quantity(begin, m.end(), low, unit, bound(word, plus, False))
        return
    high = tidy(number(m["n2"]) * scale)
    if changed(text, m.start()):
        yield Quantity(begin, m.end("n"), low, unit, bound(word, None, False))
        yield Quantity(m.start("n2"), m.end(), high, unit, bound(None, plus, False))
    else:
        yield Quantity(begin, m.end(), (min(low, high), max(low, high)), unit, "range")


def counts(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Numbers with a unit of `data/units.yaml`, else with a plural noun as their unit; then those behind their noun."""
    stop = len(text) if end is None else end
    pattern, names = _known()
    at = start
    places = begins(text, start, stop)
    for m in matches_at(pattern, text, places, stop):
        yield from _things(text, places, at, m.start())
        at = m.end()
        unit = names.get(_LOOSE.sub(lambda x: "-" if x.group() == "–" else " ", m["u"].lower()))
        unit = unit or names.get(m["u"].lower().replace("-", " "))
        if unit and (m["n"].lower() != "one" or m["s"] or unit in PHYSICAL):
            yield from _quantities(text, start, m, unit)
    yield from _things(text, places, at, stop)
    yield from headed(text, start, stop)


def again(text: str, q: Quantity, end: int) -> Iterator[Quantity]:
    """Bare numbers behind a count that are of the same thing: "from 6 towers to 25", "179 in June"."""
    for m in _AGAIN.finditer(text, q.end, min(end, q.end + 120)):
        if m["s"] or not _YEAR.fullmatch(m["n"]):
            begin, word = look_back(text, q.end, m.start("n"))
            value = tidy(number(m["n"]) * SCALE.get((m["s"] or "").lower(), 1))
            yield Quantity(begin, m.end(), value, q.unit, bound(word, None, False))


_PART = re.compile(rf"(?<![\w$€£.,])(?P<n>{NUMBER}|{NUMERAL}) of (?:its|the|their|our) (?:[a-z]+ )?$")


def part(text: str, q: Quantity, start: int) -> Iterator[Quantity]:
    """A bare number of which a count is the whole: "120 of its 640 jobs"."""
    m = _PART.search(text, max(start, q.start - 40), q.start)
    if m:
        begin, word = look_back(text, start, m.start("n"))
        yield Quantity(begin, m.end("n"), tidy(number(m["n"])), q.unit, bound(word, None, False))


@cache
def _heads() -> re.Pattern[str]:
    """The nouns of `_headed`: what a text has that names what bare numbers count."""
    return re.compile("|".join(noun for nouns in table("units")["heads"].values() for noun in nouns))


@cache
def _headed() -> tuple[list[tuple[str, re.Pattern[str]]], tuple[str, re.Pattern[str]]]:
    """Nouns that name what a bare number counts ("a workforce of 430"), and what moved to a bare number."""
    link = "|".join(table("units")["head_links"])
    tail = rf"(?P<n>{NUMBER})(?: (?P<s>thousand|million|billion))?(?P<n2>)(?P<plus>\+)?{_BARE}"
    rows = [
        (unit, re.compile(rf"\b(?:{'|'.join(nouns)})\b(?:,? (?:{link})\b){{0,5}} {tail}"))
        for unit, nouns in table("units")["heads"].items()
    ]
    moved = "|".join(table("units")["moved"])
    return (
        rows,
        (
            "",
            re.compile(
                rf"\b(?P<u>[a-z]{{3,24}}s) (?:{moved})(?: by)?(?: {NUMBER} ?(?:%|percent|per cent))?,?"
                rf" to (?:[a-z]+ ){{0,2}}{tail}"
            ),
        ),
    )


def headed(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Bare numbers whose unit is a noun in front of them."""
    heads, moved = _headed()
    rows = (*heads, moved) if _heads().search(text, start, end) else (moved,)
    for unit, pattern in rows:
        for m in pattern.finditer(text, start, end):
            if m["s"] or not _YEAR.fullmatch(m["n"]):
                begin, word = look_back(text, m.start(), m.start("n"))
                value = tidy(number(m["n"]) * SCALE.get((m["s"] or "").lower(), 1))
                yield Quantity(
                    begin,
                    m.end("n") if not m["s"] else m.end("s"),
                    value,
                    unit or m["u"],
                    bound(word, m["plus"], False),
                )


def _things(text: str, places: list[int], start: int, end: int) -> Iterator[Quantity]:
    here = places[bisect_left(places, start) : bisect_left(places, end)]
    for m in matches_at(_open(), text, here, end):
        few = m["n"].lower() in FEW and not (m["s"] or m["n2"])
        if not few and not _YEAR.fullmatch(m["n"]):
            yield from _quantities(text, start, m, m["u"].lower())
