"""Words that only describe an organization, taken into it: appositions, brackets, "fiber provider" before a name."""

from __future__ import annotations

import re
from functools import cache

from kg.loaders.article.chars import DATE, FILL, MONEY, ORG, PLACE
from kg.loaders.article.lexicon import alternation, wordset
from kg.loaders.article.sentences import Sentence


@cache
def _fills() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    """The rules in order, each with words of which a sentence has one where it holds.

    A comma stands in front of the look back at the name before it: a search for one character is quick.
    """
    verbs = alternation("names", "verbs")
    after = rf"(?=,? (?:already|currently|still|now|has|have|had|is|are|was|were|will|would|today|recently|proudly|announce|announces|[a-z]+ly|to|and {FILL}*{ORG}|and an?|said|says|in|on|also|jointly|as|for|with|from|at|that|plans|{verbs})\b|,? {ORG}|\.|$)"  # noqa: E501
    kinds = alternation("names", "kinds")
    o = ORG
    named = rf",(?<=[{o}{FILL}],)"
    rules = {
        rf"(?<={o})(?:'s)?(?:\s?\([^()\n]{{1,160}}\)){{1,3}}": ("(",),
        rf"(?<=[{o}{FILL}]),? ?(?:formerly|now)(?: known as| doing business as)? {o}+,?": ("formerly", "now"),
        rf" of(?<={o} of) {PLACE}+, {PLACE}+(?: \([^()]{{1,20}}\))?": (" of ",),
        rf"{o}+'s(?: [a-z][\w-]*){{0,4}}? (?:unit|arm|subsidiary|division|brand|affiliate|vehicle) (?={o})": ("'s ",),
        rf"\b(?:(?:an? )?(?:affiliates?|vehicles?|entit(?:y|ies)|(?:investment )?funds?|consorti(?:um|a))(?: (?:managed|advised|affiliated|owned|controlled|led|run))?|affiliated funds) (?:of|by|with) (?={o})": (  # noqa: E501
            "ffiliate", "fund", "ehicle", "ntit", "onsorti",
        ),
        rf"(?<={o}) of {PLACE}++(?= and |,? (?:have|has|had|is|was|will|said|says|plans|{verbs})\b)": (" of ",),
        rf"{o}+'s (?={o}+(?:[.,;)]| and | or |$))": ("'s ",),
        rf"{named} (?:headquartered|based|located|listed|incorporated) [^.;]{{2,80}}?,{after}": ("ed ",),
        rf"{named} (?:an?|the|one of the|one of|America's|Europe's|North America's|its) (?:[^.;()\"{o}]{{0,120}}\b){kinds}s?\b[^.;()\"{o}]{{0,200}}?,{after}": (  # noqa: E501
            ", ",
        ),
        rf"{named} (?:an?|the) (?:[^.;()\"{o}]{{0,40}}\b)?(?:subsidiary|affiliate|unit|division|part|member|portfolio company|parent|parent company|owner) (?:of|owned by|backed by) [^.;]{{2,80}}?,{after}": (  # noqa: E501
            " of ", " by ",
        ),
        rf"{named} (?:an?|the|one of|{PLACE}+'s) [^.;()\"]{{2,200}}?,(?= (?:has|is|was|will|today|announced|announces|said|says|recently|plans|{verbs})\b)": (  # noqa: E501
            ", ",
        ),
        rf"{named} (?:(?:majority|wholly|jointly|partly|financially)[- ])?(?:owned|backed|controlled|led|funded|founded|established|advised|run) (?:by|in) [^.;()\"]{{2,90}}?,{after}": (  # noqa: E501
            " by ", " in ",
        ),
        rf"{named} (?:which|who|whose) [^.;,\"]{{2,140}},{after}": (", wh",),
        rf" [–—-](?<=[{o}{FILL}] [–—-]) [^.;–—\"]{{2,140}} [–—-]{after}": (" – ", " — ", " - "),
    }  # fmt: skip
    return [(needs, re.compile(rule)) for rule, needs in rules.items()]


HALF = 2
"""The first rules; the others take in appositions, which tell who owns whom."""
_ACCORDING = re.compile(rf"^(?:According to|Per|As reported by|Citing) (?:the )?{ORG}+,(?= )")
_ORGS = re.compile(f"{ORG}+")
_WORD = re.compile(r"\S+")
_WHOSE = frozenset({"parent", "portfolio", "holding", "owned", "majority-owned", "wholly-owned"})
_PARTS = frozenset(
    {"subsidiary", "subsidiaries", "company's", "unit", "affiliate", "parent", "owner", "division", "arm"}
)
"""Kinds of organizations that are another's: a name behind "subsidiary" need not be its name."""


def fill(plain: str, sentences: list[Sentence]) -> tuple[str, str]:
    """The plain shadow with descriptions of organizations blanked to FILL, by all rules and by the first ones."""
    filled: list[str] = []
    half: list[str] = []
    at = 0
    for s in sentences:
        between, parts = plain[at : s.start], fill_sentence(plain[s.start : s.end])
        filled += between, parts[0]
        half += between, parts[1]
        at = s.end
    return "".join((*filled, plain[at:])), "".join((*half, plain[at:]))


def fill_sentence(part: str) -> tuple[str, str]:
    """The shadow of one sentence, filled and half filled; see `fill`."""
    if ORG not in part:
        return part, part
    half = _blanked(_ACCORDING.sub(lambda m: " " * len(m.group()), part), _fills()[:HALF])
    whole = _blanked(half, _fills()[HALF:])
    filled = _before_names(whole)
    return filled, filled if whole == half else _before_names(half)


def _blanked(part: str, rules: list[tuple[tuple[str, ...], re.Pattern[str]]]) -> str:
    for needs, rule in rules:
        if any(need in part for need in needs):
            part = rule.sub(lambda m: FILL * len(m.group()), part)
    return part


def _before_names(part: str) -> str:
    """Descriptions in front of names ("private equity firm X") blanked."""
    chars = list(part)
    for m in _ORGS.finditer(part):
        base = max(0, m.start() - 110)
        begin = _description(part[base : m.start()])
        if begin is not None:
            chars[base + begin : m.start()] = FILL * (m.start() - base - begin)
    return "".join(chars)


def _description(left: str) -> int | None:
    """Where a description begins that ends in front of a name; never past a preposition or verb."""
    words = left.split()
    if not words or left[-1] != " " or (len(words) > 1 and words[-2].lower() in _WHOSE):
        return None
    last, low = words[-1], words[-1].lower()
    kinds = wordset("names", "kinds")
    if low == "the" or (last.startswith(PLACE) and last.endswith("'s")):  # "Estonia's Baltwave"
        return left.rindex(last)
    if low in _PARTS or not (low in kinds or low.rstrip("s") in kinds or last.endswith("-based") or last == "fellow"):
        return None
    stops, verbs = wordset("names", "phrase_stops"), wordset("names", "verbs")
    begin = left.rindex(last)
    for t in list(_WORD.finditer(left))[-2:-10:-1]:
        w = t.group()
        low = w.lower().rstrip(",")
        if low in ("the", "a", "an"):
            return t.start()
        if low in stops or low in verbs or w.endswith((",", ":", ";", ".", '"', "'s")) or {ORG, MONEY, DATE} & set(w):
            break
        begin = t.start()
    return begin
