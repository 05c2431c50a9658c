"""Which mentions of a deal are one deal.

Same family, same set of parties, announcement dates that overlap. The most exactly dated mentions are grouped
first; a wider date, or none, joins only where exactly one group fits, else it stays apart. All mentions of a set of
parties are weighed together, so the order in which they were read does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.identity.cluster import Identity
from kg.ledger import Ledger
from kg.schema.claims import Claim
from kg.schema.kinds import FAMILIES, PARTY_ROLES
from kg.schema.values import content_id, day_range

UNDATED = ("0001-01-01", "9999-12-31")
Amount = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """What one document says of one deal: its claims, dates (first and last possible day) and amount."""

    id: str
    source: str
    amount: Amount
    claims: tuple[str, ...]
    days: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DealCluster:
    """One deal: its id is the smallest mention id."""

    id: str
    family: str
    parties: tuple[str, ...]
    claims: tuple[str, ...]


def deals(ledger: Ledger, identity: Identity) -> list[DealCluster]:
    """Group every deal claim of the ledger into deals, ordered by id."""
    by_parties: dict[tuple[str, tuple[str, ...]], list[Claim]] = defaultdict(list)
    for claim in ledger.claims.values():
        if claim.kind in FAMILIES:
            parties = parties_of(claim, identity)
            if parties:
                by_parties[FAMILIES[claim.kind], parties].append(claim)
    found = []
    for (family, parties), claims in by_parties.items():
        for group in _group(_mentions(family, claims)):
            ids = tuple(sorted(claim for mention in group for claim in mention.claims))
            found.append(DealCluster(min(mention.id for mention in group), family, parties, ids))
    return sorted(found, key=lambda deal: deal.id)


def parties_of(claim: Claim, identity: Identity) -> tuple[str, ...]:
    """The entities that take part in the deal of a claim, sorted."""
    roles = PARTY_ROLES[claim.kind]
    return tuple(sorted({identity.entity_of[member] for role, member in claim.participants if role in roles}))


def _amount(claim: Claim) -> Amount:
    held = [claim.values.get(name) for name in ("amount_low", "amount_high", "currency", "recipient_label")]
    return tuple(str(value) for value in held if value is not None) if any(held[:2]) else ()


def _mentions(family: str, claims: list[Claim]) -> list[Mention]:
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_source[claim.source].append(claim)
    found = []
    for source, said in by_source.items():
        parts = [part for priced in _by_amount(said) for part in _by_date(priced)]
        for part in parts:
            members = sorted({member for claim in part for _, member in claim.participants if _is_party(claim, member)})
            amount = max(map(_amount, part))
            days = _days(part)
            # One document's deals between the same parties differ by amount or date only where it names several.
            told = [*amount, *days] if len(parts) > 1 else []
            mention = content_id("deal", source, family, members, told)
            found.append(Mention(mention, source, amount, tuple(sorted(claim.id for claim in part)), days))
    return sorted(found, key=lambda mention: mention.id)


def _by_amount(claims: list[Claim]) -> list[list[Claim]]:
    """Claims of one document by the amount they name; those without one join the only amount there is."""
    groups: dict[Amount, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[_amount(claim)].append(claim)
    if len(groups) == 2 and () in groups:
        groups[max(groups)] += groups.pop(())
    return [groups[amount] for amount in sorted(groups)]


def _by_date(claims: list[Claim]) -> list[list[Claim]]:
    """Claims of one document by announcement dates that exclude each other; undated ones join the only group."""
    groups: list[list[Claim]] = []
    wide: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    dated = [claim for claim in claims if "announced" in claim.values]
    for claim in sorted(dated, key=lambda claim: (_width(_days([claim])), _days([claim]), claim.id)):
        fitting = [group for group in groups if _meet(_days(group[:1]), _days([claim]))]
        if len(fitting) == 1:
            fitting[0].append(claim)
        elif fitting:
            wide[_days([claim])].append(claim)
        else:
            groups.append([claim])
    groups += (wide[days] for days in sorted(wide))
    undated = [claim for claim in claims if "announced" not in claim.values]
    if len(groups) == 1:
        groups[0] += undated
    elif undated:
        groups.append(undated)
    return groups


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _is_party(claim: Claim, member: str) -> bool:
    return any(member == other and role in PARTY_ROLES[claim.kind] for role, other in claim.participants)


def _days(claims: Iterable[Claim]) -> tuple[str, str]:
    """The most exact of the announcement dates: a wider one beside it says no more."""
    ranges = [day_range(str(claim.values["announced"])) for claim in claims if "announced" in claim.values]
    return min(ranges, key=lambda days: (_width(days), days), default=UNDATED)


def _group(mentions: list[Mention]) -> list[list[Mention]]:
    """Narrow dates first; a wider or missing date joins only where exactly one earlier group fits."""
    by_days: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_days[mention.days].append(mention)
    groups: list[tuple[tuple[str, str], list[Mention]]] = []
    for days in sorted(by_days, key=lambda days: (_width(days), days)):
        narrower = list(groups)
        parts = _told_apart(by_days[days])
        for part in parts:
            fitting = [group for group in narrower if _fits(days, part, group)]
            if len(parts) > 1:  # one document speaks of several: each goes where its amount is
                fitting = [group for group in fitting if part[0].amount in {each.amount for each in group[1]}]
            if len(fitting) == 1:
                fitting[0][1].extend(part)
            else:
                groups.append((days, part))
    return [group for _, group in groups]


def _width(days: tuple[str, str]) -> int:
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days


def _fits(days: tuple[str, str], part: list[Mention], group: tuple[tuple[str, str], list[Mention]]) -> bool:
    speaking = {mention.source for mention in group[1]}
    return _meet(group[0], days) and speaking.isdisjoint(mention.source for mention in part)


def _told_apart(group: list[Mention]) -> list[list[Mention]]:
    """Split mentions of equal dates where one document speaks of several deals: by their amounts."""
    sources = [mention.source for mention in group]
    if len(set(sources)) == len(sources):
        return [list(group)]
    by_amount: dict[Amount, list[Mention]] = defaultdict(list)
    for mention in group:
        by_amount[mention.amount].append(mention)
    return [by_amount[amount] for amount in sorted(by_amount)]
