"""Who and what a text names: organizations, persons, places and products, each with all its wordings.

A capitalized run becomes something by the signs around it (`data/evidence.yaml`), by its own words, or
because the vocabulary lists it. The name of an entity is the fullest that the text uses.
"""

from __future__ import annotations

import re

from kg.loaders.article.chars import MONEY
from kg.loaders.article.cluster import cluster
from kg.loaders.article.dates import Date
from kg.loaders.article.entities import Names
from kg.loaders.article.evidence import Evidence
from kg.loaders.article.kinds import decide
from kg.loaders.article.lexicon import wordset
from kg.loaders.article.mentions import locate
from kg.loaders.article.names import runs
from kg.loaders.article.places import gazetteer, postal, town_state
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.slots import in_deals
from kg.loaders.article.titles import titles as person_titles
from kg.loaders.vocabulary import Vocabulary

_SUM = re.compile(f"{MONEY}+")
_DATELINE = re.compile(
    r"((?:[A-Z][A-Za-z.'\u00c0-\u024f]*[ ,]{1,2}){1,7}(?:[-/–] ?)?(?:\(?[A-Z][A-Za-z.]* \d{1,2},? \d{4}\)?,? ?)?(?:[-–—/(]+ ?[A-Z][A-Za-z ]{3,20}[-–—/)]+ ?)?)(?:--?|–|—) "  # noqa: E501
)


def towns(work: str) -> dict[tuple[int, int], tuple[str, str | None]]:
    """ "Town, State": spans of towns that the gazetteer need not know, with the state's code."""
    out: dict[tuple[int, int], tuple[str, str | None]] = {}
    g, p = gazetteer(), postal()
    for m in town_state().finditer(work):
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
        if town in lead or (last in wordset("names", "org") and not known) or (where.kind == "country" and not known):
            continue
        out[(m.end(1) - len(town), m.end(1))] = (town, where.code)
        if state in p and state not in g:
            out[(m.start(2), m.end(2))] = (p[state].name, p[state].code)
    return out


def _dateline(work: str, s: Sentence) -> tuple[int, int] | None:
    """The span of "DOVER, Del., Jan. 5 - " in front of a sentence; "Jane Roe - Chief Executive" is none."""
    m = _DATELINE.match(work, s.start, s.end)
    if m is None or any(a <= m.end() for a, _ in person_titles(work, m.start(), min(m.end() + 40, s.end))):
        return None
    return m.span(1)


def read_names(work: str, sentences: list[Sentence], vocabulary: Vocabulary, dates: list[Date], marked: str) -> Names:
    """All names of a working text.

    `dates` are its dates, which are no names; `marked` is the text with dates and amounts drawn.
    """
    body = [s for s in sentences if s.zone not in ("heading", "legal")]
    titles = [span for s in sentences if s.zone != "legal" for span in person_titles(work, s.start, s.end)]
    places = towns(work)
    datelines = [span for s in body if (span := _dateline(work, s))]
    sums = (m.span() for m in _SUM.finditer(marked))  # "EUR" of "EUR 35m" is no name
    blocked = sorted({*titles, *((d.start, d.end) for d in dates), *places, *datelines, *sums})
    found = runs(work, body, blocked)
    signs = Evidence(work, vocabulary)
    signs.weigh(found, titles)
    kinds = decide(signs, found)
    parties = {work[r.start : r.end] for r in in_deals(marked, work, body, found, kinds)}
    if parties:
        for name in parties:
            signs.scores[name]["org"] += 2
        kinds = decide(signs, found)
    entities = cluster(signs, kinds, found)
    return Names(entities, locate(signs, entities, titles, places), titles)
