"""The schema as a picture: one row per fact, the types at its two ends, its edge between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from kg.schema.base import FACTS

WIDTH, ROW, BOX = 1180, 34, 24
LEFT, MIDDLE, RIGHT = 420, 590, 760
"""Where the boxes on the left end, the name of the edge stands, and the boxes on the right begin; pixels."""
CHARACTER = 7.4
"""Width of a character of the boxes' type, pixels, on the safe side."""


def svg() -> str:
    """The picture as SVG text."""
    height = ROW * (len(FACTS) + 1)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        "<title>The facts of the schema, with the types at their two ends</title>",
        '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *_rows(),
        "</svg>",
    ]) + "\n"  # fmt: skip


def _rows() -> Iterator[str]:
    for place, fact in enumerate(FACTS.values()):
        middle = ROW * place + ROW
        source, target = fact.roles[fact.source], fact.roles[fact.target]
        yield from _boxes(source, LEFT - _width(source), middle)
        yield (
            f'<line x1="{LEFT + 6}" y1="{middle}" x2="{RIGHT - 6}" y2="{middle}" stroke="#555" marker-end="url(#to)"/>'
        )
        yield (
            f'<text x="{MIDDLE}" y="{middle - 5}" text-anchor="middle" font-weight="bold">{escape(fact.edge)}</text>'
        )
        yield from _boxes(target, RIGHT, middle)


def _boxes(labels: Sequence[str], at: float, middle: int) -> Iterator[str]:
    for label in labels:
        wide = _box(label)
        yield (
            f'<rect x="{at:.0f}" y="{middle - BOX // 2}" width="{wide:.0f}" height="{BOX}" rx="5" fill="#eef3fa" '
            'stroke="#4a6fa5"/>'
        )
        yield f'<text x="{at + wide / 2:.0f}" y="{middle + 4}" text-anchor="middle">{escape(label)}</text>'
        at += wide + 6


def _box(label: str) -> float:
    return len(label) * CHARACTER + 12


def _width(labels: Sequence[str]) -> float:
    return sum(_box(label) for label in labels) + 6 * (len(labels) - 1)
