"""Titles of persons: a word that names a post, with its field ("vice president of sales and marketing")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.lexicon import table, words, wordset

_LEFT = re.compile(r"(?:^|(?<=[\s(,/]))([A-Za-z][\w.&-]*)(?:\s|-)$")
_GIVEN = re.compile(r"\s([A-Z][a-z]+)\s[A-Z]")
_FOLLOWED = (
    r"(?=\s*(?:$|[,.;:)\"\n|])|\s+(?:at|for|of|and|&|in|with|on|who|said|says|has|is|was|will|to|from)\b|\s[-–—]\s)"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    """The compiled table."""

    heads: re.Pattern[str]
    weak_before: re.Pattern[str]
    weak_after: re.Pattern[str]
    whole: re.Pattern[str]
    letters: re.Pattern[str]
    field: re.Pattern[str]
    of_field: re.Pattern[str]
    for_field: re.Pattern[str]
    bare_field: re.Pattern[str]
    at: re.Pattern[str]


@cache
def _rules() -> _Rules:
    t = table("roles")
    strong, exact, weak = "|".join(t["strong"]), "|".join(t["exact"]), t["weak"]
    field = (
        "(?:"
        + "|".join(re.escape(w) for w in sorted(wordset("roles", "fields"), key=len, reverse=True))
        + r")(?![\w-])"
    )
    fields = rf"(?i:{field})(?:(?:,?\s+and\s+|\s*&\s*|,\s+|/|\s+)(?i:{field}))*"
    abbreviation = r"(?:\s\([A-Z]{2,5}\))?"
    return _Rules(
        heads=re.compile(
            grouped(rf"(?<![\w-])(?:(?P<s>(?:{exact})|(?i:{strong}))|(?P<w>(?i:{weak})))(?![\w-]){abbreviation}")
        ),
        weak_before=re.compile(t["weak_before"]),
        weak_after=re.compile(t["weak_after"]),
        whole=re.compile(rf"(?:(?i:{'|'.join(wordset('roles', 'before'))})[\s-]+)*{t['whole']}"),
        letters=re.compile(rf"(?<=, ){t['letters']},? $"),
        field=re.compile(rf"(?:,|\s[–-])\s+{fields}{_FOLLOWED}"),
        of_field=re.compile(rf",?\s+(?:of|for)\s+(?:the\s+|its\s+|our\s+)?{fields}{_FOLLOWED}"),
        bare_field=re.compile(rf"\s+{fields}{_FOLLOWED}"),
        for_field=re.compile(rf"\s+for\s+(?:the\s+)?{fields}{_FOLLOWED}"),
        at=re.compile(
            r"\s+of\s+(?:(?:[A-Z][\w&'-]*|[a-z]{3,}|and|&|of|the|its),?\s+){1,9}?(?=(?:at|for)\s+(?:the\s+)?[A-Z0-9])"
            r"|,\s+[\w&][\w& -]{1,40}?(?=,\s+at\s+(?:the\s+)?[A-Z])"
        ),
    )


@cache
def _signs() -> tuple[str, ...]:
    """What a text has in lower case that holds a title: looked for before the titles themselves."""
    return tuple(table("roles")["signs"].split())


def titles(work: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the titles in a part of a text, in order, none inside another."""
    r = _rules()
    out: list[tuple[int, int]] = []
    low = work[start:end].lower()
    if not any(sign in low for sign in _signs()):
        return out
    at = start
    while m := r.heads.search(work, at, end):
        at = m.end()
        begin = _begin(work, out[-1][1] if out else start, m)
        if m["w"] and not _stands(work, start, begin, m.end(), end):
            continue
        stop = _stop(work, begin, m.end(), end)
        letters = r.letters.search(work, max(start, begin - 12), begin)
        out.append((letters.start() if letters else begin, stop))
        at = max(at, stop)
    return out


def _begin(work: str, floor: int, m: re.Match[str]) -> int:
    """Where a title begins: "senior", "global" and the like belong to it, and before a weak one its field."""
    always, fields = wordset("roles", "before"), wordset("roles", "fields")
    fielded = m["w"] or not _rules().whole.match(work, m.start(), m.end())
    begin = m.start()
    for _ in range(5):
        left = _LEFT.search(work, max(floor, begin - 30), begin)
        if not left:
            break
        low = left.group(1).lower().rstrip(".")
        joined = low in ("and", "&") and fielded and begin != m.start()
        if not (low in always or (fielded and (low in fields or joined or left.group(1) in fields))):
            break
        begin = left.start(1)
    if work.startswith("and ", begin):
        begin += 4
    before = _LEFT.search(work, max(floor, begin - 30), begin)
    taken = work[begin : m.start()]
    named = before and before.group(1)[0].isupper() and taken[:1].isupper() and taken.split()[0].lower() not in always
    return m.start() if named else begin


def _stands(work: str, start: int, begin: int, stop: int, end: int) -> bool:
    """Whether a weak title stands where a title can: "as its project manager", ", editor at", "editor Jane Roe"."""
    r = _rules()
    given = _GIVEN.match(work, stop, end)
    if given and given.group(1) in words("given_names"):
        return True
    if work[begin:stop].lower().split(" ")[-1] in wordset("roles", "only_named"):
        return False
    return bool(r.weak_before.search(work[max(start, begin - 30) : begin]) and r.weak_after.match(work, stop, end))


def _stop(work: str, begin: int, stop: int, end: int) -> int:
    """Where a title ends, with the field it is held for; "of" after a chief names the company instead."""
    r = _rules()
    whole = r.whole.match(work, begin, stop)
    rows = (r.for_field, r.field) if whole else (r.at, r.of_field, r.field, r.bare_field)
    for row in rows:
        if m := row.match(work, stop, end):
            return m.end() - (len(m.group()) - len(m.group().rstrip(" ,")))
    return stop
