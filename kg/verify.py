"""Every claim checked again against what it rests on: the promise, made testable."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.codec import claim_content, read_review
from kg.schema.claims import Claim
from kg.schema.graph import Node
from kg.store.base import Store


@dataclass(slots=True)
class Report:
    """What was checked and each thing that does not hold: (id, why)."""

    documents: int = 0
    claims: int = 0
    quotes: int = 0
    reviews: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)


def verify(store: Store) -> Report:
    """Check documents against their hashes, claims and reviews against their ids, every quote against its text, and
    that every fact's claims are there.
    """
    report = Report()
    texts: dict[str, str] = {}
    for node in store.nodes("Document"):
        report.documents += 1
        texts[node.id] = str(node.props["text"])
        report.broken += [(node.id, why) for why in _document_faults(node)]
    datasets = {node.id for node in store.nodes("Dataset")}
    claims: set[str] = set()
    for node in store.nodes("Claim"):
        report.claims += 1
        report.quotes += len(_list(node.props, "spans"))
        report.broken += [(node.id, why) for why in _claim_faults(node, texts, datasets)]
        claims.add(node.id)
    for node in store.nodes("Fact"):
        lost = sorted(set(_list(node.props, "claims")) - claims)
        report.broken += [(node.id, f"the claim {claim} that it rests on is not stored") for claim in lost]
    for node in store.nodes("Review"):
        report.reviews += 1
        report.broken += [(node.id, why) for why in _review_faults(node, texts)]
    return report


def _document_faults(node: Node) -> Iterator[str]:
    name, text, original = node.props.get("name") or node.id, str(node.props["text"]), node.props.get("original")
    data = text.encode(str(node.props.get("encoding", "utf-8"))) if original is None else _bytes(str(original))
    digest = hashlib.sha256(data).hexdigest()
    what = "text" if original is None else "kept original"
    if digest != node.props["sha256"] or not node.id.endswith(digest[:20]):
        yield f"the {what} of {name} is not what was loaded: its SHA-256 is {digest}"
    if original is not None and hashlib.sha256(text.encode()).hexdigest() != node.props.get("text_sha256"):
        yield f"the text of {name} is not what was taken out of its original"


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def _claim_faults(node: Node, texts: Mapping[str, str], datasets: set[str]) -> Iterator[str]:
    source = str(node.props["source_id"])
    if source not in texts and source not in datasets:
        yield f"its source {source} is not stored"
        return
    try:
        Claim.model_validate({"id": node.id, **claim_content(node.props)})
    except ValueError as error:
        yield " ".join(str(error).split())
    for span, quote in zip(_list(node.props, "spans"), _list(node.props, "quotes"), strict=False):
        start, _, end = span.partition("-")
        if texts.get(source, "")[int(start) : int(end)] != quote:
            yield f"its quote does not stand at {span} of {source}: {quote[:60]!r}"


def _review_faults(node: Node, texts: Mapping[str, str]) -> Iterator[str]:
    try:
        review = read_review(node)
    except ValueError as error:
        yield " ".join(str(error).split())
        return
    wrong = review.misquoted(texts.get(review.document, "")) if review.document in texts else None  # else it rests
    if wrong:
        yield f"its quote does not stand at {wrong.start}-{wrong.end} of {review.document}: {wrong.quote[:60]!r}"


def _list(props: Mapping[str, Any], name: str) -> list[str]:
    return list(props.get(name, ()))
