"""Whom a number is about: an organization of its clause, else the one that the text is speaking of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from kg.loaders.article.chars import FILL, ORG, OTHER, PRODUCT
from kg.loaders.article.entities import Entity, Mention
from kg.loaders.article.lexicon import table
from kg.loaders.article.numerals import words
from kg.loaders.article.principal import principal
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document
from kg.loaders.article.speakers import employer
from kg.loaders.article.themes import Subject, Themes

NAMED = ("org", "product", "other")
"""Kinds of names that may own a number; of other names than organizations only where they stand right beside it."""
FEW_WORDS = 30
"""Code points between a verb of using and the name of what is used."""
_ANY = f"[{ORG}{PRODUCT}{OTHER}]"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    on = rf"(?:[^,;.()]|(?<=\d)[,.](?=\d)|,(?= (?:and )?(?:{'|'.join(table('numbers')['subjects']['goes_on'])})\b))"
    named = rf"({_ANY}++){FILL}*+"
    owner = rf"{named}(?:'s|') (?:[\w&/-]+:? ){{0,8}}$"
    relative = rf"{named}(?:'s (?:[\w-]+ ){{1,4}}?)?,? ?(?:which|who|that|whose)\b{on}{{0,140}}$"
    apposed = rf"{named}(?: \([^()]{{1,60}}\))?, (?:an?|one of) [^.;:]{{1,120}} (?:that|which|with) {on}{{0,80}}$"
    return tuple(re.compile(p) for p in (owner, relative, apposed))


@dataclass(frozen=True, slots=True)
class _Signs:
    """Where the words of a sentence stand that tell whom its numbers are about; looked for once a sentence."""

    first_person: list[int]
    world: list[int]
    persons: list[int]


class Subjects:
    """The subjects of the numbers of one document."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.themes = doc, Themes(doc)
        self._seen: tuple[int, _Signs] | None = None
        self._proper: dict[str, bool] = {}
        self.employers: Mapping[str, str] = {}
        self.venture: str | None = None

    def of(self, number: int, start: int, end: int) -> Subject | None:
        """Whom a number at `start` in a sentence is about; none where the sentence speaks of the world at large."""
        s, signs = self.doc.sentences[number], self._signs(number)
        near = (max(s.start, start - 24), min(s.end, end + 24))
        if words("subjects")["price_target"].search(self.doc.work, *near):
            return self._covered(s, end)
        if self._personal(s, signs, start) or self._by_author(s, start):
            return None
        if named := self._named(s, start) or self.themes.in_place(s, start):
            return named
        speaks = [at for at in signs.first_person if at < start]
        fronted = None if speaks else self._fronted(s, start, end)
        found = self._owner(s, start) or self._user(s, start, end) or self._acting(s, start) or fronted
        if speaks and (found is None or found.end < speaks[-1]) and (ours := self._ours(s, speaks[-1])):
            return Subject(ours)
        if found and not speaks and any(found.end < at < start for at in signs.world):
            topic_here = self.themes.of_clause(s, start)
            if topic_here and topic_here.at and topic_here.at[0] > found.end:
                return topic_here
        market = next((m for m in reversed(self.themes.markets[number]) if m.at and m.at[1] <= start), None)
        if market and market.at and (found is None or found.end < market.at[0]):
            return market
        if found:
            return Subject(found.entity.name, _kind(found), (found.start, found.end))
        if any(self._source(s, m) for m in self.doc.mentioned(s.start, start)):
            return None
        if not speaks and (behind := self._behind(s, start, end)):
            return Subject(behind.entity.name, _kind(behind), (behind.start, behind.end))
        if not speaks and any(at < start for at in signs.world):
            return self.themes.of_clause(s, start)
        if self.venture and not speaks and words("subjects")["project"].search(self.doc.work, s.start, end + 20):
            return Subject(self.venture)
        topic = None if speaks else self.topics[number]
        return Subject(topic.name) if topic else None

    def _ours(self, s: Sentence, at: int) -> str | None:
        """Whose "we" stands at a position: the quoted person's organization, else the principal."""
        told = employer(self.doc, s, at, self.employers)
        return told or (self.principal.name if self.principal else None)

    def _behind(self, s: Sentence, start: int, end: int) -> Mention | None:
        """The organization behind a number in a clause without another: "a further 18 MW will follow, Halden said"."""
        t, plain = words("subjects"), self.doc.plain
        if self.doc.mentioned(s.start, start):
            return None
        m = t["in_front"].match(plain, end, s.end) or t["says"].match(plain, end, s.end)
        found = [x for k in ("org", "other") for x in self.doc.mentioned(*m.span("o"), k)] if m else []
        return found[0] if found and not found[0].entity.publication and not self._source(s, found[0]) else None

    def _user(self, s: Sentence, start: int, end: int) -> Mention | None:
        """Whom counted things use: "some 700 firms rely on Halden's exchange"."""
        m = words("subjects")["uses"].match(self.doc.plain[end : min(s.end, end + 90)])
        if m is None or self.doc.mentioned(s.start, start):
            return None
        found = self.doc.mentioned(end + m.end(), min(s.end, end + m.end() + 60))
        return found[0] if found and found[0].start - end - m.end() < FEW_WORDS else None

    def _by_author(self, s: Sentence, start: int) -> bool:
        """Whether the author tells of himself in front of a number, outside of quotation marks."""
        m = words("subjects")["author"].search(self.doc.work, s.start, start)
        if m is None:
            return False
        begin = self.doc.work.rfind("\n", 0, m.start()) + 1
        return self.doc.work.count('"', begin, m.start()) % 2 == 0

    def _named(self, s: Sentence, start: int) -> Subject | None:
        """Whose number it is by the words of the measure: "revenue at X rose", "which valued X at"."""
        t, plain = words("subjects"), self.doc.plain
        m = t["valued"].search(plain, s.start, start) or t["whose"].match(plain, s.start, start)
        if m is None:
            return None
        found = [x for k in (*NAMED, "place") for x in self.doc.mentioned(*m.span("o"), k)]
        if not found or any(self._acts(s, x) for x in self.doc.mentioned(m.end("o"), start)):
            return None
        kind = "market" if found[0].entity.kind == "place" else _kind(found[0])
        return Subject(found[0].entity.name, kind, (found[0].start, found[0].end))

    def _signs(self, number: int) -> _Signs:
        if self._seen is None or self._seen[0] != number:
            t, work, s = words("subjects"), self.doc.work, self.doc.sentences[number]
            signs = _Signs(
                [m.start() for m in t["first_person"].finditer(work, s.start, s.end)],
                [m.start() for k in ("world", "crowd") for m in t[k].finditer(work, s.start, s.end)],
                [m.end() for m in t["person"].finditer(self.doc.plain, s.start, s.end)],
            )
            self._seen = (number, signs)
        return self._seen[1]

    def _personal(self, s: Sentence, signs: _Signs, start: int) -> bool:
        """Whether a number is a person's: "Ann Lee has led 200 engineers"."""
        before = [at for at in signs.persons if at <= start]
        if not before or self.doc.work.find(";", before[-1], start) >= 0:
            return False
        return not any(self._acts(s, m) for m in self.doc.mentioned(before[-1], start))

    def _covered(self, s: Sentence, end: int) -> Subject | None:
        """The company of an analyst's price target."""
        m = words("subjects")["covered"].match(self.doc.plain[end : s.end])
        found = self.doc.mentioned(end + m.start("o"), end + m.end("o")) if m else []
        entity = found[0].entity if found else self.principal
        return Subject(entity.name) if entity else None

    @cached_property
    def principal(self) -> Entity | None:
        """The organization that the text is about."""
        return principal(self.doc.sentences, self.doc.mentions)

    @cached_property
    def topics(self) -> list[Entity | None]:
        """For each sentence the organization spoken of before it, and before that the principal."""
        out: list[Entity | None] = []
        topic, block = self.principal, -1
        for s in self.doc.sentences:
            if s.block != block and s.zone not in ("about", "heading"):
                topic, block = self.principal, s.block
            if s.zone == "heading":
                title = self.doc.work[s.start : s.start + 7].lower().startswith("about ")
                named = self.doc.mentioned(s.start, s.end) if title else []
                topic = named[0].entity if named else self.principal
            out.append(topic)
            if s.zone == "heading":
                continue
            first = next((m for m in self.doc.mentioned(s.start, s.end) if self._acts(s, m)), None)
            unknown = next((m for m in self.doc.mentioned(s.start, s.start + 40, "other") if self._does(s, m)), None)
            if unknown is not None and self._new(unknown) and (first is None or unknown.start < first.start):
                topic = unknown.entity
            elif first is not None and first.start - s.start < 90:
                topic = first.entity
        return out

    def _new(self, m: Mention) -> bool:
        """Whether a name of unknown kind is not rather an organization's name with another word behind it."""
        first = m.entity.name.split()[0]
        if any(c.isdigit() for c in m.entity.name):
            return False
        return not any(e.kind == "org" and e.name.split()[0] == first for e in self.doc.names.entities)

    def _acts(self, s: Sentence, m: Mention) -> bool:
        """Whether a mention stands as a subject: not behind a preposition or a verb, not as a mere source."""
        if self.doc.filled[m.start] != ORG or m.entity.publication:
            return False
        t, work = words("subjects"), self.doc.work
        at = m.start
        while at > s.start and self.doc.filled[at - 1] == FILL:
            at -= 1
        if t["object"].search(work[max(s.start, at - 24) : at]):
            return False
        return not t["attribute"].match(work, m.end, s.end)

    def _source(self, s: Sentence, m: Mention) -> bool:
        return bool(words("subjects")["source"].match(self.doc.work[m.end : min(s.end, m.end + 40)]))

    def _owner(self, s: Sentence, start: int) -> Mention | None:
        """The owner in front of the number ("X's 300 customers"), or X of "X, which has 300 customers"."""
        base = max(s.start, start - 240)
        taken = words("subjects")["taken"]
        for number, pattern in enumerate(_patterns()):
            m = pattern.search(self.doc.plain[base:start])
            if m and (number or not taken.search(self.doc.work, s.start, base + m.start(1))):
                end = base + m.end(1)
                return next((x for k in NAMED for x in self.doc.mentioned(base + m.start(1), end, k)), None)
        return None

    def _acting(self, s: Sentence, start: int) -> Mention | None:
        """The nearest organization before a number that acts, sources apart."""
        before = [m for m in self.doc.mentioned(s.start, start) if self._acts(s, m)]
        plain = [m for m in before if not self._source(s, m)]
        unknown = [m for m in self.doc.mentioned(s.start, start, "other") if self._does(s, m)]
        if unknown and (not plain or plain[-1].start < unknown[-1].start):
            return unknown[-1]
        return plain[-1] if plain else None

    def _does(self, s: Sentence, m: Mention) -> bool:
        """Whether a name of unknown kind begins a clause and stands before a verb: "Harbour Gate houses 340 networks".

        One capitalized word at the begin of a sentence may be any word.
        """
        before = self.doc.work[max(s.start, m.start - 6) : m.start]
        if before and not before.endswith((", ", "; ", " and ", " that ", "The ", "the ", '"')):
            return False
        name = self.doc.work[m.start : m.end]
        if " " not in name and m.start - s.start < 2 and not self._again(name):
            return False
        return bool(words("subjects")["does"].match(self.doc.plain[m.end : min(s.end, m.end + 160)]))

    def _again(self, name: str) -> bool:
        """Whether a word is written with a capital within a sentence too, and never without."""
        work = self.doc.work
        if name not in self._proper:
            inside = re.search(rf"[a-z,] {re.escape(name)}\b", work)
            self._proper[name] = bool(inside) and f" {name.lower()} " not in work
        return self._proper[name]

    def _fronted(self, s: Sentence, start: int, end: int) -> Mention | None:
        """ "With 300 customers, X is": the subject behind a phrase in front of it."""
        if not words("subjects")["fronted"].match(self.doc.work, s.start, s.end):
            return None
        comma = self.doc.work.find(",", end, min(s.end, end + 160))
        if comma < 0:
            return None
        lone = self.doc.work.find(", ", s.start, start) < 0
        kinds = NAMED if lone else NAMED[:1]
        after = [m for kind in kinds for m in self.doc.mentioned(comma, min(s.end, comma + 60), kind)]
        return after[0] if after and after[0].start - comma < 25 else None


def _kind(m: Mention) -> str:
    return "organization" if m.entity.kind == "org" else "product"
