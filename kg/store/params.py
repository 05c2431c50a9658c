"""What a statement's parameters may be: the same on both engines, and told in one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from kg.store.base import QueryFailed

_TAKEN = "give text, a number, true or false, a day or time, or lists and maps of them"
_INT64 = range(-(2**63), 2**63)


def checked(params: Mapping[str, Any] | None) -> dict[str, Any]:
    """The parameters as both engines take them; bytes become a list of numbers from 0 to 255.

    Raises `QueryFailed`, naming the parameter, for a value that Cypher does not have.
    """
    return {name: _value(name, value) for name, value in (params or {}).items()}


def _value(name: str, value: Any) -> Any:
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
            raise QueryFailed(f"the parameter {name} is no valid Unicode text: give it in UTF-8")
        return value
    if isinstance(value, int):
        if value not in _INT64:
            raise QueryFailed(f"the parameter {name} is a number beyond 64 bits: give a smaller one, or a text")
        return value
    if isinstance(value, (bytes, bytearray)):
        return list(value)
    if isinstance(value, (list, tuple)):
        return [_value(name, item) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: _value(name, item) for key, item in value.items()}
    if isinstance(value, (date, time, timedelta)):
        return value
    what = f"holds a {type(value).__name__}" if not isinstance(value, Mapping) else "holds a map with keys of no text"
    raise QueryFailed(f"the parameter {name} {what}, which Cypher does not have: {_TAKEN}")
