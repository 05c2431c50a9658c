"""The words and records behind facts, read from the claims: for the command line, Python and pages alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.codec import claim_content
from kg.queries import get
from kg.schema.claims import Quote, RecordField
from kg.store.base import Store

WhyRow = Mapping[str, Any]
"""A row of the question `why`."""

_SAME = (
    "claim", "stance", "says", "publisher", "published", "modality", "attributed_to", "origin", "by", "reason", "cites",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim: what a source says, in which words or record, and whether it supports, denies or judges a fact.

    `stance` is `supports` or `denies`, for a person's word on a claim its verdict, such as `refutes`, and `rejected` or
    `corrected` for a claim that a reviewer set aside; `by` and `reason` then tell of the reviewer.
    `quotes` hold the verbatim words with their offsets (characters) in the stored text of `document_id`;
    `records` the fields of a dataset. `published` is as precise as the source (EDTF).
    """

    claim: str
    stance: str
    says: str
    quotes: tuple[Quote, ...]
    records: tuple[RecordField, ...]
    document: str
    document_id: str
    publisher: str | None
    published: str | None
    modality: str
    attributed_to: str | None
    origin: str
    by: str | None
    reason: str | None
    cites: str | None
    facts: tuple[str, ...]
    text: str = field(repr=False)
    """What `kg why` prints for it."""

    def __str__(self) -> str:
        return self.text


def behind(store: Store, facts: Iterable[str]) -> list[dict[str, Any]]:
    """The claims behind some facts (or claims, by id) as rows of `why`, each claim once."""
    cypher = get("why").cypher
    found = (row for fact in facts for row in store.read(cypher, {"id": fact, "valid_at": "any"}).rows)
    return list({row["claim"]: row for row in found}.values())


def evidence(store: Store, rows: Sequence[WhyRow]) -> tuple[Evidence, ...]:
    """Rows of `why` with the offsets of their quotes."""
    ids = [row["claim"] for row in rows]
    found = store.read("UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN c", {"ids": ids}).rows
    stored = {row["c"]["id"]: claim_content(row["c"]) for row in found}
    return tuple(_evidence(row, stored[row["claim"]]) for row in rows)


def _evidence(row: WhyRow, stored: Mapping[str, Any]) -> Evidence:
    return Evidence(
        **{name: row[name] for name in _SAME},
        quotes=tuple(stored["quotes"]),
        records=tuple(stored["records"]),
        document=row["source"],
        document_id=stored["source"],
        facts=tuple(row["facts"]),
        text="\n".join(lines([row])),
    )


def lines(rows: Iterable[WhyRow]) -> list[str]:
    """Rows of `why` for people: claims that rest on the same words together, then the words and where they stand."""
    from kg.render import printable

    together: dict[str, list[WhyRow]] = {}
    for row in rows:
        together.setdefault(repr([row[name] for name in ("quotes", "records", "source", "by", "reason")]), []).append(
            row
        )
    told: list[str] = []
    for group in together.values():
        for row in group:
            stance = {"supports": "", "denies": "DENIES  "}.get(row["stance"], f"{str(row['stance']).upper()}  ")
            told.append(f"  {stance}{printable(row['says'])}  ({row['modality']}; {row['claim']})")
        first = group[0]
        told += [f"    “{printable(quote)}”" for quote in first["quotes"]]
        told += [f"    record {printable(record)}" for record in first["records"]]
        told.append(f"    — {printable(', '.join(_where(first)))}")
    return told


def _where(row: WhyRow) -> list[str]:
    where = [row["source"], row["publisher"], row["published"] or "no date"]
    if row["origin"] not in (*where, row["by"], row["attributed_to"]):
        where.append(f"origin {row['origin']}")
    if row["attributed_to"]:
        where.append(f"citing {row['attributed_to']}")
    if row["by"]:
        said = ": ".join(filter(None, (row["by"], row["reason"])))
        where.append(f"{said} [{row['cites']}]" if row["cites"] else said)
    return [str(part) for part in where if part]
