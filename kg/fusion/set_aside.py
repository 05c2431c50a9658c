"""What was read and does not hold, kept on the record: claims that people rejected or corrected, and their reviews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.codec import claim_node, review_node, source_entity_node
from kg.fusion.entities import Shown
from kg.fusion.provenance import in_words, link
from kg.fusion.reviews import Reviewed, said, told
from kg.ledger import Ledger
from kg.schema.claims import Claim
from kg.schema.graph import Edge, Node, Value

if TYPE_CHECKING:
    from kg.fusion.project import Worked


def set_aside(done: Worked, read: Ledger, force: Reviewed, names: Shown) -> Iterator[Node | Edge]:
    """The claims of the ledger as read that are out, the source entities that only they named, and every review."""
    for entity in read.entities.values():
        if entity.id not in force.ledger.entities:
            yield source_entity_node(entity, entity.id)  # by itself: no entity of the graph is made of it
    origins = {claim.id: _origin(claim, done, read) for claim in force.out.values()}
    for claim in force.out.values():
        document, holding = read.documents[claim.source], force.holding[claim.id]
        derived: dict[str, Value] = {
            "text": in_words(claim, read, done.identity, names),
            "origin": done.origins.shown.get(origins[claim.id], origins[claim.id]),
            "fact_ids": [],
            **({"published": document.published} if document.published else {}),
            **told(holding.verdict, (holding,), force),
        }
        yield claim_node(claim, derived)
        yield link("STATED_IN", ("Claim", claim.id), ("Document", document.id))
    for review in read.reviews.values():
        holds = force.holding.get(review.about) == review
        yield review_node(review, {"in_force": holds, "text": said(review)})
        if review.about in force.out or review.about in force.ledger.claims:
            yield link("REVIEWS", ("Review", review.id), ("Claim", review.about))
        if review.claim and review in force.gives.get(review.claim.id, ()):
            yield link("CORRECTS_TO", ("Review", review.id), ("Claim", review.claim.id))


def _origin(claim: Claim, done: Worked, read: Ledger) -> str:
    """The key of its origin; the name of a source that only claims set aside speak of."""
    unknown = [member for member in claim.role("source") if member not in done.identity.features]
    return read.entities[unknown[0]].name if unknown else done.origins.of(claim)
