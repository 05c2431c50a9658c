"""Every row of the pattern tables finds its example and leaves its counter-example alone."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.article.extract import extract
from kg.loaders.article.finding import Finding
from kg.loaders.article.patterns import rows_of
from kg.loaders.vocabulary import Vocabulary

EMPTY = Vocabulary()
PARTNERSHIPS = frozenset({"partnership", "joint_venture"})


def rows(name: str) -> list[Any]:
    return [pytest.param(r, id=r["id"]) for r in rows_of(name)]


def found(text: str, type_: str) -> list[Finding]:
    return [f for f in extract(text, EMPTY).findings if f.type == type_]


def pairs(text: str, type_: str) -> set[str]:
    return {f"{f.subject} | {f.object}" for f in found(text, type_)}


@pytest.mark.parametrize("row", [*rows("deals"), *rows("frames")])
def test_deal_example(row: dict[str, Any]) -> None:
    text, expected = row["example"]
    assert expected in pairs(text, row["type"])


@pytest.mark.parametrize("row", [*rows("deals"), *rows("frames")])
def test_deal_counter_example(row: dict[str, Any]) -> None:
    assert pairs(row["counter"], row["type"]) == set()


@pytest.mark.parametrize("row", rows("denials"))
def test_denial_example(row: dict[str, Any]) -> None:
    text, expected = row["example"]
    read = extract(text, EMPTY)
    assert [f"{f.type} | {f.subject} | {f.object}" for f in read.denials] == [expected]
    assert pairs(text, expected.split(" ")[0]) == set()


@pytest.mark.parametrize("row", rows("denials"))
def test_denial_counter_example(row: dict[str, Any]) -> None:
    assert extract(row["counter"], EMPTY).denials == ()


@pytest.mark.parametrize("row", rows("investments"))
def test_investment_example(row: dict[str, Any]) -> None:
    text, expected = row["example"]
    assert expected in {f"{f.subject} | {f.object} | {f.value}" for f in found(text, "investment")}


@pytest.mark.parametrize("row", rows("investments"))
def test_investment_counter_example(row: dict[str, Any]) -> None:
    assert found(row["counter"], "investment") == []


@pytest.mark.parametrize("row", rows("people"))
def test_person_example(row: dict[str, Any]) -> None:
    text, expected = row["example"]
    assert expected in pairs(text, "person_role")


@pytest.mark.parametrize("row", rows("events"))
def test_event_example(row: dict[str, Any]) -> None:
    text, expected = row["example"]
    assert [f.subject for f in found(text, "event")] == [expected]
