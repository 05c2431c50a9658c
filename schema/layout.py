"""What a store holds, derived from the classes: labels, relationship types, constraints and indexes."""

from __future__ import annotations

from kg.schema import entities, facts  # noqa: F401  (registers the types)
from kg.schema.base import ENTITIES, FACTS, extra_of
from kg.schema.graph import Index

VERSION = 1
"""Schema version of a store. A program refuses a store of a newer one."""

PROVENANCE: dict[str, tuple[str, tuple[str, ...]]] = {
    "Document": ("A source document, kept whole as it was read", ()),
    "Dataset": ("The manifest of a registry or table whose records are cited", ()),
    "SourceEntity": ("What one document or record speaks of, and the entity it belongs to", ("entity", "source_id")),
    "Claim": ("One typed statement by one source, with its evidence", ("source_id", "kind")),
    "Fact": ("What claims say together; it stays when the fact is refuted", ("status", "source_id", "target_id")),
    "Decision": ("A person's word on whether two source entities are one", ()),
    "Review": ("A person's word on a claim: accepted, rejected or corrected", ("about", "source_id")),
    "Name": ("A further name of an entity, for look-up", ("key",)),
    "Identifier": ("An identifier of an entity, for look-up", ("key",)),
    "Meta": ("The store itself: schema version, and whether a write was left unfinished", ()),
}
LINKS: dict[str, str] = {
    "MENTIONS": "(Document) to an entity that it speaks of",
    "STATED_IN": "(Claim) to its Document",
    "ABOUT": "(Claim) of a risk, assessment or statement to its entity",
    "SPOKEN_BY": "(Claim) of a statement to its speaker",
    "JUDGES": "(Claim) of a person's verdict to the claims it speaks of",
    "REVIEWS": "(Review) to the claim that it speaks of, as it was read",
    "CORRECTS_TO": "(Review) in force to the claim that it puts in the place of another",
    "NAMES": "(Name) to its entity",
    "IDENTIFIES": "(Identifier) to its entity",
}

LABELS: tuple[str, ...] = (*ENTITIES, *PROVENANCE)
EDGE_TYPES: tuple[str, ...] = (*dict.fromkeys(fact.edge for fact in FACTS.values()), *LINKS)


def indexes() -> list[Index]:
    """Uniqueness of every node key, then the look-ups that the classes declare."""
    found = [Index(label, "id", unique=True) for label in LABELS]
    for label, cls in ENTITIES.items():
        found += [Index(label, name) for name in cls.model_fields if extra_of(cls, name).get("index")]
    found += [Index(label, name) for label, (_, names) in PROVENANCE.items() for name in names]
    return found
