"""A document that is retracted is as if it had never been loaded."""

from __future__ import annotations

from pathlib import Path

from tests.support.cli import kg
from tests.support.stores import dump

TEXT = "Harbor Fiber, LLC has acquired Saltmarsh Landing, Inc. for $42 million.\n"


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
