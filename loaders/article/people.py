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
    status: str | None
    public: bool
    again: bool


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
            r.get("status"),
            bool(r.get("public")),
            bool(r.get("again")),
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
_OFFICE = re.compile(
    r"(?i)mayor|governor|commissioner|minister|council|alderman|superintendent|supervisor|premier|county|town|city"
)
"""Titles of public offices, which are held of a place."""
_CUE = re.compile(
    rf"founded|board|succe|replac|over from|\b(?:runs?|ran|leads|led|heads|headed|chairs|chaired)\b|helm|charge of"
    rf"|positions|roles|poach|lured|\bhire[ds]|recruit|\bjoin"
    rf"|c[ao]mes? from|who (?:follows|covers|tracks|works|advises)"
    rf"|{ORG}(?:'s|') {PERSON}|{PERSON} (?:of|at) ",
    re.IGNORECASE,
)
"""What may tie a person to an organization without a title."""
_SAID_OF = re.compile(rf",? (?:said|says|told [^.,;]{{3,40}}?|added|confirmed)(?: that)? ({ORG}+)")
_ITS = re.compile(r"\b(?:company's|firm's|[Ii]ts|[Oo]ur) $")
_SEVERAL = re.compile(
    r"(?:founders|directors|partners|executives|managers|officers|presidents|analysts|CEOs|chairs|chairmen|heads)$"
)
_LISTED = re.compile(rf"(?:{PERSON}++(?:, and | and |, ))*$")
_FUNCTION = re.compile(r"(?i)director|head|vice president|\bvp\b|manager|officer")
_NEW = re.compile(r"\b(?:appoint|names|named|promot|hire|hiring|elect|join|takes? (?:over|charge|the)|becomes?\b)")
_LEAVES = re.compile(r"step|resign|retir|leav|outgoing|depart|\bleft\b|quit|exit")
_FORMER = re.compile(
    r"\b(?:former(?:ly)?|previously|ex-|outgoing|retiring|most recently|latterly|was|prior|served as|until"
    r"|stepp(?:ed|ing) down|steps? down|resign(?:s|ed)|retire[sd]?|spent|had been)\b",
    re.IGNORECASE,
)


POST_REACH = 2
"""Sentences after an appointment in which "she succeeds X" is about its post."""
SUBJECT_AT = 25
"""Code points of a sentence in which its first organization is taken for its subject."""


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
    found = list(_People(doc, subjects.topics).findings())
    titled = {(f.subject, f.object) for f in found if f.qualifiers.get("role")}
    yield from (f for f in found if f.qualifiers.get("role") or (f.subject, f.object) not in titled)


class _People:
    """Reads one document: keeps whom and what the text spoke of last."""

    def __init__(self, doc: Document, topics: list[Entity | None]) -> None:
        self.doc, self.topics = doc, topics
        self.topic: Entity | None = None
        self.person: Entity | None = None
        self.post: tuple[int, Entity, str, Entity] | None = None
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
            if self.post and number - self.post[0] > POST_REACH:
                self.post = None
            self.number = number
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
        if TITLE not in plain and not _CUE.search(plain):
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
                if row.public and not _OFFICE.search(self.doc.work, s.start + m.start("r"), s.start + m.end("r")):
                    continue
                who = [p for p in self._who(s, m) if row.role or row.again or (m.start("r"), p.name) not in used]
                if row.of == "post" and not self._holder_named(s, m):
                    continue
                if row.of == "post":
                    who = [p for p in who if all(p.name != name for _, name in used)]
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
        if row is not None and row.of == "post":
            return self.post[1] if self.post else None
        if row is not None and row.public:
            at, end = s.start + m.start("o"), s.start + m.end("o")
            return next((x.entity for k in ("org", "place", "other") for x in self.doc.mentioned(at, end, k)), None)
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
        return self._own(s, m, row) or self.topic or self._said_of(s, m)

    def _own(self, s: Sentence, m: re.Match[str], row: _Row) -> Entity | None:
        """The organization of "X said that its chief executive" and of "X will wait, chief executive Y said"."""
        before = self.doc.mentioned(s.start, s.start + m.start("r"))
        if row.role == "board member":
            return None  # "X partner Y joins the board"
        its = _ITS.search(self.doc.work, s.start, s.start + m.start("r"))
        if len({id(o.entity) for o in before}) == 1 and (its or before[0].start - s.start < SUBJECT_AT):
            return before[0].entity
        return self._only(s) if its and self.topic is None else None

    def _said_of(self, s: Sentence, m: re.Match[str]) -> Entity | None:
        """X of "chief executive Y said X would not bid"."""
        said = _SAID_OF.match(self.doc.plain, s.start + m.end(), s.end)
        found = self.doc.mentioned(*said.span(1)) if said else []
        return found[0].entity if found else None

    def _finding(self, s: Sentence, m: re.Match[str], person: Entity, org: Entity, row: _Row | None) -> Finding | None:
        if org.publication or not _personal(person.name):
            return None
        start, end = s.start + m.start(), s.start + m.end()
        q: dict[str, str] = {"subject_type": "person"}
        if title := self._title(s, m, row):
            q["role"] = title
        said, before = self.doc.work[start:end], self.doc.work[max(s.start, start - 12) : start]
        founder = row is not None and row.role == "founder"
        if row is not None and row.status:
            q["status"] = row.status
        elif not founder and _NEW.search(said):
            q["status"] = "new"
        elif not founder and _FORMER.search(before + said):
            q["status"] = "terminated"
        if title and not founder and (q.get("status") != "terminated" or _LEAVES.search(said)):
            self.post = (self.number, org, title, person)
        return Finding("person_role", person.name, org.name, (Span(start, end),), qualifiers=q)

    def _holder_named(self, s: Sentence, m: re.Match[str]) -> bool:
        """Whether a sentence names the person of the last post, or means him or her, before a match."""
        if self.post is None:
            return False
        named = {id(self._known(p.entity)) for p in self.doc.mentioned(s.start, s.start + m.end(), "person")}
        meant = self.person if _PRONOUN.search(self.doc.work, s.start, s.start + m.end("r")) else None
        his = self.doc.work[s.start + m.start() : s.start + m.end()].lower().startswith(("his ", "her ", "their "))
        return id(self.post[3]) in named or self.post[3] in (meant, self.person if his else None)

    def _title(self, s: Sentence, m: re.Match[str], row: _Row | None) -> str:
        """The title as written, or what the row says instead; empty where only a tie is stated."""
        if row is not None and row.of == "post":
            return self.post[2] if self.post else ""
        title = self.doc.text[s.start + m.start("r") : s.start + m.end("r")].strip(" ,")
        if row is not None and row.role is not None:
            title = ("co-" if title.lower().startswith("co") and row.role else "") + row.role
        return re.sub(rf"^{table('roles')['letters']},? ", "", re.sub(r"\s+", " ", title))
