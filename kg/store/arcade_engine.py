"""ArcadeDB's package: opened quietly, its databases created whole or not at all, its errors read."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from kg.store.base import StoreBusy, StoreError

NEW = ".new"
"""Where a database is built, below the store's folder, before it is renamed into place."""

Database = Any
"""An open `arcadedb.Database`; the package has no type information."""

_WRITES = ("QueryNotIdempotentException", "DatabaseIsReadOnlyException")


class NeedsRecoveryError(Exception):
    """A process ended while it wrote: the database must be opened for writing once, to replay its log."""


def engine() -> Any:
    """The package, told to keep its log out of the console (it goes to the user's state folder).

    Its columnar path is turned off: it is taken only where numpy happens to be installed, and a store must
    not depend on that. The package imports numpy where it finds it, for vectors that are not used here; that would
    be a third of the time of a command.
    """
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_NATIVE_BULK", "0")
    if "arcadedb" in sys.modules or "numpy" in sys.modules:
        return importlib.import_module("arcadedb")
    hidden: dict[str, Any] = sys.modules
    hidden["numpy"] = None  # what `import` takes for a package that is not there
    try:
        return importlib.import_module("arcadedb")
    finally:
        del hidden["numpy"]


def engine_error() -> type[Exception]:
    """The class of the engine's errors, for `except`."""
    error: type[Exception] = engine().ArcadeDBError
    return error


def create_database(folder: Path, path: Path) -> None:
    """Create the database `path` below `folder`, built beside and renamed. Raises `StoreError`."""
    new = folder / NEW
    try:
        shutil.rmtree(new, ignore_errors=True)
        engine().create_database(str(new / path.name)).close()
        path.parent.mkdir(exist_ok=True)
        (new / path.name).rename(path)
        new.rmdir()
    except OSError as error:
        raise StoreError(f"cannot create a store in {folder}: {error.strerror}") from error
    except engine_error() as error:
        raise StoreError(f"cannot create a store in {folder}: {message(error)}") from error


def open_database(folder: Path, path: Path, *, read_only: bool) -> Database:
    """Open the database. Raises `NeedsRecoveryError` (only when `read_only`), `StoreBusy`, `StoreError`."""
    if not any(_is_json(path / name) for name in ("schema.json", "schema.prev.json")):
        # The engine would open it as if it were empty.
        raise StoreError(f"the store {folder} is damaged (its schema cannot be read): restore it from a copy")
    try:
        return engine().open_database(str(path), read_only=read_only)
    except engine_error() as error:
        reason = message(error)
        if read_only and "needs recovery" in reason:
            raise NeedsRecoveryError from error
        if "already in use" in reason:
            raise StoreBusy(f"the store {folder} is already open in this process: close it first") from error
        if "locked by another process" in reason:
            raise StoreBusy(f"another program has the store {folder} open: end it first") from error
        raise StoreError(f"cannot open the store {folder}: {reason}") from error


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return True


def message(error: Exception) -> str:
    """The engine's reason on one line, without the names of its Java classes."""
    chain = getattr(error, "java_chain", None) or []
    reasons = [str(text) for _, text in chain if text and text != "null"]
    return " ".join((reasons[-1] if reasons else str(error)).split())


def refused_to_write(error: Exception) -> bool:
    """Whether the engine refused a statement because it writes."""
    return any(name in str(error) for name in _WRITES)
