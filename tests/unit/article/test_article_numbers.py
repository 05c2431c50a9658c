"""Numbers of a text: whom they are about, what they measure, and whether they are there or aimed at."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.article.claims import reading
from kg.loaders.article.extract import extract
from kg.loaders.article.finding import Finding
from kg.loaders.article.lexicon import table
from kg.loaders.article.measured import key
from kg.loaders.vocabulary import Vocabulary
from kg.schema.claims import Document

EMPTY = Vocabulary()
TYPES = ("metric", "target", "network")


def numbers(text: str) -> list[Finding]:
    return [f for f in extract(text, EMPTY).findings if f.type in TYPES]


def told(text: str) -> set[str]:
    return {f"{f.type} | {f.subject} | {f.value} | {f.unit} | {f.date}" for f in numbers(text)}


def labels(text: str) -> dict[Any, str | None]:
    return {f.value: f.object for f in numbers(text)}


NONE = [pytest.param(row, id=row["id"]) for row in table("numbers")["none"]]
CASES = [
    pytest.param(*case[side], id=f"{name}-{side}")
    for name, case in table("numbers")["cases"].items()
    for side in ("example", "counter")
]


@pytest.mark.parametrize("row", NONE)
def test_what_is_no_measurement_is_not_found(row: dict[str, Any]) -> None:
    units = {row["units"]} if isinstance(row.get("units"), str) else set(row.get("units", ()))
    found = numbers(row["example"])
    if "money" in units:
        assert [f for f in found if f.unit == "USD"] == []
    else:
        assert [f for f in found if not units or f.unit in units] == []


@pytest.mark.parametrize("row", NONE)
def test_what_looks_like_it_and_is_a_measurement_is_found(row: dict[str, Any]) -> None:
    text, expected = row["counter"]
    assert expected in {f"{f.subject} | {f.value} | {f.unit}" for f in numbers(text)}


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_each_word_list_finds_its_example_and_leaves_its_counter_example(text: str, expected: str) -> None:
    assert expected in told(text) if expected else told(text) == set()


@pytest.mark.parametrize("section", ["aims", "periods", "subjects", "network"])
def test_every_word_list_has_a_case(section: str) -> None:
    lists = {f"{section}.{name}" for name, words in table("numbers")[section].items() if isinstance(words, str)}
    assert lists - set(table("numbers")["cases"]) == set()


def test_a_market_is_found_and_is_no_company_of_the_graph() -> None:
    text = "Northwind Fiber has 40 engineers. The Ohio colocation market is worth $300 million."
    assert "metric | Ohio colocation market | 300000000 | USD | None" in told(text)
    document = Document.of(text, "utf-8", None, kind="article", name="note.txt")
    claims = reading(document, extract(text, EMPTY)).claims
    assert [c.values["value_low"] for c in claims if c.kind == "observation"] == [40]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Northwind Fiber reported third-quarter revenue of $412 million.", {412_000_000: "third-quarter revenue"}),
        ("Northwind Fiber has $18 billion of assets under management.", {18_000_000_000: "assets"}),
        ("Northwind Fiber manages 25 institutional investment funds.", {25: "institutional investment funds"}),
        ("Northwind Fiber owns 40 MW of critical load.", {40: "critical load"}),
        ("Occupancy at Northwind Fiber was 94%.", {94: "Occupancy"}),
        ("Northwind Fiber saw a 30% rise in deployed ports.", {30: "deployed ports"}),
    ],
)
def test_a_label_is_the_noun_phrase_beside_the_number(text: str, expected: dict[Any, str]) -> None:
    assert labels(text) == expected


def test_a_label_key_does_not_depend_on_articles_and_case() -> None:
    assert key("The total Revenue of its Ohio campus") == key("revenue, Ohio campus") == "revenue ohio campus"


def test_a_change_tells_its_direction_and_basis() -> None:
    (up,) = numbers("Sales at Northwind Fiber rose 12% year over year.")
    (down,) = numbers("Northwind Fiber saw a 4% decline in churn.")
    assert (up.qualifiers["direction"], up.qualifiers["basis"]) == ("increase", "year over year")
    assert down.qualifiers["direction"] == "decrease"


def test_the_price_of_a_deal_is_no_metric_where_the_text_repeats_it() -> None:
    text = "Northwind Fiber acquired Halden Networks for $90 million. The $90 million came from Northwind Fiber's cash."
    assert [f for f in numbers(text) if f.value == 90_000_000] == []


def test_a_section_about_a_company_is_about_it() -> None:
    text = (
        "Northwind Fiber is growing in Ohio.\n\nNorthwind Fiber met Halden Networks.\n\nAbout Halden Networks\n\n"
        "Founded in 2009, the carrier has 300 engineers.\n"
    )
    assert "metric | Halden Networks | 300 | engineers | None" in told(text)


def test_the_quote_of_a_number_is_its_clause() -> None:
    text = "In Ohio, Northwind Fiber serves more than 4,000 schools, and it is growing."
    (found,) = numbers(text)
    assert [text[s.start : s.end] for s in found.spans] == ["Northwind Fiber serves more than 4,000 schools"]
    assert found.qualifiers["bound"] == "min"
