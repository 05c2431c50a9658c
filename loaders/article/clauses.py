"""The subject of a clause that is far from its verb: "Altamira, after talks with its lenders, has acquired"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.loaders.article.chars import FILL, ORG
from kg.loaders.article.entities import Mention
from kg.loaders.article.refusals import is_subject, unfit
from kg.loaders.article.sentences import Sentence

if TYPE_CHECKING:
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


_NAME = re.compile(f"{FILL}*({ORG}+){FILL}*")


def subject_span(shadow: str, at: int, doing: bool = False) -> tuple[int, int] | None:
    """Where the organization stands that is the subject of the verb at a position of a sentence's shadow.

    `doing`: the verb is a participle that goes on ("A has grown, buying B"). A nearer organization that can be the
    subject and does not fit makes the reading none.
    """
    left = shadow[:at]
    for x in reversed(list(_NAME.finditer(left, max(0, at - REACH)))):
        begin, end = x.start(), x.end(1)
        if left[end : end + 1] in ("'", "’"):
            continue
        if not is_subject(left, begin) and not _ADJUNCT.fullmatch(left, 0, begin):
            continue
        if unfit(left[max(0, begin - 40) : begin]):
            return None
        between = left[end:]
        fits = _DOING.fullmatch(between) if doing else None
        if fits is None and (not doing or re.search(r" (?:is|are|was|were|be|been)(?: \w+)? ?$", between)):
            fits = _LEADS.fullmatch(between)
        if fits is None:
            if between.startswith(",") or begin == 0:
                continue
            return None
        plain = re.sub(r",[^,]*,", ",", between)
        return None if _UNREAL.search(plain) or _UNREAL.search(left[max(0, begin - 24) : begin]) else x.span(1)
    return None


def clause_subject(doc: Document, s: Sentence, at: int) -> Mention | None:
    """The organization that is the subject of the verb at a position of a sentence, near or far; see `subject_span`."""
    doing = re.match(r"[a-z]+ing\b", doc.work[at : at + 20]) is not None
    span = subject_span(doc.filled[s.start : s.end], at - s.start, doing)
    if span is None:
        return _it(doc, s, at)
    return next(iter(doc.mentioned(s.start + span[0], s.start + span[1])), None)


def _it(doc: Document, s: Sentence, at: int) -> Mention | None:
    """The organization that "it" in front of a verb is: the only one of its sentence before; "when it swallowed"."""
    m = _IT.search(doc.filled, max(s.start, at - 60), at)
    if m is None or doc.work.find('"', s.start, at) >= 0:
        return None
    before = doc.mentioned(s.start, m.start())
    return before[0] if before and len({id(x.entity) for x in before}) == 1 else None
