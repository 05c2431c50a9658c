"""Who and what a text names: organizations, persons, places and products, each with all its wordings.

A capitalized run becomes something by the signs around it (`data/evidence.yaml`), by its own words, or
because the vocabulary lists it. The name of an entity is the fullest that the text uses.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal

from kg.loaders.article.lexicon import alternation, table, words, wordset
from kg.loaders.article.names import HYPHENATED, Run, is_legal, known_names, roles, runs
from kg.loaders.article.places import by_first_word, gazetteer, place, postal, town_state
from kg.loaders.article.quantities import dates
from kg.loaders.article.sentences import Sentence
from kg.loaders.vocabulary import Vocabulary

Kind = Literal["org", "person", "place", "product", "other"]

NAME, TITLE = "\ue008", "\ue009"


@dataclass(slots=True, eq=False)
class Entity:
    """One named thing of a document."""

    kind: Kind
    name: str
    names: list[str] = field(default_factory=list)
    ticker: str | None = None
    known: str | None = None
    publication: bool = False
    kind_known: str | None = None
    """The kind that the vocabulary gives."""
    defined: bool = False
    """Whether the text calls it "the Company"."""
    descriptions: list[str] = field(default_factory=list)
    count: int = 0
    first: int = 0


@dataclass(slots=True, eq=False)
class Mention:
    """One place where an entity is named; `how` is `name`, or `coref` for "the company" and the like."""

    start: int
    end: int
    entity: Entity
    how: str = "name"


@dataclass(slots=True)
class Names:
    """The result: entities, their mentions in order, and the spans of persons' titles."""

    entities: list[Entity]
    mentions: list[Mention]
    titles: list[tuple[int, int]]


@cache
def _signs() -> list[tuple[Kind, int, re.Pattern[str]]]:
    parts = {
        "{N}": f"(?<!{NAME})(?P<n>{NAME}++)",
        "{N2}": f"(?<!{NAME})(?P<n>{NAME}++)",
        "{n}": f"{NAME}++",
        "{R}": f"(?<!{TITLE}){TITLE}++",
        "{kinds}": alternation("names", "kinds"),
        "{verbs}": alternation("names", "verbs"),
        "{product_nouns}": alternation("names", "product_nouns"),
    }
    out: list[tuple[Kind, int, re.Pattern[str]]] = []
    for sign in table("evidence")["signs"]:
        match = sign["match"]
        for k, v in parts.items():
            match = match.replace(k, v)
        out.append((sign["kind"], sign["weight"], re.compile(match)))
    return out


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


_DATELINE = re.compile(
    r"((?:[A-Z][A-Za-z.'\u00c0-\u024f]*[ ,]{1,2}){1,7}(?:[-/–] ?)?(?:\(?[A-Z][A-Za-z.]* \d{1,2},? \d{4}\)?,? ?)?(?:[-–—/(]+ ?[A-Z][A-Za-z ]{3,20}[-–—/)]+ ?)?)(?:--?|–|—) "  # noqa: E501
)
_FORMER_TEXT = re.compile(
    r",? ?(?:\([^()]{1,60}\),? ?)?(?:formerly(?: known as)?|now known as|now doing business as|doing business as|d/b/a|also known as|previously known as) (?:the )?$"  # noqa: E501
)


def bare(name: str) -> str:
    """A name without "The" and legal forms."""
    parts = [w for w in re.split(r"[\s,]+", name) if w]
    while len(parts) > 1 and is_legal(parts[-1]):
        parts.pop()
    if len(parts) > 1 and parts[0] == "The":
        parts = parts[1:]
    return " ".join(parts)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[A-Za-z0-9]\w*", name) if w[0].isupper() or w[0].isdigit())


class Reader:
    """Finds the names of one working text."""

    def __init__(self, work: str, sentences: list[Sentence], vocabulary: Vocabulary) -> None:
        self.work, self.sentences, self.vocabulary = work, sentences, vocabulary
        self.scores: dict[str, Counter[str]] = defaultdict(Counter)
        self.alias: dict[str, str] = {}
        self.tickers: dict[str, str] = {}
        self.defined: set[str] = set()
        self.descriptions: dict[str, list[str]] = defaultdict(list)

    def read(self) -> Names:
        """All names of the text."""
        body = [s for s in self.sentences if s.zone not in ("heading", "legal")]
        titles = [
            m.span() for s in self.sentences if s.zone != "legal" for m in roles().finditer(self.work, s.start, s.end)
        ]
        blocked = sorted(titles + [(d.start, d.end) for d in dates(self.work)])
        towns = self._towns()
        datelines = [(b.start(1), b.end(1)) for s in body if (b := _DATELINE.match(self.work, s.start, s.end))]
        blocked = sorted(set(blocked) | set(towns) | set(datelines))
        found = runs(self.work, body, blocked)
        self._score(found, titles)
        kinds = self._decide(found)
        entities = self._entities(kinds, found)
        mentions = self._mentions(entities, titles, towns, found)
        return Names(entities, mentions, titles)

    def _towns(self) -> dict[tuple[int, int], tuple[str, str | None]]:
        """ "Town, State": spans of towns that the gazetteer need not know, with the state's code."""
        out: dict[tuple[int, int], tuple[str, str | None]] = {}
        g, p = gazetteer(), postal()
        for m in town_state().finditer(self.work):
            town, state = m.group(1), m.group(2)
            where = p.get(state) or g[state]
            known = g.get(town)
            if known and known.kind in ("us_state", "country", "region"):
                continue
            lead = wordset("names", "leading")
            parts = town.split(" ")
            while len(parts) > 1 and parts[0] in lead:
                parts = parts[1:]
            town = " ".join(parts)
            last = parts[-1]
            if (
                town in lead
                or (last in wordset("names", "org") and not known)
                or (where.kind == "country" and not known)
            ):
                continue
            out[(m.end(1) - len(town), m.end(1))] = (town, where.code)
            if state in p and state not in g:
                out[(m.start(2), m.end(2))] = (p[state].name, p[state].code)
        return out

    def _score(self, found: list[Run], titles: list[tuple[int, int]]) -> None:  # noqa: PLR0912
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
        for kind, weight, pattern in _signs():
            for m in pattern.finditer(shadow):
                run = at.get(m.start("n"))
                if run is None or self.work[run.end : m.end("n")].strip():
                    continue
                text = self.work[run.start : run.end]
                if kind == "person" and not 1 <= len(run.words) <= 4:
                    continue
                self.scores[text][kind] += weight
                if kind == "org" and m.end() > run.end:
                    said = self.work[run.end : m.end()]
                    if len(self.descriptions[text]) < 4 and re.search(alternation("names", "kinds") + r"s?$", said):
                        self.descriptions[text].append(
                            re.sub(r"^[\s,]*(?:which )?(?:is|was)?[\s,]*(?:an?|the|one of the)\s+", "", said)
                        )
                elif kind == "org" and m.start() < run.start:
                    pre = _before(self.work, run.start)
                    if pre and len(self.descriptions[text]) < 4:
                        self.descriptions[text].insert(0, pre)
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
        if parts[0] in wordset("names", "of_heads") and len(parts) > 1 and " of " in text:
            score["org"] = max(score["org"], 3)
        if 2 <= len(parts) <= 4 and parts[0] in words("given_names") and tail not in wordset("names", "org"):
            score["person"] = max(score["person"], 3)
        if re.search(r"[a-z][A-Z]|\.(?:ai|com|io|net|co|tech)$", text) and len(parts) == 1:
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
        plain = _BARE_TICKER.match(inside)
        if plain and not _QUOTED.search(inside):
            if (
                plain.group(1).upper() == _initials(text).upper()
                or _initials(text).upper().startswith(plain.group(1).upper())
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

    def _decide(self, found: list[Run]) -> dict[str, Kind]:
        kinds: dict[str, Kind] = {}
        self._noise_names = {"The Company", "Company", "The Board"} | {
            t for full, t in self.tickers.items() if not full.lower().startswith(t.lower())
        }
        mid = {self.work[r.start : r.end] for r in found if not r.initial}
        for text, score in self.scores.items():
            if score["place"] >= 20 and score["org"] < 50:
                kinds[text] = "place"
                continue
            best: list[tuple[int, Kind]] = [
                (score["org"], "org"),
                (score["person"], "person"),
                (score["product"], "product"),
            ]
            value, kind = max(best, key=lambda x: x[0])
            single = " " not in text
            if kind == "org" and score["person"] == value and not single:
                kind = "person"
            if text in self._noise_names or (kind == "org" and value < 50 and _sentence_like(text)):
                kind, value = "other", 0
            if kind == "org" and (single and text.lower() in words("common") and (text not in mid or value < 4)):
                kind = "other" if value < 4 else kind
            if kind == "org" and single and text in wordset("names", "org") and value < 50:
                kind = "other"
            kinds[text] = kind if value >= 2 else "other"
        sure = {bare(t).lower() for t, k in kinds.items() if k == "org"}
        people = {t.split(" ")[-1] for t, k in kinds.items() if k == "person" and " " in t}
        for text, kind in list(kinds.items()):
            if (
                kind in ("other", "product")
                and text not in self._noise_names
                and bare(text).lower() in sure
                and text.lower() not in words("common")
            ):
                kinds[text] = "org"
            elif text in people and kind in ("other", "org", "product") and self.scores[text]["org"] < 4:
                kinds[text] = "person"
        return kinds

    def _entities(self, kinds: dict[str, Kind], found: list[Run]) -> list[Entity]:  # noqa: PLR0912, PLR0915
        first: dict[str, int] = {}
        for r in found:
            first.setdefault(self.work[r.start : r.end], r.start)
        for short, full in list(self.alias.items()):
            if kinds.get(full) in ("org", "product", "other") and short not in kinds:
                kinds[short] = kinds[full]
            elif kinds.get(full) == "org" and kinds.get(short) == "other":
                kinds[short] = "org"
            elif kinds.get(short) == "org" and kinds.get(full) == "other":
                kinds[full] = "org"
        out: list[Entity] = []
        by_key: dict[str, Entity] = {}
        orgs = sorted(
            (t for t, k in kinds.items() if k == "org"), key=lambda t: (-len(t.split()), -len(t), first.get(t, 0), t)
        )
        starts: dict[str, set[str]] = defaultdict(set)
        for t in orgs:
            parts = bare(t).split(" ")
            for i in range(1, len(parts)):
                if all(p in wordset("names", "org") or p in ("&", "Data", "Group") for p in parts[i:]):
                    starts[" ".join(parts[:i]).lower()].add(bare(t).lower())
        initials: dict[str, set[str]] = defaultdict(set)
        for t in orgs:
            if len(bare(t).split()) >= 3:
                initials[_initials(bare(t))].add(bare(t).lower())
        for t in orgs:
            slug = self.vocabulary.by_name.get(t) or self.vocabulary.by_name.get(bare(t))
            key = self.alias[t].lower() if t in self.alias and kinds.get(self.alias[t]) == "org" else None
            low = bare(t).lower()
            candidates = [key, f"#{slug}" if slug else None, bare(key).lower() if key else None, low]
            if len(starts.get(low, ())) == 1:
                candidates.append(next(iter(starts[low])))
            if t.isupper() and len(t) >= 3 and len(initials.get(t, ())) == 1:
                candidates.append(next(iter(initials[t])))
            hit = next((by_key[c] for c in candidates if c and c in by_key), None)
            if hit and slug and hit.known and hit.known != slug and not (key and by_key.get(key) is hit):
                hit = None
            if hit is None:
                hit = Entity("org", t, known=slug, first=first.get(t, 0))
                out.append(hit)
            hit.names.append(t)
            hit.known = hit.known or slug
            hit.first = min(hit.first, first.get(t, hit.first))
            hit.ticker = hit.ticker or self.tickers.get(t)
            hit.defined = hit.defined or t in self.defined
            hit.descriptions += [d for d in self.descriptions.get(t, ()) if d]
            if slug:
                hit.kind_known = self.vocabulary.by_id[slug].kind
                hit.publication = hit.kind_known in ("publication", "news agency")
            for c in (t.lower(), low, f"#{slug}" if slug else None):
                if c:
                    by_key.setdefault(c, hit)
        people = sorted(
            (t for t, k in kinds.items() if k == "person"), key=lambda t: (-len(t.split()), first.get(t, 0), t)
        )
        surnames: dict[str, Entity | None] = {}
        full_names: dict[tuple[str, str], Entity] = {}
        for t in people:
            parts = t.split(" ")
            e = surnames.get(t) if len(parts) == 1 else full_names.get((parts[0], parts[-1]))
            if e is None:
                e = Entity("person", t, first=first.get(t, 0))
                out.append(e)
            e.names.append(t)
            if len(parts) > 1:
                full_names.setdefault((parts[0], parts[-1]), e)
                surnames[parts[-1]] = e if parts[-1] not in surnames or surnames[parts[-1]] is e else None
        for surname, e in surnames.items():
            if e is not None and surname not in e.names and kinds.get(surname, "other") in ("other", "person"):
                e.names.append(surname)
        for t, k in kinds.items():
            if k in ("product", "other"):
                out.append(Entity(k, t, [t], first=first.get(t, 0)))
        owners = {n: e for e in reversed(out) for n in e.names}
        for short, full in self.alias.items():
            named = owners.get(full)
            if named is not None and short not in named.names:
                named.names.append(short)
        return out

    def _mentions(  # noqa: PLR0912, PLR0915
        self,
        entities: list[Entity],
        titles: list[tuple[int, int]],
        towns: dict[tuple[int, int], tuple[str, str | None]],
        found: list[Run],
    ) -> list[Mention]:
        index: dict[str, dict[str, Entity]] = defaultdict(dict)
        names: set[str] = set()
        rank = {"org": 0, "person": 1, "product": 2, "other": 3, "place": 4}
        org_names = {n for e in entities if e.kind == "org" for n in e.names}
        for e in sorted(entities, key=lambda e: rank[e.kind]):
            for n in e.names:
                parts = n.split(" ")
                split = e.kind in ("product", "other") and any(
                    " ".join(parts[:i]) in org_names for i in range(1, len(parts))
                )
                if n not in names and not split:
                    names.add(n)
                    index[re.match(r"\W*\w*", n).group()][n] = e  # type: ignore[union-attr]
        for e in list(entities):
            if e.kind in ("product", "other") and not any(n in names for n in e.names):
                entities.remove(e)
        places: dict[str, Entity] = {}
        lengths = {word: sorted({len(name) for name in named}, reverse=True) for word, named in index.items()}
        spots = by_first_word()
        taken = {a: (b, None) for a, b in titles}
        out: list[Mention] = []
        listed_places = {e.name for e in entities if e.kind == "place"}
        for (a, b), (name, _code) in towns.items():
            e = places.setdefault(name, Entity("place", name, [name]))
            if place(name) is None and name not in listed_places:
                listed_places.add(name)
                entities.append(e)
            out.append(Mention(a, b, e))
        starts = {m.start: m.end for m in out}
        known = {a: (b, slug) for a, b, slug in known_names(self.work, self.vocabulary)}
        slugs = {e.known: e for e in entities if e.known}
        end = 0
        for m in re.finditer(r"[A-Za-z0-9\u00c0-\u024f]\w*", self.work):
            at = m.start()
            if at < end:
                continue
            if at in starts:
                end = starts[at]
                continue
            if at in taken:
                end = max(end, taken[at][0])
                continue
            hit: tuple[int, Entity] | None = None
            for length in lengths.get(m.group(), ()):
                stop = at + length
                named = index[m.group()].get(self.work[at:stop])
                if named is None or self.work[stop : stop + 1].isalnum():
                    continue
                if (
                    self.work[stop : stop + 1] == "-"
                    and self.work[stop + 1 : stop + 2].isalpha()
                    and named.kind != "place"
                    and not HYPHENATED.match(self.work, stop)
                ):
                    continue
                hit = (stop, named)
                break
            for name in spots.get(m.group(), ()) if hit is None or hit[1].kind == "other" else ():
                stop = at + len(name)
                if name not in names and self.work.startswith(name, at) and not self.work[stop : stop + 1].isalnum():
                    p = gazetteer()[name]
                    if hit is None or stop > hit[0]:
                        hit = (stop, places.setdefault(p.name, Entity("place", p.name, [p.name])))
                    break
            if at in known and (hit is None or known[at][0] >= hit[0]):
                stop, slug = known[at]
                listed = slugs.get(slug)
                if listed is None:
                    text = self.work[at:stop]
                    e = Entity(
                        "org",
                        text,
                        [text],
                        known=slug,
                        first=at,
                        kind_known=self.vocabulary.by_id[slug].kind,
                        publication=self.vocabulary.by_id[slug].kind in ("publication", "news agency"),
                    )
                    slugs[slug] = listed = e
                    entities.append(e)
                elif self.work[at:stop] not in listed.names:
                    listed.names.append(self.work[at:stop])
                hit = (stop, listed)
            if hit:
                out.append(Mention(at, hit[0], hit[1]))
                hit[1].count += 1
                end = hit[0]
        for e in entities:
            if e.kind == "org":
                e.name = max(
                    (n for n in e.names if n != e.ticker), key=lambda n: (len(bare(n).split()), len(n)), default=e.name
                )
        return sorted(out, key=lambda m: m.start)


def _sentence_like(text: str) -> bool:
    """Whether a long capitalized run is rather a heading than a name."""
    parts = text.split(" ")
    if len(parts) < 4 or is_legal(parts[-1]):
        return False
    org = wordset("names", "org")
    plain = [p for p in parts[1:] if p not in org and p.lower() in words("common") and len(p) > 3]
    return len(plain) >= 2 or len(parts) > 7


def _before(work: str, start: int) -> str | None:
    """The description in front of a name: "fiber provider" in "to fiber provider X"."""
    left = work[max(0, start - 90) : start]
    m = re.search(r"((?:[A-Za-z][\w'&/-]* ){0,6}" + alternation("names", "kinds") + r"s?) $", left)
    if not m:
        return None
    parts = m.group(1).split(" ")
    stop = wordset("names", "phrase_stops")
    for i in range(len(parts) - 1, -1, -1):
        if parts[i].lower() in stop:
            return " ".join(parts[i + 1 :]) or None
    return " ".join(parts)


def read_names(work: str, sentences: list[Sentence], vocabulary: Vocabulary) -> Names:
    """The names of a working text; see `Reader`."""
    return Reader(work, sentences, vocabulary).read()
