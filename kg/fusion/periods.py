"""When a fact holds: disjoint periods are separate edges, and shares of different days follow one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.fusion.weigh import Scales
from kg.schema.claims import Claim, ClaimValue
from kg.schema.values import day_range

OPEN = "9999-12-31"
LONG_AGO = "0001-01-01"


@dataclass(slots=True)
class Period:
    """One stretch of time of a fact. Bounds are ISO days; `None` is unbounded or not known."""

    claims: list[str]
    values: dict[str, ClaimValue]
    conflicts: list[str]
    since: str | None = None
    since_latest: str | None = None
    since_text: str | None = None
    until: str | None = None
    until_earliest: str | None = None
    until_text: str | None = None


def periods(kind: str, claims: Sequence[Claim], scales: Scales) -> list[Period]:
    """The periods of a fact in order of time; a fact without dates has one, unbounded."""
    found: list[Period] = []
    for group in _disjoint(claims):
        steps = _successive_shares(group) if kind == "ownership" else []
        found += _following(steps, group, scales) if steps else [_period(group, scales)]
    return found


def _bounds(claim: Claim) -> tuple[str, str]:
    since, until = claim.values.get("since"), claim.values.get("until")
    return (
        day_range(str(since))[0] if since else LONG_AGO,
        day_range(str(until))[1] if until else OPEN,
    )


def _disjoint(claims: Sequence[Claim]) -> list[list[Claim]]:
    dated = sorted((c for c in claims if "since" in c.values or "until" in c.values), key=lambda c: (_bounds(c), c.id))
    undated = [claim for claim in claims if "since" not in claim.values and "until" not in claim.values]
    groups: list[list[Claim]] = []
    end = ""
    for claim in dated:
        first, last = _bounds(claim)
        if groups and first <= end:
            groups[-1].append(claim)
            end = max(end, last)
        else:
            groups.append([claim])
            end = last
    if not groups:
        return [undated]
    groups[-1] += undated  # what has no date speaks of the latest period: sources report what is
    return groups


def _period(claims: Sequence[Claim], scales: Scales) -> Period:
    weighed = scales.weigh(claims)
    values = dict(weighed.values)
    period = Period(sorted(claim.id for claim in claims), values, weighed.conflicts)
    if since := values.pop("since", None):
        period.since_text = str(since)
        period.since, latest = day_range(str(since))
        period.since_latest = latest if latest != period.since else None
    if until := values.pop("until", None):
        period.until_text = str(until)
        earliest, period.until = day_range(str(until))
        period.until_earliest = earliest if earliest != period.until else None
    values.pop("as_of", None)
    return period


def _successive_shares(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Share claims by as-of date, when each date has its own; empty when dates are missing or there is one only."""
    shares = [claim for claim in claims if "share_low" in claim.values or "share_high" in claim.values]
    if any("as_of" not in claim.values for claim in shares):
        return []
    by_day: dict[str, list[Claim]] = {}
    for claim in shares:
        by_day.setdefault(day_range(str(claim.values["as_of"]))[0], []).append(claim)
    if len(by_day) < 2:
        return []
    # Dates that begin on one day are one step, under the most exact of them: its days never run backwards.
    texts = {
        day: max((str(c.values["as_of"]) for c in said), key=lambda t: (len(t), t)) for day, said in by_day.items()
    }
    return [(texts[day], by_day[day]) for day in sorted(by_day)]


def _following(steps: list[tuple[str, list[Claim]]], claims: Sequence[Claim], scales: Scales) -> list[Period]:
    frame = _period(claims, scales)
    clashes = [line for line in frame.conflicts if line.startswith(("since: ", "until: "))]
    others = [claim for claim in claims if "share_low" not in claim.values and "share_high" not in claim.values]
    found: list[Period] = []
    for place, (as_of, group) in enumerate(steps):
        last = place == len(steps) - 1
        period = _period(group + (others if last else []), scales)
        shares = [line for line in period.conflicts if not line.startswith(("since: ", "until: "))]
        start = replace(frame, until=None, until_earliest=None, until_text=None)
        if place:
            first, latest = day_range(as_of)
            start = replace(start, since=first, since_latest=latest if latest != first else None, since_text=as_of)
        if last:
            start = replace(start, until=frame.until, until_earliest=frame.until_earliest, until_text=frame.until_text)
        else:
            following = day_range(steps[place + 1][0])[0]
            end = (date.fromisoformat(following) - timedelta(days=1)).isoformat()
            start = replace(start, until=end, until_text=end)
        found.append(replace(start, claims=period.claims, values=period.values, conflicts=shares + clashes))
    return found
