"""Who holds how much of a joint venture: the shares that a sentence deals out, and the venture they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.loaders.article.chars import ORG, PERCENT
from kg.loaders.article.entities import Entity, Mention
from kg.loaders.article.finding import Finding, Number, Span
from kg.loaders.article.modality import Voice
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document
from kg.loaders.article.stages import rows

_ORG, _SHARE = f"{ORG}++", f"{PERCENT}++"
_HAVE = r"(?:own|hold|have|has|tak|took|retain|keep|kept|control|contribut|with|receiv|get)\w*"
_ABOUT = r"(?:an? |about |around |some |the |its |remaining |other |balance of |just over )*"
_NAMED = (
    r"(?:,? (?:which |that )?(?:(?:is|are|will|to|has|have|been|be|was) ){0,4}"
    r"(?:called|named|known as|dubbed|christened|branded)(?: as)?|,| \()"
)
_VENTURE = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"(?P<v>{_ORG})(?:,| is| was| will be| remains|, which is) (?:an? |the )(?:[\w/:.-]+ ){{0,5}}?(?:joint[- ]venture|JV)\b",  # noqa: E501
        rf"\b(?:venture|JV|(?:new|joint) company|holding company|vehicle){_NAMED} ?(?P<v>{_ORG})",
        rf"(?P<v>{_ORG}),? (?:(?:which|that|is|are|will|be|was|now|to|currently|jointly) ){{0,4}}(?:equally )?(?:owned|held)\b",  # noqa: E501
        rf"\b(?:(?:stakes?|interests?|partners|shares) in|share(?:s|holders|holdings?) (?:in|of)|owners of|{_SHARE} (?:in|of)) (?P<v>{_ORG})",  # noqa: E501
    )
)
_THE_VENTURE = re.compile(r"\b[Tt]he (?:new |joint |combined )?(?:venture|JV|company|vehicle)\b|^It\b")
_SHARES = tuple(
    re.compile(p)
    for p in (
        rf"(?P<o>{_ORG})(?:'s|')?(?: (?:will|would|to|is|are|also|now|then|initially|each))* (?:{_HAVE} )?{_ABOUT}\(?(?P<p>{_SHARE})(?! (?:\w+ )?(?:is |was |to be |being )?(?:owned |held )?(?:by|going to|for) {ORG})",  # noqa: E501
        rf"(?P<p>{_SHARE})(?: (?:stake|interest|share|holding|(?:of|in) the [a-z ]{{3,30}}?))?,?(?: (?:is|was|will|to|be|being))*(?: (?:owned|held|going|goes|controlled))? (?:by|to|for|belongs to) (?P<o>{_ORG})",  # noqa: E501
    )
)
_DEALT = re.compile(
    r"\b(?:own|owns|owned|owning|hold|holds|held|holding|stakes?|shareholders|partners in|"
    r"interest|joint[- ]venture|JV)\b",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b(\d{2})\s?[/:–-]\s?(\d{2})\b(?=[^.;]{0,30}\b(?:joint|venture|JV|partner|basis|owned|split))")
_EQUAL = re.compile(
    r"\b(?:equally (?:owned|held)|(?:owned|held|split|shared) equally|equal (?:partners|shares|owners|stakes)|"
    r"half each|each (?:own|hold|have|take)s? (?:half|50|an equal)|jointly and equally)\b"
)
_DEALING = ("equal", "each", "joint", "partner", "basis", "owned", "split")
"""What a sentence has that deals out shares without a percentage: looked for before the patterns."""
_PAIR = re.compile(rf"({_ORG})(?:'s)?,? (?:and|&|with) ({_ORG})")


def shares(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """The ownerships that sentences about joint ventures deal out: "A will hold 60% and B 40% of it".

    A venture named once is meant by "the venture" after it; without a named venture there is nothing to own.
    """
    last: Entity | None = None
    for s, voice in zip(doc.sentences, voices, strict=True):
        if s.zone in ("legal", "heading"):
            continue
        plain = doc.plain[s.start : s.end]
        joint = "enture" in plain or "JV" in plain
        if not joint and PERCENT not in plain and not any(word in plain for word in _DEALING):
            continue
        named = _venture(doc, s, plain)
        venture = named.entity if named else last if _THE_VENTURE.search(plain) else None
        if named and re.search(r"[Vv]enture|\bJV\b", plain):
            last = named.entity
        if venture is None or not _DEALT.search(plain) or rows()[1].search(plain):
            continue
        found = {o: (v, a, b) for o, v, a, b in _split(doc, s, plain, venture)}
        if len(found) < 2 and not re.search(r"[Vv]enture|\bJV\b", plain):  # one share alone is the deal tables'
            continue
        if sum(v if isinstance(v, int | float) else 0 for v, _, _ in found.values()) > 100:
            continue
        for owner, (value, a, b) in found.items():
            begin, end = (min(a, named.start), max(b, named.end)) if named else (a, b)
            about = {"source": voice.source} if voice.source else {}
            yield Finding(
                "ownership",
                owner.name,
                venture.name,
                (Span(begin, end),),
                voice.modality,
                value,
                "percent",
                qualifiers=about,
            )


def _venture(doc: Document, s: Sentence, plain: str) -> Mention | None:
    for p in _VENTURE:
        m = p.search(plain)
        if m:
            a, b = m.span("v")
            return next(iter(doc.mentioned(s.start + a, s.start + b)), None)
    return None


def _split(doc: Document, s: Sentence, plain: str, venture: Entity) -> Iterator[tuple[Entity, Number, int, int]]:
    """Owners with their shares and where these stand."""
    for p in _SHARES:
        for m in p.finditer(plain):
            owner = next(iter(doc.mentioned(s.start + m.start("o"), s.start + m.end("o"))), None)
            amount = next(iter(doc.amounts(s.start + m.start("p"), s.start + m.end("p"), "percent")), None)
            if owner and amount and owner.entity is not venture and not isinstance(amount.value, tuple | list):
                yield owner.entity, amount.value, s.start + m.start(), s.start + m.end()
    ratio, equal = _RATIO.search(plain), _EQUAL.search(plain)
    if not (ratio or equal):
        return
    parts = (int(ratio[1]), int(ratio[2])) if ratio else (50, 50)
    for m in _PAIR.finditer(plain):
        pair = [x.entity for g in (1, 2) for x in doc.mentioned(s.start + m.start(g), s.start + m.end(g))]
        if len(pair) == len(parts) and venture not in pair and sum(parts) == 100:
            sign = ratio or equal
            assert sign is not None
            a, b = min(m.start(), sign.start()), max(m.end(), sign.end())
            yield from ((o, v, s.start + a, s.start + b) for o, v in zip(pair, parts, strict=True))
            return
