"""Where the entities of a text are named."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from kg.loaders.article.entities import Entity, Mention, bare
from kg.loaders.article.evidence import Evidence
from kg.loaders.article.names import HYPHENATED, known_names
from kg.loaders.article.places import by_first_word, gazetteer, place

_CAPITAL = r"[A-Z0-9\u00c0-\u024f](?<!\w.)\w*"
"""Words that do not begin with a small letter: nearly all that names begin with."""
_FIRST = re.compile(r"\W*\w*")


@cache
def _small_spots() -> frozenset[str]:
    """First words of places that begin with a small letter: "the", "upstate"."""
    return frozenset(word for word in by_first_word() if word[:1].islower())


def locate(  # noqa: PLR0912, PLR0915
    signs: Evidence,
    entities: list[Entity],
    titles: list[tuple[int, int]],
    towns: dict[tuple[int, int], tuple[str, str | None]],
) -> list[Mention]:
    """Every mention of the entities and of the gazetteer's places, in order; counts them and names each fully."""
    index: dict[str, dict[str, Entity]] = defaultdict(dict)
    names: set[str] = set()
    rank = {"org": 0, "person": 1, "product": 2, "other": 3, "place": 4}
    org_names = {n for e in entities if e.kind == "org" for n in e.names}
    for e in sorted(entities, key=lambda e: rank[e.kind]):
        for n in e.names:
            parts = n.split(" ")
            split = e.kind in ("product", "other") and any(
                " ".join(parts[:i]) in org_names for i in range(1, len(parts))
            )
            if n not in names and not split:
                names.add(n)
                index[_FIRST.match(n).group()][n] = e  # type: ignore[union-attr]
    for e in list(entities):
        if e.kind in ("product", "other") and not any(n in names for n in e.names):
            entities.remove(e)
    places: dict[str, Entity] = {}
    lengths = {word: sorted({len(name) for name in named}, reverse=True) for word, named in index.items()}
    spots = by_first_word()
    taken = {a: (b, None) for a, b in titles}
    out: list[Mention] = []
    listed_places = {e.name for e in entities if e.kind == "place"}
    for (a, b), (name, _code) in towns.items():
        e = places.setdefault(name, Entity("place", name, [name]))
        if place(name) is None and name not in listed_places:
            listed_places.add(name)
            entities.append(e)
        out.append(Mention(a, b, e))
    starts = {m.start: m.end for m in out}
    known = {a: (b, slug) for a, b, slug in known_names(signs.work, signs.vocabulary)}
    slugs = {e.known: e for e in entities if e.known}
    fixed = starts.keys() | taken.keys() | known.keys()
    end = 0
    small = "|".join(re.escape(word) for word in sorted({w for w in index if w[:1].islower()} | _small_spots()))
    words = re.compile(rf"{_CAPITAL}|(?<!\w)(?:{small})(?!\w)")
    begins = {m.start(): w for m in words.finditer(signs.work) if (w := m.group()) in index or w in spots}
    for at in sorted(begins.keys() | fixed):
        if at < end:
            continue
        word = begins.get(at, "")
        if at in starts:
            end = starts[at]
            continue
        if at in taken:
            end = max(end, taken[at][0])
            continue
        hit: tuple[int, Entity] | None = None
        for length in lengths.get(word, ()):
            stop = at + length
            named = index[word].get(signs.work[at:stop])
            if named is None or signs.work[stop : stop + 1].isalnum():
                continue
            if (
                signs.work[stop : stop + 1] == "-"
                and signs.work[stop + 1 : stop + 2].isalpha()
                and named.kind != "place"
                and not HYPHENATED.match(signs.work, stop)
            ):
                continue
            hit = (stop, named)
            break
        for name in spots.get(word, ()) if hit is None or hit[1].kind == "other" else ():
            stop = at + len(name)
            if name not in names and signs.work.startswith(name, at) and not signs.work[stop : stop + 1].isalnum():
                p = gazetteer()[name]
                if hit is None or stop > hit[0]:
                    hit = (stop, places.setdefault(p.name, Entity("place", p.name, [p.name])))
                break
        if at in known and (hit is None or known[at][0] >= hit[0]):
            stop, slug = known[at]
            listed = slugs.get(slug)
            if listed is None:
                text = signs.work[at:stop]
                e = Entity(
                    "org",
                    text,
                    [text],
                    known=slug,
                    first=at,
                    kind_known=signs.vocabulary.by_id[slug].kind,
                    publication=signs.vocabulary.by_id[slug].kind in ("publication", "news agency"),
                )
                slugs[slug] = listed = e
                entities.append(e)
            elif signs.work[at:stop] not in listed.names:
                listed.names.append(signs.work[at:stop])
            hit = (stop, listed)
        if hit:
            out.append(Mention(at, hit[0], hit[1]))
            hit[1].count += 1
            end = hit[0]
    for e in entities:
        if e.kind == "org":
            e.name = max(
                (n for n in e.names if n != e.ticker), key=lambda n: (len(bare(n).split()), len(n)), default=e.name
            )
    return sorted(out, key=lambda m: m.start)
