"""Where a quote stands: verbatim but for the kind of quotes, dashes and spaces, in one paragraph of the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.loaders.article.finding import Span
from kg.loaders.article.modality import sentence_index
from kg.loaders.article.shadow import Document
from kg.loaders.llm.names import fold

LONGEST = 400
"""Code points. A quote that holds half the article would carry any pair of names."""


class Ungrounded(ValueError):
    """A fact does not rest on the article; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as quotes are looked up in it."""

    doc: Document
    folded: str
    paragraphs: Mapping[int, Span]

    @classmethod
    def of(cls, doc: Document) -> Text:
        """The article of a document that the grammar has read."""
        blocks: dict[int, Span] = {}
        for s in doc.sentences:
            blocks[s.block] = Span(blocks[s.block].start if s.block in blocks else s.start, s.end)
        return cls(doc, fold(doc.text), blocks)

    def places(self, quote: str, window: Span) -> list[Span]:
        """Every place of a quote within a passage. Raises `Ungrounded` when there is none that may serve."""
        wanted = fold(quote).strip()
        if not wanted:
            raise Ungrounded("the quote is empty")
        if len(wanted) > LONGEST:
            raise Ungrounded(f"the quote has {len(wanted)} characters; at most {LONGEST} carry one fact")
        found = list(_all(self.folded, wanted, window))
        if not found:
            raise Ungrounded("the quote does not stand in the article")
        whole = [s for s in found if self._whole_words(s)]
        prose = [s for s in whole if self.paragraph(s) is not None]
        if not prose:
            why = "runs over a paragraph's end or stands in page furniture" if whole else "begins or ends inside a word"
            raise Ungrounded(f"the quote {why}")
        heard = [s for s in prose if not self._instructs(s)]
        if not heard:
            raise Ungrounded("the quote stands in a passage that speaks to a program")
        return heard

    def paragraph(self, span: Span) -> Span | None:
        """The paragraph that holds a span whole; `None` for page furniture and what runs over a paragraph's end."""
        if not self.doc.work[span.start : span.end].strip() or not self.doc.sentences:
            return None
        block = self.paragraphs[self._number(span.start)]
        return block if block.start <= span.start and span.end <= block.end else None

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span begins."""
        found = self.doc.sentences[sentence_index(self.doc, span.start)]
        return Span(found.start, found.end)

    def _number(self, position: int) -> int:
        return self.doc.sentences[sentence_index(self.doc, position)].block

    def _whole_words(self, span: Span) -> bool:
        text, (start, end) = self.doc.work, (span.start, span.end)
        left = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        right = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        return not (left or right)

    def _instructs(self, span: Span) -> bool:
        block = self.paragraph(span)
        assert block is not None
        return bool(_signs().search(self.folded, block.start, block.end))


def _all(text: str, words: str, window: Span) -> Iterator[Span]:
    at = text.find(words, window.start, window.end)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1, window.end)


@cache
def _signs() -> re.Pattern[str]:
    import yaml

    table = yaml.safe_load((files("kg.loaders.llm") / "data" / "signs.yaml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{each})" for each in table["signs"]), re.IGNORECASE)
