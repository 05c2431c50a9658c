"""Who speaks and how sure: the modality of a sentence and the source that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.finding import Modality
from kg.loaders.article.lexicon import table
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

_LEADING = re.compile(r"(?:According to|Per|As reported by|Citing|As per) (?:a |an |the )?([^,]{2,70}?)(?:'s)?,")
_TRAILING = re.compile(
    r" (?:according to|as reported by|per|citing) (?:a |an |the )?([^,.;]{2,90}?)(?:,? (?:published|released|dated|on) [^.;]{2,40})?[.;,]?$"  # noqa: E501
)
_SAID = re.compile(r",? (?:[\w .]{2,40}) (?:said|says|reported|told [\w ]{2,30})\b[^.]{0,40}\.?$")
_REPORTED = ("report", " wrote", " writes")
"""What a sentence has that ends in a report: looked for before the pattern."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The modality of a sentence's facts and, where it names one, their source."""

    modality: Modality
    source: str | None


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    t = table("modality")
    return re.compile(t["projected"]), re.compile(t["reports"])


def voices(doc: Document) -> list[Voice]:
    """For each sentence its voice; a leading "According to X" holds for its paragraph."""
    out: list[Voice] = []
    lead: tuple[int, str] | None = None
    reports = _words()[1]
    for s in doc.sentences:
        text = doc.work[s.start : s.end]
        m = _LEADING.match(text)
        if m and (not out or doc.sentences[len(out) - 1].block != s.block):
            lead = (s.block, m.group(1))
        source = m.group(1) if m else None
        if source is None:
            t = _TRAILING.search(text[-220:])
            source = t.group(1).strip() if t else None
        if source is None and any(sign in text for sign in _REPORTED):
            r = reports.search(text)
            source = r.group("source") if r else None
        if source is None and lead and lead[0] == s.block:
            source = lead[1]
        out.append(Voice("attributed" if source else "asserted", source.strip(' ".') if source else None))
    return out


def sentence_index(doc: Document, position: int) -> int:
    """The number of the sentence that holds a position (the last one that begins before it)."""
    lo, hi = 0, len(doc.sentences)
    while lo < hi:
        mid = (lo + hi) // 2
        if doc.sentences[mid].start <= position:
            lo = mid + 1
        else:
            hi = mid
    return max(0, lo - 1)


def is_projected(text: str) -> bool:
    """Whether words tell of the future: a plan, a forecast, guidance."""
    return bool(_words()[0].search(text))


__all__ = ["Sentence", "Voice", "is_projected", "sentence_index", "voices"]
