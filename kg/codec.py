"""The ledger as nodes and back: what a store keeps of documents, source entities, claims, decisions and reviews."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.schema.claims import Claim, Dataset, Decision, Document, Quote, RecordField, Review, SourceEntity
from kg.schema.graph import Node, Value
from kg.schema.kinds import KINDS
from kg.schema.values import canonical

SHOWN_VALUES = ("label", "topic", "sentiment", "words", "about_label", "verdict", "by", "reason", "cites")
"""Claim values that queries read, beside the JSON text of all of them."""
BY_REVIEW = "by_review"
"""Marks a claim or source entity that is in the store by a review only: no part of what was read."""
_NOTHING: Mapping[str, Value] = {}


def document_node(document: Document) -> Node:
    """A document, its whole text included."""
    return Node("Document", document.id, _present(document.model_dump(exclude={"id"})))


def dataset_node(dataset: Dataset) -> Node:
    """A dataset's manifest."""
    return Node("Dataset", dataset.id, _present(dataset.model_dump(exclude={"id"})))


def decision_node(decision: Decision) -> Node:
    """A decision on identity."""
    return Node("Decision", decision.id, _present(decision.model_dump(exclude={"id"})))


def review_node(review: Review, derived: Mapping[str, Value]) -> Node:
    """A review with the claims it speaks of as JSON; `derived` is what fusion adds for queries."""
    props = {
        "source_id": review.document,
        "about": review.about,
        "verdict": review.verdict,
        "by": review.by,
        "reason": review.reason,
        "date": review.date,
        "read": canonical(review.read.model_dump(mode="json")),
        "claim": canonical(review.claim.model_dump(mode="json")) if review.claim else None,
        "entities": [canonical(entity.model_dump(mode="json")) for entity in review.entities],
    }
    return Node("Review", review.id, {**_present(props), **derived})


def source_entity_node(entity: SourceEntity, cluster: str, derived: Mapping[str, Value] = _NOTHING) -> Node:
    """A source entity and the entity it now belongs to; `derived` is what fusion adds."""
    props = _present(entity.model_dump(exclude={"id", "source"}))
    return Node("SourceEntity", entity.id, {**props, "source_id": entity.source, "entity": cluster, **derived})


def claim_node(claim: Claim, derived: Mapping[str, Value]) -> Node:
    """A claim with its evidence; `derived` is what fusion adds for queries."""
    props: dict[str, Any] = {
        "source_id": claim.source,
        "kind": claim.kind,
        "family": KINDS[claim.kind].family,
        "stance": claim.stance,
        "modality": claim.modality,
        "attributed_to": claim.attributed_to,
        "participants": [f"{role}={entity}" for role, entity in claim.participants],
        "values": canonical(claim.values),
        "quotes": [quote.quote for quote in claim.quotes],
        "spans": [f"{quote.start}-{quote.end}" for quote in claim.quotes],
        "records": [canonical(record.model_dump()) for record in claim.records],
    }
    shown = {name: claim.values[name] for name in SHOWN_VALUES if name in claim.values}
    return Node("Claim", claim.id, {**_present(props), **shown, **derived})


def read_document(node: Node) -> Document:
    """A document as it was stored."""
    return Document.model_validate({"id": node.id, **node.props})


def read_dataset(node: Node) -> Dataset:
    """A dataset as it was stored."""
    return Dataset.model_validate({"id": node.id, **node.props})


def read_decision(node: Node) -> Decision:
    """A decision as it was stored."""
    return Decision.model_validate({"id": node.id, **node.props})


def read_review(node: Node) -> Review:
    """A review as it was stored; `ValueError` when its content no longer has its id."""
    props = {name: value for name, value in node.props.items() if name in ("verdict", "by", "reason", "date")}
    stored: Mapping[str, Any] = node.props
    claims = {name: json.loads(stored[name]) for name in ("read", "claim") if name in stored}
    entities = [json.loads(text) for text in stored["entities"]]
    return Review.model_validate({"id": node.id, **props, **claims, "entities": entities})


def read_source_entity(node: Node) -> SourceEntity:
    """A source entity as it was stored."""
    props = {name: value for name, value in node.props.items() if name in ("label", "name", "record")}
    return SourceEntity.model_validate({"id": node.id, "source": node.props["source_id"], **props})


def read_claim(node: Node) -> Claim:
    """A claim as it was stored; `ValueError` when its content no longer has its id."""
    return Claim.model_validate({"id": node.id, **claim_content(node.props)})


def claim_content(props: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a claim from a node's properties."""
    return {
        "source": props["source_id"],
        "kind": props["kind"],
        "stance": props["stance"],
        "modality": props["modality"],
        "attributed_to": props.get("attributed_to"),
        "participants": [tuple(pair.split("=", 1)) for pair in props["participants"]],
        "values": json.loads(props["values"]),
        "quotes": list(_quotes(props["spans"], props["quotes"])),
        "records": [RecordField.model_validate_json(text) for text in props["records"]],
    }


def _quotes(spans: Iterable[str], quotes: Iterable[str]) -> Iterable[Quote]:
    for span, quote in zip(spans, quotes, strict=True):
        start, _, end = span.partition("-")
        yield Quote(start=int(start), end=int(end), quote=quote)


def _present(props: Mapping[str, Any]) -> dict[str, Value]:
    return {name: value for name, value in props.items() if value is not None}
