"""Which facility groups of different documents are one: those of one deal, one operator and one count."""

from __future__ import annotations

from collections import defaultdict

from kg.identity.cluster import Identity
from kg.identity.deals import DealCluster
from kg.ledger import Ledger

Known = dict[str, set[str]]


def merge_groups(ledger: Ledger, identity: Identity, deals: list[DealCluster]) -> None:
    """Join facility groups in place; a group outside a deal stays with its document."""
    counts, operators = _known(ledger, identity)
    together: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for deal in deals:
        for claim_id in deal.claims:
            claim = ledger.claims[claim_id]
            for member in claim.role("covers") if claim.stance == "supports" else ():
                # A group of two counts or two operators is not known well enough to be another one.
                if len(counts[member]) == len(operators[member]) == 1:
                    together[deal.id, min(operators[member]), min(counts[member])].add(member)
    apart = {(d.one, d.other) for d in ledger.decisions.values() if d.verdict == "different"}
    for key in sorted(together):
        _unite(ledger, identity, together[key], apart)


def _known(ledger: Ledger, identity: Identity) -> tuple[Known, Known]:
    counts: Known = defaultdict(set)
    operators: Known = defaultdict(set)
    for claim in ledger.claims.values():
        if claim.stance == "denies":
            continue
        if claim.kind == "attribute" and claim.values.get("attribute") == "count":
            for member in claim.role("subject"):
                counts[member].add(str(claim.values["value"]))
        elif claim.kind == "operation":
            for site in claim.role("operated"):
                operators[site].update(identity.entity_of[operator] for operator in claim.role("operator"))
    return counts, operators


def _unite(ledger: Ledger, identity: Identity, groups: set[str], apart: set[tuple[str, str]]) -> None:
    entities = sorted({identity.entity_of[group] for group in groups})
    merged = sorted(member for entity in entities for member in identity.members[entity])
    sources = [{ledger.entities[member].source for member in identity.members[entity]} for entity in entities]
    if len(set().union(*sources)) < sum(map(len, sources)):
        return  # a document that speaks of two such groups does not say which of them another one means
    if any(one in merged and other in merged for one, other in apart):
        return
    for entity in entities:
        del identity.members[entity]
    best = min(merged, key=lambda key: identity.features[key].rank)
    identity.members[best] = merged
    identity.entity_of.update((member, best) for member in merged)
