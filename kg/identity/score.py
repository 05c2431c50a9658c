"""How much two source entities look like one: a score from named reasons, with a verdict of three.

At or above `SAME` two are one; below `WAIT` they are two; between, the pair waits for a person. Equal names alone
never suffice: a second reason is needed (a legal form, a name of several words in a text, a shared further name
or a shared neighbour).
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.identity.features import STRONG, Features

SAME = 0.8
WAIT = 0.3
WEIGHTS = {
    "equal name": 0.6,
    "known by the other's name": 0.45,
    "a legal form in the equal name": 0.3,
    "several words in the equal name": 0.25,
    "named beside the same party": 0.4,
    "a second name in common": 0.4,
    "a ticker in common": 0.4,
    "different tickers": -1.0,
    "different identifiers": -2.0,
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score of a pair and the reasons it is made of."""

    score: float
    reasons: tuple[str, ...]


def likeness(one: Features, other: Features) -> Likeness:
    """Score two source entities of one label. Symmetric."""
    reasons: list[str] = []
    equal = one.key == other.key
    shared = set(one.names) & set(other.names)
    if equal:
        reasons.append("equal name")
        if one.legal_form:
            reasons.append("a legal form in the equal name")
        elif " " in one.key and _from_text(one, other) and one.entity.label in ("Organization", "Facility"):
            reasons.append("several words in the equal name")
    elif shared and not (one.legal_form and other.legal_form):
        reasons.append("known by the other's name")
    if len(shared) > 1:
        reasons.append("a second name in common")
    names = set(one.names) | set(other.names)
    if (one.neighbours & other.neighbours) - names:
        reasons.append("named beside the same party")
    reasons += _tickers(one, other)
    if _contradict(one, other):
        reasons.append("different identifiers")
    if not shared:
        return Likeness(0.0, ())
    return Likeness(sum(WEIGHTS[reason] for reason in reasons), tuple(reasons))


def _from_text(one: Features, other: Features) -> bool:
    return one.entity.record is None or other.entity.record is None


def _tickers(one: Features, other: Features) -> list[str]:
    mine, theirs = one.identifiers.get("ticker", set()), other.identifiers.get("ticker", set())
    if not mine or not theirs:
        return []
    return ["a ticker in common"] if mine & theirs else ["different tickers"]


def _contradict(one: Features, other: Features) -> bool:
    return any(
        scheme in one.identifiers
        and scheme in other.identifiers
        and not one.identifiers[scheme] & other.identifiers[scheme]
        for scheme in STRONG
    )
