"""People, places and sites: every row of their tables finds its example and leaves its counter-example alone."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.article.extract import extract
from kg.loaders.article.finding import Finding
from kg.loaders.article.lexicon import table
from kg.loaders.article.titles import titles
from kg.loaders.vocabulary import Vocabulary

EMPTY = Vocabulary()


def rows(name: str, key: str) -> list[Any]:
    return [pytest.param(r, id=r["id"]) for r in table(name)[key]]


def found(text: str, type_: str) -> list[Finding]:
    return [f for f in extract(text, EMPTY).findings if f.type == type_]


def pairs(text: str, type_: str) -> set[str]:
    return {f"{f.subject} | {f.object}" for f in found(text, type_)}


@pytest.mark.parametrize("row", rows("people", "patterns"))
def test_person_counter_example(row: dict[str, Any]) -> None:
    assert pairs(row["counter"], "person_role") == set()


@pytest.mark.parametrize("row", rows("locations", "rows"))
def test_location_example(row: dict[str, Any]) -> None:
    text, expected = row["example"]
    assert expected in pairs(text, "located_in")


@pytest.mark.parametrize("row", rows("locations", "rows"))
def test_location_counter_example(row: dict[str, Any]) -> None:
    assert pairs(row["counter"], "located_in") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Jane Roe, Senior Vice President, Sales and Marketing, at Halden",
            ["Senior Vice President, Sales and Marketing"],
        ),
        ("Jane Roe, Director of Information Technology at Halden", ["Director of Information Technology"]),
        ("Jane Roe, CFO of Digital Harbor, and founder of Energy Works", ["CFO", "founder"]),
        (
            "Jane Roe, PE, director of mission critical services at Halden",
            ["PE, director of mission critical services"],
        ),
        ("as its new operations and project manager", ["operations and project manager"]),
        ("The asset manager Halden Capital is a channel partner; the platform leads", []),
    ],
)
def test_a_title_ends_where_the_company_begins(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in titles(text, 0, len(text))] == expected


def test_a_list_of_speakers_is_read_line_by_line() -> None:
    text = (
        "The panel:\n\n* Jane Roe, President & CEO, Northwind Fiber\n* John Doe, Solutions Manager, Halden Networks\n"
    )
    assert pairs(text, "person_role") == {"Jane Roe | Northwind Fiber", "John Doe | Halden Networks"}


def test_a_pronoun_is_the_person_spoken_of() -> None:
    text = (
        "Mary Jones is chief executive officer of Northwind Fiber. She previously served as chief financial officer of "
        "Halden Networks and, before that, as vice president of sales at Corvus Cable."
    )
    assert pairs(text, "person_role") == {
        "Mary Jones | Northwind Fiber",
        "Mary Jones | Halden Networks",
        "Mary Jones | Corvus Cable",
    }
    former = {f.object for f in found(text, "person_role") if f.qualifiers.get("status") == "terminated"}
    assert "Halden Networks" in former
    assert "Northwind Fiber" not in former


def test_a_public_officer_is_not_of_the_company_spoken_of() -> None:
    text = "Northwind Fiber opened a hub in Denver, Colorado. President Jane Roe and Governor John Doe were there."
    assert pairs(text, "person_role") == set()


def test_a_town_lies_in_the_state_behind_it() -> None:
    (seat,) = found("Northwind Fiber is headquartered in Dover, Delaware.", "located_in")
    assert (seat.object, seat.qualifiers["within"], seat.qualifiers["within_code"]) == ("Dover", "Delaware", "US-DE")
    assert seat.qualifiers["what"] == "headquarters"


def test_a_place_of_an_event_or_a_dateline_is_no_location() -> None:
    for text in (
        "DENVER, Colorado, Jan. 5, 2025 - Northwind Fiber today announced its results.",
        "Northwind Fiber will speak at the conference in Las Vegas.",
        "Demand for data centers in Virginia is growing, Northwind Fiber said.",
    ):
        assert found(text, "located_in") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Northwind Realty plans to open two dozen edge sites by 2027.", 24),
        ("Northwind Realty bought a pair of data centers in Ohio.", 2),
        ("Northwind Realty runs six Bitcoin mining facilities.", 6),
        ("Northwind Realty said the country has 150 data centers.", None),
        ("There are 5,000 data centers, said Northwind Realty.", None),
    ],
)
def test_groups_are_counted_by_figures_and_words(text: str, count: int | None) -> None:
    assert [f.value for f in found(text, "facility_group")] == ([count] if count else [])


def test_a_named_site_is_a_facility_with_its_operator_and_place() -> None:
    text = "Northwind Fiber is enlarging its flagship Harbor campus in Ohio."
    (site,) = found(text, "facility")
    assert (site.subject, site.object) == ("Northwind Fiber", "Harbor campus")
    assert "Harbor campus | Ohio" in pairs(text, "located_in")
