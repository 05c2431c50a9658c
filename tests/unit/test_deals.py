"""Which mentions are one deal, what it is called, how far it went, and the groups of sites it covers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from kg.fusion.project import Projection
from tests.support.build import Report, different, edges, entity_of, facts, graph_of, nodes, word

PAIR = ["Northline Fiber", "Harbor Data Centers"]


def pact(title: str, partners: Sequence[str] = PAIR, **told: object) -> Report:
    return Report(title, publisher=f"{title} News").say("partnership", partner=list(partners), **told)


def deals(graph: Projection) -> list[list[str]]:
    """The announced dates that each deal is made of."""
    return sorted(
        sorted(
            str(claim.props["announced"]) if "announced" in claim.props else str(claim.props["text"]) for claim in found
        )
        for found in (
            [graph.nodes["Claim", str(each)] for each in node.props["claims"]]  # type: ignore[union-attr]
            for node in nodes(graph, "Deal")
        )
    )


def count(*reports: Report) -> int:
    """How many deals there are; the same in every order of loading."""
    counts = {len(nodes(graph_of(*order), "Deal")) for order in permutations(reports)}
    (found,) = counts
    return found


def test_several_kinds_in_one_document_are_one_deal() -> None:
    report = Report("A")
    report.say("supply", supplier="Northline Fiber", customer="Harbor Data Centers")
    report.say("partnership", partner=PAIR)
    graph = graph_of(report)
    (deal,) = nodes(graph, "Deal")
    assert deal.props["kinds"] == ["partnership", "supply"]
    roles = sorted((edge.source[1], edge.props["role"]) for edge in edges(graph, "PARTY_TO"))
    north, harbor = (entity_of(graph, report.member(name)) for name in PAIR)
    assert roles == sorted([(north, "partner"), (north, "supplier"), (harbor, "partner"), (harbor, "customer")])


def test_deals_of_two_families_are_two() -> None:
    report = Report("A").say("partnership", partner=PAIR)
    report.say("acquisition", buyer="Northline Fiber", target="Harbor Data Centers")
    assert count(report) == 2


def test_partnerships_with_three_are_three_deals_and_one_between_three_is_one() -> None:
    three = Report("A")
    for name in ("Harbor Data Centers", "Vesta Capital", "Polder Realty"):
        three.say("partnership", partner=["Northline Fiber", name])
    together = pact("B", ["Northline Fiber", "Harbor Data Centers", "Vesta Capital", "Polder Realty"])
    assert count(three) == 3
    assert count(together) == 1
    assert count(three, together) == 4


def test_overlapping_dates_are_one_deal() -> None:
    assert count(pact("A", announced="2025-10-14"), pact("B", announced="2025-10"), pact("C", announced="2025-Q4")) == 1


def test_disjoint_dates_are_two_deals() -> None:
    assert count(pact("A", announced="2025-10-14"), pact("B", announced="2025-10-15")) == 2


def test_an_undated_mention_joins_the_only_deal() -> None:
    assert count(pact("A", announced="2025-10-14"), pact("B")) == 1
    assert count(pact("A"), pact("B")) == 1


def test_an_undated_mention_stays_apart_where_two_deals_fit() -> None:
    assert count(pact("A", announced="2021-03-01"), pact("B", announced="2025-10-14"), pact("C")) == 3


def test_a_year_does_not_glue_two_dated_deals() -> None:
    dated = pact("A", announced="2025-03-01"), pact("B", announced="2025-10-14")
    assert count(*dated, pact("C", announced="2025")) == 3
    assert count(*dated, pact("C", announced="2025-H1")) == 2


def test_a_year_in_one_document_does_not_glue_its_two_dated_deals() -> None:
    report = Report("A")
    for announced in ("2025-03-01", "2025-10-14", "2025"):
        report.say("partnership", partner=PAIR, announced=announced)
    assert count(report) == 3


def test_a_wide_date_in_a_document_does_not_widen_its_exact_one() -> None:
    report = Report("A").say("partnership", partner=PAIR, announced="2025-10-14")
    report.say("partnership", partner=PAIR, announced="2025", purpose="growth")
    assert count(report) == 1
    assert count(report, pact("B", announced="2025-03-01")) == 2


def test_an_undated_mention_of_two_amounts_goes_where_the_amount_is() -> None:
    two = Report("A")
    for amount in (100.0, 500.0):
        two.say(
            "investment",
            investor="Vesta Capital",
            recipient="Northline Fiber",
            amount_low=amount,
            amount_high=amount,
            currency="USD",
        )
    dated = Report("B").say(
        "investment", investor="Vesta Capital", recipient="Northline Fiber", amount_low=500.0, amount_high=500.0,
        currency="USD", announced="2025-10-14",
    )  # fmt: skip
    for order in ((two, dated), (dated, two)):
        found = nodes(graph_of(*order), "Deal")
        assert sorted(node.props["amount_low"] for node in found) == [100, 500]  # type: ignore[type-var]
        assert {node.props["amount_low"]: node.props["status"] for node in found}[500] == "corroborated"


def test_two_amounts_of_two_documents_are_one_disputed_deal() -> None:
    one, other = (
        pact(title, announced="2025-10-14", amount_low=amount, amount_high=amount, currency="USD")
        for title, amount in (("A", 100.0), ("B", 250.0))
    )
    (deal,) = nodes(graph_of(one, other), "Deal")
    assert deal.props["status"] == "disputed"
    assert deal.props["conflicts"] == ["amount: 100 USD (A News) | 250 USD (B News)"]


def test_amounts_in_two_currencies_are_no_conflict() -> None:
    one, other = (
        pact(title, announced="2025-10-14", amount_low=amount, amount_high=amount, currency=currency)
        for title, amount, currency in (("A", 100.0, "USD"), ("B", 90.0, "EUR"))
    )
    (deal,) = nodes(graph_of(one, other), "Deal")
    assert deal.props["status"] == "corroborated"


def test_the_stage_is_the_furthest_reached_and_an_earlier_one_is_no_conflict() -> None:
    graph = graph_of(pact("A", stage="closed"), pact("B", stage="rumoured"), pact("C", stage="signed"))
    (deal,) = nodes(graph, "Deal")
    assert deal.props["stage"] == "closed"
    assert deal.props["status"] == "corroborated"


def test_a_denied_stage_is_not_reached() -> None:
    (deal,) = nodes(graph_of(pact("A", stage="announced"), pact("B", stage="closed", stance="denies")), "Deal")
    assert deal.props["stage"] == "announced"
    assert deal.props["status"] == "disputed"


def test_a_denied_kind_is_no_kind_of_the_deal() -> None:
    denial = Report("B").say("supply", supplier="Northline Fiber", customer="Harbor Data Centers", stance="denies")
    (deal,) = nodes(graph_of(pact("A"), denial), "Deal")
    assert deal.props["kinds"] == ["partnership"]


def test_a_refuted_deal_has_a_fact_and_no_node() -> None:
    report = pact("A")
    graph = graph_of(report, word("Jane Analyst", "refutes", report.claim()))
    assert nodes(graph, "Deal") == []
    assert edges(graph, "PARTY_TO") == []
    (fact,) = facts(graph, "deal")
    assert fact.props["status"] == "refuted"
    assert fact.props["claims"] == [report.claim().id]


def test_the_two_tellings_of_one_partnership_are_corroborated() -> None:
    purchase = Report("B", publisher="Dock News").say("partnership", partner=PAIR, announced="2025-10")
    purchase.say("supply", supplier="Northline Fiber", customer="Harbor Data Centers", announced="2025-10")
    graph = graph_of(pact("A", announced="2025-10-14"), purchase)
    (deal,) = nodes(graph, "Deal")
    assert (deal.props["status"], deal.props["origins"]) == ("corroborated", 2)
    assert deal.props["announced"] == deal.props["since"] == "2025-10-14"


def test_a_deal_has_one_id_in_every_order() -> None:
    reports = [pact("A", announced="2025-10-14"), pact("B", announced="2025-10"), pact("C")]
    ids = {tuple(node.id for node in nodes(graph_of(*order), "Deal")) for order in permutations(reports)}
    assert len(ids) == 1


# Groups of facilities: a count and a scope, never sites.

STATES = ["US-AZ", "US-VA", "US-OH"]


def sites(
    title: str, *, number: int = 16, operator: str = "Harbor Data Centers", called: str = "new sites", deal: bool = True,  # noqa: E501
) -> Report:  # fmt: skip
    group = ("FacilityGroup", called)
    report = Report(title, publisher=f"{title} News")
    return add_sites(report, group, number, operator, deal=deal)


def add_sites(report: Report, group: tuple[str, str], number: int, operator: str, *, deal: bool = True) -> Report:
    report.say("attribute", subject=group, attribute="count", value=number)
    report.say("operation", operator=operator, operated=group)
    for state in STATES:
        report.say("location", located=group, place=("State", state))
    if deal:
        report.say("partnership", partner=PAIR, covers=group)
    return report


def test_a_group_gives_each_place_and_is_never_multiplied() -> None:
    graph = graph_of(sites("A"), sites("B", called="the 16 facilities"))
    (group,) = nodes(graph, "FacilityGroup")
    assert group.props["count"] == 16
    assert sorted(edge.target[1] for edge in edges(graph, "LOCATED_IN")) == [f"state-{code}" for code in sorted(STATES)]
    assert nodes(graph, "Facility") == []
    assert len(edges(graph, "COVERS")) == 1


@pytest.mark.parametrize("other", [{"number": 17}, {"operator": "Northline Fiber"}, {"deal": False}])
def test_groups_are_two_without_one_deal_one_operator_and_one_count(other: dict[str, object]) -> None:
    graph = graph_of(sites("A"), sites("B", called="the facilities", **other))  # type: ignore[arg-type]
    assert len(nodes(graph, "FacilityGroup")) == 2


def test_groups_of_one_name_and_no_deal_are_two() -> None:
    assert len(nodes(graph_of(sites("A", deal=False), sites("B", deal=False)), "FacilityGroup")) == 2


def test_groups_of_one_document_are_never_one() -> None:
    report = sites("A", called="sites in the east")
    add_sites(report, ("FacilityGroup", "sites in the west"), 16, "Harbor Data Centers")
    assert len(nodes(graph_of(report), "FacilityGroup")) == 2
    for order in permutations((report, sites("B"), sites("C"))):
        graph = graph_of(*order)
        east, west = (report.member(f"sites in the {part}", "FacilityGroup") for part in ("east", "west"))
        assert entity_of(graph, east) != entity_of(graph, west)


def test_a_person_keeps_groups_apart() -> None:
    one, other = sites("A"), sites("B")
    members = (report.member("new sites", "FacilityGroup") for report in (one, other))
    assert len(nodes(graph_of(one, other, different(*members)), "FacilityGroup")) == 2


def test_a_group_of_two_counts_or_two_operators_is_the_same_in_every_order() -> None:
    report = sites("A")
    group = ("FacilityGroup", "new sites")
    report.say("attribute", subject=group, attribute="count", value=17)
    report.say("operation", operator="Northline Fiber", operated=group)
    reading = report.reading()
    backwards = reading.model_copy(update={"claims": tuple(reversed(reading.claims))})
    for other in (sites("B"), sites("B", number=17), sites("B", operator="Northline Fiber")):
        one, two = graph_of(reading, other), graph_of(backwards, other)
        assert one.nodes == two.nodes
        assert one.edges == two.edges
