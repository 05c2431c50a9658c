"""Which wordings of a text name one thing: full names, short forms, aliases, initials, surnames."""

from __future__ import annotations

from collections import defaultdict

from kg.loaders.article.entities import Entity, Kind, bare, initials
from kg.loaders.article.evidence import Evidence
from kg.loaders.article.lexicon import words, wordset
from kg.loaders.article.names import Run, is_legal
from kg.loaders.article.places import place


def _stands_alone(short: str) -> bool:
    """Whether the first words of a name may be its short form: "Halden" of "Halden Compute", not "Ohio" or "First"."""
    return place(short) is None and short.lower() not in words("common") and short not in words("given_names")


def cluster(signs: Evidence, kinds: dict[str, Kind], found: list[Run]) -> list[Entity]:  # noqa: PLR0912, PLR0915
    """One entity for all wordings of a name; `kinds` gains the kinds of the aliases."""
    first: dict[str, int] = {}
    for r in found:
        first.setdefault(signs.work[r.start : r.end], r.start)
    for short, full in list(signs.alias.items()):
        if kinds.get(full) in ("org", "product", "other") and short not in kinds:
            kinds[short] = kinds[full]
        elif kinds.get(full) == "org" and kinds.get(short) == "other":
            kinds[short] = "org"
        elif kinds.get(short) == "org" and kinds.get(full) == "other":
            kinds[full] = "org"
    title = max(0, signs.work.find("\n"))
    out: list[Entity] = []
    by_key: dict[str, Entity] = {}
    orgs = sorted(
        (t for t, k in kinds.items() if k == "org"), key=lambda t: (-len(t.split()), -len(t), first.get(t, 0), t)
    )
    starts: dict[str, set[str]] = defaultdict(set)
    for t in orgs:
        parts = bare(t).split(" ")
        for i in range(1, len(parts) if parts[-1] not in wordset("names", "agencies") - {"Corporation"} else 1):
            rest, short_ = parts[i:], " ".join(parts[:i])
            if all(p in wordset("names", "org") or p in ("&", "Data", "Group") for p in rest) or (
                short_ in first and (first.get(t, 0) < first[short_] or first[short_] < title) and _stands_alone(short_)
            ):
                starts[" ".join(parts[:i]).lower()].add(bare(t).lower())
    by_initials: dict[str, set[str]] = defaultdict(set)
    for t in orgs:
        if len(bare(t).split()) >= 3:
            by_initials[initials(bare(t))].add(bare(t).lower())
    for t in orgs:
        slug = signs.vocabulary.by_name.get(t) or signs.vocabulary.by_name.get(bare(t))
        key = signs.alias[t].lower() if t in signs.alias and kinds.get(signs.alias[t]) == "org" else None
        low = bare(t).lower()
        candidates = [key, f"#{slug}" if slug else None, bare(key).lower() if key else None, low]
        longest = max(starts.get(low, ()), key=len, default="")
        if (
            longest
            and all(f"{longest} ".startswith(f"{each} ") for each in starts[low])
            and not is_legal(t.split(" ")[-1])  # "Vesta Corp." is not "Vesta Fiber"
        ):
            candidates.append(longest)
        if t.isupper() and len(t) >= 3 and len(by_initials.get(t, ())) == 1:
            candidates.append(next(iter(by_initials[t])))
        hit = next((by_key[c] for c in candidates if c and c in by_key), None)
        if hit and slug and hit.known and hit.known != slug and not (key and by_key.get(key) is hit):
            hit = None
        if hit is None:
            hit = Entity("org", t, known=slug, first=first.get(t, 0))
            out.append(hit)
        hit.names.append(t)
        hit.known = hit.known or slug
        hit.first = min(hit.first, first.get(t, hit.first))
        hit.ticker = hit.ticker or signs.tickers.get(t)
        hit.defined = hit.defined or t in signs.defined
        hit.descriptions += [d for d in signs.descriptions.get(t, ()) if d]
        if slug:
            hit.kind_known = signs.vocabulary.by_id[slug].kind
            hit.publication = hit.kind_known in ("publication", "news agency")
        for c in (t.lower(), low, f"#{slug}" if slug else None):
            if c:
                by_key.setdefault(c, hit)
    people = sorted((t for t, k in kinds.items() if k == "person"), key=lambda t: (-len(t.split()), first.get(t, 0), t))
    surnames: dict[str, Entity | None] = {}
    full_names: dict[tuple[str, str], Entity] = {}
    for t in people:
        parts = t.split(" ")
        e = surnames.get(t) if len(parts) == 1 else full_names.get((parts[0], parts[-1]))
        if e is None:
            e = Entity("person", t, first=first.get(t, 0))
            out.append(e)
        e.names.append(t)
        if len(parts) > 1:
            full_names.setdefault((parts[0], parts[-1]), e)
            surnames[parts[-1]] = e if parts[-1] not in surnames or surnames[parts[-1]] is e else None
    for surname, e in surnames.items():
        if e is not None and surname not in e.names and kinds.get(surname, "other") in ("other", "person"):
            e.names.append(surname)
    for t, k in kinds.items():
        if k in ("product", "other"):
            out.append(Entity(k, t, [t], first=first.get(t, 0)))
    owners = {n: e for e in reversed(out) for n in e.names}
    for short, full in signs.alias.items():
        named = owners.get(full)
        if named is not None and short not in named.names:
            named.names.append(short)
    return out
