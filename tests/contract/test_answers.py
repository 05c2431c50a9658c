"""An answer rests on claims, and on nothing that somebody else drew."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kg.answer import ask
from kg.schema.graph import Changes, Edge
from kg.store.open import open_store
from tests.support.cli import kg

TEXT = "Harbor Fiber, LLC has acquired Saltmarsh Landing, Inc. for $42 million.\n"


def test_an_edge_that_no_claim_stands_behind_is_in_no_answer(address: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT)
    assert kg("load", tmp_path / "one.txt", store=address).code == 0
    store = open_store(address, "write")
    harbor, saltmarsh = ((n.label, n.id) for n in store.nodes("Organization"))
    props = {"fact_id": "fact-made-up", "status": "corroborated", "since": "2020-01-01"}
    store.apply(Changes(put_edges=[Edge("OWNS", "edge-made-up", harbor, saltmarsh, props)]))
    found = ask(store, "owners", [saltmarsh[1]], valid_at="any")
    store.close()
    assert found.rows == []
    assert any("no stored claim stands behind" in note for note in found.notes)


def test_a_deal_that_one_article_denies_is_disputed_with_the_words_of_both(address: str, tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text(
        "Corvus buys\n\nMay 3, 2026 - Corvus Capital has agreed to acquire Saltmarsh Landing for $42 million.\n"
    )
    (tmp_path / "denied.txt").write_text(
        "A denial\n\nSaltmarsh Landing denied that it is being sold to Corvus Capital, and said no more.\n"
    )
    assert kg("load", tmp_path / "said.txt", tmp_path / "denied.txt", store=address).code == 0
    with closing(open_store(address, "read")) as store:
        (row,) = [row for row in ask(store, "disputed", valid_at="any").rows if row["kind"] == "deal"]
        (deal,) = ask(store, "deals", ["Saltmarsh Landing"], valid_at="any").rows
    assert row["supported_by"] == [
        "said.txt: May 3, 2026 … Corvus Capital has agreed to acquire Saltmarsh Landing for $42 million"
    ]
    assert row["denied_by"] == ["Saltmarsh Landing: Saltmarsh Landing denied that it is being sold to Corvus Capital"]
    assert deal["status"] == "disputed"


def test_what_is_only_denied_is_no_deal(address: str, tmp_path: Path) -> None:
    (tmp_path / "denied.txt").write_text("A denial\n\nSaltmarsh Landing is not a subsidiary of Corvus Capital.\n")
    assert kg("load", tmp_path / "denied.txt", store=address).code == 0
    with closing(open_store(address, "read")) as store:
        assert ask(store, "owners", ["Saltmarsh Landing"], valid_at="any").rows == []
