"""One fact said twice is one finding with two spans."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from heapq import merge as merged
from typing import Any

from kg.loaders.article.finding import Finding, Span

_SYMMETRIC = frozenset({"partnership", "joint_venture", "integration"})
_DEALS = frozenset({"partnership", "joint_venture", "purchase", "acquisition"})
_BY_VALUE = frozenset({"investment", "metric", "network", "target", "facility_group"})
STEM = 8
"""Letters that two forms of one long word share."""
_STAGES: dict[Any, int] = {
    "announced": 1, "planned": 1, "rumoured": 1, "in talks": 2, "memorandum": 3, "agreed": 4, "approved": 5,
    "pending": 5, "expanded": 5, "completed": 6, "terminated": 7, "rejected": 7,
}  # fmt: skip
"""How far a deal is; of two mentions the furthest stage holds."""


def _key(f: Finding) -> tuple[Any, ...]:
    s, o = f.subject.lower(), (f.object or "").lower()
    if f.type in _SYMMETRIC:
        s, o = sorted((s, o))
    if f.type == "facility_group":
        return f.type, s, f.value, f.unit
    if f.type in _BY_VALUE:
        what = "" if f.value is not None else _head(o) if f.type == "target" else o
        return f.type, s, f.value, f.unit, f.date if f.type == "target" else None, what
    if f.type in ("statement", "event", "risk", "assessment"):
        return f.type, s, f.spans[0]
    if f.type == "acquisition" and f.qualifiers.get("kind") == "merger":
        s, o = sorted((s, o))
    if f.type == "person_role":  # a post that is over beside the one that follows
        return f.type, s, o, f.qualifiers.get("status") == "terminated"
    return f.type, s, o


def _head(label: str) -> str:
    """The stem of a label's last word: "margin stabilization" and "profitability to stabilize" aim at one thing."""
    return label.rpartition(" ")[2][:STEM]


def _joined(a: Finding, b: Finding) -> Finding:
    q: dict[str, Any] = {**b.qualifiers, **{k: v for k, v in a.qualifiers.items() if v not in (None, [], "")}}
    if "kind" not in a.qualifiers and a.type == "acquisition":
        q.pop("kind", None)
    told, further = a.qualifiers.get("status"), b.qualifiers.get("status")
    if a.type in _DEALS and _STAGES.get(further, 0) > max(1, _STAGES.get(told, 0)):
        q["status"] = further
    value, unit = (a.value, a.unit) if a.value is not None else (b.value, b.unit)
    modality = a.modality if a.modality != "asserted" or b.modality in ("asserted", "opinion") else b.modality
    if modality == "projected" and "asserted" in (a.modality, b.modality):
        modality = "asserted"
    return replace(a, qualifiers=q, value=value, unit=unit, date=a.date or b.date, modality=modality)


def _apart(a: Finding, b: Finding) -> bool:
    """Whether two findings of one pair are different offers: another price, or one refused and one not."""
    if a.type != "acquisition":
        return False
    if a.value is not None and b.value is not None and (a.value, a.unit) != (b.value, b.unit):
        return True
    ended = {"rejected", "terminated"}
    x, y = a.qualifiers.get("status"), b.qualifiers.get("status")
    return x != y and (x == "rejected" or y == "rejected") and not {x, y} <= (ended | {"announced", "rumoured"})


def merge(found: Iterable[Finding]) -> list[Finding]:
    """The findings with repeated facts joined, in the order of their first evidence."""
    table = _Table()
    for f in found:
        table.enter(f)
    return [replace(f, spans=tuple(spans)) for f, spans in zip(table.joined, table.spans, strict=True)]


class _Table:
    """Findings by key and value, so that a long page that offers many prices takes no longer per offer."""

    def __init__(self) -> None:
        self.joined: list[Finding] = []
        self.spans: list[dict[Span, None]] = []
        self.of_key: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        self.of_value: dict[tuple[Any, ...], list[int]] = defaultdict(list)

    def enter(self, f: Finding) -> None:
        """Join a finding with the first one that says the same, or add it."""
        key = _key(f)
        place = next((at for at in self.candidates(key, f) if not _apart(self.joined[at], f)), None)
        if place is None:
            place = len(self.joined)
            self.joined.append(f)
            self.spans.append({})
            self.of_key[key].append(place)
            self.of_value[*key, _priced(f)].append(place)
        else:
            before = self.joined[place]
            self.joined[place] = _joined(before, f)
            if _priced(self.joined[place]) != _priced(before):
                self.of_value[*key, None].remove(place)
                insort(self.of_value[*key, _priced(f)], place)
        self.spans[place].update(dict.fromkeys(f.spans))

    def candidates(self, key: tuple[Any, ...], f: Finding) -> Iterable[int]:
        """Places that may hold the same, in order: of an acquisition with a price those of that price or of none."""
        if f.type != "acquisition" or f.value is None:
            return self.of_key[key]
        return merged(self.of_value[*key, _priced(f)], self.of_value[*key, None])


def _priced(f: Finding) -> tuple[Any, ...] | None:
    return None if f.value is None else (f.value, f.unit)
