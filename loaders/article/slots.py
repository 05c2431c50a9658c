"""The place of a name in a deal is itself a sign of what it names: who buys or sells is an organization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from kg.loaders.article.chars import MONEY, OF_KIND, ORG
from kg.loaders.article.entities import Kind
from kg.loaders.article.fill import fill_sentence
from kg.loaders.article.frames import framed
from kg.loaders.article.gifts import gifts
from kg.loaders.article.gifts import tells as gives
from kg.loaders.article.kin import kin, tells
from kg.loaders.article.lexicon import wordset
from kg.loaders.article.names import Run
from kg.loaders.article.patterns import begun, fitting, matches
from kg.loaders.article.seen import Seen, affirm
from kg.loaders.article.sentences import Sentence

_PARTIES = ("a", "b", "b2", "b3", "s", "s2", "s3", "s4")


def _nameable(work: str, run: Run) -> bool:
    """Whether a run has a word that names: "Series B" and "Neocloud" have none."""
    no, kinds = wordset("names", "not_names"), wordset("names", "kinds")
    return any(work[a:b] not in no and work[a:b].lower() not in kinds and b - a > 1 for a, b in run.words)


_OWN = re.compile(
    r" (?:[a-z][\w-]* ){0,2}?(?:campus|buildings?|cables?|systems?|farms?|plants?|sites?|projects?|consortium|halls?"
    r"|data cent(?:er|re)s?|substations?|networks?|lines?|routes?|towers?|masts?|exchange|parks?"
    r"|stations?|facilit(?:y|ies)|port|reservoir|mine)\b"
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|an?|[Tt]his|[Tt]wo|[Oo]ur) (?:[a-z][\w-]* ){0,2}$")


def _of_a_thing(work: str, run: Run) -> bool:
    """Whether a run names a thing that words beside it tell: "the Meridian cable", "its Dunmore building"."""
    return bool(_OWN.match(work, run.end) and _ARTICLE.search(work, max(0, run.start - 30), run.start))


def in_deals(
    marked: str, work: str, sentences: list[Sentence], found: list[Run], kinds: Mapping[str, Kind]
) -> Iterator[Run]:
    """The runs of unknown kind that stand where a deal pattern has a party.

    `marked` is the text with its dates, amounts and titles drawn; a run of unknown kind is tried as an organization.
    """
    for number, group in groupby(found, key=lambda r: r.sentence):
        here = list(group)
        open_ = {
            r.start: r
            for r in here
            if kinds.get(work[r.start : r.end]) == "other" and _nameable(work, r) and not _of_a_thing(work, r)
        }
        if not open_:
            continue
        s = sentences[number]
        low = work[s.start : s.end].lower()
        keys = begun(low)
        paid = fitting("investments", low, keys=keys) if MONEY in marked[s.start : s.end] else []
        whole, halved = fitting("deals", low, keys=keys) + paid, fitting("deals", low, "half", keys)
        bare = fitting("investments", low, "plain", keys)
        frames = fitting("frames", low, keys=keys) or fitting("frames", low, "half", keys)
        money = MONEY in marked[s.start : s.end] and gives(low)
        if not (whole or halved or bare or frames or money or tells(low)):
            continue
        chars = list(marked[s.start : s.end])
        for r in here:
            kind = "org" if r.start in open_ else kinds.get(work[r.start : r.end], "other")
            chars[r.start - s.start : r.end - s.start] = OF_KIND[kind] * (r.end - r.start)
        plain = "".join(chars)
        seen = Seen(low, *fill_sentence(plain), keys)
        without = affirm(seen)[0] or seen
        tried = [
            *((seen.filled, x) for x in matches(whole, without.filled)),
            *((seen.half, x) for x in matches(halved, without.half)),
            *((plain, x) for x in matches(bare, plain)),
        ]
        if frames:
            for f in framed(without):
                for a, b in (span for spans in f.parties.values() for span in spans):
                    yield from (r for at, r in open_.items() if s.start + a <= at < s.start + b)
        named = [x for g in gifts(plain, low) for x in (*g.givers, *g.takers)]
        named += [x for k in kin(without.half, low) for x in (*(k.owners or ()), *(k.owned or ()))]
        for a, b in named:
            yield from (r for at, r in open_.items() if s.start + a <= at < s.start + b)
        for shadow, (p, m) in tried:
            for g in p.row.get("names", _PARTIES):
                if g in m.re.groupindex and m.start(g) >= 0:
                    a, b = s.start + m.start(g), s.start + m.end(g)
                    yield from (r for at, r in open_.items() if a <= at < b and shadow[at - s.start] == ORG)
