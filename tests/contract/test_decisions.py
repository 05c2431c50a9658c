"""A person decides that two names are one, or are not; the decision can be taken back. On both engines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.decisions import UnknownDecision, decide, undo, waiting
from kg.export.canonical import lines
from kg.pipeline import load
from kg.state import State, prepare
from kg.store.base import Store
from tests.support.cli import kg

ONE = "by: Ada\nstatements:\n  - {says: asserts, kind: ownership, owner: Vesta Capital Group, owned: Harbor}\n"
OTHER = "by: Eve\nstatements:\n  - {says: asserts, kind: rivalry, competitor: Harbor, rival: Zed Networks Group}\n"


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    for name, text in (("one", ONE), ("other", OTHER)):
        (tmp_path / f"{name}.statements.yaml").write_text(text)
    prepare(store)
    assert load(State.read(store), sorted(tmp_path.glob("*.yaml"))).rejected == []
    return store


def harbors(store: Store) -> set[str]:
    return {node.id for node in store.nodes("Organization") if node.props["name"] == "Harbor"}


def pair(store: Store) -> dict[str, Any]:
    (row,) = waiting(store)
    return row


def test_an_equal_name_alone_waits_for_a_person(filled: Store) -> None:
    assert len(harbors(filled)) == 2
    assert pair(filled)["reasons"] == ["equal name"]


def test_a_decision_makes_two_names_one_and_undo_leaves_no_trace(filled: Store) -> None:
    before = list(lines(filled))
    row = pair(filled)
    told = decide(filled, "same", row["one"], row["other"], "Ada Example", "same registry number")
    assert len(harbors(filled)) == 1
    (decision,) = (each for each in waiting(filled) if each["by"] == "Ada Example")
    assert decision["reasons"] == ["same registry number"]
    undo(filled, told.split(":", maxsplit=1)[0])
    assert list(lines(filled)) == before


def test_names_that_a_person_keeps_apart_wait_no_more(filled: Store) -> None:
    row = pair(filled)
    decide(filled, "different", row["one"], row["other"], "Ada Example")
    assert len(harbors(filled)) == 2
    assert [each["state"].split(":")[0] for each in waiting(filled)] == ["different"]


def test_a_decision_on_what_is_not_there_is_refused(filled: Store) -> None:
    with pytest.raises(UnknownDecision, match="kg resolve list"):
        decide(filled, "same", "org-absent", pair(filled)["one"], "Ada Example")
    with pytest.raises(UnknownDecision, match="kg resolve list"):
        undo(filled, "decision-absent")


def test_the_commands_do_the_same(tmp_path: Path) -> None:
    address = tmp_path / "own.kg"
    for name, text in (("one", ONE), ("other", OTHER)):
        (tmp_path / f"{name}.statements.yaml").write_text(text)
    assert kg("load", tmp_path, store=address).code == 0
    (row,) = json.loads(kg("-f", "json", "resolve", "list", store=address).out)
    done = kg("resolve", "accept", row["one"], row["other"], "--by", "Ada", store=address)
    assert done.code == 0, done.err
    decision = done.err.split(":")[0]
    assert kg("resolve", "undo", decision, store=address).code == 0
    assert kg("resolve", "undo", decision, store=address).code == 1
    assert kg("resolve", "accept", row["one"], row["one"], "--by", "Ada", store=address).code in (1, 2)
