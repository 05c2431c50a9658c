"""Claims become facts: discriminators, conflicts, origins and the order of the statuses."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.fusion.project import Projection
from kg.schema.graph import Node
from tests.support.build import Report, edges, fact, facts, graph_of, nodes, same, word

RELEASE = (
    "Northline Fiber today announced that it will run two thousand more miles of fiber through four counties by May."
)


def owns(title: str, publisher: str | None = None, **told: object) -> Report:
    meta: dict[str, object] = {"publisher": publisher} if publisher else {}
    return Report(title, **meta).say("ownership", owner="Vesta Capital", owned="Harbor Data Centers", **told)


def measured(title: str, low: float | None, high: float | None, unit: str = "MW", **told: object) -> Report:
    ends = {name: value for name, value in (("value_low", low), ("value_high", high)) if value is not None}
    return Report(title, publisher=f"{title} News").say(
        "observation", subject="Harbor Data Centers", metric="power", metric_label="power", unit=unit, **ends, **told
    )


def status(graph: Projection, kind: str = "ownership") -> object:
    return fact(graph, kind).props["status"]


# Statuses


def test_statuses_hold_in_their_order() -> None:
    one, other = (
        owns("A", "Fibre Weekly", share_low=30, share_high=30),
        owns("B", "Dock News", share_low=30, share_high=30),
    )
    clash = owns("C", "Harbour Post", share_low=60, share_high=60)
    refuted = word("Jane Analyst", "refutes", one.claim())
    assert status(graph_of(one)) == "single-source"
    assert status(graph_of(one, other)) == "corroborated"
    assert status(graph_of(one, other, clash)) == "disputed"
    assert status(graph_of(one, other, clash, refuted)) == "refuted"


def test_a_source_that_denies_disputes() -> None:
    assert status(graph_of(owns("A", "Fibre Weekly"), owns("B", "Dock News", stance="denies"))) == "disputed"


def test_what_is_only_denied_is_said_by_no_source_and_has_no_edge() -> None:
    graph = graph_of(owns("A", "Fibre Weekly", stance="denies"))
    assert status(graph) == "retired"
    assert edges(graph, "OWNS") == []


def test_a_persons_denial_disputes_and_an_endorsement_is_an_origin() -> None:
    report = owns("A", "Fibre Weekly")
    assert status(graph_of(report, word("Jane Analyst", "denies", report.claim()))) == "disputed"
    graph = graph_of(report, word("Jane Analyst", "endorses", report.claim()))
    assert (status(graph), fact(graph, "ownership").props["origins"]) == ("corroborated", 2)


def test_two_endorsements_of_one_person_are_one_origin() -> None:
    one, other = owns("A", "Fibre Weekly"), owns("B", "Fibre Weekly", modality="attributed")
    told = Report("Statements", kind="statements", author="Jane Analyst")
    for claim in (one.claim(), other.claim()):
        told.say("verdict", verdict="endorses", claim=claim.id, by="Jane Analyst", reason="checked", cites="a filing")
    assert fact(graph_of(one, other, told), "ownership").props["origins"] == 2


def test_a_refuted_fact_keeps_its_record_and_loses_its_edge() -> None:
    report = owns("A", "Fibre Weekly")
    graph = graph_of(report, word("Jane Analyst", "refutes", report.claim()))
    assert edges(graph, "OWNS") == []
    assert fact(graph, "ownership").props["claims"] == [report.claim().id]
    assert graph.nodes["Claim", report.claim().id].props["fact_ids"] == [fact(graph, "ownership").id]


def test_a_refuted_event_has_no_node_of_its_own() -> None:
    report = Report("A").say("event", subject="Northline Fiber", event_class="bankruptcy", event_label="went bankrupt")
    assert len(nodes(graph_of(report), "Event")) == 1
    graph = graph_of(report, word("Jane Analyst", "refutes", report.claim()))
    assert nodes(graph, "Event") == []
    assert edges(graph, "AFFECTED_BY") == []
    assert status(graph, "event") == "refuted"


def test_a_word_on_an_absent_claim_rests() -> None:
    report, absent = owns("A", "Fibre Weekly"), owns("B", "Dock News")
    assert status(graph_of(report, word("Jane Analyst", "refutes", absent.claim()))) == "single-source"


def test_a_refuted_attribute_is_not_shown() -> None:
    report = Report("A").say("attribute", subject="Northline Fiber", attribute="kind", value="bank")
    assert nodes(graph_of(report), "Organization")[0].props["kind"] == "bank"
    graph = graph_of(report, word("Jane Analyst", "refutes", report.claim()))
    assert "kind" not in nodes(graph, "Organization")[0].props


def test_a_denied_attribute_is_not_shown() -> None:
    report = Report("A").say("attribute", subject="Northline Fiber", attribute="kind", value="bank", stance="denies")
    assert "kind" not in nodes(graph_of(report), "Organization")[0].props


# Origins


def origins(*told: Report) -> object:
    counts = {fact(graph_of(*order), "ownership").props["origins"] for order in permutations(told)}
    (found,) = counts
    return found


def test_an_origin_is_the_publisher_else_the_document() -> None:
    assert origins(owns("A", "Fibre Weekly"), owns("B", "Fibre Weekly")) == 1
    assert origins(owns("A", "Fibre Weekly"), owns("B", "fibre weekly")) == 1
    assert origins(owns("A", "Fibre Weekly"), owns("B", "Dock News")) == 2
    assert origins(owns("A"), owns("B")) == 2


def test_the_publication_that_a_text_names_is_the_origin() -> None:
    cited = owns("A", "Fibre Weekly", source=("Organization", "Dock News"), modality="attributed")
    assert origins(cited, owns("B", "Dock News")) == 1
    assert origins(cited, owns("B", "Harbour Post", source=("Organization", "Dock News"))) == 1
    assert origins(cited, owns("B", "Fibre Weekly")) == 2


def test_a_publication_is_one_origin_under_both_its_names() -> None:
    cited = owns("A", "Fibre Weekly", source=("Organization", "DN")).named("DN", "Dock News")
    assert origins(cited, owns("B", "Dock News")) == 1


def test_a_publication_that_a_person_joined_is_one_origin() -> None:
    one = owns("A", "Fibre Weekly", source=("Organization", "Dock"))
    other = owns("B", "Harbour Post", source=("Organization", "The Docker"))
    joined = same(one.member("Dock"), other.member("The Docker"))
    assert fact(graph_of(one, other, joined), "ownership").props["origins"] == 1


def test_a_vague_source_is_no_origin() -> None:
    vague = owns("A", "Fibre Weekly", attributed_to="market analysis", modality="attributed")
    assert origins(vague, owns("B", "Fibre Weekly")) == 1
    assert origins(vague, owns("B", "Fibre Weekly", attributed_to="industry sources")) == 1


def test_the_echo_of_one_release_is_one_origin() -> None:
    told = [
        Report(title, publisher=f"{title} News").say(
            "ownership", RELEASE, owner="Vesta Capital", owned="Harbor Data Centers"
        )
        for title in "ABC"
    ]
    assert origins(*told) == 1
    assert origins(*told, owns("D", "Dock News")) == 2


def test_a_retelling_has_the_origin_that_it_names() -> None:
    retold = Report("A", publisher="A Blog", reported_by=["Dock News"])
    retold.say("ownership", owner="Vesta Capital", owned="Harbor Data Centers")
    assert origins(retold, owns("B", "Dock News")) == 1


# Values


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((100, 100), (100, 100), "corroborated"),
        ((100, 100), (120, 120), "disputed"),
        ((80, 120), (110, 150), "corroborated"),
        ((80, 100), (110, 150), "disputed"),
        ((100, None), (250, 250), "corroborated"),  # at least 100
        ((100, None), (90, 90), "disputed"),
        ((None, 100), (90, 90), "corroborated"),  # up to 100
        ((None, 100), (110, 110), "disputed"),
    ],
)
def test_ranges_and_bounds_conflict_only_where_they_exclude_each_other(
    one: tuple[float | None, float | None], other: tuple[float | None, float | None], expected: str
) -> None:
    for first, second in ((one, other), (other, one)):
        assert status(graph_of(measured("A", *first), measured("B", *second)), "observation") == expected


@pytest.mark.parametrize(
    ("bound", "value", "other", "expected"),
    [
        ("approx", 100, 105, "corroborated"), ("approx", 100, 130, "disputed"),
        ("min", 100, 250, "corroborated"), ("min", 100, 90, "disputed"),
        ("max", 100, 90, "corroborated"), ("max", 100, 110, "disputed"),
    ],
)  # fmt: skip
def test_the_word_of_a_bound_is_respected(bound: str, value: float, other: float, expected: str) -> None:
    """A loader may give "at least 100" with one end or with both."""
    ends = {"min": [(value, None), (value, value)], "max": [(None, value), (value, value)], "approx": [(value, value)]}
    for low, high in ends[bound]:
        graph = graph_of(measured("A", low, high, bound=bound), measured("B", other, other))
        assert status(graph, "observation") == expected


def test_different_units_are_not_compared() -> None:
    graph = graph_of(measured("A", 100, 100, "MW"), measured("B", 40, 40, "percent"))
    assert "disputed" not in {node.props["status"] for node in facts(graph, "observation")}


def test_values_in_two_units_are_both_shown() -> None:
    graph = graph_of(measured("A", 100, 100, "MW"), measured("B", 40, 40, "percent"))
    assert {node.props["unit"] for node in nodes(graph, "Observation")} == {"MW", "percent"}


def test_two_periods_are_two_observations() -> None:
    graph = graph_of(measured("A", 100, 100, period="2024"), measured("B", 120, 120, period="2025"))
    assert len(nodes(graph, "Observation")) == 2
    assert {node.props["status"] for node in facts(graph, "observation")} == {"single-source"}


def test_free_labels_fuse_only_when_their_slugs_are_equal() -> None:
    def of(title: str, label: str, metric: str) -> Report:
        return Report(title).say(
            "observation", subject="Northline Fiber", metric=metric, metric_label=label, value_low=5
        )

    graph = graph_of(
        of("A", "Route miles", "Route Miles"), of("B", "route-miles", "route-miles"), of("C", "miles", "miles")
    )
    assert len(nodes(graph, "Observation")) == 2


def test_the_value_that_most_origins_state_is_shown_and_the_other_stands_beside_it() -> None:
    told = [measured("A", 100, 100), measured("B", 120, 120), measured("C", 120, 120)]
    for order in permutations(told):
        (node,) = nodes(graph_of(*order), "Observation")
        assert node.props["value_low"] == 120
        assert node.props["conflicts"] == ["value: 100 MW (A News) | 120 MW (B News) | 120 MW (C News)"]


# Discriminators


def interests(*told: str | None) -> list[Node]:
    reports = [owns(str(place), f"{place} News", **({"interest": i} if i else {})) for place, i in enumerate(told)]
    return facts(graph_of(*reports), "ownership")


def test_an_unspecified_interest_joins_the_only_specified_one() -> None:
    assert len(interests(None, "equity")) == 1
    assert len(interests("unspecified", "equity")) == 1
    assert len(interests(None, "unspecified")) == 1
    assert len(interests(None, "equity", "votes")) == 3
    assert len(interests("equity", "votes")) == 2


def test_shares_and_dates_are_not_in_the_fact_id() -> None:
    graph = graph_of(owns("A", share_low=5.0), owns("B", since="2021"), owns("C", until="2025"))
    assert len(facts(graph, "ownership")) == 1


def event(title: str, **told: object) -> Report:
    return Report(title, publisher=f"{title} News").say(
        "event", subject="Northline Fiber", event_label="it happened", **told
    )


def test_events_are_told_apart_by_class_and_year() -> None:
    same_year = [event("A", event_class="outage", date="2025-03-01"), event("B", event_class="outage", date="2025")]
    (node,) = nodes(graph_of(*same_year), "Event")
    assert node.props["date"] == "2025-03-01"
    assert node.props["status"] == "corroborated"
    assert len(nodes(graph_of(*same_year, event("C", event_class="outage", date="2024")), "Event")) == 2
    assert len(nodes(graph_of(*same_year, event("C", event_class="bankruptcy", date="2025")), "Event")) == 2


def test_two_spellings_of_a_title_are_one_role() -> None:
    told = [
        Report(title, publisher=f"{title} News").say(
            "role", person="Ada Vos", organization="Northline Fiber", title=words
        )
        for title, words in (("A", "CEO"), ("B", "chief executive officer"), ("C", "Chief Executive"), ("D", "CFO"))
    ]
    graph = graph_of(*told)
    assert sorted(node.props["origins"] for node in facts(graph, "role")) == [1, 3]  # type: ignore[type-var]


def test_the_strongest_modality_holds_and_a_plan_is_planned() -> None:
    plan = owns("A", "Fibre Weekly", modality="projected")
    assert fact(graph_of(plan), "ownership").props["planned"] is True
    assert fact(graph_of(plan, owns("B", "Dock News")), "ownership").props["modality"] == "asserted"
