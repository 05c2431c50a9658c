"""What the Neo4j driver answers, as the plain values that ArcadeDB's answers are turned into as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neo4j.graph import Node, Path, Relationship


def plain(value: Any) -> Any:
    """Give str, int, float, bool, None, list or dict.

    A node becomes its properties with `_label`, a relationship its properties with `_type`, a path
    `{"nodes": […], "relationships": […]}`; dates, times and durations are ISO text, bytes a list of
    numbers from 0 to 255.
    """
    for kind, convert in _KINDS:
        if isinstance(value, kind):
            return convert(value)
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _mapping(value: Any) -> dict[str, Any]:
    return {name: plain(item) for name, item in value.items()}


_KINDS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    ((bytes, bytearray), list),
    ((str, bool, int, float, type(None)), lambda value: value),
    (dict, _mapping),
    (list, lambda value: [plain(item) for item in value]),
    (Node, lambda value: {**_mapping(value), "_label": ":".join(sorted(value.labels))}),
    (Relationship, lambda value: {**_mapping(value), "_type": value.type}),
    (Path, lambda value: {"nodes": plain([*value.nodes]), "relationships": plain([*value.relationships])}),
)
