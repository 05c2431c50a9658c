"""Clusters of source entities: a pure function of all mentions and all decisions.

Links are tried from the strongest to the weakest, in an order that depends on their content only; a link that
would join two sides which a person keeps apart, or whose identifiers differ, is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.identity.clusters import Clusters
from kg.identity.features import STRONG, Features, features_of
from kg.identity.score import SAME, WAIT, WEIGHTS, likeness
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


def identify(ledger: Ledger) -> Identity:
    """Cluster every source entity of the ledger; the same ledger always gives the same clusters."""
    features = features_of(ledger)
    decisions = [d for d in ledger.decisions.values() if d.one in features and d.other in features]
    clusters = Clusters(features, ((d.one, d.other) for d in decisions if d.verdict == "different"))
    clusters.join_groups(_decided(decisions))
    clusters.join_groups(_by_identifier(features))
    clusters.join_groups(_by_vocabulary(features))
    waiting: list[Candidate] = []
    for label in sorted({each.entity.label for each in features.values()} - CODED - ALONE - set(BY_OWNER)):
        _by_score(clusters, label, waiting)
    for label, (kind, role) in sorted(BY_OWNER.items()):
        owners = _owners(clusters, ledger, label, kind, role)
        clusters.join_groups(_by_owner(clusters, owners))
        clusters.mark("organization", owners)
        if label != "Product":
            _by_score(clusters, label, waiting)
    return _settled(clusters, waiting)


def _decided(decisions: list[Decision]) -> list[tuple[str, str]]:
    return sorted((d.one, d.other) for d in decisions if d.verdict == "same")


def _by_identifier(features: dict[str, Features]) -> Iterator[list[str]]:
    for scheme in STRONG:
        holders: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key in sorted(features):
            for value in features[key].identifiers.get(scheme, ()):
                holders[features[key].entity.label, value].append(key)
        yield from sorted(holders.values())


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


def _pairs(clusters: Clusters, label: str) -> Iterator[tuple[str, str]]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for key, each in clusters.features.items():
        if each.entity.label == label:
            for name in each.names:
                by_name[name].append(key)
    seen: set[tuple[str, str]] = set()
    for named in by_name.values():
        if len({clusters.find(key) for key in named}) == 1:
            continue  # one entity already: no pair left to weigh, however often it is named
        group = sorted(named)
        if all(clusters.plain(key) for key in group):
            clusters.join_groups(_plainly_one(clusters, group))
            group = sorted({clusters.find(key) for key in group})
        for one, other in combinations(sorted(group), 2):
            if (one, other) not in seen:
                seen.add((one, other))
                yield one, other


def _plainly_one(clusters: Clusters, group: list[str]) -> Iterator[list[str]]:
    """Members of one name, of which nothing else is known but whom they are named beside.

    Nothing can keep any two of them apart, so it is enough to join each to the first: weighing every pair would give
    the same, at a cost that grows with the square of the documents.
    """
    bare = replace(clusters.features[group[0]], neighbours=set())
    alone = likeness(bare, bare).score
    if alone >= SAME:
        yield sorted(group)
    elif alone + WEIGHTS["named beside the same party"] >= SAME:
        beside: dict[str, list[str]] = defaultdict(list)
        for key in sorted(group):
            for other in clusters.features[key].neighbours - {bare.key}:
                beside[other].append(key)
        yield from (beside[other] for other in sorted(beside))


def _by_score(clusters: Clusters, label: str, waiting: list[Candidate]) -> None:
    scored = []
    for one, other in _pairs(clusters, label):
        like = likeness(clusters.features[one], clusters.features[other])
        if like.score >= WAIT:
            scored.append((-like.score, one, other, like.reasons))
    scored.sort()
    for negative, one, other, _ in scored:
        if -negative >= SAME and clusters.likely(one, other):
            clusters.join(one, other)
    pairs: dict[tuple[str, str], Candidate] = {}
    for negative, one, other, reasons in scored:
        roots = tuple(sorted((clusters.find(one), clusters.find(other))))
        if roots[0] != roots[1] and clusters.allowed(one, other):
            pairs.setdefault((roots[0], roots[1]), Candidate(one, other, round(-negative, 3), reasons))
    waiting.extend(pairs[key] for key in sorted(pairs))


def _owners(clusters: Clusters, ledger: Ledger, label: str, kind: str, role: str) -> dict[str, set[str]]:
    """The organizations that source entities of a type belong to, by source entity."""
    owners: dict[str, set[str]] = defaultdict(set)
    for claim in ledger.claims.values():
        if claim.kind == kind and claim.stance == "supports":
            held = {clusters.find(owner) for owner in claim.role(role)}
            for _, member in claim.participants:
                if clusters.features[member].entity.label == label:
                    owners[member] |= held
    return owners


def _by_owner(clusters: Clusters, owners: dict[str, set[str]]) -> Iterator[list[str]]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for member in sorted(owners):
        for owner in owners[member]:
            for name in clusters.features[member].names:
                groups[owner, name].append(member)
    yield from (groups[key] for key in sorted(groups))


def _settled(clusters: Clusters, waiting: list[Candidate]) -> Identity:
    entity_of: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for group in clusters.members.values():
        best = min(group, key=lambda key: clusters.features[key].rank)
        members[best] = sorted(group)
        entity_of.update((member, best) for member in group)
    return Identity(entity_of, members, clusters.features, waiting)
