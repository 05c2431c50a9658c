"""Who holds which title at which organization."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.employers import Employers
from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table, words, wordset
from kg.loaders.article.places import place
from kg.loaders.article.post_rows import Row, more, rows
from kg.loaders.article.posts import Post, posts
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import ORG, PERSON, TITLE, Document
from kg.loaders.article.subjects import Subjects

_PRONOUN = re.compile(r"\b(?:He|She|he|she)\b")
_LINE = re.compile(rf"(?:[\w ]{{3,20}}: )?(?:[–—-] ?)?{PERSON}++, [^.]*$")
_PUBLIC = re.compile(
    r"(?i)governor|mayor|minister|commissioner|secretary|superintendent|analyst|(?-i:^(?:Vice[ -])?President$)"
    r"|producer|host|attorney|professor|fellow|consultant|observer|council|alderman|lawyer|teacher|engineer$"
    r"|banker|broker|researcher|scientist|economist|journalist|columnist|reporter|premier|senator"
)
"""Titles that are not of the organization that the text happens to speak of."""
_OUTSIDE = re.compile(r"(?i)advis[eo]r$|consultant|counsel$")
"""Titles of people who serve others than their own firm, where they stand behind a name."""
_OFFICE = re.compile(
    r"(?i)mayor|governor|commissioner|minister|council|alderman|superintendent|supervisor|premier|county|town|city"
)
"""Titles of public offices, which are held of a place."""
_CUE = re.compile(
    grouped(
        rf"founded|established|started|set up|board|succe|replac|over from|helm|charge of|in charge|\bchair"
        rf"|\b(?:runs?|ran|leads|led|heads|headed|oversaw|oversees?|manage[sd]|direct(?:s|ed)|handles|supervises)\b"
        rf"|look(?:s|ed|ing) after|responsible|years (?:at|with)|entrusted|handed|counterpart|opposite number"
        rf"|positions|roles|poach|lured|\bhire[ds]|recruit|\bjoin|brought in|bringing in"
        rf"|c[ao]mes? from|who (?:follows|covers|tracks|works|advises)"
        rf"|{ORG}(?:'s|') {PERSON}|{PERSON} (?:of|at) ",
        caseless=True,
    ),
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
        self.employers = Employers(doc)
        self.waiting: Post | None = None
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
                yield from self._awaited(s)
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
        tells = PERSON in plain or _PRONOUN.search(plain) or " his " in low or low.startswith(("his ", "her "))
        if TITLE not in plain and not (tells and _CUE.search(plain)):
            return
        if self.person is not None:
            plain = _PRONOUN.sub(lambda m: PERSON * len(m.group()), plain)
        if PERSON not in plain and " his " not in low and not low.startswith(("his ", "her ")):
            self.waiting = next((p for p in posts(self.doc, s, plain, []) if not p.held), None)
            return
        used: set[tuple[int, str]] = set()
        spans: list[tuple[int, int]] = []
        line = _LINE.match(plain) is not None
        for row in rows():
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
                spans += [m.span("r")] if found else []
                yield from found
                if found and row.more:
                    yield from self._chain(s, plain, m.end(), who[0], used, spans)
        if not line:
            yield from self._others(s, plain, spans)

    def _awaited(self, s: Sentence) -> Iterator[Finding]:
        """The post that the sentence before told of, where this one begins with its holder."""
        post, self.waiting = self.waiting, None
        if post is None or self.doc.plain[s.start] != PERSON:
            return
        org = post.org.entity if post.org else self.employers.of(self.number - 1, post.title[0], None)
        who = self.doc.mentioned(s.start, s.end, "person")[0]
        if org and org.kind != "place" and not _PUBLIC.search(self.doc.work[slice(*post.title)]):
            span = Span(post.title[0], who.end)
            if f := self._held(self._known(who.entity), org, span, self._worded(*post.title), None):
                yield f

    def _others(self, s: Sentence, plain: str, spans: list[tuple[int, int]]) -> Iterator[Finding]:
        """The titles that no row has read, bound to the person beside them."""
        for post in posts(self.doc, s, plain, spans):
            if not post.held:
                self.waiting = post
                continue
            person = self._known(post.holder.entity) if post.holder else self.person
            said = self.doc.work[slice(*post.title)]
            org = post.org.entity if post.org else None
            aside = post.span[0] < post.title[0] and _OUTSIDE.search(said)
            if org is None and not aside and not _PUBLIC.search(said):
                org = self._near(post.title[0], person)
            if person is None or org is None or (org.kind == "place" and not _OFFICE.search(said)):
                continue
            if f := self._held(person, org, Span(*post.span), self._worded(*post.title), None):
                yield f

    def _chain(
        self,
        s: Sentence,
        plain: str,
        at: int,
        person: Entity,
        used: set[tuple[int, str]],
        spans: list[tuple[int, int]],
    ) -> Iterator[Finding]:
        while m := more().match(plain, at):
            at = m.end()
            used.add((m.start("r"), person.name))
            spans.append(m.span("r"))
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

    def _org(self, s: Sentence, m: re.Match[str], row: Row | None) -> Entity | None:
        if row is not None and row.of == "post":
            return self.post[1] if self.post else None
        if row is not None and row.public:
            at, end = s.start + m.start("o"), s.start + m.end("o")
            return next((x.entity for k in ("org", "place", "other") for x in self.doc.mentioned(at, end, k)), None)
        if "o" in m.re.groupindex and m.start("o") >= 0:
            found = self.doc.mentioned(s.start + m.start("o"), s.start + m.end("o"))
            org = next((x.entity for x in found if self.doc.plain[x.start] == ORG), None)
            if "ounder" in self.doc.work[s.start + m.start("r") : s.start + m.end("r")] and found[0].how == "coref":
                org = self.employers.bought(self.number, found[0].start) or org
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
        if row.role == "board member":
            return self.topic
        return self._own(s, m, row) or self._said_of(s, m) or self._near(s.start + m.start("r"), None)

    def _near(self, at: int, person: Entity | None) -> Entity | None:
        return self.employers.of(self.number, at, person)

    def _own(self, s: Sentence, m: re.Match[str], row: Row) -> Entity | None:
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

    def _finding(self, s: Sentence, m: re.Match[str], person: Entity, org: Entity, row: Row | None) -> Finding | None:
        return self._held(person, org, Span(s.start + m.start(), s.start + m.end()), self._title(s, m, row), row)

    def _held(self, person: Entity, org: Entity, span: Span, title: str, row: Row | None) -> Finding | None:
        if org.publication or not _personal(person.name):
            return None
        q: dict[str, str] = {"subject_type": "person"}
        if title:
            q["role"] = title
        begin = self.doc.sentences[self.number].start
        said, before = self.doc.work[span.start : span.end], self.doc.work[max(begin, span.start - 12) : span.start]
        founder = row is not None and row.role == "founder"
        if row is not None and row.status:
            q["status"] = row.status
        elif not founder and _NEW.search(said):
            q["status"] = "new"
        elif not founder and _FORMER.search(before + said):
            q["status"] = "terminated"
        if q.get("status") != "terminated":
            self.employers.homes.setdefault(person.name, org)
        if title and not founder and (q.get("status") != "terminated" or _LEAVES.search(said)):
            self.post = (self.number, org, title, person)
        return Finding("person_role", person.name, org.name, (span,), qualifiers=q)

    def _holder_named(self, s: Sentence, m: re.Match[str]) -> bool:
        """Whether a sentence names the person of the last post, or means him or her, before a match."""
        if self.post is None:
            return False
        named = {id(self._known(p.entity)) for p in self.doc.mentioned(s.start, s.start + m.end(), "person")}
        meant = self.person if _PRONOUN.search(self.doc.work, s.start, s.start + m.end("r")) else None
        his = self.doc.work[s.start + m.start() : s.start + m.end()].lower().startswith(("his ", "her ", "their "))
        return id(self.post[3]) in named or self.post[3] in (meant, self.person if his else None)

    def _title(self, s: Sentence, m: re.Match[str], row: Row | None) -> str:
        """The title as written, or what the row says instead; empty where only a tie is stated."""
        if row is not None and row.of == "post":
            return self.post[2] if self.post else ""
        if row is not None and row.role is not None:
            said = self.doc.text[s.start + m.start("r") : s.start + m.end("r")]
            return ("co-" if said.lower().startswith("co") and row.role else "") + row.role
        return self._worded(s.start + m.start("r"), s.start + m.end("r"))

    def _worded(self, start: int, end: int) -> str:
        """A title as written, without the letters of a degree."""
        title = re.sub(r"\s+", " ", self.doc.text[start:end].strip(" ,"))
        return re.sub(rf"^{table('roles')['letters']},? ", "", title)
