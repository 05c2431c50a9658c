"""What a store holds, how fresh it is and what is incomplete."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kg.schema.base import ENTITIES
from kg.state import check_version, is_dirty
from kg.store.base import Store

Row = dict[str, Any]


def status(store: Store) -> list[Row]:
    """Rows of what, count and note. Raises `StoreVersion` for a store of a newer schema."""
    check_version(store)
    rows = [_row("documents", _count(store, "Document"), _published(store))]
    rows.append(_row("datasets", _count(store, "Dataset"), ""))
    rows.append(_row("claims", _count(store, "Claim"), ""))
    by_status = Counter(str(node.props["status"]) for node in store.nodes("Fact"))
    rows += [_row(f"facts, {name}", count, "") for name, count in sorted(by_status.items())]
    rows += [_row(label, count, "") for label in ENTITIES if (count := _count(store, label))]
    rows.append(_row("decisions", _count(store, "Decision"), ""))
    by_verdict = Counter(str(node.props["verdict"]) for node in store.nodes("Review"))
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(by_verdict.items()))
    rows.append(_row("reviews", sum(by_verdict.values()), verdicts))
    if is_dirty(store):
        rows.append(_row("unfinished writes", 1, "run the same load again, or kg rebuild"))
    return rows


def _row(what: str, count: int, note: str) -> Row:
    return {"what": what, "count": count, "note": note}


def _count(store: Store, label: str) -> int:
    return sum(1 for _ in store.nodes(label))


def _published(store: Store) -> str:
    dates = [node.props.get("published") for node in store.nodes("Document")]
    known = sorted(str(date) for date in dates if date)
    undated = len(dates) - len(known)
    told = f"published {known[0]} to {known[-1]}" if known else ""
    return ", ".join(part for part in (told, f"{undated} without a date" if undated else "") if part)
