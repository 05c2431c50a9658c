"""The text as the patterns see it: every mention a run of one private character, so that a pattern is short.

All shadows have the length of the text; offsets need no mapping. Organizations become ORG, people PERSON and
so on; in the filled shadow the words that only describe an organization (appositions, brackets, "fiber
provider" in front of a name) become FILL and belong to its group.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from kg.loaders.article.chars import CHARS, DATE, FILL, MONEY, OF_KIND, ORG, PERCENT, PERSON, PLACE, TITLE
from kg.loaders.article.coref import resolve
from kg.loaders.article.counts import counts
from kg.loaders.article.dates import Date, dates
from kg.loaders.article.entities import Mention, Names
from kg.loaders.article.fill import fill
from kg.loaders.article.naming import read_names
from kg.loaders.article.quantities import Quantity, money, percents
from kg.loaders.article.seen import Seen
from kg.loaders.article.sentences import Sentence, blocks, split
from kg.loaders.vocabulary import Vocabulary
from kg.schema.currencies import CURRENCIES

__all__ = [
    "CHARS",
    "DATE",
    "FILL",
    "MONEY",
    "ORG",
    "PERCENT",
    "PERSON",
    "PLACE",
    "TITLE",
    "Document",
    "is_money",
    "read_document",
]


@dataclass(slots=True)
class Document:
    """One article, read: names resolved, quantities and dates found, shadows drawn."""

    text: str
    work: str
    sentences: list[Sentence]
    names: Names
    mentions: list[Mention]
    quantities: list[Quantity]
    dates: list[Date]
    plain: str
    filled: str
    half: str
    """Filled, but with appositions left as they are: they tell who owns whom."""
    starts: list[int] = field(default_factory=list)
    read: dict[int, Seen] = field(default_factory=dict)
    """The sentences as patterns see them, by where they begin; see `seen`."""

    def seen(self, s: Sentence) -> Seen:
        """A sentence as the patterns of deals see it; made once."""
        if s.start not in self.read:
            a, b = s.start, s.end
            self.read[a] = Seen(self.work[a:b].lower(), self.filled[a:b], self.half[a:b])
        return self.read[s.start]

    def mentioned(self, start: int, end: int, kind: str = "org") -> list[Mention]:
        """The mentions of one kind inside a span, in order."""
        i = bisect_left(self.starts, start)
        out: list[Mention] = []
        while i < len(self.mentions) and self.mentions[i].start < end:
            if self.mentions[i].entity.kind == kind and self.mentions[i].end <= end:
                out.append(self.mentions[i])
            i += 1
        return out

    def amounts(self, start: int, end: int, unit: str | None = None) -> list[Quantity]:
        """The quantities that begin inside a span."""
        i = bisect_left(self.quantities, start, key=lambda q: q.start)
        out: list[Quantity] = []
        while i < len(self.quantities) and self.quantities[i].start < end:
            if unit is None or self.quantities[i].unit == unit:
                out.append(self.quantities[i])
            i += 1
        return out

    def dated(self, start: int, end: int) -> list[Date]:
        """The dates that begin inside a span."""
        i = bisect_left(self.dates, start, key=lambda d: d.start)
        out: list[Date] = []
        while i < len(self.dates) and self.dates[i].start < end:
            out.append(self.dates[i])
            i += 1
        return out


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency code of ISO 4217."""
    return unit in CURRENCIES


def read_document(text: str, work: str, vocabulary: Vocabulary) -> Document:
    """Names, quantities and shadows of one article; `work` is `clean(text)`."""
    sentences = split(work, blocks(work))
    found_dates = list(dates(work))
    amounts = list(money(work)) + list(percents(work))
    chars = list(work)
    for d in found_dates:
        chars[d.start : d.end] = DATE * (d.end - d.start)
    for q in amounts:
        chars[q.start : q.end] = (PERCENT if q.unit == "percent" else MONEY) * (q.end - q.start)
    names = read_names(work, sentences, vocabulary, found_dates, "".join(chars))
    for a, b in names.titles:
        chars[a:b] = TITLE * (b - a)
    corefs = resolve(work, chars, sentences, names)
    named = (m for m in names.mentions + corefs if chars[m.start] != MONEY)  # "US" of "US$5m" is no place
    mentions = sorted(named, key=lambda m: m.start)
    for m in mentions:
        end = m.end
        while work[end : end + 2] == "  " and chars[end] == " ":  # a ticker was blanked here
            end += 1
        chars[m.start : end] = OF_KIND[m.entity.kind] * (end - m.start)
    plain = "".join(chars)
    quantities = sorted(amounts + list(counts(work)), key=lambda q: q.start)
    return Document(
        text,
        work,
        sentences,
        names,
        mentions,
        quantities,
        found_dates,
        plain,
        *fill(plain, sentences),
        [m.start for m in mentions],
    )
