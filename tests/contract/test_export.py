"""Where an export goes: a file, a device, through a link."""

from __future__ import annotations

from pathlib import Path

from tests.support.cli import kg
from tests.support.stores import dump

TEXT = "Harbor Fiber, LLC has acquired Saltmarsh Landing, Inc. for $42 million.\n"


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
