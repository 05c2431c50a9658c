"""One sentence as the patterns see it, and as it reads without what it denies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.loaders.article.chars import FILL
from kg.loaders.article.patterns import Pattern, begun, fitting


@dataclass(slots=True)
class Seen:
    """A sentence in lower case for the triggers of patterns, and its shadows: filled, and half filled."""

    low: str
    filled: str
    half: str
    keys: set[str] = field(default_factory=set)
    """What its words begin with; see `begun`."""

    def __post_init__(self) -> None:
        self.keys = self.keys or begun(self.low)


def affirm(seen: Seen) -> tuple[Seen | None, list[tuple[Pattern, re.Match[str]]]]:
    """A sentence as it reads without its words of denial, and these; `None` where it has none to leave out.

    What is left of them ("is" of "is not") moves to their end, and what describes the name before fills their place,
    so that every other place stays where it is.
    """
    found = [(p, m) for p in fitting("denials", seen.low, keys=seen.keys) for m in p.regex.finditer(seen.filled)]
    if not found:
        return None, found
    filled, half, low = list(seen.filled), list(seen.half), list(seen.low)
    for _, m in found:
        a, b = m.span("out") if "out" in m.re.groupindex else (0, 0)
        kept = " " + m.group("kept") if m.re.groupindex.get("kept") and m.group("kept") else ""
        drawn = list(FILL * (b - a - len(kept)) + kept)
        filled[a:b] = drawn
        if half:
            half[a:b] = drawn
        low[a:b] = " " * (b - a)
    return Seen("".join(low), "".join(filled), "".join(half)), found
