"""What each claim asserts of entities: one assertion a fact kind, with the discriminator that tells facts apart."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.identity.cluster import Identity
from kg.identity.deals import DealCluster
from kg.ledger import Ledger
from kg.schema.base import FACTS
from kg.schema.claims import Claim
from kg.schema.facts import HOLDER
from kg.schema.kinds import KINDS, PARTY_ROLES
from kg.schema.names import slug
from kg.schema.values import content_id

MADE = frozenset({"observation", "target", "event"})
"""Kinds whose far end is a node of the fact's own: its id is the fact id."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """One claim's word on one fact. `target` is `None` where the fact makes its own node."""

    kind: str
    source: str
    target: str | None
    discriminator: tuple[str, ...]
    claim: Claim

    @property
    def fact_id(self) -> str:
        """Hash of kind, ends and discriminator: never of dates, shares or status."""
        return content_id("fact", self.kind, [self.source, self.target], list(self.discriminator))


def assertions(ledger: Ledger, identity: Identity, deals: list[DealCluster]) -> Iterator[Assertion]:
    """Every assertion of every claim, those about deals included."""
    for claim in ledger.claims.values():
        if KINDS[claim.kind].family == "fact":
            yield from _of_fact(claim, identity)
    for deal in deals:
        for claim_id in deal.claims:
            yield from _of_deal(ledger.claims[claim_id], deal.id, identity)


def _of_fact(claim: Claim, identity: Identity) -> Iterator[Assertion]:
    cls = FACTS[claim.kind]
    discriminator = tuple(_normal(name, claim.values.get(name)) for name in cls.discriminator)
    for source in _entities(claim, cls.source, identity):
        if claim.kind in MADE:
            yield Assertion(claim.kind, source, None, discriminator, claim)
            continue
        for target in _entities(claim, cls.target, identity):
            if source != target or claim.kind == "ownership":
                yield Assertion(claim.kind, source, target, discriminator, claim)


def _of_deal(claim: Claim, deal: str, identity: Identity) -> Iterator[Assertion]:
    for role in PARTY_ROLES[claim.kind]:
        for party in _entities(claim, role, identity):
            if identity.features[party].entity.label in HOLDER:
                yield Assertion("party", party, deal, (role,), claim)
            else:  # a site that changes hands is what the deal covers, not one who signs it
                yield Assertion("scope", deal, party, (), claim)
    for covered in _entities(claim, "covers", identity):
        yield Assertion("scope", deal, covered, (), claim)
    for product in _entities(claim, "involves", identity):
        yield Assertion("involvement", deal, product, (), claim)


def _entities(claim: Claim, role: str, identity: Identity) -> list[str]:
    return sorted({identity.entity_of[member] for member in claim.role(role)})


def _normal(name: str, value: object) -> str:
    if value is None or (name == "interest" and value == "unspecified"):
        return ""
    if name == "date":
        return str(value)[:4]
    if name in ("period", "due"):
        return str(value)
    key = slug(str(value))
    return _titles().get(key, key) if name == "title" else key


@cache
def _titles() -> Mapping[str, str]:
    text = resources.files("kg.schema").joinpath("data/titles.csv").read_text(encoding="utf-8")
    return {row["short"]: row["title"] for row in csv.DictReader(text.splitlines())}
