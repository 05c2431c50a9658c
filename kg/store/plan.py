"""Changes turned into checked batches of parameter rows, one statement each: the same for both engines.

A name (label, type, property) becomes part of a statement, so it must match `NAME`; a value only ever
travels as a parameter, and must be one that both engines give back unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, TypeVar

from kg.schema.graph import Edge, Node, Props
from kg.store.base import StoreError

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
RESERVED = frozenset({"id", "_label", "_type"})
"""Property names that mean something else in an answer or in a key."""

Row = dict[str, Any]

_T = TypeVar("_T")
_INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class NodeBatch:
    """Nodes of one label: rows of `id` and `props` (with `id`)."""

    label: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class EdgeBatch:
    """Edges of one type between two labels: rows of `id`, `source`, `target` and `props` (with `id`)."""

    source: str
    type: str
    target: str
    rows: list[Row]


def check_name(name: str, what: str) -> str:
    """Give `name` back when it may stand in a statement; `StoreError` when it may not."""
    if not NAME.fullmatch(name):
        raise StoreError(f"{what} {name!r} is not a name: use letters, digits and _, and no digit first")
    return name


def node_batches(nodes: Iterable[Node]) -> list[NodeBatch]:
    """The nodes by label, the last of those with one id, checked. Raises `StoreError`."""
    groups: dict[str, dict[str, Row]] = {}
    names: set[str] = set()
    for node in nodes:
        rows = groups.get(node.label)
        if rows is None:
            rows = groups[check_name(node.label, "label")] = {}
        props = _checked(node.props, node.id, names)
        rows.pop(node.id, None)
        rows[node.id] = {"id": node.id, "props": props}
    return [NodeBatch(label, list(rows.values())) for label, rows in groups.items()]


def edge_batches(edges: Iterable[Edge]) -> list[EdgeBatch]:
    """The edges by (source label, type, target label), the last of those with one id and ends, checked."""
    groups: dict[tuple[str, str, str], dict[tuple[str, str, str], Row]] = {}
    names: set[str] = set()
    for edge in edges:
        (from_label, source), (to_label, target) = edge.source, edge.target
        kind = (from_label, edge.type, to_label)
        rows = groups.get(kind)
        if rows is None:
            check_name(edge.type, "relationship type")
            check_name(from_label, "label")
            check_name(to_label, "label")
            rows = groups[kind] = {}
        _check_id(source)
        _check_id(target)
        props = _checked(edge.props, edge.id, names)
        key = (edge.id, source, target)
        rows.pop(key, None)
        rows[key] = {"id": edge.id, "source": source, "target": target, "props": props}
    return [EdgeBatch(*kind, list(rows.values())) for kind, rows in groups.items()]


def pages(rows: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """`rows` in slices of at most `size`."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _checked(props: Props, id_: str, names: set[str]) -> dict[str, Any]:
    _check_id(id_)
    for name, value in props.items():
        if name not in names:
            check_name(name, f"property of {id_!r}")
            if name in RESERVED:
                raise StoreError(f"property {name!r} of {id_!r} is reserved: give it another name")
            names.add(name)
        reason = _refusal(value)
        if reason:
            raise StoreError(f"property {name!r} of {id_!r} {reason}")
    return {**props, "id": id_}


def _check_id(id_: str) -> None:
    if type(id_) is not str or not id_ or not _encodes(id_):
        raise StoreError(f"the id {id_!r} cannot be stored: an id is a text that is not empty")


def _encodes(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bad_text(value: str) -> str:
    return "" if _encodes(value) else "holds half of a surrogate pair, which is not text"


def _bad_int(value: int) -> str:
    return "" if value in _INT64 else "is beyond 64 bits: store it as text"


def _bad_float(value: float) -> str:
    return "" if isfinite(value) else "is not a finite number: leave it out"


def _bad_list(value: list[Any]) -> str:
    kinds = {type(item) for item in value}
    if len(kinds) > 1 or not kinds <= {str, int, float}:
        return "is a list of more than one type: store texts, integers or floats, without nulls"
    return next((reason for item in value if (reason := _refusal(item))), "")


_RULES: Mapping[type, Any] = {
    str: _bad_text,
    int: _bad_int,
    float: _bad_float,
    bool: lambda _: "",
    list: _bad_list,
}


def _refusal(value: Any) -> str:
    rule = _RULES.get(type(value))
    if rule is None:
        return f"is of type {type(value).__name__}: store text, a number, a boolean or a list of one type"
    reason: str = rule(value)
    return reason
