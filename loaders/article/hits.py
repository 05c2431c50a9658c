"""A match of a deal pattern."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.loaders.article.entities import Entity
from kg.loaders.article.patterns import Pattern


@dataclass(slots=True)
class Hit:
    """One match of a deal pattern, its roles resolved to entities."""

    type: str
    pattern: Pattern
    pairs: list[tuple[Entity, Entity | str]]
    start: int
    end: int
    verb: int
    """Where its own words begin, behind another verb of the same subject."""
    seller: Entity | None = None
    groups: dict[str, str] = field(default_factory=dict)
