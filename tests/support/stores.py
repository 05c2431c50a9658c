"""Stores as tests fill, read and break them: without a command, in the process of the test."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg import pipeline
from kg.export.canonical import lines
from kg.schema.claims import Reading, Review
from kg.state import State, prepare
from kg.store.open import open_store


class Killed(Exception):
    """Stands for a kill between two transactions."""


def dump(address: str) -> list[str]:
    """The lines of the canonical dump."""
    store = open_store(address)
    try:
        return list(lines(store))
    finally:
        store.close()


def load(address: str, *paths: Path) -> None:
    """Load files, as `kg load` does."""
    store = open_store(address, "write")
    try:
        prepare(store)
        pipeline.load(State.read(store), paths)
    finally:
        store.close()


def settled(
    folder: Path, world: Iterable[Reading], batch: int, kill_at: int | None, told: Iterable[Review] = ()
) -> list[str]:
    """Enter readings and reviews in small batches; where `kill_at` is given, be killed there first. The dump."""
    if kill_at is not None:
        with pytest.raises(Killed):
            _settle(folder, world, batch, kill_at, told)
    _settle(folder, world, batch, None, told)
    return dump(str(folder))


def _settle(folder: Path, world: Iterable[Reading], batch: int, kill_at: int | None, told: Iterable[Review]) -> None:
    written = 0

    def progress(text: str) -> None:
        nonlocal written
        written += 1
        if written == kill_at:
            raise Killed(text)

    store = open_store(str(folder), "write")
    try:
        prepare(store)
        state = State.read(store)
        for reading in world:
            state.ledger.add(reading)
        state.ledger.reviews.update((review.id, review) for review in told)
        state.settle(batch=batch, progress=progress)
    finally:
        store.close()
