"""Places: states, provinces, countries and well-known metros by name, and towns by "Town, State"."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.loaders.article.lexicon import table


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. `code`: ISO 3166-2 of a state, 3166-1 of a country; of a metro, what it lies in."""

    name: str
    kind: str
    code: str | None


@cache
def gazetteer() -> dict[str, Place]:
    """Every known spelling of a place."""
    t = table("places")
    out: dict[str, Place] = {}
    for code, names in t["countries"].items():
        for name in names:
            out[name] = Place(name, "country", code)
    for code, names in t["provinces"].items():
        for name in names:
            out[name] = Place(name, "state", code)
    for name in t["regions"]:
        out[name] = Place(name, "region", None)
    for code, names in t["metros"].items():
        for name in names:
            out[name] = Place(name, "metro", code)
    raw = (files("kg.schema") / "data" / "us_states.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(raw)):
        out[row["name"]] = Place(row["name"], "us_state", row["code"])
    for short, name in t["abbreviated"].items():
        out[short] = out[name]
    return out


@cache
def postal() -> dict[str, Place]:
    """US states and Canadian and Australian provinces by their short names; only of use after "Town, "."""
    raw = (files("kg.schema") / "data" / "us_states.csv").read_text(encoding="utf-8")
    states = {row["usps"]: Place(row["name"], "us_state", row["code"]) for row in csv.DictReader(io.StringIO(raw))}
    return states | {short: gazetteer()[name] for short, name in table("places")["short"].items()}


@cache
def by_first_word() -> dict[str, tuple[str, ...]]:
    """Spellings of places by their first word, the longest first."""
    out: dict[str, list[str]] = {}
    for name in gazetteer():
        out.setdefault(re.split(r"[^\w]", name, maxsplit=1)[0], []).append(name)
    return {w: tuple(sorted(v, key=len, reverse=True)) for w, v in out.items()}


@cache
def town_state() -> re.Pattern[str]:
    """ "Town, State": a capitalized town before a state, its abbreviation or a country."""
    known = {k for k, v in gazetteer().items() if v.kind in ("us_state", "state", "country")} | (set(postal()) - {"DC"})
    states = "|".join(re.escape(n) for n in sorted(known, key=len, reverse=True))
    return re.compile(rf"([A-Z](?<![\w&].)[a-z][A-Za-z'.]*(?:[ -][A-Z][a-z']+){{0,2}}), ({states})(?![\w])")


def place(name: str) -> Place | None:
    """The place of this name, if the gazetteer has it."""
    return gazetteer().get(name)


def country_of(code: str | None) -> str | None:
    """The country (ISO 3166-1) of a place code."""
    return code.split("-")[0] if code else None
