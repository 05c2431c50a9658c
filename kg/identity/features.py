"""What is known of each source entity: its names, its identifiers, whom it is named beside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.ledger import Ledger
from kg.schema.claims import SourceEntity
from kg.schema.names import name_key

STRONG = ("lei", "cik", "registry", "pdb-org", "pdb-fac", "asn", "wikidata")
"""Schemes whose values name one entity only, in merge order. A ticker is not among them: it is reused."""

NAME_KINDS = ("primary", "legal", "alias", "short", "former")
"""Kinds of names; where two sources differ on one, the earlier kind holds."""

LEGAL_FORMS = frozenset({"inc", "corp", "llc", "lp", "ltd", "plc", "gmbh", "ag", "sa", "nv", "bv", "ab", "co"})


@dataclass(slots=True)
class Features:
    """One source entity as identity sees it; name keys are folded."""

    entity: SourceEntity
    names: dict[str, str] = field(default_factory=dict)
    spellings: set[str] = field(default_factory=set)
    identifiers: dict[str, set[str]] = field(default_factory=dict)
    neighbours: set[str] = field(default_factory=set)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        """The key is the folded fullest name."""
        self.key = name_key(self.entity.name)

    @property
    def rank(self) -> tuple[int, str]:
        """Merge order: the strongest identifier, then the id."""
        held = [place for place, scheme in enumerate(STRONG) if scheme in self.identifiers]
        weakest = len(STRONG) + (self.entity.record is None)
        return (min(held, default=weakest), self.entity.id)

    @property
    def legal_form(self) -> str | None:
        """The legal form at the end of the name, if it carries one."""
        last = self.key.rpartition(" ")[2]
        return last if last in LEGAL_FORMS else None


def features_of(ledger: Ledger) -> dict[str, Features]:
    """Features of every source entity, by its id."""
    found = {entity.id: Features(entity) for entity in ledger.entities.values()}
    for each in found.values():
        each.names[each.key] = "primary"
        each.spellings.add(each.entity.name)
    beside: dict[str, set[str]] = defaultdict(set)
    for claim in ledger.claims.values():
        if claim.stance == "denies":
            continue  # what a source denies names and joins nobody
        members = [member for _, member in claim.participants if member in found]
        if claim.kind == "name":
            for member in members:
                name = str(claim.values["name"])
                found[member].spellings.add(name)
                kind, key = str(claim.values.get("name_kind", "alias")), name_key(name)
                found[member].names[key] = min(kind, found[member].names.get(key, kind), key=NAME_KINDS.index)
        elif claim.kind == "identifier":
            for member in members:
                scheme, value = str(claim.values["scheme"]), str(claim.values["value"])
                found[member].identifiers.setdefault(scheme, set()).add(value)
        else:
            for member in members:
                beside[member].update(other for other in members if other != member)
    for member, others in beside.items():
        for other in others:
            found[member].neighbours.update(found[other].names)
    return found
