"""What a text names: entities, and the places where each is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from kg.loaders.article.names import is_legal

_BETWEEN = re.compile(r"[\s,]+|-(?=Inc\b|LLC\b|Ltd\b)")
Kind = Literal["org", "person", "place", "product", "other"]


@dataclass(slots=True, eq=False)
class Entity:
    """One named thing of a document."""

    kind: Kind
    name: str
    names: list[str] = field(default_factory=list)
    ticker: str | None = None
    known: str | None = None
    publication: bool = False
    kind_known: str | None = None
    """The kind that the vocabulary gives."""
    defined: bool = False
    """Whether the text calls it "the Company"."""
    descriptions: list[str] = field(default_factory=list)
    count: int = 0
    first: int = 0


@dataclass(slots=True, eq=False)
class Mention:
    """One place where an entity is named; `how` is `name`, or `coref` for "the company" and the like."""

    start: int
    end: int
    entity: Entity
    how: str = "name"


@dataclass(slots=True)
class Names:
    """The result: entities, their mentions in order, and the spans of persons' titles."""

    entities: list[Entity]
    mentions: list[Mention]
    titles: list[tuple[int, int]]


def bare(name: str) -> str:
    """A name without "The" and legal forms."""
    parts = [w for w in _BETWEEN.split(name) if w]
    while len(parts) > 1 and is_legal(parts[-1]):
        parts.pop()
    if len(parts) > 1 and parts[0] == "The":
        parts = parts[1:]
    return " ".join(parts)


def initials(name: str) -> str:
    """The capitals and digits that begin the words of a name."""
    return "".join(w[0] for w in re.findall(r"[A-Za-z0-9]\w*", name) if w[0].isupper() or w[0].isdigit())
