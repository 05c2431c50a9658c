"""The number or date that some words of a quote hold, as the article's own grammar reads them at that place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.loaders.article.finding import Number, Span
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.shadow import Document, is_money
from kg.loaders.llm.quotes import Ungrounded

MONEY = frozenset({"joint_venture", "purchase", "acquisition", "investment"})
"""Types of fact whose amount must be money."""
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = re.compile(rf"\s*((?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_WORDS)})(?![\w.,%]))(\+)?")


def amount(doc: Document, at: Span, quote: Span, kind: str) -> Quantity:
    """The one quantity of the words at a place that a fact of this type may have. Raises `Ungrounded`."""
    held = _held(doc.quantities, at, quote)
    if kind == "facility_group":
        held = [q for q in held if not is_money(q.unit) and q.unit != "percent"] or _bare_count(doc, at)
        held = [replace(q, unit="facilities") for q in held]
    if kind in MONEY:
        held = [q for q in held if is_money(q.unit)]
    if len(held) != 1:
        what = "amount of money" if kind in MONEY else "number with a known unit"
        raise Ungrounded(f"{_said(doc, at)} holds {'no' if not held else 'more than one'} {what}")
    return held[0]


def percentage(doc: Document, at: Span, quote: Span) -> Number | tuple[Number, Number]:
    """The one percentage of the words at a place. Raises `Ungrounded`."""
    held = [q for q in _held(doc.quantities, at, quote) if q.unit == "percent"]
    if len(held) != 1:
        raise Ungrounded(f"{_said(doc, at)} holds no single percentage")
    return held[0].value


def date(doc: Document, at: Span, quote: Span) -> str | None:
    """The ISO date of the words at a place; `None` when they hold none with a year. Raises `Ungrounded` for several."""
    near = [d for d in doc.dates if d.start < at.end and at.start < d.end]
    held = [d for d in near if quote.start <= d.start and d.end <= quote.end]
    if not near:
        return None
    if len(held) != 1:
        raise Ungrounded(f"{_said(doc, at)} holds no single date within the quote")
    return held[0].iso


def _held(quantities: Iterable[Quantity], at: Span, quote: Span) -> list[Quantity]:
    """Quantities inside the words, else those that the words are part of; the longer of two, none cut by the quote."""
    touched = [q for q in quantities if q.start < at.end and at.start < q.end <= quote.end]
    inside = [q for q in touched if at.start <= q.start and q.end <= at.end] or touched
    return [q for q in inside if not any(o is not q and o.start <= q.start and q.end <= o.end for o in inside)]


def _bare_count(doc: Document, at: Span) -> list[Quantity]:
    """The count in words that put a name between the number and the noun: "16 new Harbor facilities"."""
    found = _COUNT.match(doc.work, at.start, at.end)
    if found is None:
        return []
    written = found.group(1)
    count = _WORDS.index(written) + 2 if written in _WORDS else int(written.replace(",", ""))
    return [Quantity(found.start(1), found.end(1), count, "facilities", "min" if found.group(2) else None)]


def _said(doc: Document, at: Span) -> str:
    return repr(" ".join(doc.text[at.start : at.end].split())[:80])
