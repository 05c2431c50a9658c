"""Asking a question: its arguments become entities, its rows come with what they rest on and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from kg.find import Ambiguous, Hit, NoSuchEntity, exact, resolve
from kg.queries import Param, Query, UnknownQuery, basis, get
from kg.schema.values import day_range
from kg.store.base import Store

ANY_DAY = "any"


class Exit(IntEnum):
    """Exit codes of commands that answer."""

    ANSWERED = 0
    FAILED = 1
    USAGE = 2
    NOT_KNOWN = 3
    NO_ENTITY = 4


class Usage(Exception):
    """Wrong arguments; the message says what the question takes."""


EXITS: Mapping[type[Exception], Exit] = {
    Usage: Exit.USAGE,
    UnknownQuery: Exit.USAGE,
    Ambiguous: Exit.USAGE,
    NoSuchEntity: Exit.NO_ENTITY,
}
"""What `ask` raises, and the exit code that stands for it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a question, the facts behind them, and what they rest on.

    `covered` is whether any source speaks to the question for these arguments: an empty answer that is covered
    is a "none"; one that is not covered is "not known". `params` are what was passed to the Cypher.
    """

    query: str
    params: dict[str, Any]
    columns: list[str]
    rows: list[dict[str, Any]]
    facts: list[str]
    basis: list[str]
    notes: list[str]
    valid_at: str
    known_at: str | None = None
    covered: bool = field(default=True)

    @property
    def exit_code(self) -> Exit:
        """0 answered or a supported "none", 3 not known."""
        return Exit.ANSWERED if self.rows or self.covered else Exit.NOT_KNOWN

    def as_object(self) -> dict[str, Any]:
        """The one object that `-f json` prints."""
        return {
            "query": self.query,
            "params": self.params,
            "columns": self.columns,
            "rows": self.rows,
            "facts": self.facts,
            "basis": self.basis,
            "notes": self.notes,
            "valid_at": self.valid_at,
            "known_at": self.known_at,
        }


def ask(
    store: Store,
    name: str,
    args: Sequence[str] = (),
    params: Mapping[str, str] | None = None,
    *,
    valid_at: str,
    known_at: str | None = None,
) -> Answer:
    """Answer a packaged question for a day (`valid_at`: an ISO day, or 'any').

    `args` fill its parameters in order, `params` by name. `known_at` only labels the answer: the store given
    must hold what was known then. Raises `UnknownQuery`, `Usage`, `Ambiguous` or `NoSuchEntity`.
    """
    query = get(name)
    day = _day(valid_at, "valid_at")
    given = _bind(query, args, params or {})
    values: dict[str, Any] = {}
    notes: list[str] = []
    for param in query.params:
        values[param.name], note = _value(store, param, given.get(param.name))
        notes += note
    rows, unfounded = _founded(store, store.read(query.cypher, {**values, "valid_at": day}).rows)
    notes += unfounded
    basis_lines, basis_notes, covered = _basis(store, query, values, day)
    said = [row["note"] for row in rows if row.get("note")]
    return Answer(
        query=query.name,
        params=values,
        columns=list(query.returns),
        rows=[{column: row[column] for column in query.returns} for row in rows],
        facts=_once(fact for row in rows for fact in row["facts"]),
        basis=basis_lines,
        notes=_once([*notes, *said, *basis_notes]),
        valid_at=day,
        known_at=known_at,
        covered=covered,
    )


def _founded(store: Store, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows whose every fact is on record, and a note on the others: somebody else drew those edges."""
    known = _on_record(store, _once(fact for row in rows for fact in row["facts"] if fact is not None))
    founded = [row for row in rows if known.issuperset(row["facts"])]
    if len(founded) == len(rows):
        return rows, []
    left_out = len(rows) - len(founded)
    return founded, [f"left out: {left_out} that rest on edges which no stored claim stands behind (see `kg rebuild`)"]


def _day(text: str, what: str) -> str:
    if text == ANY_DAY:
        return text
    try:
        first, last = day_range(text)
    except ValueError as error:
        raise Usage(f"{what}: {error}; or 'any' for all days") from error
    if first != last:
        raise Usage(f"{what}: {text!r} is no day: write it as 2025-10-14, or 'any' for all days")
    return first


def _bind(query: Query, args: Sequence[str], params: Mapping[str, str]) -> dict[str, str]:
    names = [param.name for param in query.params]
    if query.params and query.params[-1].type == "entities" and len(args) > len(names):
        args = [*args[: len(names) - 1], ", ".join(args[len(names) - 1 :])]
    if len(args) > len(names):
        raise Usage(f"{query.name} takes at most {len(names)} arguments: {usage(query)}")
    given = dict(zip(names, args, strict=False))
    for name, value in params.items():
        if name not in names:
            raise Usage(f"{query.name} has no parameter {name!r}: {usage(query)}")
        if name in given:
            raise Usage(f"{query.name}: {name!r} is given twice: {usage(query)}")
        given[name] = value
    missing = [param.name for param in query.params if not param.optional and param.name not in given]
    if missing:
        raise Usage(f"{query.name} needs {missing[0]!r}: {usage(query)}")
    return given


def usage(query: Query) -> str:
    """How to ask a question on the command line, with an example."""
    words = [param.name.upper() + ("…" if param.type == "entities" else "") for param in query.params]
    shape = " ".join(f"[{w}]" if param.optional else w for w, param in zip(words, query.params, strict=True))
    example = " ".join(f'"{param.example}"' for param in query.params if not param.optional)
    return f"kg ask {query.name} {shape}".rstrip() + (f", for example: kg ask {query.name} {example}".rstrip())


def _value(store: Store, param: Param, given: str | None) -> tuple[Any, list[str]]:
    if given is None:
        return param.default, []
    if param.type == "int":
        if not given.removeprefix("-").isdecimal():
            raise Usage(f"{param.name}: {given!r} is no whole number")
        return int(given), []
    if param.type == "date":
        return _day(given, param.name), []
    if param.type == "text":
        if param.labels and given not in param.labels:
            raise Usage(f"{param.name}: {given!r} is none of {', '.join(param.labels)}")
        return given, []
    if not given.strip(" ,"):
        raise Usage(f"{param.name} is empty: give {param.help}")
    if param.type == "fact" and _on_record(store, [given]):
        return given, []
    if param.type == "entities":
        return _several(store, given, param)
    hit = resolve(store, given, param.labels)
    return hit.id, _taken_as(given, hit)


def _several(store: Store, given: str, param: Param) -> tuple[list[str], list[str]]:
    """The ids that a list of names means. A name may hold a comma itself ("Zed, Inc."), so the longest one counts."""
    parts = [part.strip() for part in given.split(",") if part.strip()]
    ids: list[str] = []
    notes: list[str] = []
    while parts:
        size = next((n for n in range(len(parts), 1, -1) if exact(store, ", ".join(parts[:n]))), 1)
        text = ", ".join(parts[:size])
        hit = resolve(store, text, param.labels)
        ids.append(hit.id)
        notes += _taken_as(text, hit)
        parts = parts[size:]
    return _once(ids), notes


def _on_record(store: Store, ids: Sequence[str]) -> set[str]:
    """Those of some ids that a fact or a claim has."""
    known: set[str] = set()
    for label in ("Fact", "Claim"):
        if left := [id_ for id_ in ids if id_ not in known]:
            found = store.read(f"UNWIND $ids AS id MATCH (x:{label} {{id: id}}) RETURN x.id AS id", {"ids": left})
            known |= {row["id"] for row in found.rows}
    return known


def _taken_as(given: str, hit: Hit) -> list[str]:
    if hit.level in ("name", "id") or hit.name == given:
        return []
    return [f"{given} is taken as {hit.name} ({hit.level})"]


def _basis(store: Store, query: Query, values: Mapping[str, Any], day: str) -> tuple[list[str], list[str], bool]:
    """What the answer rests on. It is covered when every basis file says so for its arguments."""
    lines: list[str] = []
    notes: list[str] = []
    covered = True
    for call in query.basis:
        asked = basis(call.name)
        params = {param.name: value for param, value in zip(asked.params, call.bind(values), strict=True)}
        for row in store.read(asked.cypher, {**params, "valid_at": day}).rows:
            lines += row["basis"]
            notes += row["notes"]
            covered = covered and row["covered"]
    return _once(lines), _once(notes), covered


def _once(items: Any) -> list[str]:
    return list(dict.fromkeys(items))
