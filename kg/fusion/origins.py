"""Where a claim comes from. Echoes are one origin: corroboration counts publications, not addresses.

An origin is the publication that the text names, else where a retelling says that it was reported, else the
publisher, else the document. Vague sources ("market analysis") are none. Documents that share a long quote word
for word are one origin too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.identity.cluster import Identity
from kg.ledger import Ledger
from kg.schema.claims import Claim
from kg.schema.names import name_key

ECHO = 30
"""Letters from which an equal quote in two documents is an echo, not two reports."""


class Origins:
    """Origin keys and their shown names, for the claims of one ledger."""

    def __init__(self, ledger: Ledger, identity: Identity) -> None:
        self._ledger = ledger
        self._identity = identity
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for member, features in identity.features.items():
            if features.entity.label == "Organization":
                for name in features.names:
                    self._by_name[name].add(identity.entity_of[member])
        self.shown: dict[str, str] = {}
        self._of: dict[str, str] = {}

    def of(self, claim: Claim) -> str:
        """The key of a claim's origin; `shown[key]` is its name."""
        if claim.id not in self._of:
            self._of[claim.id] = self._find(claim)
        return self._of[claim.id]

    def _find(self, claim: Claim) -> str:
        for member in claim.role("source"):
            if self._identity.features[member].entity.label == "Organization":
                return self._named(self._identity.features[member].entity.name)
        document = self._ledger.origin_document(claim)
        if document is None:
            dataset = self._ledger.datasets.get(claim.source)
            return self._named(dataset.publisher or dataset.id if dataset else claim.source)
        if document.kind == "statements":
            return self._named(str(claim.values.get("by") or document.author or document.name), prefix="person:")
        if document.reported_by:
            return self._named(document.reported_by[0])
        return self._named(document.publisher) if document.publisher else self._keep(document.id, document.name)

    def count(self, claims: Iterable[Claim]) -> dict[str, list[Claim]]:
        """The claims of one fact by origin, echoes folded into the smallest key."""
        by_origin: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_origin[self.of(claim)].append(claim)
        return _fold_echoes(by_origin)

    def _named(self, name: str, prefix: str = "publisher:") -> str:
        key = name_key(name)
        known = self._by_name.get(key, set())
        return self._keep(next(iter(known)) if len(known) == 1 else prefix + key, name)

    def _keep(self, key: str, name: str) -> str:
        self.shown[key] = min(self.shown.get(key, name), name)
        return key


@lru_cache(maxsize=2**16)
def _folded(quote: str) -> str:
    return name_key(quote)


def _fold_echoes(by_origin: Mapping[str, list[Claim]]) -> dict[str, list[Claim]]:
    first_with: dict[str, str] = {}
    folded: dict[str, list[Claim]] = {}
    for origin in sorted(by_origin):
        words = {key for claim in by_origin[origin] for q in claim.quotes if len(key := _folded(q.quote)) >= ECHO}
        home = next((first_with[key] for key in sorted(words) if key in first_with), origin)
        folded.setdefault(home, []).extend(by_origin[origin])
        for key in words:
            first_with.setdefault(key, home)
    return folded
