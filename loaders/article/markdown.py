"""Markdown as prose: its marks taken out for the grammar, and what is found put back where it stands.

Marks cannot be blanked like other noise: a pattern or a name with a gap in the middle is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from kg.loaders.article.finding import Extraction, Finding, Span
from kg.loaders.inputs.markdown import FRONT

_TARGET = r"(?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,500}\)|\[[^\]\n]{0,100}\])"
_MARKS = re.compile(
    "|".join(
        (
            r"\\(?P<kept>[!-/:-@\[-`{-~])",  # an escaped character stands for itself
            r"<!--(?:[^<]|<(?!!--)){0,20000}?-->",
            r"^(?P<fence>```|~~~)[^\n]*\n.*?^(?P=fence)[^\n]*$",
            r"~~(?=\S)[^\n~]{1,2000}~~",  # words struck out are taken back
            rf"!\[[^\]\n]{{0,300}}\]{_TARGET}",
            r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]+\S[^\n]*$",
            rf"\[(?=[^\[\]\n]{{1,300}}\]{_TARGET})",
            rf"(?<=[^\s\[])\]{_TARGET}",
            r"<https?://[^>\s]{1,500}>",
            r"</?(?!br\b)[A-Za-z][^<>\n]{0,300}>",
            r"^ {0,3}(?:> ?)+",
            r"\*{2,3}(?=[^\s*])|(?<=[^\s*])\*{2,3}",
            r"(?<!\w)\*(?=[^\s*])|(?<=[^\s*])\*(?!\w)",
            r"(?<!\w)_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w)",
            r"`+",
        )
    ),
    re.MULTILINE | re.DOTALL,
)
"""What is no prose (CommonMark: code, comments, images, link targets, emphasis, quotation marks of lines, escapes)."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown text without its marks; where its pieces start, and how far each stands before its place in it."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def placed(self, found: Extraction) -> Extraction:
        """The same findings with spans of the Markdown text: a quote has the marks that stand between its words."""
        return replace(found, findings=self._moved(found.findings), denials=self._moved(found.denials))

    def _moved(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(
            replace(each, spans=tuple(Span(self._at(s.start), self._at(s.end - 1) + 1) for s in each.spans))
            for each in findings
        )

    def _at(self, position: int) -> int:
        return position + self.shifts[bisect_right(self.starts, position) - 1]


def prose(text: str) -> Prose:
    """What a reader of a Markdown text reads."""
    kept = list(_kept(text))
    pieces = [text[start:end] for start, end in kept]
    starts = [0, *accumulate(map(len, pieces))][:-1]
    return Prose("".join(pieces), tuple(starts), tuple(here - at for (here, _), at in zip(kept, starts, strict=True)))


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """The spans between the marks, none empty."""
    front = FRONT.match(text)
    last = front.end() if front else 0
    for mark in _MARKS.finditer(text, last):
        kept = mark.start("kept") if mark["kept"] else mark.end()
        yield from ((last, mark.start()),) if last < mark.start() else ()
        last = kept
    yield from ((last, len(text)),) if last < len(text) else ()
