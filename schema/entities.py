"""The things of the field. Each class is the only description of its type."""

from __future__ import annotations

from typing import ClassVar

from kg.schema.base import Entity, prop


class Organization(Entity):
    """A company, fund, public body or publication. A fund, its manager and its brand are different organizations."""

    label: ClassVar[str] = "Organization"
    prefix: ClassVar[str] = "org"
    rdf: ClassVar[str] = "org:Organization"

    aliases: list[str] = prop("Other names and former names", default=[], rdf="schema:alternateName")
    identifiers: list[str] = prop("Identifiers as scheme:value (lei, cik, ticker, wikidata, …)", default=[])
    kind: str | None = prop(
        "What the sources call it: data center operator, network operator, …", rdf="schema:category"
    )


class Person(Entity):
    """A natural person in a role."""

    label: ClassVar[str] = "Person"
    prefix: ClassVar[str] = "person"
    rdf: ClassVar[str] = "schema:Person"

    aliases: list[str] = prop("Other spellings of the name", default=[], rdf="schema:alternateName")


class Facility(Entity):
    """A named or registered site: a data center, landing station or point of presence."""

    label: ClassVar[str] = "Facility"
    prefix: ClassVar[str] = "fac"
    rdf: ClassVar[str] = "schema:Place"

    aliases: list[str] = prop("Other names of the site", default=[], rdf="schema:alternateName")
    identifiers: list[str] = prop("Identifiers as scheme:value (pdb-fac, wikidata, …)", default=[])
    kind: str | None = prop("Data center, campus, landing station, …", rdf="schema:category")


class FacilityGroup(Entity):
    """Facilities that a source counts but does not name: a count and a scope, never invented sites."""

    label: ClassVar[str] = "FacilityGroup"
    prefix: ClassVar[str] = "group"
    rdf: ClassVar[str] = "kg:FacilityGroup"

    count: int | None = prop("How many facilities the source counts", unit="facilities")
    bound: str | None = prop("How to read the count: min (70+, over), max (up to), approx; absent: exact")
    kind: str | None = prop("What is counted, in the words of the source: data centers, facilities, …")


class State(Entity):
    """A first-level subdivision of a country; its id is `state-` and the ISO 3166-2 code."""

    label: ClassVar[str] = "State"
    prefix: ClassVar[str] = "state"
    rdf: ClassVar[str] = "schema:State"

    code: str | None = prop("ISO 3166-2 code", index=True)
    fips: str | None = prop("FIPS 5-2 code of a US state")


class Metro(Entity):
    """A metropolitan area or city market; US metros by CBSA and others by GeoNames id where known, else by name."""

    label: ClassVar[str] = "Metro"
    prefix: ClassVar[str] = "metro"
    rdf: ClassVar[str] = "schema:City"


class Country(Entity):
    """A country; its id is `country-` and the ISO 3166-1 alpha-2 code."""

    label: ClassVar[str] = "Country"
    prefix: ClassVar[str] = "country"
    rdf: ClassVar[str] = "schema:Country"

    code: str | None = prop("ISO 3166-1 alpha-2 code", index=True)


class Network(Entity):
    """An autonomous system; it belongs to an organization, it is not one."""

    label: ClassVar[str] = "Network"
    prefix: ClassVar[str] = "net"
    rdf: ClassVar[str] = "kg:Network"

    identifiers: list[str] = prop("Identifiers as scheme:value (asn, pdb-net)", default=[])


class Product(Entity):
    """A service, platform or technology on offer. Products of one name by two owners are two."""

    label: ClassVar[str] = "Product"
    prefix: ClassVar[str] = "product"
    rdf: ClassVar[str] = "schema:Product"

    aliases: list[str] = prop("Other wordings", default=[], rdf="schema:alternateName")
    kind: str | None = prop("service, platform, technology, …", rdf="schema:category")


class Deal(Entity):
    """An agreement among parties: partnership, supply, acquisition, joint venture, investment, lease, divestiture."""

    label: ClassVar[str] = "Deal"
    prefix: ClassVar[str] = "deal"
    rdf: ClassVar[str] = "kg:Deal"

    family: str = prop("commercial, transfer, venture or funding: only deals of one family are ever one", default="")
    kinds: list[str] = prop("What it is, sorted: partnership, supply, acquisition, …", default=[])
    stage: str | None = prop("Furthest stage reached: rumoured, talks, announced, signed, closed, or how it ended")
    announced: str | None = prop("When, as precise as the source (EDTF)")
    amount_low: float | None = prop("Least amount", unit="currency units")
    amount_high: float | None = prop("Greatest amount; absent with bound min: open", unit="currency units")
    currency: str | None = prop("ISO 4217 code")
    bound: str | None = prop("How to read the amount: min, max, approx, range; absent: exact")
    purpose: str | None = prop("What for, in the words of a source")


class Observation(Entity):
    """A measured quantity of a period or a day."""

    label: ClassVar[str] = "Observation"
    prefix: ClassVar[str] = "obs"
    rdf: ClassVar[str] = "schema:Observation"


class Target(Entity):
    """A quantity or condition aimed at. It is not an observation."""

    label: ClassVar[str] = "Target"
    prefix: ClassVar[str] = "target"
    rdf: ClassVar[str] = "kg:Target"


class Event(Entity):
    """Something that happened to an organization."""

    label: ClassVar[str] = "Event"
    prefix: ClassVar[str] = "event"
    rdf: ClassVar[str] = "schema:Event"
