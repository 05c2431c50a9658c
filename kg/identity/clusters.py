"""Clusters in the making: what may be joined, and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.identity.features import STRONG, Features


class Clusters:
    """Union of source entities under what must stay apart."""

    def __init__(self, features: dict[str, Features], apart: Iterable[tuple[str, str]]) -> None:
        self.features = features
        self.parent = {key: key for key in features}
        self.members = {key: [key] for key in features}
        self.marks: dict[str, dict[str, set[str]]] = {}
        self.mark("legal form", {key: {each.legal_form} for key, each in features.items() if each.legal_form})
        self.apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self.apart[one].add(other)
            self.apart[other].add(one)

    def find(self, key: str) -> str:
        """The root of a source entity."""
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def allowed(self, one: str, other: str) -> bool:
        """Whether no person and no identifier keeps two sides apart."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        theirs = set(self.members[b])
        if any(self.apart[member] & theirs for member in self.members[a] if member in self.apart):
            return False
        return not self._contradict(a, b)

    def plain(self, key: str) -> bool:
        """Whether a source entity has one name only and nothing that could keep it apart from another of that name."""
        each = self.features[key]
        return (
            self.members.get(key) == [key]
            and set(each.names) == {each.key}
            and not each.identifiers
            and each.entity.record is None
            and key not in self.apart
            and key not in self.marks.get("organization", ())
        )

    def likely(self, one: str, other: str) -> bool:
        """Whether a likeness may join two sides: allowed, and no legal form or organization speaks against it."""
        a, b = self.find(one), self.find(other)
        for held in self.marks.values():
            mine, theirs = held.get(a), held.get(b)
            if mine and theirs and mine.isdisjoint(theirs) and a != b:
                return False
        return self.allowed(a, b)

    def mark(self, sort: str, marks: Mapping[str, Iterable[str]]) -> None:
        """Enter what tells the members of one sort apart, by member."""
        held: dict[str, set[str]] = defaultdict(set)
        for member, values in marks.items():
            held[self.find(member)] |= set(values)
        self.marks[sort] = dict(held)

    def _contradict(self, a: str, b: str) -> bool:
        mine, theirs = self._identifiers(a), self._identifiers(b)
        return any(mine[s] and theirs[s] and not mine[s] & theirs[s] for s in STRONG)

    def _identifiers(self, root: str) -> dict[str, set[str]]:
        held: dict[str, set[str]] = {scheme: set() for scheme in STRONG}
        for member in self.members[root]:
            for scheme, values in self.features[member].identifiers.items():
                if scheme in held:
                    held[scheme] |= values
        return held

    def join(self, one: str, other: str) -> None:
        """Make two sides one; the smaller root stays."""
        a, b = sorted((self.find(one), self.find(other)))
        if a != b:
            self.parent[b] = a
            self.members[a] += self.members.pop(b)
            for held in self.marks.values():
                if b in held:
                    held[a] = held.get(a, set()) | held.pop(b)

    def join_groups(self, groups: Iterable[Iterable[str]]) -> None:
        """Join the members of each group as far as they may be: each joins the first head that admits it."""
        for group in groups:
            heads: list[str] = []
            for member in group:
                head = next((head for head in heads if self.allowed(head, member)), None)
                if head is None:
                    heads.append(member)
                else:
                    self.join(head, member)
