"""The law of RDF: what is exported and imported again is the same graph, in every syntax."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.fusion.project import project
from kg.ledger import Ledger
from kg.schema.claims import Claim, Decision, Reading, Review
from tests.support.build import Report, different, ledger_of, register, same, word
from tests.support.rdf import again, quads, written
from tests.support.worlds import decisions, worlds

SYNTAXES = ("trig", "nquads", "turtle", "jsonld")
ORG = "Organization"
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
DATES = st.sampled_from(("2021", "2025-10", "2025-11-03", "2025-Q3", "2025-H2", None))
SHARES = st.sampled_from(((None, None), (30.0, 30.0), (30.0, 51.5), (None, 10.0), (0.1, None)))


def present(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def assert_same(ledger: Ledger, syntax: str, **more: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before, after = again(ledger, syntax, Path(folder), **more)
    assert before.nodes == after.nodes
    assert before.edges == after.edges


@given(worlds(), st.data(), st.sampled_from(SYNTAXES))
@settings(max_examples=40, deadline=None)
def test_any_world_comes_back_as_it_was(world: list[Reading], data: st.DataObject, syntax: str) -> None:
    told = data.draw(st.lists(decisions(world), max_size=3))
    assert_same(ledger_of(*world, *told), syntax)


@st.composite
def dealings(draw: st.DrawFn) -> list[Report | Reading | Decision]:
    """Parallel deals of the same parties, stakes as ranges, open values, verdicts, lists, records, odd names."""
    one, other = draw(TEXT), f"Harbor {draw(TEXT)}"
    report = Report("First", published=draw(DATES), publisher=draw(TEXT), reported_by=draw(st.lists(TEXT, max_size=3)))
    for amount in draw(st.lists(st.sampled_from((1.5, 2e22, 100, 10**15)), min_size=1, max_size=3)):
        report.say(
            "acquisition", buyer=one, target=other, amount_low=amount, currency="USD",
            services=draw(st.lists(TEXT, max_size=3)), **present(announced=draw(DATES), bound="min"),
        )  # fmt: skip
    low, high = draw(SHARES)
    report.say("ownership", owner=one, owned=other, modality="attributed", attributed_to=draw(TEXT),
               **present(share_low=low, share_high=high, since=draw(DATES), until=draw(DATES)))  # fmt: skip
    report.say("ownership", owner=one, owned=other, stance="denies", **present(since=draw(DATES)))
    report.say(
        "observation", subject=one, metric="miles", value_low=draw(st.floats(-1e9, 1e300)), delta=draw(st.booleans())
    )
    report.say("risk", about=one, label=draw(TEXT))
    report.say("location", located=("Facility", draw(TEXT)), place=("State", "US-AZ"))
    told: list[Report | Reading | Decision] = [report]
    if draw(st.booleans()):
        told.append(word("Ada Example", draw(st.sampled_from(("refutes", "denies", "endorses"))), report.claim(0)))
    if draw(st.booleans()):
        told.append(register("a register/of #1", [("r 1", one, {"lei": draw(TEXT)}), ("r/2", other, {"asn": "64500"})]))
    decide = draw(st.sampled_from((same, different, None)))
    if decide:
        told.append(decide(report.member(one), draw(st.sampled_from((report.member(other), "org-absent")))))
    return told


@given(dealings(), st.sampled_from(SYNTAXES))
@settings(max_examples=50, deadline=None)
def test_deals_stakes_verdicts_and_odd_strings_come_back(told: list[Report | Reading | Decision], syntax: str) -> None:
    assert_same(ledger_of(*told), syntax)


@given(dealings(), st.sampled_from(("accepted", "rejected", "corrected")), st.sampled_from(SYNTAXES), DATES)
@settings(max_examples=15, deadline=None)
def test_reviews_of_claims_come_back(
    told: list[Report | Reading | Decision], verdict: str, syntax: str, date: str | None
) -> None:
    ledger = ledger_of(*told)
    assert isinstance(told[0], Report)
    read = told[0].claim(0)
    instead = Claim.model_validate({**read.model_dump(exclude={"id"}), "modality": "projected"})
    review = Review.model_validate({
        "verdict": verdict, "read": read, "claim": instead if verdict == "corrected" else None, "date": date,
        "entities": told[0].reading().entities, "by": "Ada Example",
    })  # fmt: skip
    ledger.reviews[review.id] = review
    assert_same(ledger, syntax)


@given(dealings())
@settings(max_examples=15, deadline=None)
def test_every_syntax_says_the_same(told: list[Report | Reading | Decision]) -> None:
    graph = project(ledger_of(*told))
    found = {syntax: quads(written(graph, syntax), syntax) for syntax in SYNTAXES}
    assert found["trig"] == found["nquads"] == found["jsonld"]
    assert found["turtle"] == {type(quad)(*quad.triple) for quad in found["trig"]}


@given(dealings())
@settings(max_examples=5, deadline=None)
def test_another_base_comes_back_too(told: list[Report | Reading | Decision]) -> None:
    assert_same(ledger_of(*told), "trig", base="https://data.example.org/graph/")
