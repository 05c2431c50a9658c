"""The laws of reviews: order, repetition, undo, a kill, a newer loader and merges leave no trace."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.fusion.project import Projection, project
from kg.fusion.reviews import reviewed
from kg.ledger import Ledger
from kg.schema.claims import Claim, Decision, Reading, Review, SourceEntity
from kg.state import ledger_of
from tests.laws.test_what_is_the_same import same
from tests.support.rdf import again
from tests.support.stores import settled
from tests.support.worlds import decisions, worlds

DATES = (None, "2025", "2026-01", "2026-01-15")


def ledger(world: Sequence[Reading], told: Sequence[Review] = (), decided: Sequence[Decision] = ()) -> Ledger:
    found = Ledger()
    for reading in world:
        found.add(reading)
    found.reviews.update((review.id, review) for review in told)
    found.decisions.update((decision.id, decision) for decision in decided)
    return found


def correction(reading: Reading, claim: Claim, name: str) -> tuple[Claim, tuple[SourceEntity, ...]]:
    """The claim with another first participant, who may be new to the document, said with another modality."""
    known = {entity.id: entity for entity in reading.entities}
    (role, first), *rest = claim.participants
    entity = SourceEntity.in_document(claim.source, known[first].label, name) if name else known[first]
    if known[first].label == "State":
        entity = known[first]
    modality = "opinion" if claim.modality != "opinion" else "asserted"
    told = claim.model_dump(exclude={"id"}) | {"participants": ((role, entity.id), *rest), "modality": modality}
    return Claim.model_validate(told), (entity,)


@st.composite
def reviews(draw: st.DrawFn, world: Sequence[Reading]) -> Review:
    """A person's word on one claim of a world."""
    reading = draw(st.sampled_from(world))
    claim = draw(st.sampled_from(reading.claims))
    known = {entity.id: entity for entity in reading.entities}
    verdict = draw(st.sampled_from(("accepted", "rejected", "corrected")))
    new, added = correction(reading, claim, draw(st.sampled_from(("", "Quay Networks", "Harbor"))))
    return Review(
        verdict=verdict, read=claim, claim=new if verdict == "corrected" else None,
        entities=(*(known[member] for _, member in claim.participants), *added),
        by=draw(st.sampled_from(("Ada", "Eve"))), reason=draw(st.sampled_from(("", "checked"))),
        date=draw(st.sampled_from(DATES)),
    )  # fmt: skip


@st.composite
def parts(draw: st.DrawFn, reading: Reading) -> Reading:
    """What another loader makes of the same document: some of the claims, and whom those speak of."""
    claims = tuple(claim for claim in reading.claims if draw(st.booleans()))
    return reading.model_copy(update={"claims": claims, "entities": spoken_of(reading, claims)})


def spoken_of(reading: Reading, claims: Sequence[Claim]) -> tuple[SourceEntity, ...]:
    """The entities of a reading that some claims name."""
    members = {member for claim in claims for _, member in claim.participants}
    return tuple(entity for entity in reading.entities if entity.id in members)


def some(data: st.DataObject, world: Sequence[Reading], most: int = 5) -> list[Review]:
    return data.draw(st.lists(reviews(world), min_size=1, max_size=most))


def stored(graph: Projection) -> Ledger:
    """What a store that holds the graph is read back as."""
    return ledger_of(graph.nodes.values())


@given(worlds(), st.data(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_loads_and_reviews_may_come_in_any_order(world: list[Reading], data: st.DataObject, random: object) -> None:
    told, decided = some(data, world), data.draw(st.lists(decisions(world), max_size=2))
    whole = project(ledger(world, told, decided))
    steps: list[Reading | Review] = [*world, *told, *told]
    random.shuffle(steps)  # type: ignore[attr-defined]
    other = ledger([], [], decided)
    for step in steps:
        if isinstance(step, Review):
            other.reviews[step.id] = step
        else:
            other.add(step)
        if data.draw(st.booleans()):
            other = stored(project(other))  # as the next command finds it
    assert same(project(other), whole)


@given(worlds(), st.data())
@settings(max_examples=25, deadline=None)
def test_a_store_is_read_back_as_what_was_read_and_told(world: list[Reading], data: st.DataObject) -> None:
    told = some(data, world)
    assert stored(project(ledger(world, told))) == ledger(world, told)


@given(worlds(), st.data())
@settings(max_examples=25, deadline=None)
def test_a_review_taken_back_leaves_no_trace(world: list[Reading], data: st.DataObject) -> None:
    told = some(data, world)
    gone = data.draw(st.sampled_from(told))
    given_ = stored(project(ledger(world, told)))
    del given_.reviews[gone.id]
    assert same(project(given_), project(ledger(world, [each for each in told if each.id != gone.id])))


@given(worlds(), st.data())
@settings(max_examples=25, deadline=None)
def test_reviews_hold_whatever_a_newer_loader_reads(world: list[Reading], data: st.DataObject) -> None:
    told = some(data, world)
    newer = [data.draw(parts(reading)) for reading in world]
    found = stored(project(ledger(world, told)))
    for reading in newer:
        found.add(reading)
    assert same(project(found), project(ledger(newer, told)))
    force = reviewed(found)
    for about, review in force.holding.items():
        if review.verdict != "accepted":
            assert about not in force.ledger.claims
        elif not any(each.about == about and each.verdict != "accepted" for each in force.holding.values()):
            assert about in force.ledger.claims


@given(worlds(), st.data())
@settings(max_examples=25, deadline=None)
def test_what_was_set_aside_is_behind_no_fact_and_stays_on_record(world: list[Reading], data: st.DataObject) -> None:
    told = some(data, world)
    found = project(ledger(world, told))
    force = reviewed(ledger(world, told))
    behind = {str(claim) for node in found.nodes.values() for claim in node.props.get("claims", ())}  # type: ignore[union-attr]
    for about, review in force.holding.items():
        if review.verdict != "accepted":
            assert about not in behind
            assert found.nodes["Claim", about].props["review"] == review.verdict
    assert {key for label, key in found.nodes if label == "Review"} == {review.id for review in told}
    for edge in found.edges.values():
        assert edge.source in found.nodes
        assert edge.target in found.nodes


@given(worlds(), st.data())
@settings(max_examples=25, deadline=None)
def test_a_rejected_claim_gives_the_facts_of_a_world_without_it(world: list[Reading], data: st.DataObject) -> None:
    reading = data.draw(st.sampled_from(world))
    claim = data.draw(st.sampled_from(reading.claims))
    known = {entity.id: entity for entity in reading.entities}
    word = Review(verdict="rejected", read=claim, entities=tuple(known[m] for _, m in claim.participants), by="Ada")
    rest = tuple(each for each in reading.claims if each.id != claim.id)
    without = reading.model_copy(update={"claims": rest, "entities": spoken_of(reading, rest)})
    others = [other for other in world if other.document != reading.document]
    found, wanted = project(ledger(world, [word])), project(ledger([*others, without]))
    record = ("Review", "Claim", "SourceEntity")
    assert {k: v for k, v in found.nodes.items() if k[0] not in record} == {
        k: v for k, v in wanted.nodes.items() if k[0] not in record
    }
    of_review = ("REVIEWS", "STATED_IN")
    assert {k: v for k, v in found.edges.items() if v.type not in of_review} == {
        k: v for k, v in wanted.edges.items() if v.type not in of_review
    }


@given(worlds(), st.data())
@settings(max_examples=25, deadline=None)
def test_entities_are_merged_as_if_the_ledger_in_force_had_been_read(world: list[Reading], data: st.DataObject) -> None:
    told, decided = some(data, world), data.draw(st.lists(decisions(world), max_size=3))
    read = ledger(world, told, decided)
    force = reviewed(read).ledger
    plain = Ledger(force.documents, force.datasets, force.entities, force.claims, force.decisions)
    found, wanted = project(read), project(plain)
    facts = {key: node for key, node in found.nodes.items() if key[0] == "Fact"}
    assert facts == {key: node for key, node in wanted.nodes.items() if key[0] == "Fact"}
    for (label, key), node in wanted.nodes.items():
        if label == "SourceEntity":
            assert found.nodes[label, key].props["entity"] == node.props["entity"]


@given(worlds(), st.data())
@settings(max_examples=25, deadline=None)
def test_reviews_of_a_document_that_is_gone_rest_until_it_is_back(world: list[Reading], data: st.DataObject) -> None:
    told = some(data, world)
    found = ledger(world, told)
    gone = world[0].document
    assert gone is not None
    whole = project(found)
    found.forget(gone.id)
    rest = [reading for reading in world if reading.document != gone]
    assert same(project(found), project(ledger(rest, told)))
    back = stored(project(found))
    for reading in world:
        back.add(reading)
    assert same(project(back), whole)


@given(worlds(), st.data(), st.sampled_from(("trig", "jsonld")))
@settings(max_examples=15, deadline=None)
def test_what_is_exported_as_rdf_and_imported_again_is_the_same(
    world: list[Reading], data: st.DataObject, syntax: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before, after = again(ledger(world, some(data, world)), syntax, Path(folder))
    assert (before.nodes, before.edges) == (after.nodes, after.edges)


@given(worlds(), st.data(), st.integers(1, 3))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_kill_between_two_batches_is_mended_by_the_same_command(
    world: list[Reading], data: st.DataObject, kill_at: int
) -> None:
    told = some(data, world)
    root = Path(tempfile.mkdtemp())
    try:
        assert settled(root / "killed.kg", world, 5, kill_at, told) == settled(root / "whole.kg", world, 5, None, told)
    finally:
        shutil.rmtree(root)
