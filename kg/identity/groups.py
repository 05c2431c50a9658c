"""Which facility groups of different documents are one: those of one deal, one operator and one count."""

from __future__ import annotations

from collections import defaultdict

from kg.identity.cluster import Identity
from kg.identity.deals import DealCluster
from kg.ledger import Ledger


def merge_groups(ledger: Ledger, identity: Identity, deals: list[DealCluster]) -> None:
    """Join facility groups in place; a group outside a deal stays with its document."""
    counts: dict[str, str] = {}
    operators: dict[str, str] = {}
    for claim in ledger.claims.values():
        if claim.kind == "attribute" and claim.values.get("attribute") == "count":
            counts.update((member, str(claim.values["value"])) for member in claim.role("subject"))
        elif claim.kind == "operation":
            for operator in claim.role("operator"):
                operators.update((site, identity.entity_of[operator]) for site in claim.role("operated"))
    together: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for deal in deals:
        for claim_id in deal.claims:
            for member in ledger.claims[claim_id].role("covers"):
                if member in counts and member in operators:
                    together[deal.id, operators[member], counts[member]].add(member)
    for members in together.values():
        _unite(identity, members)


def _unite(identity: Identity, members: set[str]) -> None:
    merged = sorted({other for member in members for other in identity.members[identity.entity_of[member]]})
    for entity in {identity.entity_of[member] for member in merged}:
        del identity.members[entity]
    best = min(merged, key=lambda key: identity.features[key].rank)
    identity.members[best] = merged
    identity.entity_of.update((member, best) for member in merged)
