"""Who is whose owner, by role nouns and verbs of owning in one sentence: "its parent, X", "belongs to A (75%) and B".

Reads a shadow only, so that a name of unknown kind can be tried as an organization (`slots`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.loaders.article.chars import FILL, ORG
from kg.loaders.article.forms import forms
from kg.loaders.article.lexicon import table

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kin:
    """Owners and the owned one as spans of a sentence; `owned` or `owners` is None where the text has "its"."""

    owners: tuple[Span, ...] | None
    owned: tuple[Span, ...] | None
    start: int
    end: int
    noun: str
    group: bool = False
    """Whether the owners are those that the text has named together before: "each partner holds 50%"."""


_NOT = re.compile(r"\b(?:not|no longer|never|n't|potential|would-be|possible|prospective|if|denied)\b", re.IGNORECASE)
_ONE = re.compile(f"(?<!{ORG}){ORG}++(?! {ORG})")
_DATELINE = re.compile(rf"{ORG}+[^;{ORG}]{{0,40}}?(?:--| [–—-]+ )")
_OWN = ("its", "their", "our", "it", "they", "we")
_FUNDS = re.compile(r"\b(?:affiliates of|(?:advised|managed) by) (?:the )?$")
_GOVERNED = re.compile(r"\b(?:of|by|from|with|to|for|in|at) (?:the )?$")
_LINK = re.compile(r"[,–—(]|\b(?:is|was|are|were|been|remains?|became|becomes|as)\b")


def orgs(t: str, span: Span) -> tuple[Span, ...]:
    """The organizations inside a span; of two without a word between the last: "the investor Marram Capital"."""
    return tuple((span[0] + m.start(), span[0] + m.end()) for m in _ONE.finditer(t[span[0] : span[1]]))


def tells(low: str) -> bool:
    """Whether a sentence, in lower case, has a word of owning."""
    return any(x in low for x in table("kinship")["triggers"])


def kin(t: str, low: str) -> Iterator[Kin]:
    """What a sentence's shadow `t` tells of owners; `low` are its words in lower case."""
    if ORG not in t or not tells(low):
        return
    w = forms("kinship")
    for m in w["noun"].finditer(low):
        if ORG in t[m.start() : m.end()]:
            continue
        if m.start() and (t[m.start() - 1] not in " (-" or _NOT.search(low[max(0, m.start() - 30) : m.start()])):
            continue
        if found := _by_noun(t, low, m):
            yield found
    for m in w["by"].finditer(low):
        if found := _by_verb(t, low, m):
            yield found
    for m in w["holds"].finditer(t):
        if found := _holding(t, low, m):
            yield found


def _by_noun(t: str, low: str, m: re.Match[str]) -> Kin | None:
    """Who plays the role that a noun names, and for whom: both have to stand beside it, or one be "its"."""
    a, b = m.span()
    left = (t[max(0, a - 140) : a], max(0, a - 140))
    of = forms("kinship")["of"].match(t, b)
    owning = m.lastgroup != "owned"
    found = (orgs(t, of.span("o"))[:1], a) if of else _whose(t, low, left, b, owning)
    if found is None:
        return None
    related, begin = found
    who, begin, stop = _role(t, (of.end() if of else b), of is not None, left, begin)
    if len(who) == 0 or set(who[:1]) & set(related):
        return None
    if len(who) > 1 and low[b - 1] != "s":
        who, stop = who[:1], who[0][1]
    start = min(begin, who[0][0])
    owners, owned = (who, related or None) if owning else (related or None, who)
    return Kin(owners, owned, start, stop, low[start:stop])


def _whose(t: str, low: str, left: tuple[str, int], b: int, owning: bool) -> tuple[tuple[Span, ...], int] | None:
    """The one that a noun is related to by the words in front of it: "X's", "its", "X subsidiary"; none for "its"."""
    w = forms("kinship")
    words, base = left
    x = w["possessive"].search(words)
    if x:
        return ((base + x.start("o"), base + x.end("o")),), base + x.start()
    its = w["its"].search(words)
    begin = base + its.start() if its else base + len(words)
    if not its and not (owning and w["bare"].search(words) and t[b + 1 : b + 2] in (ORG, FILL)):
        x = w["premodifier"].search(words)
        if x is None:
            return None
        span = (base + x.start("o"), base + x.end("o"))
        begin = base + x.start()
        if low[span[0] : span[1]] not in _OWN:
            return None if owning else ((span,), begin)
    line = _DATELINE.match(t)
    first = re.compile(f"{ORG}+").search(t, line.end() if line else 0, begin)
    return ((first.span(),) if first and low[first.start() : first.end()] not in _OWN else ()), begin


def _role(t: str, end: int, of: bool, left: tuple[str, int], begin: int) -> tuple[tuple[Span, ...], int, int]:
    """Who plays a role: "its parent is X", "its parent, X", "X, the parent of Y"; where the words begin, end."""
    w = forms("kinship")
    x = w["is"].match(t, end) or (None if of else w["apposed"].match(t, end))
    if x:
        return orgs(t, x.span("o")), begin, x.end()
    words, base = left if of else (t[max(0, begin - 120) : begin], max(0, begin - 120))
    x = w["before"].search(words)
    if x is None or not _LINK.search(words[x.end("o") :]):
        return (), begin, end
    return ((base + x.start("o"), base + x.end("o")),), base + x.start("o"), end


def _by_verb(t: str, low: str, m: re.Match[str]) -> Kin | None:
    w = forms("kinship")
    belongs = m.group().endswith((" to", " of"))
    by = w["by_whom"].match(t, m.end())
    if (
        by is None
        or not (belongs or " by " in t[m.end() : by.start("o") + 4])
        or _NOT.search(low[max(0, m.start() - 60) : m.start()])
    ):
        return None
    left = t[max(0, m.start() - 200) : m.start()]
    base = m.start() - len(left)
    x = w["subject"].search(left)
    if x is None or not w["passive"].match(x["mid"]):
        x = w["rest"].search(left)
        if x and left[: x.start()].rstrip(FILL).endswith((" by ", " to ", " by the ", " to the ")):
            return None
    if x is None:
        return None
    owned = ((base + x.start("o"), base + x.end("o")),)
    owners = tuple(o for o in orgs(t, by.span("o")) if o not in owned)
    start = owned[0][0]
    return Kin(owners, owned, start, by.end(), low[start : by.end()]) if owners else None


def _holding(t: str, low: str, m: re.Match[str]) -> Kin | None:
    """ "A, which has put $5m into the business and owns nearly all of it"; "each parent holds 50% of X"."""
    w = forms("kinship")
    left = t[max(0, m.start() - 240) : m.start()]
    base = m.start() - len(left)
    if _NOT.search(left[-40:]):
        return None
    owned = orgs(t, m.span("it"))[:1] or None
    if w["each"].search(left) and owned:
        return Kin(None, owned, max(base, m.start() - 12), m.end(), low[m.start() : m.end()], True)
    x = w["doer"].search(left)
    if x is None:
        return None
    owner = ((base + x.start("o"), base + x.end("o")),)
    relative = left[x.end("o") :].lstrip(FILL).startswith((",", " which", " who"))
    before = left[: x.start("o")]
    if owned == owner or (_GOVERNED.search(before) and not relative and not _FUNDS.search(before)):
        return None
    return Kin(owner, owned, owner[0][0], m.end(), low[m.start() : m.end()])
