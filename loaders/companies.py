"""The vocabulary of known companies as a dataset: the names and identifiers of those that a document mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.loaders.vocabulary import Company, Vocabulary
from kg.schema.claims import Claim, Dataset, Reading, RecordField, SourceEntity

DATASET = Dataset(id="companies", title="Vocabulary of known companies", publisher=None)


def reading(vocabulary: Vocabulary, names: Iterable[str]) -> Reading | None:
    """The records of the companies that go by any of the given names; `None` when there is none."""
    hits = {vocabulary.by_name[name] for name in names if name in vocabulary.by_name}
    found = [vocabulary.by_id[hit] for hit in sorted(hits)]
    if not found:
        return None
    entities = [SourceEntity.in_dataset(DATASET.id, company.id, "Organization", company.name) for company in found]
    pairs = zip(found, entities, strict=True)
    claims = [claim for company, entity in pairs for claim in _claims(company, entity)]
    return Reading(dataset=DATASET, entities=tuple(entities), claims=tuple(claims))


def _claims(company: Company, entity: SourceEntity) -> Iterator[Claim]:
    def claim(kind: str, field: str, told: str, **values: Any) -> Claim:
        return Claim(
            source=DATASET.id,
            kind=kind,
            participants=(("subject", entity.id),),
            values=values,
            records=(RecordField(record=company.id, field=field, value=told),),
        )

    if company.legal_name:
        yield claim("name", "legal_name", company.legal_name, name=company.legal_name, name_kind="legal")
    for alias in company.aliases:
        yield claim("name", "aliases", alias, name=alias, name_kind="alias")
    for former in company.former:
        until = {"until": former.until.isoformat()} if former.until else {}
        yield claim("name", "former", former.name, name=former.name, name_kind="former", **until)
    for scheme, value in sorted(company.identifiers.items()):
        yield claim("identifier", f"identifiers.{scheme}", value, scheme=scheme, value=value)
    yield claim("attribute", "kind", company.kind, attribute="kind", value=company.kind)
