"""Values of several claims about one thing: what is shown, and what stands against it.

The rule that picks: the most origins; then the most precise; then the latest publication; then the smallest claim
id. What loses stays beside it: values that cannot both be true are listed as a conflict.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kg.fusion.origins import Origins
from kg.ledger import Ledger
from kg.schema.claims import Claim, ClaimValue
from kg.schema.values import canonical, day_range, overlap

Range = tuple[float, float]
APPROXIMATE = 0.1
"""How far "about" reaches: a tenth either way."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values that are weighed together: their names, how precise a claim is, whether two claims exclude each other."""

    title: str
    names: tuple[str, ...]
    states: Callable[[Claim], bool]
    width: Callable[[Claim], float]
    differ: Callable[[Claim, Claim], bool]


def _measure(title: str, low: str, high: str, *others: str) -> Scale:
    """A number or range with its unit; different units are not comparable and never converted."""

    def differ(one: Claim, other: Claim) -> bool:
        if any(one.values.get(name) != other.values.get(name) for name in ("unit", "currency")):
            return False
        (a, b), (c, d) = _range(one.values, low, high), _range(other.values, low, high)
        return a > d or c > b

    def width(claim: Claim) -> float:
        least, most = _range(claim.values, low, high)
        return most - least

    return Scale(title, (low, high, *others), lambda c: low in c.values or high in c.values, width, differ)


def _date(name: str) -> Scale:
    """A date; the longer its text, the more precise."""
    return Scale(
        name,
        (name,),
        lambda claim: name in claim.values,
        lambda claim: -float(len(str(claim.values[name]))),
        lambda one, other: not overlap(str(one.values[name]), str(other.values[name])),
    )


def _word(name: str) -> Scale:
    """Free words: shown, never a conflict."""
    return Scale(name, (name,), lambda claim: name in claim.values, lambda _: 0.0, lambda _, __: False)


SCALES = (
    _measure("value", "value_low", "value_high", "unit", "bound"),
    _measure("share", "share_low", "share_high"),
    _measure("amount", "amount_low", "amount_high", "currency", "bound"),
    *(_date(name) for name in ("since", "until", "announced", "signed", "closed", "ended", "date")),
)
WEIGHED = frozenset({"as_of", *(name for scale in SCALES for name in scale.names)})


@dataclass(slots=True)
class Weighed:
    """The values that are shown, and the conflicts: one line each with the values side by side."""

    values: dict[str, ClaimValue]
    conflicts: list[str]


class Scales:
    """Weighs the claims of one fact or period."""

    def __init__(self, ledger: Ledger, origins: Origins) -> None:
        self._ledger = ledger
        self._origins = origins

    def weigh(self, claims: Sequence[Claim]) -> Weighed:
        """Pick the shown values and list the conflicts; the order of the claims does not matter."""
        words = sorted({name for claim in claims for name in claim.values} - WEIGHED)
        weighed = Weighed({}, [])
        for scale in (*SCALES, *map(_word, words)):
            stating = [claim for claim in claims if scale.states(claim)]
            if stating:
                weighed.values.update(self._pick(scale, stating))
                weighed.conflicts += self._clash(scale, stating)
        return weighed

    def _pick(self, scale: Scale, claims: Sequence[Claim]) -> dict[str, ClaimValue]:
        by_value: dict[str, list[Claim]] = {}
        for claim in claims:
            by_value.setdefault(canonical(_take(claim, scale.names)), []).append(claim)

        def rank(stating: list[Claim]) -> tuple[int, float, int, str]:
            narrowest = min(scale.width(claim) for claim in stating)
            return (-len(self._origins.count(stating)), narrowest, -self._latest(stating), min(c.id for c in stating))

        return _take(min(by_value.values(), key=rank)[0], scale.names)

    def _latest(self, claims: Sequence[Claim]) -> int:
        """The day of the latest publication as a number; 0 where no source is dated."""
        days = [day for claim in claims if (day := published_day(self._ledger, claim))]
        return date.fromisoformat(max(days)).toordinal() if days else 0

    def _clash(self, scale: Scale, claims: Sequence[Claim]) -> list[str]:
        # One claim of each value is enough to tell whether two values exclude each other.
        values = {canonical(_take(claim, (*scale.names, "unit", "currency"))): claim for claim in claims}
        if not any(scale.differ(a, b) for a, b in combinations(values.values(), 2)):
            return []
        shown = {claim.id: self._origins.shown[self._origins.of(claim)] for claim in claims}
        return [f"{scale.title}: " + " | ".join(sorted({f"{_words(c, scale.names)} ({shown[c.id]})" for c in claims}))]


def published_day(ledger: Ledger, claim: Claim) -> str | None:
    """First day on which the claim can have been published, ISO; `None` when its source does not say."""
    source = ledger.documents.get(claim.source) or ledger.datasets.get(claim.source)
    return day_range(source.published)[0] if source and source.published else None


def _take(claim: Claim, names: tuple[str, ...]) -> dict[str, ClaimValue]:
    return {name: claim.values[name] for name in names if name in claim.values}


def _range(values: Mapping[str, ClaimValue], low: str, high: str) -> Range:
    def number(name: str, open_end: float) -> float:
        value = values.get(name)
        return float(value) if isinstance(value, (int, float)) else open_end

    least, most = number(low, -math.inf), number(high, math.inf)
    if values.get("bound") == "min":
        most = math.inf
    elif values.get("bound") == "max":
        least = -math.inf
    elif values.get("bound") == "approx":
        least, most = least - abs(least) * APPROXIMATE, most + abs(most) * APPROXIMATE
    return least, most


def _words(claim: Claim, names: tuple[str, ...]) -> str:
    words = [f"{value:g}" if isinstance(value, float) else str(value) for value in _take(claim, names).values()]
    return " ".join(words[1:] if len(words) > 1 and words[0] == words[1] else words)
