"""The whole way as a user goes it, by the command: load, ask, refute, look behind the answer. On both engines."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

import kg as package
from kg.answer import Answer, ask
from kg.find import NoSuchEntity
from kg.pipeline import load
from kg.state import State, prepare
from kg.store.open import open_store
from kg.verify import verify
from tests.support.cli import kg
from tests.support.stores import dump

SAMPLE = Path(package.__file__).parent / "sample"
CORRECTIONS = SAMPLE / "corrections.statements.yaml"


@pytest.fixture(params=["articles", "sample"])
def documents(request: pytest.FixtureRequest) -> list[Path]:
    if request.param == "sample":
        return sorted(SAMPLE.glob("*.txt"))
    shared: Path = request.getfixturevalue("shared")
    return sorted((shared / "gold").glob("*.txt"))


def told(address: str, *paths: Path) -> None:
    """Load in this process: the tests below are about what comes of it."""
    store = open_store(address, "write")
    try:
        prepare(store)
        assert load(State.read(store), paths).rejected == []
    finally:
        store.close()


def answer(address: str, name: str, *args: str) -> Answer:
    store = open_store(address)
    try:
        return ask(store, name, args, valid_at="any")
    finally:
        store.close()


def rows(address: str, name: str, *args: str) -> list[dict[str, Any]]:
    return answer(address, name, *args).rows


def test_a_refuted_claim_is_in_no_answer_and_why_shows_both_sides(address: str, documents: list[Path]) -> None:
    assert kg("load", *documents, store=address).code == 0
    (event,) = (row for row in rows(address, "events", "Lumen") if row["event_class"] == "bankruptcy")
    assert kg("load", CORRECTIONS, store=address).code == 0
    assert [row for row in rows(address, "events", "Lumen") if row["event_class"] == "bankruptcy"] == []
    (refuted,) = rows(address, "disputed", "Lumen")
    assert (refuted["kind"], refuted["status"]) == ("event", "refuted")
    assert refuted["facts"] == event["facts"]
    behind = kg("-f", "table", "why", *event["facts"], store=address).out
    assert "bankruptcy restructuring in 2023" in behind
    assert "REFUTES" in behind
    assert "dealgraph editors" in behind
    assert "Form 10-K" in behind


def test_every_name_of_a_company_leads_to_it(address: str, documents: list[Path]) -> None:
    told(address, *documents)

    def meant(name: str) -> str:
        return str(answer(address, "people", name).params["who"])

    assert len({meant(name) for name in ("Lumen", "Lumen Technologies", "LUMN", "lumen technologies")}) == 1
    assert len({meant(name) for name in ("QTS", "QTS Data Centers")}) == 1


def test_the_two_documents_make_one_deal_of_two_origins(address: str, documents: list[Path]) -> None:
    told(address, *reversed(documents))
    (deal,) = (row for row in rows(address, "deals", "Lumen") if "supply" in row["kinds"])
    assert deal["kinds"] == ["partnership", "supply"]
    assert deal["status"] == "corroborated"
    assert sorted(deal["roles"]) == ["partner", "supplier"]


def test_nobody_named_beside_the_story_is_a_partner(address: str, documents: list[Path]) -> None:
    told(address, *documents)
    partners = {name.split(" (")[0] for row in rows(address, "deals", "Lumen") for name in row["counterparties"]}
    assert partners == {"Palantir Technologies", "Commvault", "QTS Data Centers"}
    for stranger in ("Nvidia", "AMD", "C3.ai", "DCD"):
        with contextlib.suppress(NoSuchEntity):
            assert rows(address, "deals", stranger) == []


def test_two_stores_told_the_same_give_the_same_bytes(address: str, documents: list[Path], tmp_path: Path) -> None:
    other = str(tmp_path / "other.kg")
    told(address, *documents, CORRECTIONS)
    for document in (*reversed(documents), CORRECTIONS, *documents):
        told(other, document)
    assert dump(address) == dump(other)
    store = open_store(address)
    try:
        assert verify(store).broken == []
    finally:
        store.close()


def test_the_demo_answers_and_a_second_run_prints_the_same(tmp_path: Path) -> None:
    first = kg("demo", store=tmp_path / "demo.kg")
    again = kg("demo", store=tmp_path / "demo.kg")
    assert first.code == again.code == 0, first.err
    assert first.out == again.out
    assert "Blackstone" in first.out
    assert "no source names an owner of Blackstone" in first.out
    for state in ("Arizona", "Georgia", "Ohio", "Oregon", "Texas", "Virginia"):
        assert state in first.out


def test_the_demo_does_not_touch_a_store_with_other_documents(tmp_path: Path) -> None:
    path = tmp_path / "own.statements.yaml"
    path.write_text("by: Ada\nstatements:\n  - {says: asserts, kind: rivalry, competitor: A Co, rival: B Co}\n")
    assert kg("load", path, store=tmp_path / "own.kg").code == 0
    before = kg("export", "jsonl", store=tmp_path / "own.kg").out
    done = kg("demo", store=tmp_path / "own.kg")
    assert done.code == 1
    assert "takes a store of its own" in done.err
    assert kg("export", "jsonl", store=tmp_path / "own.kg").out == before
