"""Which entity a text means: an id, an identifier, a current name, an alias or a former name, in this order.

The first of these levels with a hit decides: one hit wins, several are a tie that the user must break.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.schema import entities  # noqa: F401  (registers the labels)
from kg.schema.base import ENTITIES
from kg.schema.names import name_key
from kg.store.base import Store

LEVELS = ("id", "identifier", "name", "alias", "former name", "part of a name")
CLOSE = 3
POOL = 200
"""How many names each look-up for suggestions may bring."""


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """An entity that a text can mean: its id, label and current name, what matched, and on which of `LEVELS`."""

    name: str
    id: str
    label: str
    matched: str
    level: str


class NoSuchEntity(Exception):
    """Nothing has this name or id; `suggestions` are names that are close."""

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.suggestions = tuple(suggestions)


class Ambiguous(Exception):
    """Several entities have this name; `candidates` are they."""

    def __init__(self, text: str, candidates: Sequence[Hit]) -> None:
        listed = "; ".join(f"{hit.name} ({hit.label}, {hit.id})" for hit in candidates)
        super().__init__(f"{text!r} can mean {len(candidates)} entities, give the id of one: {listed}")
        self.candidates = tuple(candidates)


def resolve(store: Store, text: str, labels: Sequence[str] = ()) -> Hit:
    """The one entity that a text means, among those with one of `labels` (none: any).

    Raises `Ambiguous` at a tie, `NoSuchEntity` with close names when nothing fits.
    """
    hits = exact(store, text)
    fitting = [hit for hit in hits if not labels or hit.label in labels]
    if len(fitting) > 1:
        raise Ambiguous(text, fitting)
    if fitting:
        return fitting[0]
    wanted = " or ".join(labels)
    if hits:
        found = hits[0]
        raise NoSuchEntity(f"{text!r} is {found.name} ({found.label}); wanted: {wanted}")
    close = suggestions(store, text, labels)
    hint = f"did you mean {' or '.join(close)}?" if close else "`kg find` looks for parts of names"
    raise NoSuchEntity(f"no {wanted or 'entity'} is called {text!r}; {hint}", close)


def exact(store: Store, text: str) -> list[Hit]:
    """What a text means on the first level that has a hit; empty when none has."""
    for look in (_by_id, _by_identifier, _by_name, _by_alias, _by_former):
        hits = look(store, text.strip())
        if hits:
            return hits
    return []


def find(store: Store, text: str, limit: int = 20) -> list[Hit]:
    """Entities that a text can mean: exact hits of every level first, then names that begin with it or hold it."""
    looks = (_by_id, _by_identifier, _by_name, _by_alias, _by_former)
    hits = [hit for look in looks for hit in look(store, text.strip())]
    key = name_key(text)
    for how in ("STARTS WITH", "CONTAINS"):
        if key and len({hit.id for hit in hits}) < limit:
            hits += _by_part(store, key, how, limit)
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.id, hit)
    return list(first.values())[:limit]


def suggestions(store: Store, text: str, labels: Sequence[str] = ()) -> list[str]:
    """Up to three names close to a text, among names that share its first letters: bounded, however many there are."""
    key = name_key(text)
    if not key:
        return []
    starts = {key[:length] for length in (6, 4, 3, 2, 1)}
    starts |= {key[1:3], key[1::-1]} if len(key) > 2 else set()
    pool: dict[str, str] = {}
    for start in sorted(starts, key=lambda start: (-len(start), start)):
        for label in labels or ENTITIES:
            pool |= _names(
                store, f"MATCH (e:{label}) WHERE e.name_key STARTS WITH $start", "e.name_key", "e.name", start
            )
        further = _names(store, "MATCH (n:Name) WHERE n.key STARTS WITH $start", "n.key", "n.text", start, labels)
        pool = {**further, **pool}
    close = difflib.get_close_matches(key, sorted(pool), n=CLOSE * 2, cutoff=0.6)
    if not close:  # the first letters may be the wrong ones: names that share a whole word
        for word in sorted((word for word in key.split() if len(word) > 3), key=len)[-2:]:
            for label in labels or ENTITIES:
                pool |= _names(
                    store, f"MATCH (e:{label}) WHERE e.name_key CONTAINS $start", "e.name_key", "e.name", word
                )
        close = difflib.get_close_matches(key, sorted(pool), n=CLOSE * 2, cutoff=0.6)
    return list(dict.fromkeys(pool[name] for name in close))[:CLOSE]


def _names(store: Store, match: str, key: str, text: str, start: str, labels: Sequence[str] = ()) -> dict[str, str]:
    narrowed = " AND n.label IN $labels" if labels else ""
    cypher = f"{match}{narrowed} RETURN {key} AS key, {text} AS text ORDER BY key, text LIMIT {POOL}"
    params = {"start": start} | ({"labels": list(labels)} if labels else {})
    return {row["key"]: row["text"] for row in store.read(cypher, params).rows}


def _by_id(store: Store, text: str) -> list[Hit]:
    label = next((label for label, cls in ENTITIES.items() if text.startswith(f"{cls.prefix}-")), None)
    if label is None:
        return []
    hits = _nodes(store, [(label, text)], text, "id")
    if hits:
        return hits
    members = store.read("MATCH (s:SourceEntity {id: $id}) RETURN s.label AS label, s.entity AS id", {"id": text})
    return _nodes(store, [(row["label"], row["id"]) for row in members.rows], text, "id")


def _by_identifier(store: Store, text: str) -> list[Hit]:
    scheme, colon, value = text.partition(":")
    hits = _identified(store, value, scheme.strip().lower()) if colon else []
    return hits or _identified(store, text, None)


def _identified(store: Store, value: str, scheme: str | None) -> list[Hit]:
    narrowed = " WHERE i.scheme = $scheme" if scheme else ""
    found = store.read(
        f"MATCH (i:Identifier {{key: $key}}){narrowed} "
        "RETURN DISTINCT i.label AS label, i.entity AS id, i.scheme + ':' + i.value AS matched ORDER BY id, matched",
        {"key": name_key(value)} | ({"scheme": scheme} if scheme else {}),
    )
    return _distinct(
        hit for row in found.rows for hit in _nodes(store, [(row["label"], row["id"])], row["matched"], "identifier")
    )


def _by_name(store: Store, text: str) -> list[Hit]:
    parts = (
        f"MATCH (e:{label} {{name_key: $key}}) RETURN e.id AS id, e.name AS name, '{label}' AS label"
        for label in ENTITIES
    )
    found = store.read(" UNION ALL ".join(parts), {"key": name_key(text)})
    return sorted(Hit(row["name"], row["id"], row["label"], row["name"], "name") for row in found.rows)


def _by_alias(store: Store, text: str) -> list[Hit]:
    return _by_further_name(store, text, "n.kind <> 'former'", "alias")


def _by_former(store: Store, text: str) -> list[Hit]:
    return _by_further_name(store, text, "n.kind = 'former'", "former name")


def _by_further_name(store: Store, text: str, kind: str, level: str) -> list[Hit]:
    found = store.read(
        f"MATCH (n:Name {{key: $key}}) WHERE {kind} "
        "RETURN DISTINCT n.label AS label, n.entity AS id, n.text AS matched ORDER BY id, matched",
        {"key": name_key(text)},
    )
    return _distinct(
        hit for row in found.rows for hit in _nodes(store, [(row["label"], row["id"])], row["matched"], level)
    )


def _by_part(store: Store, key: str, how: str, limit: int) -> list[Hit]:
    hits: list[Hit] = []
    for label in ENTITIES:
        found = store.read(
            f"MATCH (e:{label}) WHERE e.name_key {how} $key "
            f"RETURN e.id AS id, e.name AS name ORDER BY e.name_key, e.id LIMIT {limit:d}",
            {"key": key},
        )
        hits += [Hit(row["name"], row["id"], label, row["name"], LEVELS[5]) for row in found.rows]
    found = store.read(
        f"MATCH (n:Name) WHERE n.key {how} $key "
        f"RETURN DISTINCT n.label AS label, n.entity AS id, n.text AS matched ORDER BY id, matched LIMIT {limit:d}",
        {"key": key},
    )
    for row in found.rows:
        hits += _nodes(store, [(row["label"], row["id"])], row["matched"], LEVELS[5])
    return sorted(hits)


def _nodes(store: Store, keys: Iterable[tuple[str, str]], matched: str, level: str) -> list[Hit]:
    """The entities under (label, id); a label that the schema lacks is never put into a statement."""
    hits: list[Hit] = []
    for label, id_ in keys:
        if label in ENTITIES:
            found = store.read(f"MATCH (e:{label} {{id: $id}}) RETURN e.name AS name", {"id": id_})
            hits += [Hit(row["name"] or id_, id_, label, matched, level) for row in found.rows]
    return hits


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.id, hit)
    return sorted(first.values())
