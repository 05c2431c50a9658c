"""A document that is retracted is as if it had never been loaded; an edge that nobody stands behind is in no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.answer import ask
from kg.export.canonical import lines
from kg.schema.graph import Changes, Edge
from kg.store.base import Store
from kg.store.open import open_store
from tests.support.cli import kg

TEXT = "Harbor Fiber, LLC has acquired Saltmarsh Landing, Inc. for $42 million.\n"


def dump(address: str) -> list[str]:
    store: Store = open_store(address)
    try:
        return list(lines(store))
    finally:
        store.close()


def test_a_retracted_document_leaves_no_trace(address: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "two.txt").write_text(TEXT.replace("42", "43"))
    assert kg("load", tmp_path / "one.txt", store=address).code == 0
    before = dump(address)
    assert kg("load", tmp_path / "two.txt", store=address).code == 0
    assert dump(address) != before
    done = kg("retract", "two.txt", store=address)
    assert done.code == 0
    assert "two.txt" in done.err
    assert dump(address) == before
    refused = kg("retract", "three.txt", store=address)
    assert refused.code == 1
    assert len(refused.complaints) == 1


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


def test_an_export_goes_into_a_device_and_through_a_link(tmp_path: Path) -> None:
    address = tmp_path / "store"
    (tmp_path / "one.txt").write_text(TEXT)
    assert kg("load", tmp_path / "one.txt", store=address).code == 0
    assert kg("export", "jsonl", "-o", "/dev/null", store=address).code == 0
    assert Path("/dev/null").is_char_device()
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    assert kg("export", "jsonl", "-o", tmp_path / "link.jsonl", store=address).code == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text() == "".join(f"{line}\n" for line in dump(str(address)))


@pytest.mark.parametrize("date", ["2021-00", "2021-13", "2021-00-05"])
def test_a_date_that_cannot_be_is_refused(date: str) -> None:
    from kg.schema.values import day_range

    with pytest.raises(ValueError, match="month"):
        day_range(date)
