"""What the article grammar finds in a text, before it becomes claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Modality = Literal["asserted", "attributed", "projected", "opinion"]
Number = int | float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Evidence: code points `start` (inclusive) to `end` (exclusive) of the decoded text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One typed statement of a text with the words it rests on.

    `type` is one of the fact types of the annotation format (`partnership`, `metric`, …); `subject` and
    `object` are the fullest names that the text uses; `value` is a number or a (low, high) pair in full
    units; `date` is ISO, as precise as the text. The first span is the main quote.
    """

    type: str
    subject: str
    object: str | None
    spans: tuple[Span, ...]
    modality: Modality = "asserted"
    value: Number | tuple[Number, Number] | None = None
    unit: str | None = None
    date: str | None = None
    qualifiers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All findings of one text, with what the text itself tells about its publication.

    `denials` are what the text says is not so.
    """

    findings: tuple[Finding, ...]
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    denials: tuple[Finding, ...] = ()
