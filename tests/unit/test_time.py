"""When facts hold: bounds as wide as the words, disjoint periods, shares that follow one another."""

from __future__ import annotations

import itertools

import pytest

from kg.schema.graph import Edge
from tests.support.build import Report, edges, fact, facts, graph_of

TIMES = ("since", "since_latest", "since_text", "until", "until_earliest", "until_text")


def owns(title: str, **told: object) -> Report:
    return Report(title, publisher=f"{title} News").say(
        "ownership", owner="Vesta Capital", owned="Harbor Data Centers", **told
    )


def times(edge: Edge) -> dict[str, object]:
    return {name: edge.props[name] for name in TIMES if name in edge.props}


def by_time(found: list[Edge]) -> list[Edge]:
    return sorted(found, key=lambda edge: str(edge.props.get("since", "")))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q3", "2025-07-01", "2025-09-30"), ("2025-H1", "2025-01-01", "2025-06-30"),
    ],
)  # fmt: skip
def test_a_date_allows_every_day_of_its_words(text: str, first: str, last: str) -> None:
    (edge,) = edges(graph_of(owns("A", since=text)), "OWNS")
    assert times(edge) == {"since": first, "since_latest": last, "since_text": text}
    (edge,) = edges(graph_of(owns("A", until=text)), "OWNS")
    assert times(edge) == {"until": last, "until_earliest": first, "until_text": text}


def test_a_day_has_no_second_bound() -> None:
    (edge,) = edges(graph_of(owns("A", since="2021-05-06", until="2023-01-02")), "OWNS")
    assert times(edge) == {
        "since": "2021-05-06", "since_text": "2021-05-06", "until": "2023-01-02", "until_text": "2023-01-02",
    }  # fmt: skip


def test_a_missing_date_is_not_filled_in() -> None:
    (edge,) = edges(
        graph_of(Report("A", published="2025-10-14").say("rivalry", competitor="X", rival="Y")), "COMPETES_WITH"
    )
    assert times(edge) == {}
    assert edge.props["known_from"] == "2025-10-14"


def test_known_from_is_the_first_publication() -> None:
    late, early = owns("Late"), owns("Early")
    late._meta["published"], early._meta["published"] = "2025-11-03", "2025-10"
    (edge,) = edges(graph_of(late, early, owns("Undated")), "OWNS")
    assert edge.props["known_from"] == "2025-10-01"


def test_disjoint_periods_are_edges_of_one_fact() -> None:
    graph = graph_of(owns("A", since="2010", until="2014"), owns("B", since="2018"))
    first, second = by_time(edges(graph, "OWNS"))
    assert first.props["fact_id"] == second.props["fact_id"] == fact(graph, "ownership").id
    assert first.id != second.id
    assert first.props["until"] == "2014-12-31"
    assert second.props["since"] == "2018-01-01"
    assert "until" not in second.props
    assert fact(graph, "ownership").props["status"] != "disputed"


def test_periods_that_touch_in_time_are_one() -> None:
    graph = graph_of(owns("A", since="2010", until="2018"), owns("B", since="2010-04", until="2018"))
    (edge,) = edges(graph, "OWNS")
    assert edge.props["since_text"] == "2010-04"
    assert edge.props["status"] == "corroborated"


def test_dates_that_exclude_each_other_are_disputed() -> None:
    graph = graph_of(owns("A", since="2021"), owns("B", since="2022-03"))
    (edge,) = edges(graph, "OWNS")
    assert edge.props["status"] == "disputed"
    assert edge.props["conflicts"] == ["since: 2021 (A News) | 2022-03 (B News)"]


def test_shares_of_different_days_follow_one_another() -> None:
    graph = graph_of(
        *(
            owns(str(year), share_low=s, share_high=s, as_of=year)
            for year, s in (("2021", 30), ("2023-06-30", 45), ("2025-Q1", 60))
        )
    )
    found = by_time(edges(graph, "OWNS"))
    assert [edge.props["share_low"] for edge in found] == [30, 45, 60]
    assert [edge.props.get("since") for edge in found] == [None, "2023-06-30", "2025-01-01"]
    assert [edge.props.get("until") for edge in found] == ["2023-06-29", "2024-12-31", None]
    assert {edge.props["status"] for edge in found} == {"corroborated"}
    assert len(facts(graph, "ownership")) == 1


def test_shares_without_dates_are_disputed() -> None:
    graph = graph_of(owns("A", share_low=30, share_high=30), owns("B", share_low=60, share_high=60))
    (edge,) = edges(graph, "OWNS")
    assert edge.props["status"] == "disputed"
    assert edge.props["conflicts"] == ["share: 30 (A News) | 60 (B News)"]


def test_shares_of_one_day_are_disputed() -> None:
    graph = graph_of(
        owns("A", share_low=30, share_high=30, as_of="2024"), owns("B", share_low=60, share_high=60, as_of="2024")
    )
    (edge,) = edges(graph, "OWNS")
    assert edge.props["status"] == "disputed"


@pytest.mark.parametrize("wide", ["2024", "2024-01", "2024-Q1"])
def test_days_of_successive_shares_never_run_backwards(wide: str) -> None:
    graph = graph_of(
        owns("A", share_low=30, share_high=30, as_of="2020"),
        owns("B", share_low=45, share_high=45, as_of="2024-01-01"),
        owns("C", share_low=60, share_high=60, as_of=wide),
    )
    found = by_time(edges(graph, "OWNS"))
    for edge in found:
        assert str(edge.props.get("since", "")) <= str(edge.props.get("until", "9999"))
    for before, after in itertools.pairwise(found):
        assert str(before.props["until"]) < str(after.props["since"])


def test_a_first_share_holds_since_the_ownership_began() -> None:
    graph = graph_of(
        owns("A", since="2019"), owns("B", share_low=30, share_high=30, as_of="2021"),
        owns("C", share_low=60, share_high=60, as_of="2024"),
    )  # fmt: skip
    found = by_time(edges(graph, "OWNS"))
    assert [edge.props.get("since") for edge in found] == ["2019-01-01", "2024-01-01"]
    assert [edge.props.get("share_low") for edge in found] == [30, 60]


def test_shares_of_two_periods_leave_the_gap_between_them() -> None:
    graph = graph_of(
        owns("A", since="2010", until="2014", share_low=30, share_high=30, as_of="2012"),
        owns("B", since="2018", share_low=60, share_high=60, as_of="2020"),
    )
    first, second = by_time(edges(graph, "OWNS"))
    assert (first.props["until"], second.props["since"]) == ("2014-12-31", "2018-01-01")


def test_the_end_of_an_ownership_ends_its_last_share() -> None:
    graph = graph_of(
        owns("A", until="2025"), owns("B", share_low=30, share_high=30, as_of="2021"),
        owns("C", share_low=60, share_high=60, as_of="2024"),
    )  # fmt: skip
    found = by_time(edges(graph, "OWNS"))
    assert [edge.props.get("until") for edge in found] == ["2023-12-31", "2025-12-31"]
