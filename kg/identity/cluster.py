"""Clusters of source entities: a pure function of all mentions and all decisions.

Links are tried from the strongest to the weakest, in an order that depends on their content only; a link that
would join two sides which a person keeps apart, or whose identifiers differ, is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from kg.identity.features import STRONG, Features, features_of
from kg.identity.score import SAME, WAIT, likeness
from kg.ledger import Ledger
from kg.schema.claims import Decision

VOCABULARY = "companies"
"""The dataset whose names and aliases a person has curated: one hit there is enough."""
CODED = frozenset({"State", "Country", "Metro"})
BY_OWNER = {
    "Product": ("offering", "provider"),
    "Facility": ("operation", "operator"),
    "Person": ("role", "organization"),
}
"""Types that are one when their name and their organization are one; the claim kind and role that tell."""
ALONE = frozenset({"FacilityGroup", "Deal", "Observation", "Target", "Event"})
"""Types that never merge by name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two source entities that may be one: a person has to say."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Identity:
    """Which entity each source entity belongs to, the members of each, and the pairs that wait."""

    entity_of: dict[str, str]
    members: dict[str, list[str]]
    features: dict[str, Features]
    waiting: list[Candidate] = field(default_factory=list)

    def names_of(self, entity: str) -> set[str]:
        """Every folded name of an entity."""
        return {name for member in self.members[entity] for name in self.features[member].names}


class _Clusters:
    """Union of source entities under what must stay apart."""

    def __init__(self, features: dict[str, Features], apart: Iterable[tuple[str, str]]) -> None:
        self.features = features
        self.parent = {key: key for key in features}
        self.members = {key: [key] for key in features}
        self.apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self.apart[one].add(other)
            self.apart[other].add(one)

    def find(self, key: str) -> str:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def allowed(self, one: str, other: str) -> bool:
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        theirs = set(self.members[b])
        if any(self.apart[member] & theirs for member in self.members[a] if member in self.apart):
            return False
        return not self._contradict(a, b)

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
        a, b = sorted((self.find(one), self.find(other)))
        if a != b:
            self.parent[b] = a
            self.members[a] += self.members.pop(b)


def identify(ledger: Ledger) -> Identity:
    """Cluster every source entity of the ledger; the same ledger always gives the same clusters."""
    features = features_of(ledger)
    decisions = [d for d in ledger.decisions.values() if d.one in features and d.other in features]
    clusters = _Clusters(features, ((d.one, d.other) for d in decisions if d.verdict == "different"))
    _join_all(clusters, _decided(decisions))
    _join_all(clusters, _by_identifier(features))
    _join_all(clusters, _by_vocabulary(features))
    waiting: list[Candidate] = []
    for label in sorted({each.entity.label for each in features.values()} - CODED - ALONE - set(BY_OWNER)):
        _by_score(clusters, label, waiting)
    for label, (kind, role) in sorted(BY_OWNER.items()):
        _join_all(clusters, _by_owner(clusters, ledger, label, kind, role))
        if label != "Product":
            _by_score(clusters, label, waiting)
    return _settled(clusters, waiting)


def _join_all(clusters: _Clusters, pairs: Iterable[tuple[str, str]]) -> None:
    for one, other in pairs:
        if clusters.allowed(one, other):
            clusters.join(one, other)


def _decided(decisions: list[Decision]) -> list[tuple[str, str]]:
    return sorted((d.one, d.other) for d in decisions if d.verdict == "same")


def _by_identifier(features: dict[str, Features]) -> Iterator[tuple[str, str]]:
    for scheme in STRONG:
        holders: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key in sorted(features):
            for value in features[key].identifiers.get(scheme, ()):
                holders[features[key].entity.label, value].append(key)
        for group in sorted(holders.values()):
            yield from ((group[0], other) for other in group[1:])


def _by_vocabulary(features: dict[str, Features]) -> Iterator[tuple[str, str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for key, each in features.items():
        if each.entity.source == VOCABULARY:
            for name in each.names:
                known[name].add(key)
    for key in sorted(features):
        each = features[key]
        if each.entity.source == VOCABULARY or each.entity.label != "Organization" or each.entity.record:
            continue
        hits = known.get(each.key) or {hit for name in each.names for hit in known.get(name, ())}
        if len(hits) == 1:
            yield next(iter(hits)), key


def _pairs(clusters: _Clusters, label: str) -> Iterator[tuple[str, str]]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for key, each in clusters.features.items():
        if each.entity.label == label:
            for name in each.names:
                by_name[name].append(key)
    seen: set[tuple[str, str]] = set()
    for group in by_name.values():
        if len({clusters.find(key) for key in group}) == 1:
            continue  # one entity already: no pair left to weigh, however often it is named
        for one, other in combinations(sorted(group), 2):
            if (one, other) not in seen:
                seen.add((one, other))
                yield one, other


def _by_score(clusters: _Clusters, label: str, waiting: list[Candidate]) -> None:
    scored = []
    for one, other in _pairs(clusters, label):
        like = likeness(clusters.features[one], clusters.features[other])
        if like.score >= WAIT:
            scored.append((-like.score, one, other, like.reasons))
    scored.sort()
    for negative, one, other, _ in scored:
        if -negative >= SAME and clusters.allowed(one, other):
            clusters.join(one, other)
    pairs: dict[tuple[str, str], Candidate] = {}
    for negative, one, other, reasons in scored:
        roots = tuple(sorted((clusters.find(one), clusters.find(other))))
        if roots[0] != roots[1] and clusters.allowed(one, other):
            pairs.setdefault((roots[0], roots[1]), Candidate(one, other, round(-negative, 3), reasons))
    waiting.extend(pairs[key] for key in sorted(pairs))


def _by_owner(clusters: _Clusters, ledger: Ledger, label: str, kind: str, role: str) -> Iterator[tuple[str, str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for claim in ledger.claims.values():
        if claim.kind == kind:
            held = {clusters.find(owner) for owner in claim.role(role)}
            for _, member in claim.participants:
                if clusters.features[member].entity.label == label:
                    owners[member] |= held
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for member in sorted(owners):
        for owner in owners[member]:
            for name in clusters.features[member].names:
                groups[owner, name].append(member)
    for key in sorted(groups):
        yield from ((groups[key][0], other) for other in groups[key][1:])


def _settled(clusters: _Clusters, waiting: list[Candidate]) -> Identity:
    entity_of: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for group in clusters.members.values():
        best = min(group, key=lambda key: clusters.features[key].rank)
        members[best] = sorted(group)
        entity_of.update((member, best) for member in group)
    return Identity(entity_of, members, clusters.features, waiting)
