"""What of a model's answers is believed: only what the words of the article carry.

That proves that the words are there, not that the model understood them; `kg extract` with a scorer measures that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.loaders.article.finding import Extraction, Finding, Span
from kg.loaders.article.merge import merge
from kg.loaders.article.metadata import publication
from kg.loaders.article.modality import voices
from kg.loaders.article.scope import with_scope
from kg.loaders.article.shadow import Document
from kg.loaders.llm.answer import Fact
from kg.loaders.llm.grounding import DEALS, VIEWS, Grounded, Grounding
from kg.loaders.llm.names import Names
from kg.loaders.llm.quotes import Text, Ungrounded


@dataclass(frozen=True, slots=True)
class Rejection:
    """What was not believed and why: a whole fact, or (`detail`) one field of a fact that was otherwise accepted."""

    reason: str
    fact: Mapping[str, Any]
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Checked(Extraction):
    """An extraction of which every finding was checked, and what did not pass."""

    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One fact of an answer: the passage asked about, the fact as given, and its form or the rule it breaks."""

    window: Span
    raw: Mapping[str, Any]
    fact: Fact | str


def accept(doc: Document, said: Iterable[Said]) -> Checked:
    """The findings that the article carries, each fact once however often it is said, and all else with a reason."""
    text, names, rejected = Text.of(doc), Names(doc), []
    located: list[tuple[Said, Fact, list[Span]]] = []
    for each in said:
        try:
            located.append((each, *_located(text, each)))
        except Ungrounded as error:
            rejected.append(Rejection(str(error), each.raw))
    _learn(names, [fact for _, fact, _ in located])
    voice, found = voices(doc), list[Finding]()
    for each, fact, places in located:
        try:
            findings, left_out = _first(Grounding(text, names, voice, fact, place) for place in places)
        except Ungrounded as error:
            rejected.append(Rejection(str(error), each.raw))
            continue
        found += findings
        rejected += [Rejection(reason, each.raw, detail=True) for reason in left_out]
    found = merge(found)
    sites = [f for f in found if f.type in ("facility_group", "located_in")]
    found = list(_named(list(with_scope(doc, found, sites, ())), names))
    found.sort(key=lambda f: (f.spans[0].start, f.type, f.subject, f.object or ""))
    page = publication(doc)
    told = page.title, page.publisher, page.author, page.published, page.language
    return Checked(tuple(found), *told, rejected=tuple(rejected))


def _located(text: Text, said: Said) -> tuple[Fact, list[Span]]:
    if isinstance(said.fact, str):
        raise Ungrounded(said.fact)
    return said.fact, text.places(said.fact.quote, said.window)


def _learn(names: Names, facts: Iterable[Fact]) -> None:
    """Take note of the names that the facts bring, then of the short forms that the article ties to one of them."""
    called = [(fact.subject if fact.type == "organization" else fact.object or "", fact.aliases) for fact in facts]
    for name, _ in called:
        names.note(name)
    for name, aliases in called:
        for alias in aliases:
            names.learn(name, alias)


def _first(places: Iterable[Grounding]) -> Grounded:
    """The first place of a quote that carries its fact. Raises `Ungrounded` with why the first one does not."""
    whys: list[Ungrounded] = []
    for each in places:
        try:
            return each.findings()
        except Ungrounded as error:
            whys.append(error)
    raise whys[0]


def _named(found: list[Finding], names: Names) -> Iterator[Finding]:
    """The findings, organizations with all their wordings; also those that facts speak of and the model left out."""
    listed = {f.subject for f in found if f.type == "organization"}
    for f in found:
        if f.type == "organization":
            yield replace(f, qualifiers={**f.qualifiers, "aliases": _aliases(names, f.subject)})
            continue
        yield f
        for name in _organizations(f, names):
            at = names.find(name)
            if name not in listed and at is not None:
                listed.add(name)
                told = {"aliases": _aliases(names, name), "role": "party" if f.type in DEALS else "mentioned"}
                yield Finding("organization", name, None, (at,), qualifiers=told)


def _aliases(names: Names, name: str) -> list[str]:
    return [each for each in names.wordings(name) if names.find(each)]


def _organizations(f: Finding, names: Names) -> Iterator[str]:
    told = f.qualifiers
    for name, what in ((f.subject, "subject_type"), (f.object, "object_type")):
        if name and told.get(what) == "organization" and (f.type not in VIEWS or names.kind(name) == "org"):
            yield name
    yield from (name for name in (told.get("seller"), *told.get("lenders", ()), *told.get("together", ())) if name)
