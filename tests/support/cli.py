"""The command `kg` as a user runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """The lines on standard error that tell of a failure."""
        return [line for line in self.err.splitlines() if line.startswith("kg: ") or line.startswith("Error")]


def kg(*args: str | Path, store: str | Path, cwd: Path | None = None, **env: str) -> Run:
    """Run `kg --store STORE ARGS…`; the environment has no other KG_STORE."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "--store", str(store), *map(str, args)]
    clean = {key: value for key, value in os.environ.items() if key != "KG_STORE"}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, env={**clean, **env}, timeout=120, check=False
    )
    return Run(done.returncode, done.stdout, done.stderr)
