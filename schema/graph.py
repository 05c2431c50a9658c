"""The property graph as plain values: what a store writes and reads back.

Nodes are keyed by (label, id), edges by id. Property values are strings, integers, floats, booleans
and lists of one such type without nulls: what both engines store alike. An empty text and an empty list
are values and come back as such; integers have 64 bits, floats are finite, and -0.0 is 0.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | list[str] | list[int] | list[float]
"""A property value that both engines keep unchanged. Absent is absent: `None` is never stored."""

Props = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Node:
    """One node: a single label, an id unique within it, and properties (without `id`)."""

    label: str
    id: str
    props: Props


@dataclass(frozen=True, slots=True)
class Edge:
    """One directed relationship; `id` is unique over all edges, the ends are (label, id) of nodes."""

    type: str
    id: str
    source: tuple[str, str]
    target: tuple[str, str]
    props: Props


@dataclass(frozen=True, slots=True)
class Index:
    """A look-up that a store must have: a uniqueness constraint on a node key, or a plain range index."""

    label: str
    property: str
    unique: bool = False


@dataclass(slots=True)
class Changes:
    """What one transaction writes. Puts replace every property of what they name."""

    put_nodes: list[Node] = field(default_factory=list)
    put_edges: list[Edge] = field(default_factory=list)
    drop_edges: list[Edge] = field(default_factory=list)
    drop_nodes: list[Node] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.put_nodes) + len(self.put_edges) + len(self.drop_edges) + len(self.drop_nodes)
