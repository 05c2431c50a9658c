"""Dates as a text writes them, in ISO and as precise as the words ("Q3 2025" is 2025-Q3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Date:
    """A date, month, quarter, half or year; `iso` is as precise as the words."""

    start: int
    end: int
    iso: str


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
_ORD = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_DATE = re.compile(
    rf"\b(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>{_YEAR})\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}),?\s+(?P<y2>{_YEAR})\b"
    rf"|\b(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_YEAR})\b"
    rf"|\b(?P<iso>{_YEAR}-\d{{2}}-\d{{2}})\b"
    rf"|\bQ(?P<q4>[1-4])[\s'/-]*(?:of\s+)?(?P<y4>{_YEAR}|(?<=')\d\d)\b|\b(?P<q5>[1-4])Q[\s'-]?(?P<y5>{_YEAR}|\d\d)\b"
    rf"|\b(?P<o6>(?i:first|second|third|fourth|last|final))[\s-]quarter\s+(?:of\s+)?(?:fiscal\s+)?(?:year\s+)?(?P<y6>{_YEAR})\b"
    rf"|\b(?P<o7>(?i:first|second))[\s-]half\s+(?:of\s+)?(?P<y7>{_YEAR})\b|\b(?:H(?P<h8>[12])|(?P<h9>[12])H)\s+(?P<y8>{_YEAR})\b"
    rf"|(?:(?<![\w$€£.,-])|(?<=\b[Mm]id-)|(?<=\b[Ll]ate-)|(?<=\bFY))(?P<y0>{_YEAR})(?![\w%]|[,.]\d|-\d{{2,}}|\s?(?:MW|GW|km|miles|square|acres|units)\b)"
)


_HINT = re.compile(
    r"[1-4HQ](?<!\d.)(?:(?<=1)9[5-9]\d(?!\d)|(?<=2)0[0-6]\d(?!\d)"
    r"|(?<=\b.)(?:(?<=Q)[1-4]\b|(?<=[1-4])Q|(?<=[12])H\b|(?<=H)[12]\b))"
)
"""A year, quarter or half, by its first character: a search for one character is quick."""


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
