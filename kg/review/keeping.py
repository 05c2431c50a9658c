"""Reviews in a store: what of a document waits for a person, what was decided, give and take back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from pydantic import ValidationError

from kg.fusion.reviews import reviewed
from kg.ledger import PLACES, Ledger
from kg.loaders.base import explain
from kg.render import printable
from kg.review.correcting import Proposal, in_line
from kg.schema.claims import Claim, Document, Review, SourceEntity
from kg.schema.graph import Node
from kg.schema.names import name_key
from kg.state import State, prepare
from kg.store.base import Store, StoreError

Verdict = Literal["accepted", "rejected", "corrected"]


class ReviewError(StoreError):
    """There is no such document, claim or review, or a review contradicts one that is there."""


def find_document(ledger: Ledger, text: str) -> Document:
    """The document of that id, file name or title. Raises `ReviewError` when none or several fit."""
    if text in ledger.documents:
        return ledger.documents[text]
    wanted = name_key(text)
    fitting = [
        each for each in ledger.documents.values() if text == each.name or wanted in map(name_key, _called(each))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise ReviewError(f"{text!r} can mean {', '.join(sorted(each.id for each in fitting))}: give the id of one")
    known = "; ".join(sorted(f"{each.name} ({each.id})" for each in ledger.documents.values())[:5])
    raise ReviewError(f"no document is called {text!r}; there {'are' if known else 'is none:'} {known or 'kg load'}")


def _called(document: Document) -> list[str]:
    return [each for each in (document.name, document.title) if each]


def proposals(ledger: Ledger, document: Document, kinds: Collection[str] = ()) -> list[Proposal]:
    """The claims of a document that nobody reviewed yet, in the order of the text; of some kinds only where named."""
    force = reviewed(ledger)
    decided = {*force.by_claim, *force.gives}
    found = [each for each in read_claims(ledger, document) if each.claim.id not in decided]
    return [each for each in found if not kinds or each.claim.kind in kinds]


def read_claims(ledger: Ledger, document: Document) -> list[Proposal]:
    """Every claim that was read in a document, in the order of the text."""
    known = _entities_of(ledger, document)
    own = [claim for claim in ledger.claims.values() if claim.source == document.id]
    own.sort(key=lambda claim: ([(quote.start, quote.end) for quote in claim.quotes], claim.kind, claim.id))
    return [Proposal(document, claim, known) for claim in own]


def _entities_of(ledger: Ledger, document: Document) -> Mapping[str, SourceEntity]:
    return {key: each for key, each in ledger.entities.items() if each.source in (document.id, PLACES)}


def elsewhere(nodes: Iterable[Node], document: Document) -> Mapping[str, list[str]]:
    """What other sources say of the same facts, by the claims of a document: words and where they stand."""
    claims = [node for node in nodes if node.label == "Claim"]
    behind: dict[str, list[Node]] = defaultdict(list)
    for node in claims:
        for fact in _texts(node, "fact_ids"):
            if node.props["source_id"] != document.id:
                behind[fact].append(node)
    own = [node for node in claims if node.props["source_id"] == document.id]
    return {
        node.id: sorted({_said(other) for fact in _texts(node, "fact_ids") for other in behind[fact]}) for node in own
    }


def _said(node: Node) -> str:
    words = "; ".join(f"“{quote}”" for quote in _texts(node, "quotes")) or str(node.props["text"])
    return f"{words} — {node.props['origin']}"


def _texts(node: Node, name: str) -> list[str]:
    return [str(each) for each in node.props.get(name, ())]  # type: ignore[union-attr]


def review(
    proposal: Proposal,
    verdict: Verdict,
    by: str,
    reason: str = "",
    date: str | None = None,
    correction: tuple[Claim, tuple[SourceEntity, ...]] | None = None,
) -> Review:
    """A person's word on a proposal. Raises `ValueError` where it breaks a rule."""
    claim, entities = correction or (None, ())
    if not by.strip() or printable(by) != by:
        raise ValueError(f"by: {printable(by)!r} is no name of the one who decides")
    told = {
        "verdict": verdict, "read": proposal.claim, "claim": claim, "entities": (*proposal.spoken_of, *entities),
        "by": by, "reason": reason, "date": date or None,
    }  # fmt: skip
    try:
        return Review.model_validate(told)
    except ValidationError as error:
        raise ValueError(explain(error)) from error


def check(ledger: Ledger, told: Review) -> None:
    """Raise `ReviewError` where a review could not hold beside what the ledger has."""
    document = ledger.documents.get(told.document)
    if document is None:
        raise ReviewError(f"{told.document} is no document of this store; load it first")
    if wrong := told.misquoted(document.text):
        raise ReviewError(f"{told.about}: its quote does not stand at {wrong.start}:{wrong.end} of {document.name}")
    for other in ledger.reviews.values():
        if other.id != told.id and other.about == told.about and other.by == told.by:
            raise ReviewError(
                f"{told.by} {other.verdict} {told.about} already; take it back first: kg review --undo {other.id}"
            )
    if told.claim is not None:
        before = reviewed(ledger).holding.get(told.claim.id)
        if before is not None and before.verdict != "accepted":
            raise ReviewError(
                f"{told.about} is corrected to {told.claim.id}, which {before.by} {before.verdict}; "
                f"take that back first: kg review --undo {before.id}"
            )


def give(store: Store, reviews: Iterable[Review]) -> int:
    """Enter reviews and settle the store, all or none; how many nodes and edges changed. Raises `ReviewError`."""
    prepare(store)
    state = State.read(store)
    for each in reviews:
        check(state.ledger, each)
        state.ledger.reviews[each.id] = each
    return state.settle()


def give_those_that_hold(store: Store, reviews: Iterable[Review]) -> list[str]:
    """Enter the reviews that can hold beside what others entered meanwhile; a line for each that cannot."""
    prepare(store)
    state = State.read(store)
    refused: list[str] = []
    for each in reviews:
        try:
            check(state.ledger, each)
        except ReviewError as error:
            refused.append(str(error))
        else:
            state.ledger.reviews[each.id] = each
    state.settle()
    return refused


def undo(store: Store, review_id: str) -> str:
    """Take a review back and settle the store; a line that says what came of it. Raises `ReviewError`."""
    prepare(store)
    state = State.read(store)
    gone = state.ledger.reviews.pop(review_id, None)
    if gone is None:
        raise ReviewError(f"no review {review_id}; `kg review --list` shows those there are")
    written = state.settle()
    return f"{review_id} taken back: {gone.about} is no longer {gone.verdict} by {gone.by}; {written} changed"


def listed(ledger: Ledger, document: Document | None = None) -> list[dict[str, Any]]:
    """Every review, of one document or of all, in the order of the text: what was read, what holds instead, by whom."""
    holding = set(map(id, reviewed(ledger).holding.values()))
    chosen = [each for each in ledger.reviews.values() if document is None or each.document == document.id]
    chosen.sort(key=lambda each: (each.document, [quote.start for quote in each.read.quotes], each.about, each.id))
    return [_row(ledger, each, holds=id(each) in holding) for each in chosen]


def _row(ledger: Ledger, told: Review, *, holds: bool) -> dict[str, Any]:
    document = ledger.documents.get(told.document)
    known = {entity.id: entity for entity in told.entities}
    return {
        "verdict": told.verdict,
        "read": in_line(told.read, known),
        "instead": in_line(told.claim, known) if told.claim else None,
        "by": told.by,
        "reason": told.reason or None,
        "date": told.date,
        "holds": holds,
        "document": document.name if document else told.document,
        "claim": told.about,
        "id": told.id,
    }
