"""The private characters that stand for named things and amounts in the shadows of a text."""

from __future__ import annotations

ORG, PERSON, PLACE, MONEY, DATE, PERCENT, PRODUCT, OTHER, NAME, TITLE, FILL = (
    "\ue000",
    "\ue001",
    "\ue002",
    "\ue003",
    "\ue004",
    "\ue005",
    "\ue006",
    "\ue007",
    "\ue008",
    "\ue009",
    "\ue00f",
)
CHARS = {
    "O": ORG,
    "H": PERSON,
    "L": PLACE,
    "M": MONEY,
    "D": DATE,
    "P": PERCENT,
    "K": PRODUCT,
    "X": OTHER,
    "N": NAME,
    "R": TITLE,
    "F": FILL,
}
"""The letters by which the pattern tables name the private characters: `<O>` is one character of an organization."""
OF_KIND = {"org": ORG, "person": PERSON, "place": PLACE, "product": PRODUCT, "other": OTHER}


def whole(char: str) -> str:
    """The regex of a whole run of a private character; it begins with the character, so that a search is quick."""
    return f"{char}(?<!{char}{char}){char}*+"
