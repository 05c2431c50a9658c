"""Deals by their words and the places around them: who is subject, object, or stands behind "from", "to", "by", "with".

A frame (`data/frames.yaml`) names a class of verbs or nouns, and which place of its clause holds which party. Other
words may stand between, so that a frame reads wordings that no pattern lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.loaders.article.chars import FILL, ORG, OTHER, PRODUCT
from kg.loaders.article.clauses import subject_span
from kg.loaders.article.patterns import Pattern, expand, fitting
from kg.loaders.article.refusals import denied_before, is_subject, unfit
from kg.loaders.article.seen import Seen
from kg.loaders.article.stages import rows

Span = tuple[int, int]
REACH = 190
"""Code points behind a verb in which its parties are looked for."""
_NAME = re.compile(f"{FILL}*({ORG}+){FILL}*")
_BE = re.compile(r"\b(?:is|are|was|were|been|being|be|gets?|got)(?: (?:[a-z]+ly|also|now|since|then|first|later))* $")
_HAVE = re.compile(r"\b(?:has|have|had|to|will|would|and)(?: (?:[a-z]+ly|also|now|since|then))* $")
_STOP = re.compile(
    r"[;:\"]|\s[–—-]\s|,? \b(?:which|who|whose|that|while|whereas|although|though|because|but|after|before|when|once|"
    r"where|if|until|unless|since|said|says|according|as well as with|adding|bringing|making|giving|following|amid|"
    r"competing|rather|instead|without|versus|against)\b|"
    r",? and (?:(?:then|also|now|later|has|have|will|is|was|would) )*[a-z]+(?:ed|es|ew|ought|old)\b(?! (?:by|from)\b)"
)
"""Where a clause ends for what its verb governs."""
_DOING = re.compile(r"[a-z]+ing\b")
_ANTECEDENT = re.compile(
    rf"({ORG}+){FILL}*(?:, |,? (?:which|who|that) "
    r"(?:(?:has|had|have|is|was|were|are|been|will|also|recently|already|now|[a-z]+ly) )*)$"
)
_WORDS = rf"[^,;:\"{ORG}]"
_FAR = re.compile(
    rf"{FILL}*(?:,? \([^()]{{1,80}}\))?(?:, [^;:\"]{{2,160}}?,)?"
    rf"(?: (?:has|have|had|is|are|was|were|will|would|to|said|says|announced|also|then|now|today|it|that|they)\b|"
    rf",? (?:in|on|at|for|by|after|since|during|under|following|through|over|as|with|last|this|earlier|today|yesterday|"
    rf"recently|later|once|again|meanwhile|twice|[a-z]+ly)\b{_WORDS}{{0,50}}?,?){{0,7}} ?"
)
"""What may stand between a subject and its verb: an aside, auxiliaries, and adjuncts of time, place and manner."""
_CLAUSE = re.compile(
    r"[;:\"]|\b(?:advis\w+|counsel\w*|represent\w*|assist\w*|approv\w+|block\w*|clear\w*|review\w*|reject\w*|which|who|"
    r"whose|that|while|but|because|although|after|before|when|if|whether)\b"
)
"""Words between a subject and a noun by which the noun is not its doing."""
_OWNER = re.compile(rf"({ORG}+){FILL}*('s|')?(?: [\w$-]+){{0,6}} ?")
_GOES_ON = re.compile(r" (?:has|have|had|is|are|was|were|will|would|also|[a-z]+ed|sold|bought|took|made|won|led)\b")
"""What makes a name behind a comma the subject of another clause."""
_HEAD = re.compile(
    r" (?!(?:from|for|in|on|at|to|with|by|as|and|or|nor|after|before|which|who|that|when|where|last|this|next|earlier|"
    r"today|yesterday|tomorrow|under|through|via|outright|during|while|because|but|so|if|unless|the|an?|its|their|is|are|"
    r"was|were|has|have|had|will|would|could|should|may|might|can|did|does|do|of|until|since|over|out|back|into|early|"
    r"late|near|against|between|across|within|without|despite|amid|following|including|plus|per|about|worth|valued|based|"
    r"named|called|also|now|then|later|soon|once|again|instead|too|yet|still|already|just|only|both|alone|together|itself|"
    r"up|off|down|said|says|announced|agreed|sold|bought|took|made|won|led|ought|not|no|[a-z]+ly|[a-z]+ing|[a-z]+ed)\b)"
    rf"(?:[a-z]|[{PRODUCT}{OTHER}]|(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|"
    r"Nov|Dec)[A-Z][\w-]+ [a-z])"
)
"""A noun behind a name: the name only says of what kind it is."""
_LIST = re.compile(rf"(?:{FILL}*{ORG}+{FILL}*, ){{0,8}}{FILL}*{ORG}+{FILL}*,? (?:and|&) (?:the )?$")
_PREPOSITION = re.compile(
    r"(?:^|\s)(from|to|for|with|by|of|in|into|at|on|under|through|via|over|between|among|against|alongside|behind|near|as|"
    r"than|about|within|across|off|out|like|including|along|together)(?=\s)"
)
_AND = re.compile(r"(?:,| and| &| or|, and|, or| as well as|/| plus)(?: (?:the|also|with|by|from|to))? ?")
_OTHERS = re.compile(
    r"\b(?:customers|clients|users|members|shareholders|employees|staff|engineers|executives|rivals|competitors|peers|"
    r"spokes\w+|counsel|advis[eo]rs?|lawyers|analysts|subscribers|residents|students|traders|companies|firms)\b"
)
_PART = re.compile(
    r"\b(?:shares?|stock|interests?|stakes?|control|ownership|remainder|rest|all|most|half|majority|capital|equity|holding|"
    r"percent|per cent|securities|units|%|third|quarter|assets) (?:in |of )?(?:the )?$"
)
"""What of a company stands for the company: "the shares of X"."""


@dataclass(frozen=True, slots=True)
class Framed:
    """One reading of a frame: its span, where its own word begins, and the places of its parties by role."""

    pattern: Pattern
    start: int
    end: int
    verb: int
    parties: Mapping[str, tuple[Span, ...]]
    topic: str
    """The role of whom the paragraph speaks, where the sentence leaves it out."""


def framed(seen: Seen) -> Iterator[Framed]:
    """What the frames read in a sentence; where appositions hide words, these are read for themselves."""
    if ORG not in seen.filled:
        return
    for p in (*fitting("frames", seen.low, keys=seen.keys), *fitting("frames", seen.low, "half", seen.keys)):
        for m in p.regex.finditer(seen.half):
            open_ = FILL not in seen.filled[m.start() : m.end()]
            if found := _read(p, m, seen.filled if open_ else seen.half, seen.low):
                yield found


def _read(p: Pattern, m: re.Match[str], shadow: str, low: str) -> Framed | None:
    slots = p.row.get("slots") or p.row["passive" if passive(shadow, m) else "active"]
    if slots is None:
        return None
    around = {
        **_behind(shadow, m.end()),
        "subject": _subject(shadow, m.start(), bool(p.row.get("nominal"))),
        "poss": _owner(shadow, low, m.start()),
    }
    parties: dict[str, tuple[Span, ...]] = {}
    open_role = ""
    for role, places in slots.items():
        for place in places.split():
            if place == "topic":
                open_role = open_role or role
                continue
            found = around.get(place, ())
            if found and not any(set(found) & set(taken) for taken in parties.values()):
                parties[role] = found
                break
    if not parties:
        return None
    missing = [role for role in (p.row["subject"], p.row["object"]) if role not in parties]
    if missing and (missing != [open_role] or len(_NAME.findall(shadow)) > len(parties[other(p, open_role)])):
        return None  # of whom a paragraph speaks is a party only where its sentence names nobody else
    every = [span for spans in parties.values() for span in spans]
    start, end = min(m.start(), *(a for a, _ in every)), max(m.end(), *(b for _, b in every))
    inner = shadow[start:end].replace(FILL, " ")
    if (bars := p.row.get("without")) and re.search(expand(bars), seen_words(shadow, start, m.end()), re.IGNORECASE):
        return None
    if rows()[1].search(inner) or denied_before(low, start) or unfit(shadow[max(0, start - 40) : start]):
        return None
    if (need := p.row.get("need")) and not re.search(expand(need), shadow, re.IGNORECASE):
        return None
    return Framed(p, start, end, m.start(), parties, missing[0] if missing else "")


def other(p: Pattern, role: str) -> str:
    """The role on the other side of a fact."""
    return str(p.row["object"] if role == p.row["subject"] else p.row["subject"])


def seen_words(shadow: str, start: int, end: int) -> str:
    """The words of a clause up to a little behind a frame's word, for what a row excludes."""
    return shadow[start : end + REACH // 2].replace(FILL, " ")


def passive(shadow: str, m: re.Match[str]) -> bool:
    """Whether a verb is passive: behind a form of "be", or a bare participle with "by"."""
    left = shadow[max(0, m.start() - 40) : m.start()]
    if _BE.search(left):
        return not m.group().endswith("ing")
    return bool(re.match(r"(?: in full| outright)? by ", shadow[m.end() :])) and not _HAVE.search(left)


def _subject(shadow: str, at: int, nominal: bool) -> tuple[Span, ...]:
    """Who does it: the name that a relative clause or participle hangs on, else the clause's subject with its list."""
    near = _ANTECEDENT.search(shadow, max(0, at - REACH), at)
    doing = bool(_DOING.match(shadow, at))
    span = near.span(1) if near else subject_span(shadow, at, doing) or _far(shadow, at, nominal)
    if span is None:
        return ()
    begin = span[0]
    while begin and shadow[begin - 1] == FILL:
        begin -= 1
    listed = _LIST.search(shadow, max(0, begin - REACH), begin)
    before = _NAME.finditer(shadow, listed.start(), begin) if listed and is_subject(shadow, listed.start()) else ()
    return (*(x.span(1) for x in before), span)


def _far(shadow: str, at: int, nominal: bool) -> Span | None:
    """The subject behind adjuncts; of a noun the subject of its clause, whatever its verb."""
    for x in reversed(list(_NAME.finditer(shadow, max(0, at - REACH), at))):
        begin, end = x.start(), x.end(1)
        if shadow[end : end + 1] in ("'", "’") or not is_subject(shadow, begin):
            continue
        if unfit(shadow[max(0, begin - 40) : begin]):
            return None
        fits = not _CLAUSE.search(shadow, end, at) if nominal else _FAR.fullmatch(shadow, end, at)
        return x.span(1) if fits else None
    return None


def _owner(shadow: str, low: str, at: int) -> tuple[Span, ...]:
    """Whose a noun is: "X's long-awaited ...", "its biggest ..."."""
    for m in _OWNER.finditer(shadow, max(0, at - 90), at):
        if m.end() == at and (m.group(2) or low[m.start(1) : m.end(1)] in ("its", "our", "their")):
            return (m.span(1),)
    return ()


def _behind(shadow: str, at: int) -> dict[str, tuple[Span, ...]]:
    """The organizations behind a word, by what governs them: a preposition, or `object`."""
    stop = _STOP.search(shadow, at, at + REACH)
    end = stop.start() if stop else min(len(shadow), at + REACH)
    out: dict[str, tuple[Span, ...]] = {}
    last, slot = at, ""
    for x in _NAME.finditer(shadow, at, end):
        between = shadow[last : x.start()]
        if slot and _AND.fullmatch(between):
            if _GOES_ON.match(shadow, x.end()):
                break
        else:
            slot = _slot(between, first=last == at)
        last = x.end()
        if _HEAD.match(shadow, x.end()):  # "X customers", "X wavelength services": not X itself
            slot, last = "", x.end()
            continue
        owned = shadow[x.end(1) : x.end(1) + 1] in ("'", "’")
        if slot and not (owned and slot in ("object", "of", "with")):
            out[slot] = (*out.get(slot, ()), x.span(1))
        elif owned:
            slot = ""
    return out


def _slot(between: str, first: bool) -> str:
    """What governs a name, by the words between it and the verb, or the name before."""
    if _OTHERS.search(between):
        return ""
    found = list(_PREPOSITION.finditer(between))
    heads = [f for f in found if f.group(1) not in ("of", "in", "out", "off")]
    if heads:
        return heads[0].group(1) if len(heads) == 1 or len({h.group(1) for h in heads}) == 1 else heads[-1].group(1)
    if found:
        return "object" if first and _PART.search(between) else found[0].group(1)
    return "object" if first and "," not in between else ""
