"""What people's reviews make of what was read: the ledger in force.

A claim that was rejected or corrected is out; what was accepted or corrected stays, read by a newer loader or not. Out
goes before in: a correction to a claim that somebody rejected brings nothing in. Of several reviews of one claim the
later date holds (one without a date is the earliest), then corrected, rejected, accepted, then the id: neither the
order in which they were given nor a clock decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.ledger import Ledger
from kg.schema.claims import Claim, Review, SourceEntity, together
from kg.schema.values import day_range

STRENGTH = ("accepted", "rejected", "corrected")
"""Verdicts from the weakest to the strongest."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """`ledger` is what holds; `out` the claims as read that do not; `by_claim` all reviews of each claim that was read.

    `holding` is the review that decides on each claim, and `gives` those that bring a claim in, by the claim's id.
    """

    ledger: Ledger
    out: Mapping[str, Claim]
    holding: Mapping[str, Review]
    by_claim: Mapping[str, tuple[Review, ...]]
    gives: Mapping[str, tuple[Review, ...]]


def reviewed(ledger: Ledger) -> Reviewed:
    """The ledger in force. Reviews of a document that is not there rest."""
    present = [review for _, review in sorted(ledger.reviews.items()) if review.document in ledger.documents]
    if not present:
        return Reviewed(ledger, {}, {}, {}, {})
    by_claim: dict[str, list[Review]] = defaultdict(list)
    for review in present:
        by_claim[review.about].append(review)
    holding = {about: max(told, key=_weight) for about, told in by_claim.items()}
    refused = {about for about, review in holding.items() if review.verdict != "accepted"}
    gives: dict[str, list[Review]] = defaultdict(list)
    for about in sorted(holding):
        claim = holding[about].in_force
        if claim is not None and claim.id not in refused:
            gives[claim.id].append(holding[about])
    given = together(claim for reviews in gives.values() for review in reviews if (claim := review.in_force))
    claims = {claim.id: claim for claim in given} | ledger.claims  # what was read stands as it was read
    out = {about: ledger.claims[about] for about in sorted(refused) if about in ledger.claims}
    held = {key: claim for key, claim in claims.items() if key not in refused}
    entities = _entities(ledger, (review for reviews in gives.values() for review in reviews), out.values(), held)
    return Reviewed(
        replace(ledger, claims=held, entities=entities),
        out,
        holding,
        {about: tuple(told) for about, told in by_claim.items()},
        {claim: tuple(reviews) for claim, reviews in gives.items()},
    )


def _weight(review: Review) -> tuple[str, int, str]:
    day = day_range(review.date)[1] if review.date else ""
    return (day, STRENGTH.index(review.verdict), review.id)


def _entities(
    ledger: Ledger, giving: Iterable[Review], out: Iterable[Claim], held: Mapping[str, Claim]
) -> dict[str, SourceEntity]:
    """Source entities of the ledger in force: without those that only claims now out spoke of."""
    spoken_of = {member for claim in held.values() for _, member in claim.participants}
    gone = {member for claim in out for _, member in claim.participants} - spoken_of
    entities = {key: entity for key, entity in ledger.entities.items() if key not in gone}
    for review in giving:
        for entity in review.entities:
            if entity.id in spoken_of and entity.id not in ledger.entities:
                known = entities.get(entity.id, entity)
                entities[entity.id] = min(known, entity, key=lambda each: (each.name, each.source))
    return entities


def said(review: Review) -> str:
    """A review in one line: what, by whom, why."""
    dated = f" ({review.date})" if review.date else ""
    return f"{review.verdict} by {review.by}{dated}" + (f": {review.reason}" if review.reason else "")


def told(verdict: str, deciding: Sequence[Review], force: Reviewed) -> dict[str, str]:
    """What a claim's node says of the reviews that decide on it, and of those that they overrule; nothing without."""
    if not deciding:
        return {}
    reasons = list(dict.fromkeys(line for review in deciding for line in _reasons(verdict, review)))
    decisive = set(map(said, deciding))
    overruled = {said(other) for review in deciding for other in force.by_claim[review.about]} - decisive
    reasons += [f"against: {line}" for line in sorted(overruled)]
    by = ", ".join(sorted({review.by for review in deciding}))
    return {"review": verdict, "reviewed_by": by, **({"review_reason": "; ".join(reasons)} if reasons else {})}


def _reasons(verdict: str, review: Review) -> list[str]:
    instead = [f"in place of {review.about}"] if verdict == "accepted" and review.claim else []
    return [*instead, *([review.reason] if review.reason else [])]
