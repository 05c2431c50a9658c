"""Single facilities that have a name: "its Delta campus", "Northwind's Harbor Data Center"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.loaders.article.chars import FILL, ORG
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table, wordset
from kg.loaders.article.locations import acting, places_in, rule
from kg.loaders.article.modality import Voice
from kg.loaders.article.places import place
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

_WEB = re.compile(r"\b(?:web|website|online|internet|blog|news|visitors|award)")
_NOUNS = ("facility", "campus", "site", "plant", "data center", "data centre", "substation", "hub", "station", "park")


@cache
def _site(key: str) -> re.Pattern[str]:
    return rule(table("locations")["named"][key])


def findings(doc: Document, voices: list[Voice]) -> Iterator[Finding]:
    """Named facilities with whoever owns or runs them, and where they lie."""
    for s, voice in zip(doc.sentences, voices, strict=True):
        low = doc.work[s.start : s.end].lower()
        if s.zone in ("legal", "heading") or not any(noun in low for noun in _NOUNS):
            continue
        for m in _site("name").finditer(doc.work, s.start, s.end):
            owner = _owner(doc, s, m)
            if owner is None or not _named(m["name"]) or (m["name"].endswith(" site") and _WEB.search(low)):
                continue
            name, span = doc.text[m.start("name") : m.end("name")], (Span(m.start("name"), m.end("name")),)
            yield Finding("facility", owner, name, span, voice.modality, qualifiers={"object_type": "facility"})
            if there := _site("there").match(doc.plain, m.end(), s.end):
                for where, told in places_in(doc, there.start("l"), there.end("l")):
                    q = {**told, "what": "facility", "object_type": "place"}
                    yield Finding(
                        "located_in", name, where, (Span(m.start("name"), there.end()),), voice.modality, qualifiers=q
                    )


def _owner(doc: Document, s: Sentence, m: re.Match[str]) -> str | None:
    if m["own"]:
        near = acting(doc, s.start, m.start())
        return near[-1][-1].entity.name if near else None
    at = m.start()
    while at > s.start and doc.plain[at - 1] == FILL:
        at -= 1
    if doc.plain[at - 1] != ORG:
        return None
    return next((x.entity.name for x in reversed(doc.mentioned(s.start, at)) if x.end == at), None)


def _named(name: str) -> bool:
    """Whether the words before the noun are a name, not a state, a technology or a word of rank."""
    words = re.sub(r" (?:data cent(?:er|re)|[a-z]+)$", "", name)
    known, first = place(words), words.split(" ")[0].rstrip(".")
    common = any(first in wordset("names", key) for key in ("not_names", "leading", "nationalities"))
    return not common and (known is None or known.kind == "metro")
