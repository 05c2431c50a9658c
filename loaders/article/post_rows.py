"""The rows of `data/people.yaml`, compiled: wordings that tie a person to a post or an organization."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.lexicon import table
from kg.loaders.article.patterns import expand


@dataclass(frozen=True, slots=True)
class Row:
    """One row of `data/people.yaml`."""

    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    filled: bool
    of: str | None
    role: str | None
    more: bool
    status: str | None
    public: bool
    again: bool


def expand_row(text: str) -> str:
    """A regex of `data/people.yaml` with its macros put in."""
    for _ in range(2):  # a macro may hold another
        for name, value in table("people")["macros"].items():
            text = text.replace("{" + name + "}", value)
    return expand(text)


@cache
def rows() -> tuple[Row, ...]:
    """All rows, in the order in which they are tried."""
    return tuple(
        Row(
            tuple(r.get("triggers", ("",))),
            re.compile(expand_row(r["match"])),
            bool(r.get("filled")),
            r.get("of"),
            r.get("role"),
            bool(r.get("more")),
            r.get("status"),
            bool(r.get("public")),
            bool(r.get("again")),
        )
        for r in table("people")["patterns"]
    )


@cache
def more() -> re.Pattern[str]:
    """What goes on after "chief executive of X": "and, before that, chief financial officer of Y"."""
    return re.compile(expand_row(table("people")["more"]))
