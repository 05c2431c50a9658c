"""Places of organizations by structure: what kind of thing a place holds, and which organization governs the clause.

The rows of `locations.py` read wordings; this reads what they leave: a list of places behind a preposition, with a
thing that an organization has (or a verb of what it does) in front of it. Whose it is, is decided as for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.loaders.article.chars import OTHER, PLACE
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.foundings import founded
from kg.loaders.article.lexicon import table
from kg.loaders.article.locations import NO_TOWN, places_in, rule
from kg.loaders.article.modality import Voice
from kg.loaders.article.places import place
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document
from kg.loaders.article.subjects import Subjects
from kg.loaders.article.themes import Subject

REACH = 120
"""Code points in front of a place in which what is there is looked for."""
_CLAUSE = re.compile(r"[;:\"]|,? (?:while|whereas|although|but) ")


@cache
def _word(key: str) -> re.Pattern[str]:
    return rule(table("presence")[key])


def findings(doc: Document, voices: list[Voice], subjects: Subjects, read: Iterable[Finding]) -> Iterator[Finding]:
    """Places that nothing `read` names, with the organization that their clause is about."""
    known: dict[str, list[Span]] = {}
    for f in read:
        if f.type == "located_in" and f.object:
            known.setdefault(f.object, []).extend(f.spans)
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        plain = doc.plain[s.start : s.end]
        listed = s.zone == "heading" and number and plain[0].isdigit()  # a point of a list is told like a sentence
        if (s.zone in ("legal", "heading") and not listed) or not (PLACE in plain or OTHER in plain):
            continue
        for key in ("seat", "at"):
            for m in _word(key).finditer(doc.plain, s.start, s.end):
                there = m.start("l")
                found = [
                    x
                    for x in places_in(doc, *m.span("l"))
                    if not any(w.start <= there < w.end + 1 for w in known.get(x[0], ()))
                ]
                if found and _town(doc, m) and (who := _who(doc, subjects, number, m, seat=key == "seat")):
                    yield from _located(doc, s, voice, m, who, found, seat=key == "seat")


def _town(doc: Document, m: re.Match[str]) -> bool:
    """Whether the first of some names may be a place."""
    first = doc.mentioned(m.start("l"), m.end("l"), "other")
    return not (first and first[0].start == m.start("l") and NO_TOWN.search(first[0].entity.name))


def _who(doc: Document, subjects: Subjects, number: int, m: re.Match[str], *, seat: bool) -> str | None:
    """Whose places a match lists; none where nothing in front of them is an organization's."""
    s = doc.sentences[number]
    base = max(s.start, m.start() - REACH)
    cut = max((c.end() for c in _CLAUSE.finditer(doc.work, base, m.start())), default=base)
    left, right = doc.plain[cut : m.start()], doc.plain[m.end() : min(s.end, m.end() + REACH)]
    if _word("nobody").search(left) or _word("after").search(right) or (seat and _word("crowd").search(left)):
        return None
    if not seat:
        if _word("none").search(left):
            return None
        by = _word("by").search(doc.plain, m.end(), min(s.end, m.end() + REACH))
        if by and ";" not in doc.work[m.end() : by.start()]:
            return doc.mentioned(*by.span("o"))[0].entity.name
        if m.group()[:4].lower() == "from" and not _word("network").search(left):
            return None  # "three projects from Virginia to Ohio"
        front = left.strip() == "" and bool(_word("does").search(right))
        thing, deed = front or _word("thing").search(left), _deed(doc, cut, m.start())
        if not thing and deed is None:
            return None
        if _of_person(doc, s, cut, m.start()):
            return None
        whom = _governor(doc, subjects, number, m, cut)
        return whom.name if whom and (thing or not whom.at or deed is None or deed > whom.at[0]) else None
    whom = _governor(doc, subjects, number, m, cut)
    return whom.name if whom else None


def _deed(doc: Document, start: int, end: int) -> int | None:
    """Where the last verb of what organizations do stands, if nothing of another clause is between it and a place."""
    last = max(_word("does").finditer(doc.plain, start, end), key=re.Match.start, default=None)
    return last.start() if last and not _word("apart").search(doc.plain, last.end(), end) else None


def _of_person(doc: Document, s: Sentence, start: int, end: int) -> bool:
    """Whether a clause tells what a person does, and not of a thing that is "its" or an organization's."""
    person = max(_word("person").finditer(doc.plain, s.start, end), key=re.Match.start, default=None)
    if person is None or any(x.start > person.start() for x in doc.mentioned(person.start(), start)):
        return False
    return not _word("own").search(doc.plain, person.end(), end)


def _governor(doc: Document, subjects: Subjects, number: int, m: re.Match[str], cut: int) -> Subject | None:
    """The organization that the clause from `cut` on to a match is about."""
    s, left = doc.sentences[number], doc.plain[cut : m.start()]
    whom, topic = subjects.of(number, m.start(), m.end()), subjects.topics[number]
    if whom and whom.at and whom.at[0] >= m.start() and whom.kind != "organization":  # the place itself
        whom = Subject(topic.name) if topic else None
    if whom is None or whom.kind != "organization" or _word("source").search(whom.name):
        return None
    near = whom.at
    if unknown := _word("subject").match(left):
        at = (cut + unknown.start("x"), cut + unknown.end("x"))
        if near is None or near[0] < at[0]:
            named = doc.mentioned(*at, "other")
            return Subject(named[0].entity.name, at=at) if named else None
    if near and _word("aside").search(doc.work[max(s.start, near[0] - 60) : near[0]]):
        return Subject(topic.name) if topic else None
    if any(_crowd(doc, s, x.start, x.end) for x in doc.mentioned(cut, m.start())):
        return None
    if near and _word("venture").search(doc.work, near[1], m.start()):
        return None
    if (near is None or _word("it").match(doc.work, near[0])) and (new := founded(doc, s.start)):
        return None if _named_here(doc, s, new) else Subject(new)
    if (near is None and _word("weak").search(left)) or _wide(doc, m):
        return None
    return whom


def _named_here(doc: Document, s: Sentence, who: str) -> bool:
    """Whether a sentence names other organizations than one."""
    return any(x.entity.name != who and x.how == "name" for x in doc.mentioned(s.start, s.end))


def _crowd(doc: Document, s: Sentence, start: int, end: int) -> bool:
    """Whether a name is only of whose customers, rivals or the like a clause tells."""
    return bool(_word("crowd_of").search(doc.work, s.start, start) or _word("crowd_by").match(doc.work, end))


def _wide(doc: Document, m: re.Match[str]) -> bool:
    """Whether a match names only parts of the world, or the whole of the United States."""
    found = [place(x.entity.name) for x in doc.mentioned(*m.span("l"), "place")]
    return bool(found) and all(x is not None and (x.kind == "region" or x.code == "US") for x in found)


def _located(
    doc: Document,
    s: Sentence,
    voice: Voice,
    m: re.Match[str],
    who: str,
    found: list[tuple[str, dict[str, object]]],
    *,
    seat: bool,
) -> Iterator[Finding]:
    begin = max(s.start, m.start() - 60)
    begin = doc.work.find(" ", begin, m.start()) + 1 or begin
    what = "headquarters" if seat else "network" if _word("network").search(doc.work, begin, m.start()) else "site"
    for name, told in found:
        here = place(name)
        if name == who or (seat and here and here.kind == "region"):
            continue
        q = {**told, "what": what, "object_type": "place", "source": voice.source}
        kept = {k: v for k, v in q.items() if v is not None}
        yield Finding("located_in", who, name, (Span(begin, m.end()),), voice.modality, qualifiers=kept)
