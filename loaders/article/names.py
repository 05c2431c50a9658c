"""Runs of capitalized words: where a text may name somebody or something, before anyone knows what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kg.loaders.article.lexicon import alternation, words, wordset
from kg.loaders.article.sentences import Sentence
from kg.loaders.vocabulary import Vocabulary

_PARTS = r"(?:(?:&|-(?=[A-Z0-9])|'(?=[A-Z]))[\w\u00c0-\u024f]+|\.(?:ai|com|io|net|co|org|tech|cloud|app|me|AI)\b)*"
_SYLLABLES = (  # of the given names that are written with a hyphen: "Hyun-woo", "Mei-ling"
    "woo|jun|joon|hoon|jin|min|ho|hee|hyun|hwan|hyuk|kyu|kyung|su|soo|seok|suk|sik|sub|sun|sung|seung|young|yeon|yeol"
    "|yul|yong|won|wook|uk|tae|taek|rae|ran|rim|ri|mi|mee|nam|ok|bin|bum|beom|dong|duk|eun|gi|ki|gu|gyu|ja|jae|jong"
    "|jung|ji|kwan|kwang|kun|geun|hwa|ik|sang|shik|shin|yoon|yun|ling|ming|wen|wei|hua|hui|lan|mei|ping|qing|yu|ying"
    "|ting|chi|chen|cheng|chang|feng|hsin|hao|jie|jen|kai|kang|liang|lung|peng|shan|sheng|shu|tsung|tung|yang|yao|yi|yuan"
)
_TOKEN = re.compile(
    rf"[A-Z][a-z]{{1,5}}-(?:{_SYLLABLES})\b(?!-)|[aebi](?<![\w-].)(?:(?<=[ae])l|(?<=a)[dsnr]|(?<=b)in|(?<=i)bn)-[A-Z][a-z]+\b"
    r"|[AKP]/S\b|[A-Z]\.(?:[A-Z]\.){1,7}+|[A-Z]\.(?=[A-Z]{2,})[A-Z]+|[A-Z]\.(?=\s[A-Z])"
    rf"|[A-Z\u00c0-\u00de][\w\u00c0-\u024f]*{_PARTS}|[a-z][a-z]?[A-Z]\w+{_PARTS}"
)
_ABBREVIATED = re.compile(r"(?:Inc|Corp|Ltd|Co|Jr|Sr|St|Bros|Pte|Dr|Mr|Ms|Mrs)$")
HYPHENATED = re.compile(r"-(?:owned|backed|based|led|operated|controlled|run|managed|affiliated)\b")
"""What may be joined to a name by a hyphen and leaves it a name: "X-owned"."""
HEADLINE_NAME = re.compile(r" (?:Corp|Inc|Ltd|LLC|Company|Holdings|Group|Partners|Capital|Technologies)\b")
"""What makes a verb of headlines part of a name after all: "Vesta Acquisition Corp"."""
_WORD = re.compile(r"[A-Za-z0-9]\w*")
MAX_WORDS = 9
_NICKNAME = re.compile(r" ([\"'])[A-Z][\w.]{0,14}\1 [A-Z]")
_NICKNAMED = re.compile(r"[A-Z]\w+ ([\"'])[A-Z][\w.]{0,14}\1 $")
"""A name that friends use, between quotes inside the full one: 'Jane "Jay" Roe'."""
_PLURALS = re.compile(r"[A-Z][a-z]+s [A-Z][a-z]+s")
_CLUBS = re.compile(r" (?:Clubs?|Association|Alliance|Society|Trust|Foundation|Council|Federation|Union|Cooperative)\b")
_CAPITAL = re.compile(r"[A-Z][\w.&-]* $")
"""Two plurals and a club: "Farmers and Merchants Cooperative" is one name."""
_NUMBER = re.compile(r"(?<![\w.,$€£-])(\d{2,4}) $")
_INSIDE = re.compile(r"[a-z][a-z,]* $")
"""What stands before a word inside a sentence."""
_THINGS = re.compile(r" (?!has\b|was\b|is\b|does\b)[a-z]+s\b")
"""What is counted: "Seven Halden Networks sites"."""
_TITLE_WORDS = frozenset(
    {"Also", "To", "With", "Will", "Has", "Have", "Is", "Are", "Was", "Were", "From", "Into", "After", "Amid"}
)
"""Words that have a capital inside a run only where a heading gives one to every word."""
_PERIOD = re.compile(r"[QH][1-4]|FY\d*")
_FIELD = re.compile(
    r" (?:labs?|firms?|compan(?:y|ies)|start-?ups?|clouds?|infrastructure|data|chips?|campus(?:es)?|hubs?|"
    r"factor(?:y|ies)|boom|demand|workloads?|developers?|specialists?|providers?|services?|operators?|groups?|investors?|ventures?)\b"
)
"""What makes an acronym before it the field of a thing, not the end of a name: "the Montreal AI lab"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
AROUND = 4000
"""Code points around a numbered name in which it is looked for again."""
ORDINARY = frozenset({"First", "Second", "Third", "New", "One", "Open", "Next", "Near"})
"""Words that begin sentences and names as well: a name where the run ends as organizations do."""
COUNTED = frozenset(
    {"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "I", "Up", "Over", "New"}
)
"""Words that count and the like: inside a sentence their capital tells that a name begins."""
BODIES = frozenset({"Bank", "Fund", "Union", "Telecom", "Tower", "Cable", "Power", "Energy", "Gas", "Water", "Post"})
"""Last words of names that begin with a nation: "Asian Pacific Development Fund"."""


@dataclass(slots=True)
class Run:
    """A possible name: its span, its words' spans, whether it begins its sentence, its sentence's number."""

    start: int
    end: int
    words: list[tuple[int, int]]
    initial: bool
    sentence: int
    known: str | None = None
    evidence: dict[str, int] = field(default_factory=dict)


@cache
def _legal() -> re.Pattern[str]:
    return re.compile(alternation("names", "legal"))


def is_legal(word: str) -> bool:
    """Whether a word is a legal form: Inc., LLC, plc, ..."""
    return bool(_legal().fullmatch(word))


def _gap(work: str, a: int, b: int, left: str, right: str) -> bool:
    """Whether two capitalized words belong to one run, by what stands between them."""
    between = work[a:b]
    if between == " ":
        return not (is_legal(left) and right in words("given_names"))  # "... of Halden, Inc. Mary Roe says"
    if between in (" & ", "&"):
        return True
    if between in (' "', " '") and left in words("given_names"):
        return bool(_NICKNAME.match(work, a))
    if between == "' " and left.endswith("s") and right in wordset("names", "org"):
        return True  # "State Teachers' Pension Fund"
    if between in ('" ', "' "):
        return bool(_NICKNAMED.search(work, max(0, a - 40), b))
    if between == " and " and _PLURALS.fullmatch(f"{left} {right}") and _CLUBS.match(work, b + len(right)):
        return not _CAPITAL.search(work, max(0, a - len(left) - 25), a - len(left))
    if between == " and " and left in wordset("names", "org"):  # "Solutions and Networks Oy"
        after = re.compile(r" ([A-Z][\w.]*)").match(work, b + len(right))
        if after and after[1] in wordset("names", "agencies"):  # "Securities and Exchange Commission"
            return True
        return right in wordset("names", "org") and (after is None or is_legal(after[1]))
    if between in (", ", " ,", ",") and is_legal(right):
        return True
    if between in (" of ", " of the ", " for ") and left in wordset("names", "of_heads"):
        return True
    inner = between.strip()
    return (
        between[:1] == " " == between[-1:]
        and all(word in wordset("names", "connectors") for word in inner.split(" "))
        and len(between) == len(inner) + 2
    )


def runs(work: str, sentences: list[Sentence], blocked: list[tuple[int, int]]) -> list[Run]:
    """All runs of the sentences, in order; nothing inside `blocked` spans (titles of persons, dates)."""
    out: list[Run] = []
    inside = sorted(dict(blocked).items())
    at = 0
    for number, s in enumerate(sentences):
        if s.zone == "legal":
            continue
        current: list[tuple[int, int]] = []

        def flush(current: list[tuple[int, int]], s: Sentence = s, number: int = number) -> None:
            if current:
                out.extend(_trim(work, current, s, number))

        for m in _TOKEN.finditer(work, s.start, s.end):
            a, b = m.span()
            while at < len(inside) and inside[at][1] <= a:
                at += 1
            if at < len(inside) and inside[at][0] < b:
                flush(current)
                current = []
                continue
            if a > s.start and (work[a - 1].isalnum() or work[a - 1] in "-@#$€£"):  # noqa: SIM102
                if not (work[a - 1] == "-" and a - 1 > s.start and work[a - 2] in " \t\n-)"):
                    flush(current)
                    current = []
                    continue
            word = work[a:b]
            if current and word in _TITLE_WORDS:
                flush(current)
                current = []
                continue
            if (
                word in wordset("names", "headline_verbs")
                and any(work[slice(*c)] not in wordset("names", "leading") for c in current)
                and not HEADLINE_NAME.match(work, b)
            ):
                flush(current)
                current = []
                continue
            if _ABBREVIATED.search(word) and work[b : b + 1] == ".":
                b += 1
            if work[b : b + 1] == "-" and work[b + 1 : b + 2].islower() and not HYPHENATED.match(work, b):
                flush(current)
                current = []
                continue
            if current and not (
                len(current) < MAX_WORDS and _gap(work, current[-1][1], a, work[slice(*current[-1])], word)
            ):
                flush(current)
                current = []
            current.append((a, b))
        flush(current)
    return out


def _trim(work: str, current: list[tuple[int, int]], s: Sentence, number: int) -> list[Run]:
    """A run without the words that only begin the sentence, and without what is no name."""
    lead, nots = wordset("names", "leading"), wordset("names", "not_names")
    nations = wordset("names", "nationalities")
    first = work[s.start : s.end].find(work[current[0][0]]) if current else 0
    initial = current[0][0] - s.start <= max(first, 0) + 1 and current[0][0] - s.start <= 2
    quoted = current[0][0] > 0 and work[current[0][0] - 1] in "\"'("
    while current and (
        work[slice(*current[0])] in lead
        or (work[slice(*current[0])].rstrip(".") in nations and len(current) > 1)
        or work[slice(*current[0])].rstrip(".") in ("Mr", "Mrs", "Ms", "Dr")
    ):
        if len(current) > 1 and _begins(work, current, s):
            break
        current = current[1:]
        initial = False
    while (
        initial
        and len(current) > 1
        and work[slice(*current[0])].endswith("ing")
        and work[slice(*current[0])].lower() in words("common")
    ):
        current = current[1:]
        initial = False
    while initial and len(current) > 1 and work[slice(*current[0])].lower() in wordset("names", "lead_kinds"):
        current = current[1:]
    while (
        current
        and len(current) > 1
        and work[slice(*current[0])] in {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Today"}
    ):
        current = current[1:]
    while len(current) > 1 and (
        _PERIOD.fullmatch(work, *current[-1])
        or (work[slice(*current[-1])] in nots and _FIELD.match(work, current[-1][1]))
    ):
        current = current[:-1]
    if not current:
        return []
    if len(current) == 1:
        word = work[slice(*current[0])]
        if word in nots or word.rstrip(".") in nations or len(word) == 1 or is_legal(word):
            return []
        if (initial or quoted) and word.lower() in words("common"):
            return []
    return [Run(_numbered(work, current, s), current[-1][1], current, initial, number)]


def _begins(work: str, current: list[tuple[int, int]], s: Sentence) -> bool:
    """Whether a word that often only leads a sentence begins a name of several words."""
    word, last = work[slice(*current[0])], work[slice(*current[-1])]
    if is_legal(work[slice(*current[1])]) or (word in ORDINARY and last in wordset("names", "org")):
        return True  # "First Harbor Bank"
    if word in wordset("names", "nationalities"):
        generic = all(work[slice(*c)] in wordset("names", "org") for c in current[1:])  # "Baltic Cable"
        return generic or (len(current) > 2 and (last in BODIES or last in wordset("names", "agencies")))
    if word not in COUNTED:
        return False
    if _INSIDE.search(work, max(s.start, current[0][0] - 30), current[0][0]):
        return True
    return len(current) > 2 and last in wordset("names", "org") and not _THINGS.match(work, current[-1][1])


def _numbered(work: str, current: list[tuple[int, int]], s: Sentence) -> int:
    """Where a name begins: with the number in front in "365 Harbor Networks", not with a count of things."""
    start = current[0][0]
    m = _NUMBER.search(work, max(s.start, start - 6), start)
    if m is None or _YEAR.fullmatch(m[1]):
        return start
    if work[slice(*current[-1])] not in wordset("names", "org"):
        return m.start(1) if _always_numbered(work, m.start(1), start, current[-1][1]) else start
    if len(current) == 1:
        return m.start(1)  # "88 Networks": a count of things has no capital
    name, around = work[m.start(1) : current[0][1]], max(0, start - AROUND)
    told = work.find(name, start, start + AROUND) >= 0 or work.find(name, around, m.start(1)) >= 0
    return m.start(1) if m.start(1) == s.start or (told and len(m[1]) > 2) else start


def _always_numbered(work: str, number: int, start: int, end: int) -> bool:
    """Whether a name stands twice and more around, each time with the number in front: "360 Halden"."""
    around = work[max(0, start - AROUND) : start + AROUND]
    told = around.count(work[number:end])
    return told > 1 and told == around.count(work[start:end])


def known_names(work: str, vocabulary: Vocabulary) -> list[tuple[int, int, str]]:
    """Spans of the names that the vocabulary lists, longest first at each place, with the company's id."""
    table_ = vocabulary.by_first_word
    if not table_:
        return []
    out: list[tuple[int, int, str]] = []
    end = 0
    for m in _WORD.finditer(work):
        if m.start() < end or m.group() not in table_:
            continue
        for name, slug in table_[m.group()]:
            stop = m.start() + len(name)
            if work.startswith(name, m.start()) and not (
                work[stop : stop + 1].isalnum() or work[stop : stop + 1] == "_"
            ):
                if (
                    name[-1] != "."
                    and work[stop : stop + 1] == "-"
                    and work[stop + 1 : stop + 2].isalnum()
                    and not HYPHENATED.match(work, stop)
                ):
                    continue
                out.append((m.start(), stop, slug))
                end = stop
                break
    return out
