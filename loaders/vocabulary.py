"""The vocabulary of known companies: names, former names and identifiers that a user can extend.

It helps to read a text (which words are one company's names) and to tell companies apart; nothing of the
grammar depends on it, and an empty vocabulary works.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class FormerName(BaseModel):
    """A name that a company had, with the last day it was in use where known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="The former name as it was written.")
    until: date | None = Field(default=None, description="The last day of the name, where a source tells it.")


class Company(BaseModel):
    """One known organization, as the vocabulary lists it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", description="A short stable name in lower case.")
    name: str = Field(min_length=1, description="The name in common use.")
    legal_name: str | None = Field(default=None, description="The registered name, legal form included.")
    aliases: tuple[str, ...] = Field(default=(), description="Further names in use.")
    former: tuple[FormerName, ...] = Field(default=(), description="Names that are no longer in use.")
    kind: Literal[
        "network operator",
        "data center operator",
        "cloud provider",
        "investor",
        "bank",
        "technology company",
        "equipment maker",
        "tower company",
        "utility",
        "energy company",
        "publication",
        "news agency",
        "exchange",
        "company",
        "public body",
    ] = Field(default="company", description="What it mainly is.")
    identifiers: dict[Literal["cik", "ticker", "lei", "wikidata"], str] = Field(
        default_factory=dict, description="Identifiers by scheme; each taken from the source named in the file."
    )

    @property
    def names(self) -> tuple[str, ...]:
        """All names under which a text may mention it, the current one first."""
        extra = (self.legal_name,) if self.legal_name else ()
        return (self.name, *extra, *self.aliases, *(f.name for f in self.former))


class Vocabulary(BaseModel):
    """Known companies; `Vocabulary()` is the empty one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    companies: tuple[Company, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Vocabulary:
        seen: set[str] = set()
        for c in self.companies:
            if c.id in seen:
                raise ValueError(f"the company id {c.id!r} stands twice: give one of the two another id")
            seen.add(c.id)
        return self

    @cached_property
    def by_id(self) -> dict[str, Company]:
        """Companies by their id."""
        return {c.id: c for c in self.companies}

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Ids by exact name; a name that two companies share is in no one's favour and left out."""
        out: dict[str, str] = {}
        shared: set[str] = set()
        for c in self.companies:
            for name in c.names:
                if out.setdefault(name, c.id) != c.id:
                    shared.add(name)
        return {n: i for n, i in out.items() if n not in shared}

    @cached_property
    def by_first_word(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """(name, id) pairs by the first word of the name, the longest name first."""
        out: dict[str, list[tuple[str, str]]] = {}
        for name, slug in self.by_name.items():
            plain = name.replace("’", "'")
            head = re.match(r"\w+", plain)
            if head:
                out.setdefault(head.group(), []).append((plain, slug))
        return {w: tuple(sorted(v, key=lambda x: (-len(x[0]), x[0]))) for w, v in out.items()}


class VocabularyError(ValueError):
    """The vocabulary file cannot be used; the message names the file, the place and the rule."""


def read_vocabulary(path: Path | None = None) -> Vocabulary:
    """The vocabulary of a YAML file (a list under `companies`), or the packaged one.

    Raises VocabularyError if the file cannot be read or breaks a rule. An empty file is the empty vocabulary.
    """
    import yaml

    where = str(path) if path else "the packaged companies.yaml"
    try:
        raw = (
            path.read_text(encoding="utf-8")
            if path
            else (files("kg.loaders") / "data" / "companies.yaml").read_text(encoding="utf-8")
        )
        data = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both loaders are the safe ones
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as e:
        raise VocabularyError(f"{where}: cannot be read as UTF-8 YAML: {e}") from e
    if data is None:
        return Vocabulary()
    if isinstance(data, list):
        data = {"companies": data}
    try:
        return Vocabulary.model_validate(data)
    except ValidationError as e:
        first = e.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise VocabularyError(f"{where}: {place or 'top level'}: {first['msg']}") from e
