"""Long alternations made quick: their words grouped by first letter, so that a search need not try each of them.

The engine of `re` passes over an alternative whose first letter does not fit, but only where case counts. Where a regex
ignores case, `(?:acquire|announce|buy)` is therefore written with the case of the first letters spelled out:
`(?:(?-i:[aA])(?:cquire|nnounce)|(?-i:[bB])uy)`. What it matches, and in which order, stays the same.
"""

from __future__ import annotations

import re
from itertools import groupby

MANY = 4
"""Alternatives from which on they are grouped."""
_OPEN = re.compile(r"\((?:\?(?:P<\w+>|[:=!>]|<[=!]))?")
_FLAGS = re.compile(r"\(\?(-?)i:")
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]")
_LETTER = re.compile(r"[A-Za-z](?![?*+{])")
_CASELESS = "(?i)"


def grouped(regex: str, *, caseless: bool = False) -> str:
    """A regex with its long alternations grouped by first letter where case does not count.

    `caseless`: it will be compiled with `re.IGNORECASE`.
    """
    if regex.startswith(_CASELESS):
        return _CASELESS + grouped(regex[len(_CASELESS) :], caseless=True)
    parts = alternatives(regex, caseless=caseless)
    return "|".join(_by_letter(parts) if caseless else parts)


def alternatives(regex: str, *, caseless: bool = False) -> list[str]:
    """The alternatives of a regex outside of any bracket, those inside of brackets grouped; see `grouped`."""
    return _level(regex, 0, caseless, inside=False)[0]


def _level(regex: str, at: int, caseless: bool, *, inside: bool) -> tuple[list[str], int]:
    """The alternatives from a position on up to the bracket that closes them, and where they end."""
    found: list[str] = []
    part = ""
    while at < len(regex) and not (inside and regex[at] == ")"):
        char = regex[at]
        if char == "|":
            found.append(part)
            part, at = "", at + 1
            continue
        if char == "(":
            flags = _FLAGS.match(regex, at)
            opening = (flags or _OPEN.match(regex, at)).group()  # type: ignore[union-attr]
            case = not flags[1] if flags else caseless
            within, at = _level(regex, at + len(opening), case, inside=True)
            part += opening + "|".join(_by_letter(within) if case else within) + ")"
            at += 1
            continue
        klass = _CLASS.match(regex, at)
        piece = klass.group() if klass else regex[at : at + 2] if char == "\\" else char
        part, at = part + piece, at + len(piece)
    return [*found, part], at


def _by_letter(parts: list[str]) -> list[str]:
    """Alternatives with those side by side that begin with a letter grouped by it."""
    if sum(_LETTER.match(p) is not None for p in parts) < MANY:
        return parts
    out: list[str] = []
    for worded, run in groupby(parts, key=lambda p: _LETTER.match(p) is not None):
        if not worded:
            out += run
            continue
        rests: dict[str, list[str]] = {}
        for p in run:
            rests.setdefault(p[0].lower(), []).append(p[1:])
        out += (f"(?-i:[{c}{c.upper()}])" + (f"(?:{'|'.join(r)})" if len(r) > 1 else r[0]) for c, r in rests.items())
    return out
