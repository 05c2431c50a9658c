"""Claims in the annotation format: the facts that a loader is scored against.

The way back from claims to the facts of `kg extract`: kinds, roles and values become types, ends and qualifiers. What
the format has no type for is named, never bent into another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kg.schema.claims import Claim, SourceEntity

Fact = dict[str, Any]
STATUS = {
    "rumoured": "rumoured", "talks": "in talks", "announced": "announced", "signed": "agreed", "approved": "approved",
    "closed": "completed", "rejected": "rejected", "terminated": "terminated",
}  # fmt: skip
PLACE_KINDS = {"State": "us_state", "Metro": "metro", "Country": "country"}
NETWORK_UNITS = frozenset({"route_miles", "fiber_miles", "route_km", "miles", "km", "metro_areas", "PB", "Tbps"})
"""Units that measure a network: what tells an observation of one, once it is a claim."""
DEAL_TYPES = frozenset({"partnership", "purchase", "acquisition", "ownership", "joint_venture", "investment"})
TYPES: Mapping[str, str] = {
    "ownership": "ownership", "partnership": "partnership", "joint_venture": "joint_venture", "supply": "purchase",
    "acquisition": "acquisition", "merger": "acquisition", "investment": "investment", "capex": "investment",
    "role": "person_role", "offering": "product", "integration": "integration", "observation": "metric",
    "target": "target", "event": "event", "statement": "statement", "risk": "risk", "assessment": "assessment",
    "location": "located_in", "name": "organization",
}  # fmt: skip
"""Kinds of claims whose type does not depend on whom they speak of; sites add `facility` and `facility_group`."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The entities of a document by id, and what its claims in force say of them: names, attributes, tickers."""

    entities: Mapping[str, SourceEntity]
    aliases: Mapping[str, list[str]]
    attributes: Mapping[str, Mapping[str, Any]]
    tickers: Mapping[str, str]

    @classmethod
    def of(cls, claims: Iterable[Claim], entities: Mapping[str, SourceEntity]) -> Spoken:
        """What some claims say of the entities they name."""
        aliases: dict[str, list[str]] = defaultdict(list)
        attributes: dict[str, dict[str, Any]] = defaultdict(dict)
        tickers: dict[str, str] = {}
        for claim in sorted(claims, key=lambda claim: claim.id):
            for member in claim.role("subject"):
                if claim.kind == "name" and claim.values["name"] != entities[member].name:
                    aliases[member].append(str(claim.values["name"]))
                elif claim.kind == "attribute":
                    attributes[member].setdefault(str(claim.values["attribute"]), claim.values["value"])
                elif claim.kind == "identifier" and claim.values["scheme"] == "ticker":
                    tickers.setdefault(member, str(claim.values["value"]))
        return cls(entities, {key: sorted(set(names)) for key, names in aliases.items()}, attributes, tickers)

    def name(self, claim: Claim, role: str) -> str | None:
        """The first name in a role."""
        return next((self.entities[member].name for member in claim.role(role)), None)


def facts(claim: Claim, spoken: Spoken) -> list[Fact]:
    """The facts that a claim states, without ids; none where the format has no type for it."""
    if claim.stance == "denies" or not claim.quotes or claim.kind not in _TRANSLATE:
        return []
    first, *rest = (quote.model_dump() for quote in claim.quotes)
    found = []
    for told in _TRANSLATE[claim.kind](claim, spoken):
        qualifiers = {"source": claim.attributed_to, **told.pop("qualifiers", {})}
        fact: Fact = {
            "type": TYPES.get(claim.kind), "subject": None, "object": None, "value": None, "unit": None, "date": None,
            **told, "modality": claim.modality, **first,
            "qualifiers": {name: value for name, value in qualifiers.items() if value not in (None, "", [])},
        }  # fmt: skip
        found.append(fact | ({"also": rest} if rest else {}))
    return found


def _value(claim: Claim, stem: str) -> int | float | list[int | float] | None:
    ends: list[Any] = [claim.values[f"{stem}_{end}"] for end in ("low", "high") if f"{stem}_{end}" in claim.values]
    return (ends[0] if len(set(ends)) == 1 else ends) if ends else None


def _deal(claim: Claim) -> Fact:
    values = claim.values
    dates = [values[name] for name in ("announced", "signed", "closed", "ended") if name in values]
    told: Fact = {
        "date": dates[0] if dates else None,
        "qualifiers": {
            "status": STATUS.get(str(values.get("stage"))), "purpose": values.get("purpose"),
            "services": values.get("services"), "kind": values.get("subkind"), "bound": values.get("bound"),
            "consideration": values.get("consideration"), "stake_percent": _value(claim, "share"),
        },
    }  # fmt: skip
    amount = _value(claim, "amount")
    return told if amount is None else {**told, "value": amount, "unit": values.get("currency")}


def _pairs(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    names = sorted(spoken.entities[member].name for member in claim.role("partner"))
    for one, other in combinations(names, 2):
        told = _deal(claim)
        if claim.kind == "merger":
            told["qualifiers"]["kind"] = "merger"
        yield {**told, "subject": one, "object": other}


def _between(one: str, other: str) -> Callable[[Claim, Spoken], Iterator[Fact]]:
    def told(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
        subject, object_ = spoken.name(claim, one), spoken.name(claim, other)
        if subject and object_:
            yield {"subject": subject, "object": object_}

    return told


def _supply(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    for each in _between("customer", "supplier")(claim, spoken):
        yield {**_deal(claim), **each}


def _acquisition(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    for each in _between("buyer", "target")(claim, spoken):
        told = _deal(claim)
        told["qualifiers"]["seller"] = spoken.name(claim, "seller")
        yield {**told, **each}


def _investment(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    told = _deal(claim)
    told["qualifiers"]["lenders"] = sorted(spoken.entities[member].name for member in claim.role("lender"))
    recipient = spoken.name(claim, "recipient") or claim.values.get("recipient_label")
    if investor := spoken.name(claim, "investor"):
        yield {**told, "subject": investor, "object": recipient}


def _ownership(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    ended = "until" in claim.values
    told = {"status": "terminated"} if ended else {"date_role": "since"} if "since" in claim.values else {}
    share = _value(claim, "share")
    for each in _between("owner", "owned")(claim, spoken):
        yield {
            **each, "value": share, "unit": "percent" if share is not None else None,
            "date": claim.values.get("until" if ended else "since"),
            "qualifiers": told,
        }  # fmt: skip


def _role(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    for each in _between("person", "organization")(claim, spoken):
        yield {**each, "qualifiers": {"role": claim.values.get("title")}}


def _offering(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    (product,) = claim.role("product")[:1]
    kind = spoken.attributes.get(product, {}).get("kind")
    for each in _between("provider", "product")(claim, spoken):
        yield {**each, "qualifiers": {"kind": kind, "aliases": spoken.aliases.get(product)}}


def _name(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    for member in claim.role("subject"):
        entity, kind = spoken.entities[member], spoken.attributes.get(member, {}).get("kind")
        if entity.label == "Organization" and claim.values["name"] == entity.name:
            told = {"aliases": spoken.aliases.get(member), "kind": kind, "ticker": spoken.tickers.get(member)}
            yield {"subject": entity.name, "qualifiers": told}


def _site(who: str, what: str, relation: str) -> Callable[[Claim, Spoken], Iterator[Fact]]:
    def told(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
        for member in claim.role(what):
            entity, said = spoken.entities[member], spoken.attributes.get(member, {})
            if entity.label == "FacilityGroup":
                if spoken.name(claim, who) != entity.name.partition(": ")[0]:
                    continue  # somebody else's sites: the group is a fact of the one after whom it is called
                count, bound = said.get("count"), said.get("bound")
                yield {
                    "type": "facility_group", "subject": spoken.name(claim, who), "object": said.get("kind"),
                    "value": count, "unit": "facilities", "qualifiers": {"relation": relation, "bound": bound},
                }  # fmt: skip
            elif entity.label == "Facility" and relation == "owned_or_operated":
                kind = said.get("kind")
                yield {
                    "type": "facility",
                    "subject": spoken.name(claim, who),
                    "object": entity.name,
                    "qualifiers": {"kind": kind},
                }
            elif entity.label in PLACE_KINDS:
                where = {"place_kind": PLACE_KINDS[entity.label], "role": claim.values.get("role")}
                subject = spoken.name(claim, who)
                yield {"type": "located_in", "subject": subject, "object": entity.name, "qualifiers": where}

    return told


def _location(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    for located in claim.role("located"):
        group = spoken.entities[located].label == "FacilityGroup"
        name = spoken.entities[located].name
        for place in claim.role("place"):
            entity = spoken.entities[place]
            where = {
                "what": "facility_group" if group else "facility",
                "place_kind": PLACE_KINDS.get(entity.label),
                "group_count": spoken.attributes.get(located, {}).get("count") if group else None,
            }
            # A group has no name of its own in the format: it goes by whose it is, which its name here begins with.
            subject = name.partition(": ")[0] if group else name
            yield {"subject": subject, "object": entity.name, "qualifiers": where}


def _measure(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    values = claim.values
    network = claim.kind == "observation" and values.get("unit") in NETWORK_UNITS
    yield {
        **({"type": "network"} if network else {}),
        "subject": spoken.name(claim, "subject"), "object": values.get("metric_label"),
        "value": _value(claim, "value"), "unit": values.get("unit"), "date": values.get("period", values.get("due")),
        "qualifiers": {
            "bound": values.get("bound"), "basis": values.get("basis"), "direction": values.get("direction"),
            "delta": values.get("delta"), "by": values.get("projected_by"),
        },
    }  # fmt: skip


def _event(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    values = claim.values
    yield {
        "subject": spoken.name(claim, "subject"),
        "object": values.get("event_label"),
        "date": values.get("date"),
        "qualifiers": {"class": values.get("event_class")},
    }


def _view(claim: Claim, spoken: Spoken) -> Iterator[Fact]:
    values = claim.values
    about = spoken.name(claim, "about")
    subject = spoken.name(claim, "speaker") if claim.kind == "statement" else values.get("about_label") or about
    told = {"topic": values.get("topic"), "sentiment": values.get("sentiment"), "words": values.get("words")}
    spoken_of = about if claim.kind == "statement" else None
    yield {"subject": subject, "object": values.get("label"), "qualifiers": {**told, "about": spoken_of}}


_TRANSLATE: Mapping[str, Callable[[Claim, Spoken], Iterator[Fact]]] = {
    "ownership": _ownership, "partnership": _pairs, "joint_venture": _pairs, "merger": _pairs, "supply": _supply,
    "acquisition": _acquisition, "investment": _investment, "capex": _investment, "role": _role, "offering": _offering,
    "integration": _between("integrated", "into"), "name": _name, "operation": _site("operator", "operated",
    "owned_or_operated"), "connection": _site("connector", "connected", "connected"), "presence": _site("present",
    "site", "present_in"), "location": _location, "observation": _measure, "target": _measure, "event": _event,
    "statement": _view, "risk": _view, "assessment": _view,
}  # fmt: skip
