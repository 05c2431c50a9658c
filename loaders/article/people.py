"""Who holds which title at which organization."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table, words, wordset
from kg.loaders.article.patterns import expand
from kg.loaders.article.places import place
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import ORG, PERSON, TITLE, Document
from kg.loaders.article.subjects import Subjects


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of `data/people.yaml`."""

    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    filled: bool
    of: str | None
    role: str | None
    more: bool


def _expand(text: str) -> str:
    for _ in range(2):  # a macro may hold another
        for name, value in table("people")["macros"].items():
            text = text.replace("{" + name + "}", value)
    return expand(text)


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            tuple(r.get("triggers", ("",))),
            re.compile(_expand(r["match"])),
            bool(r.get("filled")),
            r.get("of"),
            r.get("role"),
            bool(r.get("more")),
        )
        for r in table("people")["patterns"]
    )


@cache
def _more() -> re.Pattern[str]:
    """What goes on after "chief executive of X": "and, before that, chief financial officer of Y"."""
    return re.compile(_expand(table("people")["more"]))


_PRONOUN = re.compile(r"\b(?:He|She|he|she)\b")
_LINE = re.compile(rf"(?:[\w ]{{3,20}}: )?(?:[–—-] ?)?{PERSON}++, [^.]*$")
_PUBLIC = re.compile(
    r"(?i)governor|mayor|minister|commissioner|secretary|superintendent|analyst|^(?:vice[ -])?president$"
    r"|producer|host|attorney|professor|fellow|consultant|observer"
)
"""Titles that are not of the organization that the text happens to speak of."""
_ITS = re.compile(r"\b(?:company's|firm's|[Ii]ts|[Oo]ur) $")
_SEVERAL = re.compile(r"(?:founders|directors|partners|executives|managers|officers|presidents|analysts)$")
_LISTED = re.compile(rf"(?:{PERSON}++(?:, and | and |, ))*$")
_FUNCTION = re.compile(r"(?i)director|head|vice president|\bvp\b|manager|officer")
_NEW = re.compile(r"\b(?:appoint|names|named|promot|hire|hiring|elect|join)")
_FORMER = re.compile(r"\b(?:former(?:ly)?|previously|ex-|outgoing|most recently|was|prior|served as)\b", re.IGNORECASE)


def _plain(name: str) -> bool:
    """Whether a name is made of ordinary words only."""
    return all(w.lower() in words("common") for w in name.split(" "))


def _personal(name: str) -> bool:
    """Whether a name can be a person's: two to four words, none of them a company's or a place."""
    parts = name.split(" ")
    org = wordset("names", "org")
    if not 2 <= len(parts) <= 4 or any(p in org for p in parts) or place(name):
        return False
    return parts[0] in words("given_names") or parts[0].lower() not in words("common")


def findings(doc: Document, subjects: Subjects) -> Iterator[Finding]:
    """One finding per person, organization and title of a sentence."""
    yield from _People(doc, subjects.topics).findings()


class _People:
    """Reads one document: keeps whom and what the text spoke of last."""

    def __init__(self, doc: Document, topics: list[Entity | None]) -> None:
        self.doc, self.topics = doc, topics
        self.topic: Entity | None = None
        self.person: Entity | None = None
        self.first_names = self._first_names()

    def _first_names(self) -> dict[str, Entity | None]:
        """People by a given name that only one of them has."""
        out: dict[str, Entity | None] = {}
        for e in self.doc.names.entities:
            first, _, rest = e.name.partition(" ")
            if e.kind == "person" and rest:
                out[first] = None if first in out and out[first] is not e else e
        return out

    def findings(self) -> Iterator[Finding]:
        for number, s in enumerate(self.doc.sentences):
            if s.zone == "legal":
                continue
            spoken_of = self.topics[number]
            self.topic = spoken_of if spoken_of and spoken_of.first < s.start else None
            if s.zone != "heading":
                yield from self._sentence(s)
            self._remember(s)

    def _only(self, s: Sentence) -> Entity | None:
        """The organization of a sentence that names one."""
        orgs = {id(o.entity): o.entity for o in self.doc.mentioned(s.start, s.end)}
        return next(iter(orgs.values())) if len(orgs) == 1 else None

    def _remember(self, s: Sentence) -> None:
        people = self.doc.mentioned(s.start, s.end, "person")
        if people:
            alone = len({id(p.entity) for p in people}) == 1 or people[0].start == s.start
            self.person = self._known(people[0].entity) if alone else None

    def _known(self, e: Entity) -> Entity:
        """The person, by the full name where only a given name stands."""
        return (self.first_names.get(e.name) or e) if " " not in e.name else e

    def _sentence(self, s: Sentence) -> Iterator[Finding]:
        plain, low = self.doc.plain[s.start : s.end], self.doc.work[s.start : s.end].lower()
        if TITLE not in plain and "founded" not in low and "board" not in low:
            return
        if self.person is not None:
            plain = _PRONOUN.sub(lambda m: PERSON * len(m.group()), plain)
        if PERSON not in plain and " his " not in low and not low.startswith(("his ", "her ")):
            return
        used: set[tuple[int, str]] = set()
        line = _LINE.match(plain) is not None
        for row in _rows():
            if not any(t in low for t in row.triggers) or (line and row.of):
                continue
            for m in row.regex.finditer(self.doc.filled[s.start : s.end] if row.filled else plain):
                who = [p for p in self._who(s, m) if row.role or (m.start("r"), p.name) not in used]
                if not who or (row.of and m.start("r") in {at for at, _ in used}):
                    continue
                org = self._org(s, m, row)
                found = [f for p in who if org and (f := self._finding(s, m, p, org, row))]
                used |= {(m.start("r"), f.subject) for f in found}
                yield from found
                if found and row.more:
                    yield from self._chain(s, plain, m.end(), who[0], used)

    def _chain(self, s: Sentence, plain: str, at: int, person: Entity, used: set[tuple[int, str]]) -> Iterator[Finding]:
        while m := _more().match(plain, at):
            at = m.end()
            used.add((m.start("r"), person.name))
            org = self._org(s, m, None)
            if org and (f := self._finding(s, m, person, org, None)):
                yield f

    def _who(self, s: Sentence, m: re.Match[str]) -> list[Entity]:
        """The people of a match; a pronoun is the person spoken of last."""
        begin = m.start("h")
        if _SEVERAL.search(self.doc.work, s.start + m.start("r"), s.start + m.end("r")):
            begin -= len(_LISTED.search(self.doc.plain[s.start : s.start + begin]).group())  # type: ignore[union-attr]
        found = self.doc.mentioned(s.start + begin, s.start + m.end("h"), "person")
        if found:
            return [self._known(p.entity) for p in found]
        return [self.person] if self.person else []

    def _org(self, s: Sentence, m: re.Match[str], row: _Row | None) -> Entity | None:
        if "o" in m.re.groupindex and m.start("o") >= 0:
            found = self.doc.mentioned(s.start + m.start("o"), s.start + m.end("o"))
            org = next((x.entity for x in found if self.doc.plain[x.start] == ORG), None)
            said = self.doc.work[s.start + m.start("r") : s.start + m.end("r")]
            if org is not None and _plain(org.name) and (_FUNCTION.search(said) or _PUBLIC.search(said)):
                # "director of information technology" names no organization
                return None if _PUBLIC.search(said) else self.topic
            return org
        if (
            row is None
            or row.of is None
            or _PUBLIC.search(self.doc.work[s.start + m.start("r") : s.start + m.end("r")])
        ):
            return None
        if row.of == "subject" and (before := self.doc.mentioned(s.start, s.start + m.start())):
            return before[0].entity
        if self.topic is None and _ITS.search(self.doc.work, s.start, s.start + m.start("r")):
            return self._only(s)
        return self.topic

    def _finding(self, s: Sentence, m: re.Match[str], person: Entity, org: Entity, row: _Row | None) -> Finding | None:
        if org.publication or not _personal(person.name):
            return None
        start, end = s.start + m.start(), s.start + m.end()
        title = self.doc.text[s.start + m.start("r") : s.start + m.end("r")].strip(" ,")
        if row is not None and row.role:
            title = ("co-" if title.lower().startswith("co") else "") + row.role
        title = re.sub(rf"^{table('roles')['letters']},? ", "", re.sub(r"\s+", " ", title))
        q: dict[str, str] = {"role": title, "subject_type": "person"}
        said, before = self.doc.work[start:end], self.doc.work[max(s.start, start - 12) : start]
        founder = row is not None and row.role is not None
        if not founder and _NEW.search(said):
            q["status"] = "new"
        elif not founder and _FORMER.search(before + said):
            q["status"] = "terminated"
        return Finding("person_role", person.name, org.name, (Span(start, end),), qualifiers=q)
