"""Titles that no row of the table reads: each is bound to the person beside it, however the sentence is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.article.chars import ORG, OTHER, PERSON, PLACE
from kg.loaders.article.entities import Mention
from kg.loaders.article.lexicon import table
from kg.loaders.article.post_rows import expand_row
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document


@dataclass(frozen=True, slots=True)
class Post:
    """A title with its holder, and the organization where the noun phrase names it; offsets are the document's.

    `held` is false of a post whose holder the next sentence names.
    """

    title: tuple[int, int]
    held: bool
    holder: Mention | None
    org: Mention | None
    span: tuple[int, int]


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(expand_row(v)) for k, v in table("people")["posts"].items()}


REACH = 130
"""Code points between a person and the title that is told of him or her."""


def posts(doc: Document, s: Sentence, plain: str, used: list[tuple[int, int]]) -> list[Post]:
    """The posts of the titles of a sentence that stand in none of the spans `used` (of the sentence).

    `plain` is the sentence's shadow in which pronouns may be persons; such a holder has no mention.
    """
    out: list[Post] = []
    for m in _rules()["title"].finditer(plain):
        if any(a < m.end() and m.start() < b for a, b in used):
            continue
        found = _holder(plain, m.start(), m.end())
        if found is None:
            if _rules()["awaited"].search(plain, max(0, m.start() - 40), m.start()):
                at = (s.start + m.start(), s.start + m.end())
                out.append(Post(at, False, None, _named(doc, s, plain, m.start(), m.end(), m.span()), at))
            continue
        people = doc.mentioned(s.start + found[0], s.start + found[1], "person")
        org = _named(doc, s, plain, m.start(), m.end(), found)
        begin, end = min(m.start(), found[0]), max(m.end(), found[1])
        if org is not None:
            begin, end = min(begin, org.start - s.start), max(end, org.end - s.start)
        out.append(
            Post(
                (s.start + m.start(), s.start + m.end()),
                True,
                people[0] if people else None,
                org,
                (s.start + begin, s.start + end),
            )
        )
    return out


def _holder(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the person stands to whom a title is bound: behind it, else before it with nobody between."""
    r = _rules()
    if m := r["behind"].match(plain, end):
        return m.span("h")
    low = max(0, start - REACH)
    at = plain.rfind(PERSON, low, start)
    if at < 0:
        return None
    gap = plain[at + 1 : start]
    if not (r["apposed"].fullmatch(gap) or r["becomes"].fullmatch(gap) or r["as"].fullmatch(gap)):
        return None
    begin = at
    while begin > 0 and plain[begin - 1] == PERSON:
        begin -= 1
    return begin, at + 1


def _named(doc: Document, s: Sentence, plain: str, start: int, end: int, who: tuple[int, int]) -> Mention | None:
    """The organization of the noun phrase: "of X" behind the title or the person, "X's" in front of it."""
    r = _rules()
    for m in (
        r["owner"].search(plain, max(0, start - 90), start),
        r["of"].match(plain, end),
        r["of_person"].match(plain, who[1]) if who[0] > end else None,
    ):
        if m:
            a, b = m.span("o")
            for kind, char in (("org", ORG), ("other", OTHER), ("place", PLACE)):
                if plain[a] == char and (found := doc.mentioned(s.start + a, s.start + b, kind)):
                    return found[0]
    return None
