"""The pattern tables: regexes over the shadow, written with macros, each with its example and counter-example.

In a table `<O>` stands for one character of an organization, `<M>` of an amount, and so on (`shadow.CHARS`);
`{A}` is a list of organizations caught as group `a`. A pattern is tried only on sentences that hold one of
its trigger words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.loaders.article.lexicon import alternation, table
from kg.loaders.article.shadow import CHARS


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of a pattern table."""

    id: str
    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    row: dict[str, Any] = field(hash=False)


def _chars(text: str) -> str:
    return re.sub(r"<([OHLMDPKXRF])>", lambda m: CHARS[m.group(1)], text)


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


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """The patterns of `data/NAME.yaml`, compiled at the first call."""
    rows = table(name)["patterns"]
    return tuple(Pattern(r["id"], tuple(r["triggers"]), re.compile(expand(r["match"]), re.IGNORECASE), r) for r in rows)


def matches(name: str, sentence: str, low: str, half: bool | None = None) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """All matches of a table in the shadow of one sentence; `low` is its text in lower case.

    `half` chooses the rows for the half-filled shadow (ownership, and rows that say so) or for the filled one.
    """
    for p in patterns(name):
        ownership = p.row.get("type") == "ownership"
        if half is not None and (not (ownership or p.row.get("half")) if half else ownership):
            continue
        if any(t in low for t in p.triggers):
            for m in p.regex.finditer(sentence):
                yield p, m
