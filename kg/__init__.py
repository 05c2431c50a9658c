"""dealgraph: the partnership and deal knowledge graph of digital infrastructure.

`from kg import Graph` opens a store from Python. What is named here is imported when it is used, so that the command
stays instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.answer import Usage
    from kg.api.graph import Graph
    from kg.api.result import NoEvidence, Result, Row
    from kg.evidence import Evidence
    from kg.find import Ambiguous, Hit, NoSuchEntity
    from kg.queries import UnknownQuery
    from kg.store.base import (
        QueryFailed,
        ReadOnlyRefused,
        StoreAuth,
        StoreBusy,
        StoreError,
        StoreMissing,
        StoreUnavailable,
    )

__all__ = [
    "Ambiguous",
    "Evidence",
    "Graph",
    "Hit",
    "NoEvidence",
    "NoSuchEntity",
    "QueryFailed",
    "ReadOnlyRefused",
    "Result",
    "Row",
    "StoreAuth",
    "StoreBusy",
    "StoreError",
    "StoreMissing",
    "StoreUnavailable",
    "UnknownQuery",
    "Usage",
]

_HOMES = {
    "kg.answer": ("Usage",),
    "kg.evidence": ("Evidence",),
    "kg.find": ("Ambiguous", "Hit", "NoSuchEntity"),
    "kg.api.graph": ("Graph",),
    "kg.queries": ("UnknownQuery",),
    "kg.api.result": ("NoEvidence", "Result", "Row"),
    "kg.store.base": (
        "QueryFailed",
        "ReadOnlyRefused",
        "StoreAuth",
        "StoreBusy",
        "StoreError",
        "StoreMissing",
        "StoreUnavailable",
    ),
}


def __getattr__(name: str) -> Any:
    """What `__all__` names, from its home."""
    import importlib

    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
