"""What the words of a correction must bear: names that the document uses, quotes that say something, whole deals.

A loader cannot invent a name, a side of a deal or a currency; these rules hold a person to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import isfinite

from kg.render import printable
from kg.schema.claims import ClaimValue
from kg.schema.currencies import CURRENCIES
from kg.schema.kinds import KINDS, PARTY_ROLES
from kg.schema.names import name_key

FEWEST_WORDS = 3
"""Words of a quote that names nobody the claim speaks of."""
BOTH_SIDES: Mapping[str, tuple[str, str]] = {
    "supply": ("customer", "supplier"), "acquisition": ("buyer", "target"), "divestiture": ("seller", "target"),
    "lease": ("lessee", "lessor"),
}  # fmt: skip
"""Deals whose two sides are different roles; in the others any two parties make one, and capex has one investor."""


def check_name(role: str, name: str, text: str) -> None:
    """Raise `ValueError` where a name holds what cannot be seen, or stands nowhere in the document's text."""
    if printable(name) != name:
        raise ValueError(f"{role}: the name {printable(name)!r} holds a character that cannot be seen; write it anew")
    if f" {name_key(name)} " not in _key(text) and name not in text:
        raise ValueError(f"{role}: {name!r} stands nowhere in the document; write the name as the document does")


def check_quote(quote: str, names: Iterable[str]) -> None:
    """Raise `ValueError` where a quote neither names whom the claim speaks of nor has a few words."""
    held = f" {name_key(quote)} "
    if len(quote.split()) < FEWEST_WORDS and not any(f" {name_key(name)} " in held for name in names):
        raise ValueError(
            f"the quote {quote!r} carries nothing; quote {FEWEST_WORDS} words or more, or a name of the claim"
        )


def check_sides(kind: str, participants: Iterable[tuple[str, str]], values: Mapping[str, ClaimValue]) -> None:
    """Raise `ValueError` where a deal lacks one of its two sides, or has the same party on both."""
    if KINDS[kind].family != "deal":
        return
    members = list(participants)
    for role in BOTH_SIDES.get(kind, ()):
        if role not in {name for name, _ in members}:
            raise ValueError(f"{kind} needs a participant in role {role!r}")
    parties = {member for role, member in members if role in PARTY_ROLES[kind]}
    if len(parties) + ("recipient_label" in values) < (1 if kind == "capex" else 2):
        roles = ", ".join(PARTY_ROLES[kind])
        raise ValueError(f"{kind} needs two different parties; its roles are {roles}")


def check_values(values: Mapping[str, ClaimValue]) -> None:
    """Raise `ValueError` for numbers that are none, negative amounts, and money without an ISO 4217 currency."""
    for name, value in values.items():
        if isinstance(value, float) and not isfinite(value):
            raise ValueError(f"{name}: {value} is no number")
        if isinstance(value, str) and printable(value) != " ".join(value.splitlines()):
            raise ValueError(f"{name}: {printable(value)!r} holds a character that cannot be seen; write it anew")
    amounts = [value for name, value in values.items() if name in ("amount_low", "amount_high")]
    if any(isinstance(amount, (int, float)) and amount < 0 for amount in amounts):
        raise ValueError("amount: money that changes hands is never below zero")
    currency = values.get("currency")
    if currency is None and amounts:
        raise ValueError("amount: say in which currency (currency: USD)")
    if currency is not None and currency not in CURRENCIES:
        raise ValueError(f"currency: {currency!r} is no ISO 4217 code, such as USD or EUR")


@lru_cache(maxsize=4)
def _key(text: str) -> str:
    return f" {name_key(text)} "
