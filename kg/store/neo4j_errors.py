"""The Neo4j driver's errors as the errors of a store: one line that says what to do next."""

from __future__ import annotations

from collections.abc import Callable

from neo4j import exceptions as driver

from kg.store.base import (
    ONLY_READS,
    QueryFailed,
    ReadOnlyRefused,
    StoreAuth,
    StoreError,
    StoreUnavailable,
)
from kg.store.cypher import brief

_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError")
_LOST = (driver.ServiceUnavailable, driver.SessionExpired, driver.IncompleteCommit, OSError)

_Rule = tuple[Callable[[Exception, str], bool], Callable[[str, str, str], StoreError]]

# The first rule that fits: (error, its code) -> (address, the reason, what to say of a write) -> the store's error.
_RULES: tuple[_Rule, ...] = (
    (
        lambda error, code: isinstance(error, driver.AuthError) or "ClientError.Security" in code,
        lambda address, reason, undone: StoreAuth(
            f"{address} refuses the user or the password: check NEO4J_USERNAME and NEO4J_PASSWORD"
        ),
    ),
    (
        lambda error, code: code == "Neo.ClientError.Statement.AccessMode",
        lambda address, reason, undone: ReadOnlyRefused(ONLY_READS),
    ),
    (
        lambda error, code: code == "Neo.ClientError.Database.DatabaseNotFound",
        lambda address, reason, undone: StoreUnavailable(
            f"{address} has no such database: check NEO4J_DATABASE ({reason})"
        ),
    ),
    (
        lambda error, code: any(name in code for name in _MEMORY),
        lambda address, reason, undone: StoreError(
            f"{address} has too little memory for one transaction of this size: raise "
            "db.memory.transaction.total.max in neo4j.conf, or load fewer files at once"
        ),
    ),
    (
        lambda error, code: isinstance(error, (driver.ConfigurationError, ValueError)),
        lambda address, reason, undone: StoreError(f"cannot use the address {address}: {reason}"),
    ),
    (
        lambda error, code: isinstance(error, _LOST),
        lambda address, reason, undone: StoreUnavailable(
            f"no Neo4j answers at {address}: check the address, that the server runs and whether "
            f"it wants encryption (neo4j+s://){undone}"
        ),
    ),
    (
        lambda error, code: isinstance(error, driver.TransientError),
        lambda address, reason, undone: StoreUnavailable(f"{address} could not finish just now ({reason}){undone}"),
    ),
)


def translate(error: Exception, address: str, *, writing: bool = False) -> StoreError:
    """The store's error for a driver's error at `address`, which holds no password."""
    code = getattr(error, "code", None) or ""
    reason = _one_line(getattr(error, "message", None) or str(error))
    undone = "; nothing was half-written: run the same command again" if writing else ""
    for fits, make in _RULES:
        if fits(error, code):
            return make(address, reason, undone)
    return StoreError(f"{address} refused to write: {reason}") if writing else QueryFailed(brief(reason))


def _one_line(text: str) -> str:
    return " ".join(text.split())
