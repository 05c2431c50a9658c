"""What each capitalized run is, once all signs are weighed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.loaders.article.entities import Kind, bare
from kg.loaders.article.evidence import Evidence
from kg.loaders.article.lexicon import words, wordset
from kg.loaders.article.names import Run, is_legal
from kg.loaders.article.places import place

SURNAME = 50
"""Weight from which a surname of the text is a company all the same: what the vocabulary lists."""


def decide(signs: Evidence, found: list[Run]) -> dict[str, Kind]:
    """The kind of every run, by its words; what is too weak is `other`."""
    kinds: dict[str, Kind] = {}
    noise = {"The Company", "Company", "The Board"} | {
        t for full, t in signs.tickers.items() if not full.lower().startswith(t.lower())
    }
    named = {
        f"{signs.work[slice(*r.words[0])]} "
        for r in found
        if len(r.words) > 1 and signs.work[slice(*r.words[-1])] in wordset("names", "org")
    }
    mid = {signs.work[r.start : r.end] for r in found if not r.initial}
    for text, score in signs.scores.items():
        if score["place"] >= 20 and score["org"] < 50:
            known = place(text)
            short = score["org"] >= 2 and f"{text} " in named and known is not None and known.kind == "metro"
            kinds[text] = "org" if short else "place"  # "Aurora" of "Aurora Grid"
            continue
        best: list[tuple[int, Kind]] = [
            (score["org"], "org"),
            (score["person"], "person"),
            (score["product"], "product"),
        ]
        value, kind = max(best, key=lambda x: x[0])
        single = " " not in text
        if kind == "org" and score["person"] == value and not single:
            kind = "person"
        if text in noise or (kind == "org" and value < 50 and _sentence_like(text, value)):
            kind, value = "other", 0
        if kind == "org" and (single and text.lower() in words("common") and (text not in mid or value < 4)):
            kind = "other" if value < 4 else kind
        if kind == "org" and single and text in wordset("names", "org") and value < 50:
            kind = "other"
        kinds[text] = kind if value >= 2 else "other"
    sure = {bare(t).lower() for t, k in kinds.items() if k == "org"}
    sure |= {head for name in [t for t, k in kinds.items() if k == "org"] for head in _heads(bare(name))}
    people = {t.split(" ")[-1] for t, k in kinds.items() if k == "person" and " " in t}
    for text, kind in list(kinds.items()):
        if (
            kind in ("other", "product")
            and text not in noise
            and bare(text).lower() in sure
            and text.lower() not in words("common")
        ):
            kinds[text] = "org"
        elif text in people and kind in ("other", "org", "product") and signs.scores[text]["org"] < SURNAME:
            kinds[text] = "person"
    return kinds


def _heads(name: str) -> Iterator[str]:
    """What a name is called for short: "northwind" for "Northwind Holding"."""
    parts = name.split(" ")
    for i in range(1, len(parts)):
        if all(p in wordset("names", "org") for p in parts[i:]):
            yield " ".join(parts[:i]).lower()
            return


def _sentence_like(text: str, weight: int) -> bool:
    """Whether a long capitalized run is rather a heading than a name."""
    parts = text.split(" ")
    if len(parts) < 4 or is_legal(parts[-1]):
        return False
    if parts[-1] in wordset("names", "agencies") or any(
        head in wordset("names", "of_heads") and of == "of" for head, of in pairwise(parts)
    ):
        return False  # "Open Harbor Project Foundation", "Farmers and Growers Society of Lower Halden"
    if weight >= 2 and len(parts) < 6 and parts[-1] in wordset("names", "org"):
        return False  # "Vesta Grid Data Centers", which does something
    org = wordset("names", "org")
    plain = [p for p in parts[1:] if p not in org and p.lower() in words("common") and len(p) > 3]
    return len(plain) >= 2 or len(parts) > 7
