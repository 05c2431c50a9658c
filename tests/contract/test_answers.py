"""An answer rests on claims, and on nothing that somebody else drew."""

from __future__ import annotations

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
