"""The questions: one `.cypher` file each, and the reader of their headers."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from kg.queries.columns import Column
from kg.queries.header import BASIS, BasisCall, HeaderError, Param, Query, parse

__all__ = [
    "BasisCall",
    "Column",
    "HeaderError",
    "Param",
    "Query",
    "UnknownQuery",
    "all_queries",
    "basis",
    "get",
    "read_folder",
]

FOLDER = Path(__file__).parent


class UnknownQuery(Exception):
    """There is no question of that name; the message names close ones."""


def read_folder(folder: Path) -> dict[str, Query]:
    """All questions and basis files under a folder, by `name`, or `basis/name`; each is one `<group>/<name>.cypher`.

    Raises `HeaderError` for a malformed header, two files of one name, or a basis that is missing or asked wrongly.
    """
    found: dict[str, Query] = {}
    for path in sorted(folder.glob("*/*.cypher")):
        query = parse(path, path.read_text(encoding="utf-8"))
        key = f"{BASIS}/{query.name}" if query.group == BASIS else query.name
        if key in found:
            raise HeaderError(path, 1, f"{query.name!r} is the name of another file in {found[key].group}/")
        found[key] = query
    for query in found.values():
        for call in query.basis:
            asked = found.get(f"{BASIS}/{call.name}")
            path = folder / query.group / f"{query.name}.cypher"
            if asked is None:
                raise HeaderError(path, 1, f"there is no {BASIS}/{call.name}.cypher")
            if len(asked.params) != len(call.args):
                raise HeaderError(path, 1, f"basis {call.name} takes {len(asked.params)} parameters")
    return found


@cache
def _packaged() -> dict[str, Query]:
    return read_folder(FOLDER)


def all_queries() -> list[Query]:
    """Every packaged question, ordered by group and name; basis files are none."""
    questions = [query for query in _packaged().values() if query.group != BASIS]
    return sorted(questions, key=lambda query: (query.group, query.name))


def basis(name: str) -> Query:
    """The packaged basis file of that name, which `read_folder` has checked to be there."""
    return _packaged()[f"{BASIS}/{name}"]


def get(name: str) -> Query:
    """The packaged question of that name. Raises `UnknownQuery`, with close names, when there is none."""
    found = _packaged().get(name)
    if found is not None and found.group != BASIS:
        return found
    names = [query.name for query in all_queries()]
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}?" if close else "`kg queries list` shows them all"
    raise UnknownQuery(f"there is no question {name!r}; {hint}")
