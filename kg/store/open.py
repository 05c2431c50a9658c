"""One way to open a store: the address says which engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.store.base import Mode, StoreError

if TYPE_CHECKING:
    from kg.store.base import Store

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
"""The schemes of a Neo4j server's address; anything without `://` is a folder."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def open_store(address: str, mode: Mode = "read", wait: float = 5.0) -> Store:
    """Open the store at `address`: a folder, or `neo4j://…` or `bolt://…` (with `+s` or `+ssc`).

    Opening for writing creates a folder that is not there. `wait` is how many seconds to wait for another
    process that has the folder. Raises `StoreMissing`, `StoreBusy`, `StoreAuth`, `StoreUnavailable` or
    another `StoreError`.
    """
    found = _SCHEME.match(address)
    if not found:
        from kg.store.arcade import ArcadeStore

        return ArcadeStore(address, mode, wait)
    if found[1].lower() not in SCHEMES:
        known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        raise StoreError(f"{found[1]}:// is no address of a store: use a folder, or one of {known}")
    from kg.store.neo4j_store import Neo4jStore

    return Neo4jStore(address, mode)
