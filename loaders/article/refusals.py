"""When the match of a deal pattern tells of no deal, or its first name is no party to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.loaders.article.chars import FILL, ORG
from kg.loaders.article.entities import Mention
from kg.loaders.article.patterns import Pattern
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.stages import rows

if TYPE_CHECKING:
    from kg.loaders.article.shadow import Document

_REFUSED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|untrue|no truth|not true|false)\b[^.;]{0,50}\b(?:that|of|to|about)?(?= *$)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|[.,;:\"()–—] ?|"
    r"\b(?:that|and|but|while|as|when|after|because|since|said|says|announced|where|today|of|the) )$",
    re.IGNORECASE,
)
"""What stands in front of a name that is the subject of its sentence's second verb too."""
_FIRST = re.compile(rf"{FILL}*{ORG}+{FILL}*(?:'s|')?")
_AND = re.compile(
    r"(?:,? (?:in|on|for|last|at|as|to|from)\b[^.;]{1,80}?)?,? (?:and|but)(?: it)? "
    rf"(?![{ORG}{FILL}]|the |an? |its |their )"
)
_ASKED = re.compile(
    r"\b(?:if|whether|unless|not|denied|without|rumou?rs|speculation)(?: that)?(?: \w+){0,2} $", re.IGNORECASE
)
_WISHED = re.compile(
    r"\b(?:(?:hop(?:e|es|ed|ing)|calls?|called|calling) for (?:\w+ ){0,3}|such an? |"
    r"(?:wrote|incorrectly|erroneously|wrongly|mistakenly)(?: \w+){0,3} that )$",
    re.IGNORECASE,
)
_NOT_PARTY = re.compile(
    r"\b(?:owned by|backed by|controlled by|advised by|beat|beats|beaten|outbid|outbids|fended off|saw off|defeated|counsel|adviser|advisor|law firm|represented by|arranger|bookrunner|underwriter|according to|reported by|told|customers? of|shares of|(?:customers|companies|firms|operators|providers|names|players|peers|rivals|competitors|giants) like|such as|competitors?|rivals?)\s*$",  # noqa: E501
    re.IGNORECASE,
)


def second_verb(m: re.Match[str]) -> int | None:
    """Where the deal's own verb begins in a match that leads over "and" to it: "A raised money and bought B"."""
    if m.groupdict().get("j"):
        return m.end("j")
    first = _FIRST.match(m.group())
    over = _AND.match(m.group(), first.end()) if first else None
    return m.start() + over.end() if over else None


def is_subject(shadow: str, at: int) -> bool:
    """Whether the name at a place of a sentence's shadow can be its subject."""
    return bool(_SUBJECT.search(shadow[max(0, at - 40) : at]))


def subject(doc: Document, s: Sentence, before: int) -> Mention | None:
    """The organization of a sentence that is its subject, before a position."""
    for x in doc.mentioned(s.start, before):
        if doc.filled[x.start] == ORG and is_subject(doc.filled[s.start : before], x.start - s.start):
            return x
    return None


def unfit(before: str) -> bool:
    """Whether the words in front of a name make it no party to a deal: asked, wished for, or of another."""
    return bool(_ASKED.search(before) or _NOT_PARTY.search(before) or _WISHED.search(before))


def denied_before(words: str, at: int) -> bool:
    """Whether the words in front of a place in a sentence say that what follows is not so."""
    return bool(_REFUSED.search(words, 0, at))


def refused(words: str, p: Pattern, m: re.Match[str], filled: str, moved: bool) -> bool:
    """Whether a match in the shadow of a sentence is none: denied, asked, wished for, or of other parties.

    `words` are the sentence's; `moved`: its first name is not its subject, which stands before.
    """
    inner = m.group()
    if denied_before(words, m.start()) or rows()[1].search(inner.replace(FILL, " ")):
        return True
    before = filled[max(0, m.start() - 40) : m.start()]
    if moved:
        return False
    if unfit(before):
        return True
    if p.row.get("nominal") and re.match(r"(?: [a-z]+)? (?:would|could|might)\b", filled[m.end() : m.end() + 24]):
        return True
    # "signed with A to acquire B": A is not the one who acquires; "with A buying from B" is another matter
    first = _FIRST.match(inner)
    rest = inner[first.end() :] if first else ""
    if first and re.search(r"\b(?:with|from|against|between) $", before, re.IGNORECASE) and re.match(r" ", rest):
        return not re.match(r" (?:\w+ly )?\w+ing\b", rest)
    return rest.startswith(" to ") and bool(re.search(r"\b(?:of|by|for) $", before))
