"""The tables of `data/numbers.yaml`, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.lexicon import table
from kg.loaders.article.patterns import expand
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.shadow import is_money


@cache
def words(section: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of one section of the table, by name."""
    return {k: re.compile(grouped(expand(v))) for k, v in table("numbers")[section].items() if isinstance(v, str)}


@cache
def listed(section: str, key: str) -> frozenset[str]:
    """A list of one section of the table."""
    return frozenset(table("numbers")[section][key])


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One row of `none`: a number that is no measurement, by the words around it."""

    units: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    not_money: bool = False

    def holds(self, q: Quantity, befores: tuple[str, ...], after: str) -> bool:
        """Whether the words before (with names blanked and as they are) and after a number make it none."""
        if self.not_money and is_money(q.unit):
            return False
        if self.units and not (q.unit in self.units or ("money" in self.units and is_money(q.unit))):
            return False
        if (self.before and not any(self.before.search(b) for b in befores)) or (
            self.after and not self.after.search(after)
        ):
            return False
        return not (self.unless and self.unless.search(after))


@cache
def exclusions() -> tuple[Exclusion, ...]:
    """The rows of `none`."""

    def compiled(row: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile(grouped(expand(row[key]))) if row.get(key) else None

    return tuple(
        Exclusion(
            units=frozenset([row["units"]] if isinstance(row.get("units"), str) else row.get("units", ())),
            before=compiled(row, "before"),
            after=compiled(row, "after"),
            unless=compiled(row, "unless"),
            not_money=bool(row.get("not_money")),
        )
        for row in table("numbers")["none"]
    )
