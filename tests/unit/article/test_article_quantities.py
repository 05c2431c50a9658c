"""Amounts, counts and dates are typed at the precision of the text."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.article.counts import again, counts
from kg.loaders.article.dates import dates
from kg.loaders.article.quantities import money, percents


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("$500–600 million", (500_000_000, 600_000_000), "USD", "range"),
        ("$500-600M", (500_000_000, 600_000_000), "USD", "range"),
        ("US$2.5 billion to $3 billion", (2_500_000_000, 3_000_000_000), "USD", "range"),
        ("between $5 and $6 million", (5_000_000, 6_000_000), "USD", "range"),
        ("$100M+", 100_000_000, "USD", "min"),
        ("over $100 million", 100_000_000, "USD", "min"),
        ("up to €1.5bn", 1_500_000_000, "EUR", "max"),
        ("about £40m", 40_000_000, "GBP", "approx"),
        ("$30 Million", 30_000_000, "USD", None),
        ("50 million dollars", 50_000_000, "USD", None),
        ("$4,000 per month", 4000, "USD", None),
        ("CAD$125,000", 125_000, "CAD", None),
        ("approximately ($1.2) million", 1_200_000, "USD", "approx"),
        ("to exceed $5.2 trillion", 5_200_000_000_000, "USD", "min"),
        ("ranging from $5 million to $6 million", (5_000_000, 6_000_000), "USD", "range"),
    ],
)
def test_money(text: str, value: Any, unit: str, bound: str | None) -> None:
    (q,) = money(text)
    assert (q.value, q.unit, q.bound) == (value, unit, bound)


def test_two_amounts_are_no_range() -> None:
    assert [q.value for q in money("raised $5 million and $6 million")] == [5_000_000, 6_000_000]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("70+ third-party data centers", 70, "facilities", "min"),
        ("16 major metro areas", 16, "metro_areas", None),
        ("340,000-route-mile network", 340_000, "route_miles", None),
        ("1.26 petabytes", 1.26, "PB", None),
        ("a 1.2GW campus", 1.2, "GW", None),
        ("two data centers", 2, "facilities", None),
        ("more than 2 million homes", 2_000_000, "homes", "min"),
        ("25 institutional investment funds", 25, "funds", None),
        ("350 U.S. and international investors", 350, "investors", None),
        ("nearly three-dozen nodes", 36, "nodes", "approx"),
        ("100 kW+ per cabinet", 100, "kW", "min"),
        ("two to three additional accretive businesses", (2, 3), "businesses", "range"),
        ("a pipeline of over one gigawatt", 1, "GW", "min"),
    ],
)
def test_counts(text: str, value: float, unit: str, bound: str | None) -> None:
    (q,) = counts(text)
    assert (q.value, q.unit, q.bound) == (value, unit, bound)


@pytest.mark.parametrize("text", ["two brothers", "in 2025 serves Ohio", "five years' business", "1547 selects sites"])
def test_no_count_of_things(text: str) -> None:
    assert [q for q in counts(text) if q.unit not in ("years", "sites")] == []


def test_a_change_is_two_numbers_and_no_range() -> None:
    assert [q.value for q in counts("grew from 5 to 8 MW")] == [5, 8]
    assert [q.value for q in money("rose from $5 million to $8 million")] == [5_000_000, 8_000_000]
    assert [q.value for q in percents("from 10% to 12%")] == [10, 12]


def test_a_bare_number_takes_up_the_unit_before_it() -> None:
    text = "mined 181 coins, compared with 179 in June and 2025 in all"
    (first,) = counts(text)
    assert [(q.value, q.unit) for q in again(text, first, len(text))] == [(179, "coins")]


def test_percent_range() -> None:
    (q,) = percents("10-15 percent")
    assert (q.value, q.bound) == ((10, 15), "range")
    (word,) = percents("up to two percent")
    assert (word.value, word.bound) == (2, "max")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Saturday, Nov 22, 2025 6:00 pm", "2025-11-22"),
        ("3 March 2025", "2025-03-03"),
        ("March 2026", "2026-03"),
        ("Q3 2025", "2025-Q3"),
        ("third quarter of 2024", "2024-Q3"),
        ("1H 2026", "2026-H1"),
        ("since 2021", "2021"),
        ("by mid-2025", "2025"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert [d.iso for d in dates(text)] == [iso]


@pytest.mark.parametrize("text", ["$2025", "2025 MW", "12,025"])
def test_no_date(text: str) -> None:
    assert list(dates(text)) == []
