"""The sentences that a quote stands in, for a person who judges it."""

from __future__ import annotations

from kg.loaders.article.clean import clean
from kg.loaders.article.sentences import Sentence, blocks, split
from kg.schema.claims import Quote

OPEN, CLOSE = "»", "«"
"""Marks around the quote within its sentence."""
LONGEST = 1200
"""Characters of a sentence that are shown beside a quote; more is cut, the quote never."""


class Sentences:
    """The sentences of one text."""

    def __init__(self, text: str) -> None:
        work = clean(text)
        self._text = text
        self._found: list[Sentence] = split(work, blocks(work))

    def around(self, quote: Quote) -> tuple[str, str, str]:
        """What stands before the quote in its sentences, the quote, what stands after it."""
        touched = [each for each in self._found if each.start < quote.end and quote.start < each.end]
        start = min([quote.start, *(each.start for each in touched)])
        end = max([quote.end, *(each.end for each in touched)])
        start, end = max(start, quote.start - LONGEST), min(end, quote.end + LONGEST)
        return self._text[start : quote.start], self._text[quote.start : quote.end], self._text[quote.end : end]

    def marked(self, quote: Quote) -> str:
        """The sentences on one line, the quote between marks."""
        before, words, after = self.around(quote)
        return " ".join(f"{before}{OPEN}{words}{CLOSE}{after}".split())
