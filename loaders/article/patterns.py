"""The pattern tables: regexes over the shadow, written with macros, each with its example and counter-example.

In a table `<O>` stands for one character of an organization, `<M>` of an amount, and so on (`chars.CHARS`);
`{A}` is a list of organizations caught as group `a`. A pattern is tried only on sentences that hold one of
its trigger words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from kg.loaders.article.alternatives import alternatives, grouped
from kg.loaders.article.chars import CHARS, FILL, ORG
from kg.loaders.article.lexicon import alternation, table


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of a pattern table."""

    id: str
    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    row: dict[str, Any] = field(hash=False)
    named: bool
    """Whether every match begins where a name with its description begins."""


def _chars(text: str) -> str:
    return re.sub(r"<([OHLMDPKXNRF])>", lambda m: CHARS[m.group(1)], text)


@cache
def macros() -> dict[str, str]:
    """Macros of the tables: `data/macros.yaml`, with word lists of the tables put in."""
    out: dict[str, str] = {
        "kinds": alternation("names", "kinds"),
        "verbs": alternation("names", "verbs"),
        "product_nouns": alternation("names", "product_nouns"),
    }
    for name, text in table("macros").items():
        value = text if isinstance(text, str) else "(?:" + "|".join(text) + ")"
        for k, v in out.items():
            value = value.replace("{" + k + "}", v)
        out[name] = value
    return out


def expand(text: str) -> str:
    """A table's regex with macros and private characters put in."""
    for k, v in macros().items():
        text = text.replace("{" + k + "}", v)
    return _chars(text)


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of `data/NAME.yaml`, or of the tables that it lists."""
    content = table(name)
    return [row for part in content["tables"] for row in rows_of(part)] if "tables" in content else content["patterns"]


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """The patterns of `data/NAME.yaml`, or of the tables that it lists, compiled at the first call."""
    rows = rows_of(name)
    return tuple(_pattern(r) for r in rows)


def _pattern(row: dict[str, Any]) -> Pattern:
    text = expand(row["match"])
    named = row["match"].startswith(_PARTIES) and len(alternatives(text)) == 1
    regex = re.compile(grouped(text, caseless=True), re.IGNORECASE)
    return Pattern(row["id"], tuple(row["triggers"]), regex, row, named)


Shadow = Literal["filled", "half", "plain"]
BOTH = "both"
"""`half` of a row that reads both shadows: appositions as descriptions of a name, and as words that tell a deal."""
_PARTIES = ("{A}", "{A1}", "{PAIR}")
"""Macros that match only where a name begins."""
_NAMES = re.compile(f"[{ORG}{FILL}]+")
_WORD = re.compile(r"[a-z]+")
_KEY = 3
"""Letters of a word by which the triggers that it may begin are looked up."""
_BEGIN = re.compile(rf"([a-z]{{{_KEY}}})[a-z]*+")


def _shadow(row: dict[str, Any]) -> Shadow:
    half = row.get("half") or row.get("type") == "ownership"
    return "plain" if row.get("plain") else "half" if half and half != BOTH else "filled"


@cache
def _by_key(name: str, shadow: Shadow) -> dict[str, dict[str, list[tuple[int, Pattern]]]]:
    """The triggers of a table by their first letters (short ones under ""), with their patterns and those' places."""
    out: dict[str, dict[str, list[tuple[int, Pattern]]]] = {"": {}}
    for number, p in enumerate(patterns(name)):
        if _shadow(p.row) != shadow and (shadow != "half" or p.row.get("half") != BOTH):
            continue
        for trigger in p.triggers:
            key = next((word[:_KEY] for word in _WORD.findall(trigger) if len(word) >= _KEY), "")
            triggers = out.setdefault(key, {})
            triggers.setdefault(trigger, []).append((number, p))
    return out


def begun(low: str) -> set[str]:
    """The letters that the words of a sentence in lower case begin with, by which `fitting` finds its rows."""
    return {"", *_BEGIN.findall(low)}


def fitting(name: str, low: str, shadow: Shadow = "filled", keys: set[str] | None = None) -> list[Pattern]:
    """The rows of a table with a trigger at the begin of a word of `low`, a sentence in lower case.

    `shadow` chooses the rows for one shadow: filled, half filled (ownership, and rows that say `half`) or `plain`.
    `keys` are those of `begun`, where they are at hand.
    """
    rows = _by_key(name, shadow)
    fit: dict[int, Pattern] = {}
    for key in (begun(low) if keys is None else keys) & rows.keys():
        for trigger, triggered in rows[key].items():
            if trigger in low:
                fit.update(triggered)
    return [fit[number] for number in sorted(fit)]


def _from(p: Pattern, sentence: str, begins: list[int]) -> Iterator[re.Match[str]]:
    """The matches of a row that begins with a party: tried only where names begin."""
    at = 0
    for begin in begins:
        if begin >= at and (m := p.regex.match(sentence, begin)):
            at = m.end()
            yield m


def matches(rows: Iterable[Pattern], sentence: str) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """All matches of some rows in the shadow of one sentence."""
    begins: list[int] | None = None
    for p in rows:
        if p.named and begins is None:
            begins = [m.start() for m in _NAMES.finditer(sentence)]
        for m in _from(p, sentence, begins) if p.named and begins is not None else p.regex.finditer(sentence):
            yield p, m
            if (
                "j" in m.re.groupindex
            ):  # "A bought B and has bought C": the same subject again, what it did first left out
                end = m.end("a" if "a" in m.re.groupindex else "s")
                rest = sentence[:end] + "x" * (m.end() - end) + sentence[m.end() :]
                again = p.regex.match(rest, m.start())
                if again and again.end() > m.end():
                    yield p, again
