"""Money given, in one sentence: who gives it, by verb, preposition, list or bracket, and who gets it, as far as told.

Reads a shadow only, so that a name of unknown kind can be tried as an organization (`slots`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.loaders.article.chars import MONEY
from kg.loaders.article.forms import forms
from kg.loaders.article.kin import Span, orgs
from kg.loaders.article.lexicon import table


@dataclass(frozen=True, slots=True)
class Gift:
    """An amount with its givers; `group`: those named together before; no giver and no group: capital spending."""

    givers: tuple[Span, ...]
    takers: tuple[Span, ...]
    money: Span
    start: int
    end: int
    group: bool = False
    each: bool = False
    near: bool = False
    """Whether only a round or loan told of before makes it a gift: "A and B take $5m apiece"."""
    capex: bool = False


@dataclass(frozen=True, slots=True)
class _Beside:
    """An amount with the words in front of it, back to the last amount given, and behind it."""

    text: str
    left: str
    right: str
    base: int
    money: Span

    def before(self, m: re.Match[str], group: str = "o") -> tuple[Span, ...]:
        """The organizations of a group of a match in the words in front."""
        return orgs(self.text, (self.base + m.start(group), self.base + m.end(group)))

    def behind(self, m: re.Match[str], group: str = "o") -> tuple[Span, ...]:
        """The organizations of a group of a match in the words behind."""
        at = self.money[1]
        return orgs(self.text, (at + m.start(group), at + m.end(group))) if m[group] else ()


_INTO = re.compile(r" (?:[a-z ]+)?(?:into|in|behind) ")
_NOT = re.compile(r"\b(?:not|never|no longer|could|might|may|if|would like|seek(?:s|ing)?|failed)\b", re.IGNORECASE)


def tells(low: str) -> bool:
    """Whether a sentence, in lower case, has a word of giving money."""
    return any(x in low for x in table("gifts")["triggers"])


def gifts(t: str, low: str) -> Iterator[Gift]:
    """The gifts that the shadow `t` of a sentence tells; `low` are its words in lower case."""
    if MONEY not in t or not tells(low):
        return
    w = forms("gifts")
    last: Gift | None = None
    for m in w["money"].finditer(t):
        a, b = m.span()
        base = max(last.money[1] if last else 0, a - 220)
        beside = _Beside(t, t[base:a], t[b : b + 260], base, (a, b))
        if w["not_after"].match(beside.right) or _NOT.search(beside.left[-60:]):
            continue
        if last and (x := w["next"].search(beside.left)):
            found: Gift | None = Gift(beside.before(x), last.takers, (a, b), base + x.start("o"), b, near=last.near)
        else:
            found = _given(low, beside)
        if found:
            last = found
            yield found


def _given(low: str, beside: _Beside) -> Gift | None:
    """What an amount is by the first form that fits, the surest first."""
    w, left, right, base, (a, b) = forms("gifts"), beside.left, beside.right, beside.base, beside.money
    if (x := w["capex"].search(left)) and not w["agent"].match(right):
        return Gift((), (), beside.money, base + x.start(), b, capex=True)
    if (x := w["buys"].search(left)) and (of := w["paper"].match(right)):
        takers = beside.behind(of, "t") or beside.behind(of, "t2")
        return Gift(beside.before(x), takers, beside.money, base + x.start(), b + of.end())
    if w["not_before"].search(left):
        return None
    if x := w["finances"].search(left):
        return Gift(beside.before(x), beside.before(x, "t"), beside.money, base + x.start(), b)
    if (x := w["agent"].match(right)) and (
        w["noun_of"].search(left) or w["noun"].search(x["mid"]) or w["getting"].search(left)
    ):
        return Gift(beside.behind(x), orgs(beside.text, (base, a))[:1], beside.money, max(base, a - 60), b + x.end())
    if w["slice"].search(left) and (x := w["goes"].match(right)):
        return Gift(beside.behind(x), (), beside.money, max(base, a - 20), b + x.end(), near=True)
    return _by_verb(low, beside)


def _by_verb(low: str, beside: _Beside) -> Gift | None:
    """Givers in front of a verb: "the shareholders put in $5m each", "A and B take $5m apiece", "A ($5m)"."""
    w, left, right, base, (_, b) = forms("gifts"), beside.left, beside.right, beside.base, beside.money
    into, each = w["into"].match(right), bool(w["each"].match(right))
    takers = beside.behind(into) if into else ()
    if x := w["band"].search(left):
        each = each or x.group().lower().strip(" .,:;").startswith("each")
        return Gift((), takers, beside.money, base + x.start(), b, group=True, each=each, near=not each)
    if x := w["verb"].search(left):
        givers = beside.before(x)
        start = givers[0][0]
        if low[slice(*givers[0])] in ("they", "both") and each:
            return Gift((), (), beside.money, start, b, group=True, each=True)
        if into and _INTO.match(right):
            told = tuple(o for o in takers if o not in givers)
            return Gift(givers, told, beside.money, start, b + into.end(), each=each)
        return Gift(givers, (), beside.money, start, b, each=each, near=True) if w["shares"].match(x["v"]) else None
    if (x := w["bracket"].search(left)) and right.startswith(")"):
        return Gift(beside.before(x)[-1:], (), beside.money, base + x.start(), b, near=True)
    return None
