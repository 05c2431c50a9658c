"""Blocks (lines or joined lines) and sentences, as spans of the working text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.loaders.article.lexicon import table, words
from kg.loaders.article.titles import titles

Zone = Literal["body", "heading", "about", "legal"]

MAX_SENTENCE = 1200
"""Longer runs without a full stop are cut here, so that no pattern ever sees an unbounded line."""

_LINE = re.compile(r"[^\n]+")
_END = re.compile(
    r"[.!?](?:[.!?]*[\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9\u00c0-\u00de]|\s*$)|(?<=[a-z]{3}\.)(?=[A-Z][a-z]+\s))"
)
_NEXT = re.compile(r"\s*[\"'(\[]*([A-Za-z]+)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:(?:[A-Z]\.)*[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|No|Nos|Rep|Sen|Gov|Gen|approx|est|e\.g|i\.e|U\.S|U\.K|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|a\.m|p\.m|Inc|Corp|Co|Ltd|Bros|L\.P|S\.A|N\.V|B\.V|Mt|Ft|Ave|Blvd|Pty)$"
)
_COMPANY_END = re.compile(r"(?:Inc|Corp|Co|Ltd|L\.P|S\.A|N\.V|B\.V|Jr|Sr|U\.S|a\.m|p\.m)$")
_LETTERED = re.compile(r"\b(?:Series|Class|Phase|Tier|Section|Schedule|Annex|Appendix|Block|Building|Plan) [A-Z]$")
"""A letter that numbers things and ends a sentence as any word does: "a Series A."."""
_BULLET = re.compile(r"\s*(?:[-*•·▪◦–—]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s+)*")

_NAMED = re.compile(r"(?:[A-Z]\w+: |[-–—] ?)?(?:Dr\.? )?[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){1,3}(?:,\s| [|–—-] )")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading, or bullet): a span, its block's number and the kind of block."""

    start: int
    end: int
    block: int
    zone: Zone


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line, without its bullet."""

    start: int
    end: int
    zone: Zone


def _heading(line: str) -> bool:
    """A short line without a sentence's end; in title case when it is longer."""
    if len(line) > 300 or (line[-1] in ".!?\"':;," and not line.endswith(("Inc.", "Corp.", "Ltd.", "Co.", "?"))):
        return False
    found = re.findall(r"[A-Za-z][\w'-]*", line)
    if not found:
        return True
    capital = sum(w[0].isupper() or len(w) <= 3 for w in found)
    return len(found) <= 3 or capital >= 0.75 * len(found)


def _person(line: str) -> bool:
    """A line that says who somebody is, as lists of speakers do: "Jane Roe, Chief Executive, Northwind Fiber"."""
    m = _NAMED.match(line)
    return m is not None and any(a - m.end() < 6 for a, _ in titles(line, m.end(), len(line)))


def _joined(lines: list[tuple[int, int]], work: str) -> Iterator[tuple[int, int]]:
    """Hard-wrapped lines put together again: a long line without an end, directly followed by more."""
    i = 0
    while i < len(lines):
        start, end = lines[i]
        while i + 1 < len(lines):
            line, (s, e) = work[max(start, end - MAX_SENTENCE) : end].rstrip(), lines[i + 1]
            gap = work[end:s]
            if gap.count("\n") != 1 or not line or line[-1] in ".!?:;\"')" or len(work[lines[i][0] : end].strip()) < 55:
                break
            following = work[s:e].lstrip()
            bullet = _BULLET.match(following)
            if not following or (bullet and bullet.end()) or (_heading(line) and not following[0].islower()):
                break
            if following[0].isupper() and _heading(following):
                break
            end, i = e, i + 1
        yield start, end
        i += 1


@cache
def _sections() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("|".join(table("sections")[k])) for k in ("about", "legal", "body"))


@cache
def _starters() -> frozenset[str]:
    return words("starters") | words("given_names")


def blocks(work: str) -> list[Block]:
    """The blocks of a working text in order, each with its zone."""
    about, legal, body = _sections()
    out: list[Block] = []
    zone: Zone = "body"
    for begin, stop in _joined([m.span() for m in _LINE.finditer(work)], work):
        bullet = _BULLET.match(work, begin, stop)
        start = bullet.end() if bullet else begin
        line = work[start:stop].strip()
        if not line:
            continue
        start += len(work[start:stop]) - len(work[start:stop].lstrip())
        end = start + len(line)
        short = len(line) < 120
        if legal.match(line):
            zone = "legal"
        elif about.match(line) and short:
            zone = "about"
        elif zone != "body" and short and body.match(line):
            zone = "body"
        marked = bullet is not None and "#" in work[begin:start]
        head = marked or (_heading(line) and not _person(line))
        out.append(Block(start, end, "heading" if head and zone != "legal" else zone))
    return out


def _cuts(work: str, start: int, end: int) -> Iterator[int]:
    last = start
    for m in _END.finditer(work, start, end):
        before = work[max(start, m.start() - 12) : m.start()]
        if m.group().startswith(".") and m.end() < end:
            after = _NEXT.match(work, m.end(), end)
            word = after.group(1) if after else ""
            if (
                _ABBREVIATION.search(before)
                and not (_COMPANY_END.search(before) and word in _starters())
                and not _LETTERED.search(before)
            ):
                continue
        last = m.end()
        yield m.end()
    if last < end:
        yield end


def split(work: str, found: list[Block]) -> list[Sentence]:
    """The sentences of all blocks; headings stay whole, very long runs are cut at a space."""
    out: list[Sentence] = []
    for number, b in enumerate(found):
        ends = [b.end] if b.zone == "heading" else list(_cuts(work, b.start, b.end))
        start = b.start
        for end in ends:
            while end - start > MAX_SENTENCE:
                cut = work.rfind(" ", start + 1, start + MAX_SENTENCE)
                cut = cut if cut > start + MAX_SENTENCE // 2 else start + MAX_SENTENCE
                out.append(Sentence(start, cut, number, b.zone))
                start = cut + (work[cut : cut + 1] == " ")
            while start < end and work[start].isspace():
                start += 1
            if start < end:
                out.append(Sentence(start, end, number, b.zone))
            start = end
    return out
