"""What people said about claims: who refutes, denies or endorses which one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.identity.cluster import Identity
from kg.ledger import Ledger
from kg.schema.claims import Claim
from kg.schema.names import name_key

VERDICTS = ("refutes", "denies", "endorses")


def targets(verdict: Claim, claims: Iterable[Claim], identity: Identity) -> list[str]:
    """Ids of the claims that a verdict speaks of: by claim id, or by kind, whom it is about and words in its quote."""
    wanted = verdict.values
    if "claim" in wanted:
        return [claim.id for claim in claims if claim.id == wanted["claim"]]
    about, words = name_key(str(wanted.get("about", ""))), name_key(str(wanted.get("words", "")))
    found = []
    for claim in claims:
        if claim.kind == "verdict" or claim.kind != wanted.get("claim_kind", claim.kind):
            continue
        if about and not any(about in identity.names_of(identity.entity_of[m]) for _, m in claim.participants):
            continue
        if words and not any(words in name_key(text) for text in _wording(claim)):
            continue
        found.append(claim.id)
    return sorted(found)


def verdicts(ledger: Ledger, identity: Identity) -> Mapping[str, list[Claim]]:
    """The verdicts on each claim, by claim id; a verdict whose claim is absent rests."""
    found: dict[str, list[Claim]] = defaultdict(list)
    others = [claim for claim in ledger.claims.values() if claim.kind != "verdict"]
    for claim in sorted(ledger.claims.values(), key=lambda claim: claim.id):
        if claim.kind == "verdict":
            for target in targets(claim, others, identity):
                found[target].append(claim)
    return found


def _wording(claim: Claim) -> Iterable[str]:
    yield from (quote.quote for quote in claim.quotes)
    yield from (record.value for record in claim.records)
    yield from (value for value in claim.values.values() if isinstance(value, str))
