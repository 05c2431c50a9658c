"""What a number measures: a short label from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.loaders.article.chars import MONEY, OTHER, PERCENT
from kg.loaders.article.counts import forms
from kg.loaders.article.finding import Span
from kg.loaders.article.numerals import listed, words
from kg.loaders.article.quantities import WORD_NUMBERS, Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document, is_money

_PLAIN = re.compile(r"(?:the|an?|of|in|and|its|their|total|run|rate|new|approximately)")
_BREAK = re.compile(r"[,;:()\"](?= |$)|\. | [–—-] ")
_NUMERAL = re.compile(
    rf"\d|(?:{'|'.join(WORD_NUMBERS)}|thousand|million|billion|trillion|dozen)(?:\b|$)", re.IGNORECASE
)
_TO = re.compile(f"([{MONEY}{PERCENT}])(?:,? to| to about)? $")
_NAMED = re.compile("[\ue000-\ue00f]")
WORDS = 4
"""The most words of a label on one side of its number."""
_LEFT = re.compile(r"[,;:()\"](?= )| and (?=an? |the |it |has |have |was |is )| [–—-] |\b(?:with|while|where)\b")
_RIGHT = re.compile(
    r"[,;:()\"](?!\d)| and (?:an?|the|it|has|have|was|is)\b|\.(?= |$)| [–—-] | according to| while | with the "
)


@dataclass(frozen=True, slots=True)
class Label:
    """What is measured, and for a change whether it went up or down."""

    text: str
    direction: str | None = None


def key(label: str) -> str:
    """A short label that is stable over wordings: lower case, without articles and plain adjectives."""
    found = re.findall(r"[a-z0-9]+", label.lower())
    return " ".join(w for w in found if not _PLAIN.fullmatch(w))[:60]


def label_of(doc: Document, s: Sentence, q: Quantity) -> Label:
    """The label of a number; its unit where the words around it tell nothing more."""
    t = words("labels")
    others = doc.amounts(q.end, s.end)[:1]
    after = _BREAK.split(_view(doc, q.end, min(others[0].start if others else s.end, q.end + 80)))[0]
    before = _BREAK.split(_view(doc, max(s.start, q.start - 90), q.start))[-1]
    if q.unit == "percent" and (change := t["change"].match(after)):
        of = _behind(after[change.end() :]) or _behind(after[: change.end()])
        return Label(of or "change", _direction(change.group()))
    amount = q.unit == "percent" or is_money(q.unit)
    counted = "" if amount else _counted(doc.work[q.start : q.end])
    if counted or not (amount or q.unit in listed("labels", "physical")):
        return Label(counted or q.unit.replace("_", " "))
    text = _behind(after) if amount or not after.startswith((" in ", " for ")) else ""
    if (before_it := _TO.search(before)) and not text:
        return label_of(doc, s, doc.amounts(s.start, q.start - len(before) + before_it.end(1))[-1])
    link = t["link"].search(before)
    left = ahead(t["of_name"].sub("", before[: link.start()])) if link else ""
    direction = _direction(link.group()) if link else None
    if q.unit == "percent" and direction:
        return Label(left or _grown(doc, s, q) or "change", direction)
    return Label(text or left or q.unit.replace("_", " "), direction if not text else None)


def _view(doc: Document, start: int, end: int) -> str:
    """The text with what is surely a name blanked; a capitalized word that only may be one stays."""
    return "".join(w if p == OTHER else p for p, w in zip(doc.plain[start:end], doc.work[start:end], strict=True))


def _grown(doc: Document, s: Sentence, q: Quantity) -> str | None:
    """What grew, where its amount stands just before: "revenue of $5 million, up 8%"."""
    before = [x for x in doc.amounts(max(s.start, q.start - 60), q.start) if is_money(x.unit)]
    return label_of(doc, s, before[-1]).text if before else None


def _counted(text: str) -> str:
    """The noun of a count with what describes it: "25 institutional funds" is about institutional funds."""
    parts = text.split()
    numbers = [i for i, word in enumerate(parts) if _NUMERAL.match(word)]
    rest = parts[numbers[-1] + 1 :] if numbers else []
    return " ".join(rest) if len(rest) > 1 and " ".join(rest).lower() not in forms() else ""


def _behind(after: str) -> str:
    """The noun phrase behind a number, "of" or "in" between them aside."""
    out: list[str] = []
    for word in re.sub(r"^(?:[- ]|of |in )+", "", after).split():
        bare = word.strip(".\"'")
        if bare.lower() in listed("labels", "articles") and not out:
            continue
        if not bare or bare.lower() in listed("labels", "stop") or not bare[0].isalnum() or _NAMED.search(bare):
            break
        out.append(bare)
        if len(out) == WORDS or word.endswith("."):
            break
    return " ".join(out) if any(w[0].isalpha() for w in out) else ""


def ahead(before: str) -> str:
    """The noun phrase that ends in front of a link such as "of" or "was"."""
    out: list[str] = []
    for word in reversed(before.split()):
        bare = word.strip("\"'")
        if not bare or bare.lower() in listed("labels", "stop") | listed("labels", "left_stop") or bare[0].isdigit():
            break
        if _NAMED.search(bare):
            break
        out.append(bare)
        if len(out) == WORDS:
            break
    return " ".join(reversed(out))


def _direction(text: str) -> str | None:
    t = words("labels")
    return "decrease" if t["decrease"].search(text) else "increase" if t["increase"].search(text) else None


def clause(doc: Document, s: Sentence, start: int, end: int) -> Span:
    """The clause around a number: to the next comma, bracket or "and it" on both sides, not too far."""
    left = base = max(s.start, start - 110)
    for m in _LEFT.finditer(doc.plain, base, start):
        left = m.end()
    if left == base and base > s.start:
        left = doc.plain.find(" ", base, start) + 1 or start
    stop = min(s.end, end + 90)
    m2 = _RIGHT.search(doc.plain, end, stop)
    right = m2.start() if m2 else stop
    if m2 is None and stop < s.end:
        right = max(end, doc.plain.rfind(" ", end, stop))
    while left < start and doc.plain[left].isspace():
        left += 1
    while right > end and doc.plain[right - 1].isspace():
        right -= 1
    return Span(left, right)
