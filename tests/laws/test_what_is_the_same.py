"""The laws of "What is the same": order, repetition, kill, merge and undo leave no trace."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.fusion.project import Projection, project
from kg.ledger import Ledger
from kg.schema.claims import Decision, Reading
from tests.support.stores import settled
from tests.support.worlds import decisions, worlds


def graph(readings: list[Reading], told: list[Decision] | None = None) -> Projection:
    ledger = Ledger()
    for reading in readings:
        ledger.add(reading)
    for decision in told or []:
        ledger.decisions[decision.id] = decision
    return project(ledger)


def same(one: Projection, other: Projection) -> bool:
    return one.nodes == other.nodes and one.edges == other.edges and one.waiting == other.waiting


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_of_loading_does_not_matter(world: list[Reading], random: object) -> None:
    shuffled = list(world)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert same(graph(world), graph(shuffled))


@given(worlds(), st.data())
@settings(max_examples=100, deadline=None)
def test_loading_again_changes_nothing(world: list[Reading], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(world), max_size=4))
    assert same(graph(world), graph([*world, *again]))


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_forgetting_a_document_is_as_if_it_had_never_been_loaded(world: list[Reading]) -> None:
    ledger = Ledger()
    for reading in world:
        ledger.add(reading)
    gone = world[0].document
    assert gone is not None
    ledger.forget(gone.id)
    rest = [reading for reading in world if reading.document != gone]
    assert same(project(ledger), graph(rest))


@given(worlds(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_decision_taken_back_leaves_no_trace(world: list[Reading], data: st.DataObject) -> None:
    told = data.draw(st.lists(decisions(world), min_size=1, max_size=3))
    ledger = Ledger()
    for reading in world:
        ledger.add(reading)
    for decision in told:
        ledger.decisions[decision.id] = decision
    project(ledger)
    ledger.decisions.clear()
    assert same(project(ledger), graph(world))


@given(worlds(), st.data())
@settings(max_examples=100, deadline=None)
def test_decisions_may_come_in_any_order_and_before_what_they_speak_of(
    world: list[Reading], data: st.DataObject
) -> None:
    told = data.draw(st.lists(decisions(world), min_size=1, max_size=4))
    early = Ledger()
    for decision in reversed(told):
        early.decisions[decision.id] = decision
    for reading in world:
        early.add(reading)
    assert same(project(early), graph(world, told))


@given(worlds(), st.data())
@settings(max_examples=100, deadline=None)
def test_every_member_id_resolves_to_the_smallest_one_and_kept_apart_stays_apart(
    world: list[Reading], data: st.DataObject
) -> None:
    told = data.draw(st.lists(decisions(world), max_size=3))
    found = graph(world, told)
    home = {id_: node.props["entity"] for (label, id_), node in found.nodes.items() if label == "SourceEntity"}
    for member, entity in home.items():
        assert home[str(entity)] == entity
        assert any(id_ == entity for _, id_ in found.nodes), member
    for decision in told:
        sides = (decision.one, decision.other)
        if decision.verdict == "different" and all(side in home for side in sides):
            assert home[decision.one] != home[decision.other]


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_no_fact_without_claims_and_no_edge_of_a_refuted_fact(world: list[Reading]) -> None:
    found = graph(world)
    facts = {id_: node for (label, id_), node in found.nodes.items() if label == "Fact"}
    claims = {id_ for label, id_ in found.nodes if label == "Claim"}
    for fact in facts.values():
        assert fact.props["claims"]
        assert set(fact.props["claims"]) <= claims  # type: ignore[arg-type]
    for edge in found.edges.values():
        if "fact_id" in edge.props:
            assert facts[str(edge.props["fact_id"])].props["status"] not in ("refuted", "retired")


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_a_group_of_sites_never_becomes_more_sites(world: list[Reading]) -> None:
    found = graph(world)
    for (label, _), node in found.nodes.items():
        assert label != "Facility"
        if label == "FacilityGroup":
            assert node.props["count"] == 16


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_a_measurement_never_mixes_units(world: list[Reading]) -> None:
    units: dict[str, set[object]] = {}
    for reading in world:
        for claim in reading.claims:
            if claim.kind == "observation":
                units.setdefault(claim.id, set()).add(claim.values["unit"])
    for (label, _), node in graph(world).nodes.items():
        if label == "Fact" and node.props["kind"] == "observation":
            assert len({unit for claim in node.props["claims"] for unit in units[claim]}) == 1  # type: ignore[union-attr]


@given(worlds(), st.integers(1, 3))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_kill_between_two_batches_is_mended_by_the_same_command(world: list[Reading], kill_at: int) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        assert settled(root / "killed.kg", world, 7, kill_at) == settled(root / "whole.kg", world, 7, None)
    finally:
        shutil.rmtree(root)


@given(worlds(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_same_bytes_from_several_places_are_one_document_in_any_order(
    world: list[Reading], data: st.DataObject
) -> None:
    """Wire copy: other file names, publishers and days of the same bytes, read in any order, also twice."""
    copies = []
    for number, reading in enumerate(world):
        assert reading.document is not None
        told = data.draw(st.sampled_from([{}, {"publisher": "Wire"}, {"publisher": "Wire", "published": "2024-05-03"}]))
        copy = reading.document.model_copy(update={"name": f"copy-{number}.txt", **told})
        copies.append(reading.model_copy(update={"document": copy}))
    every = [*world, *copies]
    first, second = (data.draw(st.permutations([*every, *data.draw(st.lists(st.sampled_from(every)))])) for _ in "12")
    one, other = graph(first), graph(second)
    assert sum(label == "Document" for label, _ in one.nodes) == len(world)
    assert same(one, other)
