"""Claims and what they rest on: documents, source entities, evidence.

A claim is one typed statement by one source. Its id is a hash of what it says, never of where in the text it
stands or when it was loaded, so loading twice changes nothing. Claims point to source entities: what one
document or one dataset record speaks of.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kg.schema.base import ENTITIES
from kg.schema.kinds import check_claim
from kg.schema.places import us_states
from kg.schema.values import Edtf, canonical, content_id

Modality = Literal["asserted", "attributed", "projected", "opinion"]
Stance = Literal["supports", "denies"]
Scalar = str | int | float | bool
ClaimValue = Scalar | list[str]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=0)


PUBLICATION = ("name", "title", "publisher", "author", "published", "url", "licence", "language", "reported_by")
"""What is told of where and when a document was published, beside its text."""


class Document(_Frozen):
    """A source document as it was read.

    Its bytes are `text.encode(encoding)`, or, where the text was taken out of a page or mail, `original`.
    """

    id: str = Field(description="`doc-` and 80 bits of the SHA-256 of the bytes")
    sha256: str = Field(description="SHA-256 of the bytes, hexadecimal")
    text: str = Field(description="The whole decoded text; evidence offsets count its code points")
    encoding: str = Field(default="utf-8", description="Codec that gives the bytes back")
    original: str | None = Field(default=None, description="The bytes in Base64, where the text is not their decoding")
    text_sha256: str | None = Field(default=None, description="SHA-256 of the text in UTF-8, beside `original`")
    kind: str = Field(default="article", description="article, statements, …")
    name: str = Field(default="", description="File name, without folders")
    title: str | None = Field(default=None)
    publisher: str | None = Field(default=None)
    author: str | None = Field(default=None)
    published: Edtf | None = Field(default=None, description="EDTF date, from the text or its sidecar, never the clock")
    url: str | None = Field(default=None)
    licence: str | None = Field(default=None)
    language: str | None = Field(default=None)
    reported_by: list[str] = Field(
        default=[], description="Where the facts were reported, for a text that retells them"
    )
    loader: str = Field(default="", description="Loader that read it")
    publications: list[str] = Field(
        default=[], description="Where the same bytes were published, when more than once: JSON each, sorted"
    )

    @classmethod
    def of(cls, text: str, encoding: str = "utf-8", original: bytes | None = None, **meta: object) -> Self:
        """A document from its text, and its bytes where those do not follow from it; id and hashes are worked out."""
        digest = hashlib.sha256(text.encode(encoding) if original is None else original).hexdigest()
        kept = {} if original is None else {
            "original": base64.b64encode(original).decode(),
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        }  # fmt: skip
        return cls.model_validate(
            {"id": f"doc-{digest[:20]}", "sha256": digest, "text": text, "encoding": encoding, **kept, **meta}
        )

    def joined(self, other: Document) -> Document:
        """The other one, knowing also where this one, of the same bytes, was published; the earliest is shown.

        A file of a name that is known is that publication, told again. So wire copy that is read from several
        places is one document, and the order in which it is read does not matter.
        """
        known = {str(each["name"]): each for one in (self, other) for each in one._published()}
        if len(known) == 1:
            return other
        first = min(known.values(), key=lambda each: (each.get("published") or "9999", canonical(each)))
        shown = {name: Document.model_fields[name].get_default() for name in PUBLICATION} | first
        return other.model_copy(update={**shown, "publications": sorted(map(canonical, known.values()))})

    def _published(self) -> list[dict[str, Any]]:
        told = [json.loads(each) for each in self.publications]
        return told or [{k: v for k, v in self.model_dump(include=set(PUBLICATION)).items() if v or k == "name"}]

    def content(self) -> bytes:
        """The bytes as they were read."""
        return self.text.encode(self.encoding) if self.original is None else base64.b64decode(self.original)


class Dataset(_Frozen):
    """A registry or table whose records are cited; its bytes are not kept."""

    id: str
    title: str = ""
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    licence: str | None = None


class SourceEntity(_Frozen):
    """What one document, or one dataset record, speaks of."""

    id: str
    label: str
    name: str
    source: str = Field(description="Id of the document or dataset")
    record: str | None = Field(default=None, description="Id of the record within the dataset")

    @classmethod
    def in_document(cls, document: str, label: str, name: str) -> Self:
        """The entity of that type and fullest name in a document."""
        return cls(id=content_id(_prefix(label), document, label, name), label=label, name=name, source=document)

    @classmethod
    def in_dataset(cls, dataset: str, record: str, label: str, name: str) -> Self:
        """The entity that a dataset record describes."""
        return cls(
            id=content_id(_prefix(label), dataset, record), label=label, name=name, source=dataset, record=record
        )

    @classmethod
    def place(cls, label: str, code: str, name: str) -> Self:
        """A coded place; its id is the code, the same wherever it is named. A US state has its official name."""
        name = us_states().get(code, (name, ""))[0]
        return cls(id=f"{_prefix(label)}-{code}", label=label, name=name, source="iso-3166", record=code)


def _prefix(label: str) -> str:
    return ENTITIES[label].prefix


class Quote(_Frozen):
    """Evidence in a stored document: `text[start:end] == quote`."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)


class RecordField(_Frozen):
    """Evidence in a dataset record: the field and the value it holds there."""

    record: str
    field: str
    value: str


class Claim(_Frozen):
    """One typed statement by one source, with its evidence."""

    id: str = Field(default="", description="`claim-` and a hash of the content; worked out, and checked when given")
    source: str = Field(description="Id of the document or dataset that says it")
    kind: str
    stance: Stance = "supports"
    participants: tuple[tuple[str, str], ...] = Field(description="(role, source entity id), sorted")
    values: dict[str, ClaimValue] = {}
    modality: Modality = "asserted"
    attributed_to: str | None = Field(default=None, description="The source that the text names, in its words")
    quotes: tuple[Quote, ...] = ()
    records: tuple[RecordField, ...] = ()

    @field_validator("participants")
    @classmethod
    def _sorted(cls, value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(set(value)))

    @field_validator("values")
    @classmethod
    def _plain_numbers(cls, values: dict[str, ClaimValue]) -> dict[str, ClaimValue]:
        """Integral floats as integers: what a claim says is the same before and after it was stored."""
        return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in values.items()}

    @field_validator("quotes")
    @classmethod
    def _in_order(cls, value: tuple[Quote, ...]) -> tuple[Quote, ...]:
        return tuple(sorted(set(value), key=lambda quote: (quote.start, quote.end)))

    @model_validator(mode="after")
    def _identify(self) -> Self:
        if not self.quotes and not self.records:
            raise ValueError(f"a {self.kind} claim without evidence is no claim")
        check_claim(self.kind, self.participants, self.values)
        content = self.content_hash()
        if self.id and self.id != content:
            raise ValueError(f"{self.id} does not hold what it held when it was stored")
        object.__setattr__(self, "id", content)
        return self

    def content_hash(self) -> str:
        """The id that this content has."""
        record = self.records[0].record if self.records else None
        return content_id(
            "claim",
            [self.source, record],
            self.kind,
            self.stance,
            [list(pair) for pair in self.participants],
            self.values,
            self.modality,
            self.attributed_to,
        )

    def role(self, name: str) -> list[str]:
        """Source entity ids under a role, sorted."""
        return [entity for role, entity in self.participants if role == name]


class Decision(_Frozen):
    """A person's word on whether two source entities are one; reversible, attributed, dated."""

    id: str = ""
    verdict: Literal["same", "different"]
    one: str
    other: str
    by: str = Field(min_length=1)
    reason: str = ""
    date: str | None = None

    @model_validator(mode="after")
    def _identify(self) -> Self:
        if self.one == self.other:
            raise ValueError("a decision needs two different source entities")
        first, second = sorted((self.one, self.other))
        object.__setattr__(self, "one", first)
        object.__setattr__(self, "other", second)
        object.__setattr__(self, "id", content_id("decision", self.verdict, first, second, self.by))
        return self


class Review(_Frozen):
    """A person's word on one claim of a document: accepted, rejected or corrected; reversible and attributed.

    It holds both the claim as it was read and the one that is in force instead, so it needs no loader to find either
    again: what was rejected stays out, and what was accepted or corrected stays in, whatever a newer loader reads.
    """

    id: str = Field(default="", description="`review-` and a hash of the content; worked out")
    verdict: Literal["accepted", "rejected", "corrected"]
    read: Claim = Field(description="The claim as it was read when the person decided")
    claim: Claim | None = Field(default=None, description="What holds instead, where it was corrected")
    entities: tuple[SourceEntity, ...] = Field(default=(), description="Whom the two claims speak of")
    by: str = Field(min_length=1, description="Who decided")
    reason: str = Field(default="", description="Why")
    date: Edtf | None = Field(default=None, description="EDTF date that the person gave, never the clock")

    @field_validator("entities")
    @classmethod
    def _in_order(cls, value: tuple[SourceEntity, ...]) -> tuple[SourceEntity, ...]:
        return tuple(sorted({entity.id: entity for entity in value}.values(), key=lambda entity: entity.id))

    @model_validator(mode="after")
    def _identify(self) -> Self:
        if (self.claim is not None) != (self.verdict == "corrected"):
            raise ValueError("a correction, and nothing else, holds the claim that takes the place of the one read")
        if self.claim is not None and self.claim.id == self.read.id:
            raise ValueError("a correction that says what was read corrects nothing: accept it")
        if self.claim is not None and self.claim.source != self.read.source:
            raise ValueError("a correction is of the same document as the claim it corrects")
        known = {entity.id for entity in self.entities}
        for claim in (self.read, *([self.claim] if self.claim else [])):
            missing = [entity for _, entity in claim.participants if entity not in known]
            if missing:
                raise ValueError(f"the {claim.kind} claim speaks of {missing[0]}, which the review does not list")
        content = content_id("review", self.model_dump(mode="json", exclude={"id"}))
        if self.id and self.id != content:
            raise ValueError(f"{self.id} does not hold what it held when it was stored")
        object.__setattr__(self, "id", content)
        return self

    @property
    def document(self) -> str:
        """The document whose claim it is."""
        return self.read.source

    @property
    def about(self) -> str:
        """Id of the claim as it was read."""
        return self.read.id

    @property
    def in_force(self) -> Claim | None:
        """The claim that holds by this review; none where it was rejected."""
        return self.read if self.verdict == "accepted" else self.claim

    def misquoted(self, text: str) -> Quote | None:
        """The first quote of its claims that does not stand in the document's text where it says."""
        quotes = (*self.read.quotes, *(self.claim.quotes if self.claim else ()))
        return next((each for each in quotes if text[each.start : each.end] != each.quote), None)


class Reading(_Frozen):
    """What a loader makes of one source: the document or dataset, who it speaks of, what it says."""

    document: Document | None = None
    dataset: Dataset | None = None
    entities: tuple[SourceEntity, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if (self.document is None) == (self.dataset is None):
            raise ValueError("a reading is of one document or of one dataset")
        known = {entity.id for entity in self.entities}
        for claim in self.claims:
            missing = [entity for _, entity in claim.participants if entity not in known]
            if missing:
                raise ValueError(f"{claim.kind} claim speaks of {missing[0]}, which the reading does not list")
            if self.document is not None:
                for quote in claim.quotes:
                    if self.document.text[quote.start : quote.end] != quote.quote:
                        raise ValueError(f"{claim.kind} claim: its quote does not stand at {quote.start}:{quote.end}")
        return self


def together(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims by id, in order: one that a source makes twice rests on the evidence of both places."""
    found: dict[str, Claim] = {}
    for claim in claims:
        before = found.setdefault(claim.id, claim)
        if before is not claim:
            quotes = {(quote.start, quote.end): quote for quote in (*before.quotes, *claim.quotes)}
            records = {(each.record, each.field): each for each in (*before.records, *claim.records)}
            evidence = {"quotes": tuple(quotes[at] for at in sorted(quotes)), "records": tuple(records.values())}
            found[claim.id] = before.model_copy(update=evidence)
    return tuple(found.values())
