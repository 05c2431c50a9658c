"""Words that only describe an organization, taken into it: appositions, brackets, "fiber provider" before a name."""

from __future__ import annotations

import re
from functools import cache

from kg.loaders.article.chars import DATE, FILL, MONEY, ORG, PLACE
from kg.loaders.article.lexicon import alternation, wordset
from kg.loaders.article.sentences import Sentence


@cache
def _fills() -> list[tuple[str, re.Pattern[str]]]:
    """The rules in order, each with words without which it cannot hold."""
    verbs = alternation("names", "verbs")
    after = rf"(?=,? (?:has|have|had|is|are|was|were|will|would|today|recently|proudly|announce|announces|[a-z]+ly|to|and {FILL}*{ORG}|and an?|said|says|in|on|also|jointly|as|for|with|from|at|that|plans|{verbs})\b|,? {ORG}|\.|$)"  # noqa: E501
    kinds = alternation("names", "kinds")
    o = ORG
    rules = [
        re.compile(rf"(?<={o})(?:'s)?(?:\s?\([^()\n]{{1,160}}\)){{1,3}}"),
        re.compile(rf"(?<=[{o}{FILL}]),? ?(?:formerly|now)(?: known as| doing business as)? {o}+,?"),
        re.compile(rf"(?<={o}) of {PLACE}+, {PLACE}+(?: \([^()]{{1,20}}\))?"),
        re.compile(rf"(?<=[{o}{FILL}]), (?:headquartered|based|located|listed|incorporated) [^.;]{{2,80}}?,{after}"),
        re.compile(
            rf"(?<=[{o}{FILL}]), (?:an?|the|one of the|one of|America's|Europe's|North America's|its) (?:[^.;()\"{o}]{{0,120}}\b){kinds}s?\b[^.;()\"{o}]{{0,200}}?,{after}"  # noqa: E501
        ),
        re.compile(
            rf"(?<=[{o}{FILL}]), (?:an?|the) (?:[^.;()\"{o}]{{0,40}}\b)?(?:subsidiary|affiliate|unit|division|part|member|portfolio company|parent|parent company|owner) (?:of|owned by|backed by) [^.;]{{2,80}}?,{after}"  # noqa: E501
        ),
        re.compile(
            rf"(?<=[{o}{FILL}]), (?:an?|the|one of|{PLACE}+'s) [^.;()\"]{{2,200}}?,(?= (?:has|is|was|will|today|announced|announces|said|says|recently|plans|{verbs})\b)"  # noqa: E501
        ),
        re.compile(
            rf"(?<=[{o}{FILL}]), (?:(?:majority|wholly|jointly|partly|financially)[- ])?(?:owned|backed|controlled|led|funded|founded|established|advised|run) (?:by|in) [^.;()\"]{{2,90}}?,{after}"  # noqa: E501
        ),
        re.compile(rf"(?<=[{o}{FILL}]), (?:which|who|whose) [^.;,\"]{{2,140}},{after}"),
        re.compile(rf"(?<=[{o}{FILL}]) [–—-] [^.;–—\"]{{2,140}} [–—-]{after}"),
    ]
    needs = ["(", "", " of ", ", ", ", ", ", ", ", ", "ed ", ", wh", " "]
    return list(zip(needs, rules, strict=True))


_ACCORDING = re.compile(rf"^(?:According to|Per|As reported by|Citing) (?:the )?{ORG}+,(?= )")


def fill(plain: str, sentences: list[Sentence], only: int | None = None) -> str:
    """The plain shadow with descriptions of organizations blanked to FILL; `only` the first rules if given."""
    out: list[str] = []
    at = 0
    for s in sentences:
        out += plain[at : s.start], fill_sentence(plain[s.start : s.end], only)
        at = s.end
    out.append(plain[at:])
    return "".join(out)


def fill_sentence(part: str, only: int | None = None) -> str:
    """The shadow of one sentence, filled; see `fill`."""
    if ORG not in part:
        return part
    part = _ACCORDING.sub(lambda m: " " * len(m.group()), part)
    for need, rule in _fills()[:only]:
        if need in part:
            part = rule.sub(lambda m: FILL * len(m.group()), part)
    return _before_names(part, wordset("names", "phrase_stops"))


def _before_names(part: str, stops: frozenset[str]) -> str:
    """Descriptions in front of names ("private equity firm X") blanked; never past a preposition or verb."""
    kinds, verbs = wordset("names", "kinds"), wordset("names", "verbs")
    chars = list(part)
    for m in re.finditer(rf"{ORG}+", part):
        left = part[max(0, m.start() - 110) : m.start()]
        base = max(0, m.start() - 110)
        tokens = list(re.finditer(r"[^\s]+", left))
        if not tokens or not left.endswith(" "):
            continue
        last = tokens[-1].group()
        begin: int | None = None
        if len(tokens) > 1 and tokens[-2].group().lower() in (
            "parent",
            "portfolio",
            "holding",
            "owned",
            "majority-owned",
            "wholly-owned",
        ):
            continue
        if last.lower() == "the":
            begin = tokens[-1].start()
        elif last.lower() in (
            "subsidiary",
            "subsidiaries",
            "company's",
            "unit",
            "affiliate",
            "parent",
            "owner",
            "division",
            "arm",
        ):
            continue
        elif (
            last.rstrip("s").lower() in kinds or last.lower() in kinds or last.endswith("-based") or (last == "fellow")
        ):
            begin = tokens[-1].start()
            for t in reversed(tokens[:-1]):
                w = t.group()
                low = w.lower().rstrip(",")
                if low in ("the", "a", "an"):
                    begin = t.start()
                    break
                if (
                    low in stops
                    or low in verbs
                    or w.endswith((",", ":", ";", ".", '"'))
                    or ORG in w
                    or w.endswith("'s")
                    or MONEY in w
                    or DATE in w
                ):
                    break
                begin = t.start()
                if len(tokens) - tokens.index(t) > 8:
                    break
        if begin is not None:
            for k in range(base + begin, m.start()):
                chars[k] = FILL
    return "".join(chars)
