"""What every store does: apply changes atomically, answer read-only Cypher, give back nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from kg.schema.graph import Changes, Edge, Index, Node

Mode = Literal["read", "write"]


class StoreError(Exception):
    """A store cannot do what was asked; the message is one line that says what to do next."""


class StoreUnavailable(StoreError):
    """Wrong address, server gone, or the connection broke."""


class StoreAuth(StoreError):
    """The server refuses the user or the password."""


class StoreBusy(StoreError):
    """Another process writes this store."""


class StoreMissing(StoreError):
    """There is no store at this address yet."""


class StoreVersion(StoreError):
    """The store was written by a newer schema version than this program knows."""


class ReadOnlyRefused(StoreError):
    """A statement that would write was given where only reads are allowed."""


class QueryFailed(StoreError):
    """The engine refused the statement (syntax, type, missing parameter)."""


ONLY_READS = "only reads are allowed here, and this statement would write"
"""What `ReadOnlyRefused` says of a statement, whichever engine refused it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a read: column names in order, and one mapping a row with plain Python values."""

    columns: list[str]
    rows: list[dict[str, Any]]


class Store(Protocol):
    """A graph store. Not safe to share between threads."""

    address: str

    def prepare(self, indexes: Sequence[Index], edge_types: Sequence[str]) -> None:
        """Create what is missing of constraints, indexes and types; repeatable."""

    def apply(self, changes: Changes) -> None:
        """Write all of `changes` or none of it: one transaction. Puts replace all properties."""

    def read(self, cypher: str, params: Mapping[str, Any] | None = None) -> Rows:
        """Answer a read-only statement; a statement that writes raises `ReadOnlyRefused`."""
        ...

    def nodes(self, label: str) -> Iterator[Node]:
        """All nodes of a label, ordered by id."""
        ...

    def edges(self, type_: str) -> Iterator[Edge]:
        """All edges of a type, ordered by id."""
        ...

    def close(self) -> None:
        """Release the store and its lock; a second call does nothing."""
