"""Standard output that takes no more: one line, and no traceback at the end either."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import kg

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    told = tmp_path / "ring.statements.yaml"
    told.write_text(
        "by: Jane Analyst\nstatements:\n"
        "  - {says: asserts, kind: ownership, owner: Vesta Capital, owned: Harbor Data Centers, source: a report}\n"
    )
    assert kg("load", told, store=tmp_path / "store").code == 0
    for args in (["ask", "owners", "Harbor Data Centers"], ["export", "trig"], ["--help"]):
        command = [sys.executable, "-c", "from kg.cli import main; main()", "--store", str(tmp_path / "store"), *args]
        with FULL.open("wb") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        assert done.returncode == 1, args
        assert done.stderr == "kg: cannot write the answer: No space left on device\n", args
