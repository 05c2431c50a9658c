"""What speaks for a capitalized run being an organization, a person or a product: weights, aliases and tickers.

The signs around a run are rows of `data/evidence.yaml`; its own words, the brackets behind it and the list it stands in
add to them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.loaders.article.chars import NAME, TITLE, whole
from kg.loaders.article.entities import Kind, initials
from kg.loaders.article.lexicon import alternation, table, words, wordset
from kg.loaders.article.names import Run, is_legal
from kg.loaders.article.places import place
from kg.loaders.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Sign:
    """One row of `data/evidence.yaml`; `leads` where it begins with the name itself."""

    kind: Kind
    weight: int
    regex: re.Pattern[str]
    leads: bool
    last: frozenset[str]
    words: int
    then: str
    """What stands right behind the name, where a sign that begins with it tells just one thing; else empty."""


REACH = 90
"""Code points around a name in which a sign may stand."""


_THEN = re.compile(r"\{N2?\}([ ,-])(?![?*+{])")
_RUN = re.compile(f"{NAME}+")


@cache
def _signs() -> tuple[list[Sign], dict[str, list[Sign]], list[Sign]]:
    """The signs that begin with the name, those behind a word by that word, and the rest."""
    parts = {
        "{N}": f"(?P<n>{whole(NAME)})",
        "{N2}": f"(?P<n>{whole(NAME)})",
        "{n}": whole(NAME),
        "{R}": whole(TITLE),
        "{kinds}": alternation("names", "kinds"),
        "{verbs}": alternation("names", "verbs"),
        "{product_nouns}": alternation("names", "product_nouns"),
    }
    leading: list[Sign] = []
    behind: dict[str, list[Sign]] = defaultdict(list)
    rest: list[Sign] = []
    for sign in table("evidence")["signs"]:
        match = sign["match"]
        for k, v in parts.items():
            match = match.replace(k, v)
        last = frozenset(_kinds() if "{kinds}" in sign.get("last", ()) else sign.get("last", ()))
        row = Sign(
            sign["kind"],
            sign["weight"],
            re.compile(match),
            sign["match"].startswith("{N"),
            last,
            sign.get("words", 1),
            then[1] if (then := _THEN.match(sign["match"])) else "",
        )
        if row.leads:
            leading.append(row)
        elif last:
            for word in last:
                behind[word].append(row)
        else:
            rest.append(row)
    return leading, behind, rest


@cache
def _kinds(behind: str = "") -> tuple[str, ...]:
    """The kinds of organizations, one and many, with what stands behind them."""
    return tuple(kind + s + behind for kind in wordset("names", "kinds") for s in ("", "s"))


_PAREN = re.compile(r"\s?\(([^()\n]{1,160})\)")
_QUOTED = re.compile(r"\"\s*([^\"]{1,60}?)[,.]?\s*\"")
_BARE_TICKER = re.compile(r"^\$?([A-Z]{1,5}(?:\.[A-Z])?)$")
_FORMERLY = re.compile(
    r"(?:^|[\s,;])(?:formerly(?: known as)?|f/k/a|previously(?: known as)?|d/b/a|doing business as|also known as|a/k/a|now)"  # noqa: E501
    r"\s+(.{2,60})$"
)


@cache
def _ticker() -> re.Pattern[str]:
    """ "NASDAQ: ABCD" inside brackets."""
    exchanges = table("names")["exchanges"]
    return re.compile(rf"(?:^|[\s,;/])(?:{exchanges})\s*:\s*\$?([A-Z][A-Z0-9.\-]{{0,6}})\b")


_FORMER_TEXT = re.compile(
    r",? ?(?:\([^()]{1,60}\),? ?)?(?:formerly(?: known as)?|now known as|now doing business as|doing business as|d/b/a|also known as|previously known as) (?:the )?$"  # noqa: E501
)


_LANDS = frozenset(
    {"County", "City", "Town", "Township", "Village", "Street", "Avenue", "Road", "Boulevard", "River", "Island",
     "Islands", "Harbor", "Harbour", "Valley", "Springs", "Airport", "Station", "Basin", "Peninsula", "Province"}
)  # fmt: skip
"""Last words of places, which no person's name has: "Marion County"."""
_OF_TOWN = re.compile(r" of ([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_OF_PLACE = re.compile(r"\b((?:[A-Z][a-z]+ )?[A-Z][\w.]+)(?:'s|') $")
_COINED = re.compile(r"[a-z][A-Z]|\.(?:ai|com|io|net|co|tech)$")
"""Spellings that only made-up names have: "DataPipe", "Vesta.ai"."""


class Evidence:
    """The weights of one text's runs, by their words."""

    def __init__(self, work: str, vocabulary: Vocabulary) -> None:
        self.work, self.vocabulary = work, vocabulary
        self.scores: dict[str, Counter[str]] = defaultdict(Counter)
        self.alias: dict[str, str] = {}
        self.tickers: dict[str, str] = {}
        self.defined: set[str] = set()
        self.descriptions: dict[str, list[str]] = defaultdict(list)

    def weigh(self, found: list[Run], titles: list[tuple[int, int]]) -> None:
        """Weigh every sign around and inside the runs."""
        chars = list(self.work)
        at: dict[int, Run] = {}
        for r in found:
            stop = r.end
            while self.work[stop : stop + 2] == "  ":
                stop += 1
            chars[r.start : stop] = NAME * (stop - r.start)
            at[r.start] = r
            text = self.work[r.start : r.end]
            self._own_words(text, r)
            self._parenthesis(text, r)
        for a, b in titles:
            chars[a:b] = TITLE * (b - a)
        shadow = "".join(chars)
        self._signs(shadow, at)
        for left, right in pairwise(found):
            if (
                left.sentence == right.sentence
                and right.start - left.end < 120
                and _FORMER_TEXT.fullmatch(self.work[left.end : right.start])
            ):
                full, short = self.work[left.start : left.end], self.work[right.start : right.end]
                self.alias[short] = full
                self.scores[full]["org"] += 2
                if short in self.tickers:
                    self.tickers.setdefault(full, self.tickers[short])
                if short in self.defined:
                    self.defined.add(full)
        self._lists(found)

    def _signs(self, shadow: str, at: dict[int, Run]) -> None:
        leading, behind, rest = _signs()
        for start, run in at.items():
            end = _RUN.match(shadow, start).end()  # type: ignore[union-attr]
            then = shadow[end : end + 1]
            for sign in leading:
                if sign.then in ("", then) and (m := sign.regex.match(shadow, start)):
                    self._weigh_sign(sign, run, m)
            low = max(0, start - REACH)
            words_before = self.work[max(0, start - 60) : start].split()
            if words_before and words_before[-1] in ("the", "The"):
                words_before.pop()
            if not words_before:
                continue
            word = words_before[-1].lower().strip(",(\"'")
            rows = behind.get(word) or (behind["-based"] if word.endswith("-based") else ())
            for sign in rows:
                for m in sign.regex.finditer(shadow, low, run.end + REACH):
                    if m.start("n") == start:
                        self._weigh_sign(sign, run, m)
        for sign in rest:
            for m in sign.regex.finditer(shadow):
                if found := at.get(m.start("n")):
                    self._weigh_sign(sign, found, m)

    def _weigh_sign(self, sign: Sign, run: Run, m: re.Match[str]) -> None:
        if self.work[run.end : m.end("n")].strip() or len(run.words) < sign.words:
            return
        if sign.kind == "person":
            last = self.work[slice(*run.words[-1])]
            if len(run.words) > 4 or (len(run.words) > 1 and last in wordset("names", "org")):
                return
        text = self.work[run.start : run.end]
        self.scores[text][sign.kind] += sign.weight
        if sign.kind != "org":
            return
        told = self.descriptions[text]
        if m.end() > run.end:
            said = self.work[run.end : m.end()]
            if len(told) < 4 and said.endswith(_kinds()):
                told.append(re.sub(r"^[\s,]*(?:which )?(?:is|was)?[\s,]*(?:an?|the|one of the)\s+", "", said))
        elif m.start() < run.start and len(told) < 4 and (pre := _before(self.work, run.start)):
            told.insert(0, pre)

    def _own_words(self, text: str, run: Run) -> None:
        parts = [self.work[a:b] for a, b in run.words]
        score = self.scores[text]
        if self.vocabulary.by_name.get(text):
            score["org"] = max(score["org"], 50)
        if place(text):
            score["place"] = max(score["place"], 20)
        if len(parts) > 1 and any(is_legal(p) for p in parts[1:]):
            score["org"] = max(score["org"], 6)
        tail = parts[-1]
        if len(parts) > 1 and (
            tail in wordset("names", "org") or any(p in wordset("names", "org") for p in parts[1:-1])
        ):
            score["org"] = max(score["org"], score["org"] + (2 if score["seen"] == 0 else 0))
        if len(parts) > 1 and parts[0] in wordset("names", "heads"):
            score["org"] = max(score["org"], 3)  # "Banco Ribeira"
        if parts[0] in wordset("names", "of_heads") and len(parts) > 1 and " of " in text:
            score["org"] = max(score["org"], 3)
        if (
            2 <= len(parts) <= 4
            and parts[0] in words("given_names")
            and tail not in wordset("names", "org")
            and tail not in _LANDS
        ):
            score["person"] = max(score["person"], 3)
        if " & " in text and any(
            p.lower() not in words("common") and p not in wordset("names", "not_names") for p in parts
        ):
            score["org"] = max(score["org"], 2)  # "Harlow & Finch"
        if (
            run.start > 1
            and (owner := _OF_PLACE.search(self.work, max(0, run.start - 40), run.start))
            and place(owner[1])
        ):
            score["org"] += 2  # "Estonia's Halden"
        if (town := _OF_TOWN.match(self.work, run.end)) and (place(town[1]) or place(town[1].split(" ")[0])):
            score["org"] += 1  # "Halden Loop of Salina"
        if len(parts) == 1 and _COINED.search(text):
            score["org"] = max(score["org"], 1)
        score["seen"] += 1

    def _parenthesis(self, text: str, run: Run) -> None:
        at = run.end
        for _ in range(3):
            m = _PAREN.match(self.work, at)
            if not m:
                return
            self._inside(text, m)
            at = m.end()

    def _inside(self, text: str, m: re.Match[str]) -> None:
        inside = m.group(1).strip()
        ticker = _ticker().search(inside)
        score = self.scores[text]
        if ticker:
            score["org"] += 4
            self.tickers.setdefault(text, ticker.group(1))
        for q in _QUOTED.finditer(inside):
            short = re.sub(r"^the\s+", "", q.group(1), flags=re.IGNORECASE).strip()
            if short.lower() in ("company", "firm", "corporation", "bank", "fund", "partnership", "group", "issuer"):
                self.defined.add(text)
                score["org"] += 3
            elif short and short[0].isupper():
                self.alias[short] = text
                score["org"] += 1
        if re.fullmatch(r"\d{3,5}", inside) and not re.fullmatch(r"(?:19|20)\d\d", inside) and " " in text:
            self.alias[inside] = text  # a company that goes by a number
        plain = _BARE_TICKER.match(inside)
        if plain and not _QUOTED.search(inside):
            if (
                plain.group(1).upper() == initials(text).upper()
                or initials(text).upper().startswith(plain.group(1).upper())
                or "".join(c for c in text if c.isupper()) == plain.group(1)
            ):
                self.alias[plain.group(1)] = text
            elif plain.group(1) not in wordset("names", "not_names"):
                self.tickers.setdefault(text, plain.group(1))
                score["org"] += 2
        elif (
            re.fullmatch(r"[A-Z][\w.&-]{1,20}", inside)
            and not ticker
            and (text.startswith(inside) or inside.lower() in text.lower())
        ):
            self.alias[inside] = text
        former = _FORMERLY.search(inside)
        if former and former.group(1)[0].isupper():
            self.alias[former.group(1).strip(" .,")] = text

    def _lists(self, found: list[Run]) -> None:
        """In "A, B, and C" the unknown ones are what the known ones are."""
        group: list[str] = []

        def close() -> None:
            if len(group) > 2 or (len(group) == 2):
                orgs = [g for g in group if self.scores[g]["org"] >= 2]
                if orgs:
                    for g in group:
                        s = self.scores[g]
                        if s["org"] < 2 and not s["place"] and not s["person"] and s["product"] < 2:
                            s["org"] += 2 if len(orgs) * 2 >= len(group) or len(group) > 2 else 1

        last: Run | None = None
        for r in found:
            between = self.work[last.end : r.start] if last and last.sentence == r.sentence else None
            if between is not None and re.fullmatch(r",? and |, | & ", between):
                group.append(self.work[r.start : r.end])
            else:
                close()
                group = [self.work[r.start : r.end]]
            last = r
        close()


@cache
def _described() -> re.Pattern[str]:
    return re.compile(r"((?:[A-Za-z][\w'&/-]* ){0,6}" + alternation("names", "kinds") + r"s?) $")


def _before(work: str, start: int) -> str | None:
    """The description in front of a name: "fiber provider" in "to fiber provider X"."""
    left = work[max(0, start - 90) : start]
    m = _described().search(left) if left.endswith(_kinds(" ")) else None
    if not m:
        return None
    parts = m.group(1).split(" ")
    stop = wordset("names", "phrase_stops")
    for i in range(len(parts) - 1, -1, -1):
        if parts[i].lower() in stop:
            return " ".join(parts[i + 1 :]) or None
    return " ".join(parts)
