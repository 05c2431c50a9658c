"""What a loader is: a pure translator from the bytes of one source to readings. No store, no network, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.schema.claims import Reading
from kg.schema.values import Edtf

SIDECAR = ".meta.yaml"


class BadInput(Exception):
    """An input breaks a rule; the message is one line: file, place, rule. Nothing of that input is stored."""

    def __init__(self, name: str, rule: str, place: str = "") -> None:
        super().__init__(f"{name}:{place}: {rule}" if place else f"{name}: {rule}")


class Sidecar(BaseModel):
    """`NAME.meta.yaml`: what is known of a document that its text does not tell."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Edtf | None = Field(default=None, description="EDTF date: 2025, 2025-11, 2025-11-22")
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    reported_by: list[str] = Field(
        default=[], description="Where the facts were reported, for a text that retells them"
    )


@dataclass(frozen=True, slots=True)
class Source:
    """One text as it was read, and what is known of its publication.

    `original` are the bytes where the text is not simply their decoding: of a web page, a mail, an item of a feed.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    sidecar: Sidecar = field(default_factory=Sidecar)
    original: bytes | None = None

    def told(self, sidecar: Sidecar) -> Source:
        """The same text; what the sidecar says goes before what the text itself tells."""
        said = {**self.sidecar.model_dump(exclude_defaults=True), **sidecar.model_dump(exclude_defaults=True)}
        return replace(self, sidecar=Sidecar.model_validate(said))


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set: another vocabulary of companies, another extractor of articles than the grammar.

    An extractor gives what a text states (a `kg.loaders.article.finding.Extraction`) or raises `BadInput`; `reader` is
    its name in the record of a document.
    """

    companies: Path | None = None
    extractor: Callable[[Source, Options], Any] | None = None
    reader: str = "article"


@dataclass(frozen=True, slots=True)
class Loader:
    """A named translator and the file names it takes; `read` raises `BadInput`."""

    name: str
    description: str
    takes: Callable[[str], bool]
    read: Callable[[Source, Options], Iterator[Reading]]
    last: bool = False
    find: Callable[[Source, Options], Any] | None = None


def explain(error: ValidationError) -> str:
    """The first fault of a pydantic error in one line."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    text = first["msg"].removeprefix("Value error, ")
    return f"{place}: {text}" if place else text


def first_line(error: Exception) -> str:
    """An error's message on one line."""
    return " ".join(str(error).split())
