"""`kg/api/rows.py`, written from the headers: one frozen dataclass a question, and the signatures of `Graph.ask`."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from kg.api.result import Row
from kg.queries import Column, Param, Query, all_queries

_HEAD = '''"""The rows of every question, and how each is asked.

Derived from the questions' headers by `python -m kg.derive`; do not edit.
"""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, overload

from kg.api.result import Result, Row

Day = str | date | None
"""The day asked about: a date, an ISO day, `any` for all days, or none for today."""
'''
_ASK = '''
    def ask(self, name: str, /, *args: Any, valid_at: Day = None, **params: Any) -> Result[Any]:
        """Ask a packaged question: its arguments in order or by name, the rows as objects with their evidence.

        Raises `UnknownQuery`, `Usage`, `Ambiguous` or `NoSuchEntity`, each one line that says what to do.
        """
        return self._ask(name, args, params, valid_at)

    @abstractmethod
    def _ask(self, name: str, args: Sequence[Any], params: Mapping[str, Any], valid_at: Day) -> Result[Any]: ...
'''


_PARAMS = {"int": "int", "date": "str | date", "entities": "str | Sequence[str]"}
"""Types of parameters in Python; those not named here are text."""


def rows() -> str:
    """The text of `kg/api/rows.py`. Raises `ValueError` for a column that no attribute can have as its name."""
    queries = all_queries()
    parts = [_HEAD, *("\n".join(_class(query)) for query in queries), "\n".join(_table(queries))]
    return "\n\n".join(parts) + "\n\n\n" + "\n".join(_questions(queries)) + "\n" + _ASK


def class_name(query: Query) -> str:
    """`ultimate-owners` is `UltimateOwners`."""
    return "".join(word.capitalize() for word in query.name.split("-"))


def _class(query: Query) -> Iterator[str]:
    yield from ("@dataclass(frozen=True, slots=True)", f"class {class_name(query)}(Row):")
    yield from (f'    """{query.title}."""', "")
    for column in query.columns:
        if keyword.iskeyword(column.name) or hasattr(Row, column.name):
            raise ValueError(f"{query.name}: a column cannot be called {column.name!r}, Python rows have that already")
        yield f"    {column.name}: {_column(column)}"
    yield ""


def _column(column: Column) -> str:
    type_ = f"tuple[{column.type}, ...]" if column.many else column.type
    return f"{type_} | None" if column.optional else type_


def _table(queries: list[Query]) -> Iterator[str]:
    yield "TYPES: Mapping[str, type[Row]] = {"
    yield from (f'    "{query.name}": {class_name(query)},' for query in queries)
    yield from ("}", '"""The class of a question\'s rows."""')


def _questions(queries: list[Query]) -> Iterator[str]:
    yield from ("class Questions(ABC):", '    """What answers questions: `ask`, typed for each of them."""', "")
    for query in queries:
        told = "".join(f", {_param(param)}" for param in query.params)
        yield "    @overload"
        yield (
            f'    def ask(self, name: Literal["{query.name}"], /{told}, *, valid_at: Day = None)'
            f" -> Result[{class_name(query)}]: ..."
        )


def _param(param: Param) -> str:
    type_ = _PARAMS.get(param.type, "str")
    if param.default is not None:
        return f"{param.name}: {type_} = {param.default!r}"
    return f"{param.name}: {type_} | None = None" if param.optional else f"{param.name}: {type_}"
