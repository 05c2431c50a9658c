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
    by_source: dict[str, dict[Amount, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        by_source[claim.source][_amount(claim)].append(claim)
    found = []
    for source, by_amount in by_source.items():
        if len(by_amount) == 2 and () in by_amount:  # what names no amount is the one deal that has one
            unpriced = by_amount.pop(())
            next(iter(by_amount.values())).extend(unpriced)
        for amount, group in by_amount.items():
            members = sorted(
                {member for claim in group for _, member in claim.participants if _is_party(claim, member)}
            )
            # One document's deals between the same parties differ by amount only where it names several.
            part = list(amount) if len(by_amount) > 1 else []
            mention = content_id("deal", source, family, members, part)
            found.append(Mention(mention, source, amount, tuple(sorted(c.id for c in group)), _days(group)))
    return sorted(found, key=lambda mention: mention.id)


def _is_party(claim: Claim, member: str) -> bool:
    return any(member == other and role in PARTY_ROLES[claim.kind] for role, other in claim.participants)


def _days(claims: Iterable[Claim]) -> tuple[str, str]:
    ranges = [day_range(str(claim.values["announced"])) for claim in claims if "announced" in claim.values]
    return (min(first for first, _ in ranges), max(last for _, last in ranges)) if ranges else UNDATED


def _group(mentions: list[Mention]) -> list[list[Mention]]:
    """Narrow dates first; a wider or missing date joins only where exactly one earlier group fits."""
    by_days: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_days[mention.days].append(mention)
    groups: list[tuple[tuple[str, str], list[Mention]]] = []
    for days in sorted(by_days, key=lambda days: (_width(days), days)):
        narrower = list(groups)
        for part in _told_apart(by_days[days]):
            fitting = [group for group in narrower if _fits(days, part, group)]
            if len(fitting) == 1:
                fitting[0][1].extend(part)
            else:
                groups.append((days, part))
    return [group for _, group in groups]


def _width(days: tuple[str, str]) -> int:
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days


def _fits(days: tuple[str, str], part: list[Mention], group: tuple[tuple[str, str], list[Mention]]) -> bool:
    (first, last), members = group
    speaking = {mention.source for mention in members}
    return first <= days[1] and days[0] <= last and speaking.isdisjoint(mention.source for mention in part)


def _told_apart(group: list[Mention]) -> list[list[Mention]]:
    """Split mentions of equal dates where one document speaks of several deals: by their amounts."""
    sources = [mention.source for mention in group]
    if len(set(sources)) == len(sources):
        return [list(group)]
    by_amount: dict[Amount, list[Mention]] = defaultdict(list)
    for mention in group:
        by_amount[mention.amount].append(mention)
    return [by_amount[amount] for amount in sorted(by_amount)]
