"""The subject of a clause that is far from its verb: "Altamira, after talks with its lenders, has acquired"."""

from __future__ import annotations

import re

from kg.loaders.article.chars import FILL, ORG
from kg.loaders.article.entities import Mention
from kg.loaders.article.refusals import is_subject, unfit
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

REACH = 260
"""Code points before a verb in which its subject is looked for."""
_AUX = (
    r"(?: (?:has|have|had|is|are|was|were|will|would|be|been|being|to|also|now|then|since|today|just|both|once|it|that|"
    r"agreed|agrees|plans|planned|intends|set|said|says|confirmed|announced|about|recently|already|later|finally|duly|"
    r"[a-z]+ly))*"
)
_ASIDE = r"(?:,? \([^()]{1,80}\))?(?:, [^;:\"]{2,200}?,| [–—-] [^;:\"–—]{2,160} [–—-])?"
_FIRST = rf"(?: [a-z][^;:\"{ORG}]{{2,160}}?,? (?:and|but|then|before)(?: in [^,;{ORG}]{{2,30}})?)?"
_SAYS = (
    rf"(?: (?:has |had |also |today )*(?:said|says|confirmed|confirms|announced|announces|revealed|reported|disclosed)"
    rf"(?: [^;:\",{ORG}]{{1,60}})?(?: that)? (?:it|they)(?= ))?"
)
_LEADS = re.compile(rf"{FILL}*{_ASIDE}{_SAYS}{_FIRST}{_AUX} ?")
_ADJUNCT = re.compile(
    rf"(?:In|On|By|Since|During|Late|Early|Last|Earlier|This|Then|Later|Also|Meanwhile|Separately|Two|Three|A|At|For)\b[^,;:\"{ORG}]{{0,40}} "  # noqa: E501
)
"""What may stand in front of a sentence's subject without a comma: "In 2024"."""
_DOING = re.compile(
    rf"{FILL}*(?:, [^;:\"{ORG}]{{2,120}}?,)? (?:has|have|had|[a-z]+(?:ed|ew|es|s)) [^;:\"{ORG}]{{0,120}}?, ?"
)
"""What leads to a participle that goes on: "A has grown, buying B"."""
_IT = re.compile(
    r"\b(?:when|after|before|since|where|that|as|which|and|said|says|once) (?:it|they)(?: (?:has|had|have|was|is|will|to|also|first|later|then|itself|agreed|would))* ?$"  # noqa: E501
)
_UNREAL = re.compile(
    r"\b(?:not|never|could|might|may|should|if|whether|unless|denied|denies|failed|declined|refused)\b", re.IGNORECASE
)


def clause_subject(doc: Document, s: Sentence, at: int) -> Mention | None:
    """The organization that is the subject of the verb at a position of a sentence.

    Between them may stand an aside, a first verb that "and" joins, and auxiliaries; a nearer organization that can be
    the subject and does not fit makes the reading none.
    """
    base = max(s.start, at - REACH)
    left = doc.filled[s.start : at]
    doing = re.match(r"[a-z]+ing\b", doc.work[at : at + 20]) is not None
    for x in reversed(doc.mentioned(base, at)):
        if doc.filled[x.start] != ORG or doc.work[x.end : x.end + 1] in ("'", "’"):
            continue
        begin = x.start - s.start
        while begin and left[begin - 1] == FILL:
            begin -= 1
        if not is_subject(left, begin) and not _ADJUNCT.fullmatch(left, 0, begin):
            continue
        if unfit(left[max(0, begin - 40) : begin]):
            return None
        between = left[x.end - s.start :]
        fits = _DOING.fullmatch(between) if doing else None
        if fits is None and (not doing or re.search(r" (?:is|are|was|were|be|been)(?: \w+)? ?$", between)):
            fits = _LEADS.fullmatch(between)
        if fits is None:
            if between.startswith(",") or begin == 0:
                continue
            return None
        plain = re.sub(r",[^,]*,", ",", between)
        return None if _UNREAL.search(plain) or _UNREAL.search(left[max(0, begin - 24) : begin]) else x
    return _it(doc, s, at)


def _it(doc: Document, s: Sentence, at: int) -> Mention | None:
    """The organization that "it" in front of a verb is: the only one of its sentence before; "when it swallowed"."""
    m = _IT.search(doc.filled, max(s.start, at - 60), at)
    if m is None or doc.work.find('"', s.start, at) >= 0:
        return None
    before = doc.mentioned(s.start, m.start())
    return before[0] if before and len({id(x.entity) for x in before}) == 1 else None
