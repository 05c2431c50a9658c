"""Amounts, counts and dates are typed at the precision of the text."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.article.quantities import counts, dates, money, percents


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
    ],
)
def test_counts(text: str, value: float, unit: str, bound: str | None) -> None:
    (q,) = counts(text)
    assert (q.value, q.unit, q.bound) == (value, unit, bound)


def test_percent_range() -> None:
    (q,) = percents("10-15 percent")
    assert (q.value, q.bound) == ((10, 15), "range")


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
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert [d.iso for d in dates(text)] == [iso]


@pytest.mark.parametrize("text", ["$2025", "2025 MW", "12,025"])
def test_no_date(text: str) -> None:
    assert list(dates(text)) == []
