"""The record behind the graph: documents, source entities, claims, decisions, reviews, and where each leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg.codec import (
    BY_REVIEW,
    claim_node,
    dataset_node,
    decision_node,
    document_node,
    source_entity_node,
)
from kg.fusion.entities import Shown
from kg.fusion.reviews import Reviewed, told
from kg.identity.cluster import Identity
from kg.ledger import Ledger
from kg.schema.claims import Claim
from kg.schema.graph import Edge, Node, Value
from kg.schema.kinds import KINDS
from kg.schema.values import content_id

if TYPE_CHECKING:
    from kg.fusion.project import Worked


def provenance(done: Worked, read: Ledger, force: Reviewed, names: Shown, live: set[str]) -> Iterator[Node | Edge]:
    """Everything of the ledger in force as nodes, with the edges of claims and mentions.

    `read` is the ledger as it was read: what it lacks stands by a review only, and says so. `live` are the ids of
    all nodes.
    """
    ledger, identity = done.ledger, done.identity
    facts = _facts_of(done)
    judged = _judged(done.fuser.verdicts)
    about_deal = _deal_views(done)
    for document in ledger.documents.values():
        yield document_node(document)
    for dataset in ledger.datasets.values():
        yield dataset_node(dataset)
    for decision in ledger.decisions.values():
        yield decision_node(decision)
    for entity in ledger.entities.values():
        yield source_entity_node(entity, identity.entity_of[entity.id], _added(entity.id in read.entities))
        if entity.source in ledger.documents:
            yield from _mention(entity.source, identity.entity_of[entity.id], names)
    for claim in ledger.claims.values():
        derived: dict[str, Value] = {
            "text": in_words(claim, read, identity, names),
            "origin": done.origins.shown[done.origins.of(claim)],
            "fact_ids": facts.get(claim.id, []),
        }
        stated_in = ledger.documents.get(claim.source)
        if stated_in and stated_in.published:
            derived["published"] = stated_in.published
        if claim.kind == "verdict":
            derived["targets"] = judged.get(claim.id, [])
        derived |= {**_added(claim.id in read.claims), **told("accepted", force.gives.get(claim.id, ()), force)}
        yield claim_node(claim, derived)
        if stated_in:
            yield link("STATED_IN", ("Claim", claim.id), ("Document", stated_in.id))
        for target in judged.get(claim.id, ()):
            yield link("JUDGES", ("Claim", claim.id), ("Claim", target))
        if KINDS[claim.kind].family == "view":
            yield from _view(claim, identity, names, about_deal, refuted=done.fuser.refuted(claim), live=live)


def _added(was_read: bool) -> dict[str, Value]:
    return {} if was_read else {BY_REVIEW: True}


def _facts_of(done: Worked) -> Mapping[str, list[str]]:
    facts: dict[str, list[str]] = defaultdict(list)
    for fact in (*done.deal_facts, *done.facts):
        for claim in fact.claims:
            facts[claim].append(fact.id)
    return {claim: sorted(set(ids)) for claim, ids in facts.items()}


def _judged(said: Mapping[str, Iterable[Claim]]) -> Mapping[str, list[str]]:
    judged: dict[str, list[str]] = defaultdict(list)
    for target, verdict_claims in said.items():
        for verdict in verdict_claims:
            judged[verdict.id].append(target)
    return {verdict: sorted(targets) for verdict, targets in judged.items()}


def _deal_views(done: Worked) -> Mapping[tuple[str, tuple[str, ...]], str]:
    """The deal of a document and a set of parties, where there is exactly one: what "the partnership" means there."""
    found: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for deal in done.deals:
        for claim in deal.claims:
            found[done.ledger.claims[claim].source, deal.parties].add(deal.id)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


def _view(
    claim: Claim,
    identity: Identity,
    names: Shown,
    deals: Mapping[tuple[str, tuple[str, ...]], str],
    *,
    refuted: bool,
    live: set[str],
) -> Iterator[Edge]:
    about = tuple(sorted({identity.entity_of[member] for member in claim.role("about")}))
    deal = deals.get((claim.source, about)) if len(about) > 1 else None
    if not refuted:
        for entity in (*about, *([deal] if deal in live else [])):
            if entity is not None:
                yield link("ABOUT", ("Claim", claim.id), names.key(entity))
    for speaker in sorted({identity.entity_of[member] for member in claim.role("speaker")}):
        yield link("SPOKEN_BY", ("Claim", claim.id), names.key(speaker))


def _mention(document: str, entity: str, names: Shown) -> Iterator[Edge]:
    if entity in names:
        yield link("MENTIONS", ("Document", document), names.key(entity))


def link(type_: str, source: tuple[str, str], target: tuple[str, str]) -> Edge:
    """An edge of the record between two nodes, each given by label and id."""
    return Edge(type_, content_id("edge", type_, list(source), list(target)), source, target, {})


def in_words(claim: Claim, read: Ledger, identity: Identity, names: Shown) -> str:
    """The claim in one line: kind, participants by role, values."""

    def called(member: str) -> str:
        entity = identity.entity_of.get(member)
        return names.name(entity) if entity is not None else read.entities[member].name

    who = [f"{role} {called(member)}" for role, member in claim.participants if role != "source"]
    what = [f"{name} {value}" for name, value in sorted(claim.values.items()) if not isinstance(value, list)]
    denial = "denies: " if claim.stance == "denies" else ""
    return f"{denial}{claim.kind}: {'; '.join(who + what)}"
