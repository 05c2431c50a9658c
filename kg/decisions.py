"""Decisions on identity in a store: list what waits, decide, undo."""

from __future__ import annotations

from typing import Any, Literal, cast

from kg.fusion.reviews import reviewed
from kg.identity.cluster import identify
from kg.schema.claims import Decision
from kg.state import State, prepare
from kg.store.base import Store, StoreError


class UnknownDecision(StoreError):
    """There is no such decision or source entity."""


def waiting(store: Store) -> list[dict[str, Any]]:
    """Pairs that wait for a person, then the decisions in force."""
    ledger = reviewed(State.read(store).ledger).ledger
    identity = identify(ledger)
    name = {entity.id: entity.name for entity in ledger.entities.values()}
    rows: list[dict[str, Any]] = [
        {
            "state": "waits",
            "one": pair.one,
            "one_name": name[pair.one],
            "other": pair.other,
            "other_name": name[pair.other],
            "score": pair.score,
            "reasons": list(pair.reasons),
            "by": None,
        }
        for pair in identity.waiting
    ]
    rows += [
        {
            "state": f"{each.verdict}: {each.id}",
            "one": each.one,
            "one_name": name.get(each.one),
            "other": each.other,
            "other_name": name.get(each.other),
            "score": None,
            "reasons": [each.reason] if each.reason else [],
            "by": each.by,
        }
        for _, each in sorted(ledger.decisions.items())
    ]
    return rows


def decide(store: Store, verdict: str, one: str, other: str, by: str, reason: str = "") -> str:
    """Enter a decision and settle the store; a line that says what came of it. Raises `UnknownDecision`."""
    prepare(store)
    state = State.read(store)
    known = reviewed(state.ledger).ledger.entities
    for member in (one, other):
        if member not in known:
            raise UnknownDecision(f"no source entity {member}; `kg resolve list` shows them")
    if one == other:
        raise UnknownDecision(f"{one} is one source entity already; a decision needs two")
    told = Decision(verdict=cast(Literal["same", "different"], verdict), one=one, other=other, by=by, reason=reason)
    state.ledger.decisions[told.id] = told
    written = state.settle()
    return f"{told.id}: {verdict}; {written} nodes and edges changed; `kg resolve undo {told.id}` takes it back"


def undo(store: Store, decision: str) -> str:
    """Take a decision back and settle the store. Raises `UnknownDecision`."""
    prepare(store)
    state = State.read(store)
    if state.ledger.decisions.pop(decision, None) is None:
        raise UnknownDecision(f"no decision {decision}; `kg resolve list` shows those in force")
    written = state.settle()
    return f"{decision} taken back; {written} nodes and edges changed"
