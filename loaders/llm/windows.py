"""A long document in passages that a model can take: cut at paragraphs, each with the end of the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.loaders.article.finding import Span

SIZE = 12_000
"""Most code points of a passage; about 3,000 tokens of English."""
OVERLAP = 800
"""Most code points that a passage repeats of the one before it, in whole paragraphs."""
SMALLEST = 1_000
"""A passage this short is not cut in two again."""
_CUTS = ("\n\n", "\n", ". ", " ")


def windows(text: str, start: int = 0, end: int | None = None, size: int = SIZE) -> Iterator[Span]:
    """Spans that cover `text[start:end]` without gaps, none longer than `size`; blank ones are left out."""
    stop = len(text) if end is None else end
    overlap = min(OVERLAP, size // 4)
    at = start
    while at < stop:
        cut = _cut(text, at, min(at + size, stop)) if stop - at > size else stop
        if text[at:cut].strip():
            yield Span(at, cut)
        if cut >= stop:
            return
        at = _again(text, at, cut, overlap)


def halves(text: str, span: Span) -> list[Span]:
    """A passage in shorter ones; empty when it is too short to cut."""
    size = (span.end - span.start + 1) // 2 + 1
    return list(windows(text, span.start, span.end, size)) if span.end - span.start > SMALLEST else []


def _cut(text: str, start: int, end: int) -> int:
    """The last good place to cut, in the second half of the span: after a paragraph, a line, a sentence, a word."""
    for mark in _CUTS:
        at = text.rfind(mark, start + (end - start) // 2, end)
        if at > start:
            return at + len(mark)
    return end


def _again(text: str, start: int, cut: int, overlap: int) -> int:
    """Where the next passage begins: at a paragraph not more than `overlap` before the cut, else at the cut."""
    at = text.find("\n", max(start + 1, cut - overlap), cut - 1)
    return at + 1 if at >= 0 else cut
