"""What a model may answer: one described class, closed lists taken from the schema, and the JSON Schema made of both.

A `Fact` is what the model says and nothing more: whether its words stand in the article is for `grounding` to see.
Numbers and dates are asked for as the words that carry them, and read by the same code that reads them in an article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kg.loaders.article.claims import RELATIONS, STAGES
from kg.loaders.base import explain
from kg.schema.claims import Modality

CLOSED: Mapping[str, tuple[str, ...]] = {
    "modality": get_args(Modality),
    "status": tuple(STAGES),
    "relation": tuple(RELATIONS),
    "form": ("equity", "debt", "grant", "capex"),
    "direction": ("increase", "decrease"),
    "sentiment": ("positive", "negative", "neutral"),
    "happened": ("bankruptcy", "name change", "lawsuit", "listing", "outage", "layoffs", "stock", "other"),
}
"""Fields whose values are a closed list; `subject_is` and `object_is` have one for each type."""


@dataclass(frozen=True, slots=True)
class Side:
    """A participant's place in a type: under which rule it is checked, and what the model is told."""

    rule: str
    says: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Type:
    """A type of fact: its sides, the fields it takes beside the common ones, and those it must have."""

    says: str
    subject: Side
    object: Side | None
    takes: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields but `type`, in the order in which the model gives them."""
        told = [name for name, side in self.sides.items() for name in (name, *([f"{name}_is"] if side.others else []))]
        return ("quote", *told, *self.takes, "modality", "source")

    @property
    def sides(self) -> dict[str, Side]:
        """The participants by field."""
        return {"subject": self.subject, **({"object": self.object} if self.object else {})}

    @property
    def closed(self) -> dict[str, tuple[str, ...]]:
        """The closed list of each field that has one."""
        told = {f"{name}_is": (side.rule, *side.others) for name, side in self.sides.items() if side.others}
        return {**{name: values for name, values in CLOSED.items() if name in self.fields}, **told}


@cache
def types() -> Mapping[str, Type]:
    """The types of `data/types.yaml` by name."""
    import yaml

    def side(told: Mapping[str, Any] | None) -> Side | None:
        return Side(told["is"], told["says"], tuple(told.get("or", ()))) if told else None

    table = (files("kg.loaders.llm") / "data" / "types.yaml").read_text(encoding="utf-8")
    out: dict[str, Type] = {}
    for name, row in yaml.safe_load(table).items():
        subject = side(row["subject"])
        assert subject is not None
        takes, needs = tuple(row.get("takes", ())), tuple(row.get("needs", ()))
        out[name] = Type(row["says"], subject, side(row.get("object")), takes, needs)
    return out


class Fact(BaseModel):
    """One fact as the model states it; which fields a type takes is told by `types`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    type: str = Field(description="What kind of fact it is")
    subject: str = Field(description="Whom it is about")
    quote: str = Field(description="Words of one paragraph, copied character by character, that carry the fact")
    modality: str = Field(description="Who stands for it, and whether it is about the future")
    source: str | None = Field(default=None, description="Whom the article cites for it, as named there")
    object: str | None = Field(default=None, description="The other side")
    aliases: list[str] = Field(default=[], description="Other names that the article uses for it")
    ticker: str | None = Field(default=None, description="Its ticker symbol, where the quote gives it")
    kind: str | None = Field(default=None, description="What it is, in words of the quote")
    title: str | None = Field(default=None, description="The title as the quote writes it")
    amount: str | None = Field(default=None, description="The number with its unit and bound, copied from the quote")
    stake: str | None = Field(default=None, description="The percentage held or bought, copied from the quote")
    when: str | None = Field(default=None, description="The date with its year, copied from the quote")
    status: str | None = Field(default=None, description="How far it is, where the article says so")
    ended: bool = Field(default=False, description="Whether it is over")
    merger: bool = Field(default=False, description="Whether the two merge")
    seller: str | None = Field(default=None, description="Who sells")
    lenders: list[str] = Field(default=[], description="Who lends")
    services: list[str] = Field(default=[], description="What is bought or provided, copied from the quote")
    purpose: str | None = Field(default=None, description="What for, copied from the quote")
    together: list[str] = Field(default=[], description="All parties, where three or more make one deal together")
    places: list[str] = Field(default=[], description="Places that the quote names for it")
    relation: str | None = Field(default=None, description="What the organization has to do with the facilities")
    form: str | None = Field(default=None, description="What kind of money it is")
    subject_is: str | None = Field(default=None, description="What the subject is")
    object_is: str | None = Field(default=None, description="What the object is")
    direction: str | None = Field(default=None, description="Whether a change went up or down")
    by: str | None = Field(default=None, description="The person who projects it")
    words: str | None = Field(default=None, description="The words spoken, copied from the quote")
    about: str | None = Field(default=None, description="The organization that is spoken of")
    sentiment: str | None = Field(default=None, description="How it is judged")
    happened: str | None = Field(default=None, description="What kind of event it is")

    @model_validator(mode="after")
    def _fits_its_type(self) -> Fact:
        spec = types().get(self.type)
        if spec is None:
            raise ValueError(f"{self.type[:60]!r} is no type of fact")
        given = {name for name, value in self.model_dump(exclude={"type"}, exclude_defaults=True).items() if value}
        for name in sorted(given - set(spec.fields)):
            raise ValueError(f"{self.type} takes no `{name}`")
        for name in sorted({"subject", "quote", *spec.needs} - given):
            raise ValueError(f"{self.type} needs `{name}`")
        for name, allowed in spec.closed.items():
            value = getattr(self, name)
            if value is not None and value not in allowed:
                raise ValueError(f"`{name}` {value[:60]!r} is none of {', '.join(allowed)}")
        return self


@cache
def json_schema() -> dict[str, Any]:
    """The JSON Schema of an answer, in the part of JSON Schema that structured output takes: one variant a type."""
    described, shared = Fact.model_json_schema()["properties"], dict[str, Any]()
    variants = [_variant(name, spec, described, shared) for name, spec in types().items()]
    return {**_object({"facts": {"type": "array", "items": {"anyOf": variants}}}), "$defs": shared}


def _variant(name: str, spec: Type, described: Mapping[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """The object of a type; fields that mean the same everywhere stand once, in `shared`."""
    fields: dict[str, Any] = {"type": {"type": "string", "enum": [name], "description": spec.says}}
    for field in spec.fields:
        needed = field in ("quote", "subject", "modality", *spec.needs)
        kind, side = _kind(described[field], spec.closed.get(field), needed), spec.sides.get(field)
        if side:
            fields[field] = {**kind, "description": side.says}
        elif field.endswith("_is"):
            fields[field] = {**kind, "description": described[field]["description"]}
        else:
            ref = field if not needed else f"{field}_needed"
            shared[ref] = {**kind, "description": described[field]["description"]}
            fields[field] = {"$ref": f"#/$defs/{ref}"}
    return _object(fields)


def _kind(described: Mapping[str, Any], closed: tuple[str, ...] | None, needed: bool) -> dict[str, Any]:
    """The type of a field: a list, a flag, one of a closed list, or words; `null` where it may be missing."""
    if described.get("type") in ("array", "boolean"):
        return {key: described[key] for key in ("type", "items") if key in described}
    values = {"enum": [*closed, *([] if needed else [None])]} if closed else {}
    return {"type": "string" if needed else ["string", "null"], **values}


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(fields), "required": list(fields), "additionalProperties": False}


_FENCE = re.compile(r"\s*```(?:json)?[ \t]*\n(.*)\n\s*```\s*", re.IGNORECASE | re.DOTALL)
"""An answer within the marks of a listing, as chat models like to write."""


class Malformed(ValueError):
    """An answer is not the JSON that was asked for; the message says how."""


def parse(content: str) -> list[tuple[Mapping[str, Any], Fact | str]]:
    """Each fact of an answer as it was given, with its checked form or the rule that it breaks. Raises `Malformed`."""
    try:
        fenced = _FENCE.fullmatch(content)
        told = json.loads(fenced.group(1) if fenced else content)
        # Half a surrogate pair is no character: it stands in no text and cannot be written out again.
        told = json.loads(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Malformed(f"the answer is no JSON: {str(error)[:80]}") from error
    if not isinstance(told, dict) or not isinstance(told.get("facts"), list) or len(told) != 1:
        raise Malformed("the answer is JSON of another shape: it must be an object with the one list `facts`")
    return [_one(each) for each in told["facts"]]


def _one(told: Any) -> tuple[Mapping[str, Any], Fact | str]:
    if not isinstance(told, dict):
        return {"value": told}, "a fact must be an object"
    try:
        return told, Fact.model_validate({name: value for name, value in told.items() if value is not None})
    except ValidationError as error:
        return told, explain(error)
