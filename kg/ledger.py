"""The ledger: all that was ever read and decided. Everything else in a store is worked out from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.schema.claims import Claim, Dataset, Decision, Document, Reading, Review, SourceEntity, together

PLACES = "iso-3166"
"""Source of coded places: they belong to no one document and go with the last claim that speaks of them."""


@dataclass(slots=True)
class Ledger:
    """Documents, datasets, source entities, claims, decisions and reviews by id. Order of entry leaves no trace.

    Claims are kept as they were read; what reviews make of them is `kg.fusion.reviews.reviewed`.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    entities: dict[str, SourceEntity] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)

    def told(self, document: Document) -> Document:
        """A document as it stands once it is entered: with the other publications of the same bytes."""
        known = self.documents.get(document.id)
        return document if known is None else known.joined(document)

    def add(self, reading: Reading) -> None:
        """Enter a reading. What the same document, or the same dataset records, said before is replaced."""
        if reading.document is not None:
            document = self.told(reading.document)
            if document.id in self.documents:
                self.forget(document.id)
            self.documents[document.id] = document
        elif reading.dataset is not None:
            self.datasets[reading.dataset.id] = reading.dataset
            own = reading.dataset.id
            records = {entity.record for entity in reading.entities if entity.source == own}
            self._drop(entity for entity in self.entities.values() if entity.source == own and entity.record in records)
        for entity in reading.entities:
            known = self.entities.get(entity.id, entity)
            # Coded places belong to no one source: of two spellings the same one must win in any order.
            self.entities[entity.id] = min(known, entity, key=lambda each: (each.name, each.source))
        self.claims.update((claim.id, claim) for claim in together(reading.claims))

    def forget(self, source: str) -> None:
        """Erase a document or dataset as if it had never been loaded. Reviews of its claims rest until it is back."""
        self.documents.pop(source, None)
        self.datasets.pop(source, None)
        self._drop(entity for entity in self.entities.values() if entity.source == source)
        for claim_id in [claim.id for claim in self.claims.values() if claim.source == source]:
            del self.claims[claim_id]
        spoken_of = {member for claim in self.claims.values() for _, member in claim.participants}
        self._drop(
            entity for entity in self.entities.values() if entity.source == PLACES and entity.id not in spoken_of
        )

    def _drop(self, entities: Iterable[SourceEntity]) -> None:
        gone = {entity.id for entity in list(entities)}
        for entity_id in gone:
            del self.entities[entity_id]
        stale = [c.id for c in self.claims.values() if c.records and any(e in gone for _, e in c.participants)]
        for claim_id in stale:
            del self.claims[claim_id]

    def origin_document(self, claim: Claim) -> Document | None:
        """The document a claim stands in; `None` for a claim of a dataset."""
        return self.documents.get(claim.source)
