"""Markdown as prose: its marks taken out for the grammar, and what is found put back where it stands.

Marks cannot be blanked like other noise: a pattern or a name with a gap in the middle is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.loaders.article.finding import Extraction, Span
from kg.loaders.inputs.markdown import FRONT

_TARGET = r"(?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,500}\)|\[[^\]\n]{0,100}\])"
_MARKS = re.compile(
    "|".join(
        (
            r"\\(?P<kept>[!-/:-@\[-`{-~])",  # an escaped character stands for itself
            r"<!--.{0,20000}?-->",
            r"^(?P<fence>```|~~~)[^\n]*\n.*?^(?P=fence)[^\n]*$",
            r"~~(?=\S)[^\n~]{1,2000}~~",  # words struck out are taken back
            rf"!\[[^\]\n]{{0,300}}\]{_TARGET}",
            r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]+\S[^\n]*$",
            rf"\[(?=[^\[\]\n]{{1,300}}\]{_TARGET})",
            rf"(?<=[^\s\[])\]{_TARGET}",
            r"<https?://[^>\s]{1,500}>",
            r"</?(?!br\b)[A-Za-z][^<>\n]{0,300}>",
            r"^ {0,3}(?:> ?)+",
            r"\*{2,3}(?=\S)|(?<=\S)\*{2,3}",
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
    """A Markdown text without its marks; `positions` says where each of its characters stands in the Markdown."""

    text: str
    positions: tuple[int, ...]

    def placed(self, found: Extraction) -> Extraction:
        """The same findings with spans of the Markdown text: a quote has the marks that stand between its words."""
        at = self.positions
        return replace(
            found,
            findings=tuple(
                replace(each, spans=tuple(Span(at[s.start], at[s.end - 1] + 1) for s in each.spans))
                for each in found.findings
            ),
        )


def prose(text: str) -> Prose:
    """What a reader of a Markdown text reads."""
    front = FRONT.match(text)
    last = front.end() if front else 0
    positions: list[int] = []
    for mark in _MARKS.finditer(text, last):
        positions.extend(range(last, mark.start()))
        positions.extend(range(*mark.span("kept")))
        last = mark.end()
    positions.extend(range(last, len(text)))
    return Prose("".join(map(text.__getitem__, positions)), tuple(positions))
