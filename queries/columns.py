"""The columns of a question's rows, as its header types them: `owner str, share_low float?, facts [str]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

ColumnType = Literal["str", "int", "float", "bool"]
LAST = "facts [str]"
"""What every question's rows end with: the facts that each row rests on."""

_COLUMN = re.compile(r"^(?P<name>[a-z][a-z0-9_]*) (?P<open>\[)?(?P<type>[a-z]+)(?(open)\])(?P<optional>\?)?$")
_TYPES: Mapping[str, ColumnType] = {"str": "str", "int": "int", "float": "float", "bool": "bool"}


class Column(BaseModel):
    """One column: a value of its type, or a list of such values; none only where it is optional."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: ColumnType
    many: bool = False
    optional: bool = False

    def __str__(self) -> str:
        """As the header writes it."""
        return f"{self.name} {f'[{self.type}]' if self.many else self.type}{'?' if self.optional else ''}"


def read_columns(text: str, exactly: str | None = None) -> tuple[Column, ...]:
    """The columns that a `returns:` line names; `exactly` is what a basis file must have.

    Raises `ValueError` with the rule that is broken.
    """
    columns = tuple(_column(part.strip()) for part in text.split(","))
    if len({column.name for column in columns}) != len(columns):
        raise ValueError("`returns:` names a column twice")
    if exactly is not None:
        if ", ".join(map(str, columns)) != exactly:
            raise ValueError(f"a basis returns {exactly}")
    elif str(columns[-1]) != LAST:
        raise ValueError(f"the last column is `{LAST}`")
    return columns


def _column(text: str) -> Column:
    match = _COLUMN.match(text)
    type_ = _TYPES.get(match["type"]) if match else None
    if match is None or type_ is None:
        raise ValueError(f"{text!r} is no column: a name, then {', '.join(_TYPES)} or a list as [str]; `?` if optional")
    return Column(name=match["name"], type=type_, many=bool(match["open"]), optional=bool(match["optional"]))
