"""Answers kept by the hash of what was asked: a second run asks nothing. A damaged file is as good as none."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kg.schema.values import canonical


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers, one file each (mode 0600); with no folder nothing is kept and nothing found."""

    folder: Path | None

    def get(self, key: str) -> str | None:
        """The answer kept under a key; `None` when there is none that is whole."""
        if self.folder is None:
            return None
        try:
            told = json.loads(self._path(self.folder, key).read_bytes())
            answer, digest = told["answer"], told["sha256"]
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None
        return answer if isinstance(answer, str) and digest == _digest(answer) else None

    def put(self, key: str, answer: str) -> bool:
        """Keep an answer: written beside its place, then renamed. Whether that worked, or nothing was to be kept."""
        if self.folder is None:
            return True
        path = self._path(self.folder, key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # made with mode 0600
        except OSError:
            return False
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"sha256": _digest(answer), "answer": answer}, file)
            Path(beside).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(beside).unlink(missing_ok=True)
            return False
        return True

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"


def key(passage: str, model: str, version: str, host: str) -> str:
    """The hash of everything that an answer depends on: the passage, the model, prompt and schema, the host."""
    return hashlib.sha256(canonical([passage, model, version, host]).encode()).hexdigest()


def _digest(answer: str) -> str:
    return hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()
