"""What claims state about entities. Each class is the only description of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kg.schema.base import Fact, prop

ORG = ("Organization",)
HOLDER = ("Organization", "Person")
SITE = ("Facility", "FacilityGroup")
PLACE = ("State", "Metro", "Country")


class Ownership(Fact):
    """Who owns whom. A share may be exact, a range or unknown; control is not inferred from it."""

    kind: ClassVar[str] = "ownership"
    edge: ClassVar[str] = "OWNS"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "owner": HOLDER,
        "owned": ("Organization", "Facility", "FacilityGroup", "Network"),
    }
    source: ClassVar[str] = "owner"
    target: ClassVar[str] = "owned"
    discriminator: ClassVar[tuple[str, ...]] = ("interest",)
    rdf: ClassVar[str] = "kg:Ownership"

    interest: str | None = prop("equity, votes, control; absent: the source does not say")
    share_low: float | None = prop("Least share held", unit="percent")
    share_high: float | None = prop("Greatest share held; equal to the least one when exact", unit="percent")


class Party(Fact):
    """An organization's part in a deal, under its role."""

    kind: ClassVar[str] = "party"
    edge: ClassVar[str] = "PARTY_TO"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"party": HOLDER, "deal": ("Deal",)}
    source: ClassVar[str] = "party"
    target: ClassVar[str] = "deal"
    discriminator: ClassVar[tuple[str, ...]] = ("role",)
    rdf: ClassVar[str] = "kg:Party"

    role: str = prop("partner, supplier, customer, buyer, seller, target, lender, investor, recipient, …", default="")


class Scope(Fact):
    """What a deal covers: sites or places."""

    kind: ClassVar[str] = "scope"
    edge: ClassVar[str] = "COVERS"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"deal": ("Deal",), "covered": (*SITE, *PLACE)}
    source: ClassVar[str] = "deal"
    target: ClassVar[str] = "covered"
    rdf: ClassVar[str] = "kg:Scope"


class Involvement(Fact):
    """A product that a deal is about."""

    kind: ClassVar[str] = "involvement"
    edge: ClassVar[str] = "INVOLVES"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"deal": ("Deal",), "product": ("Product",)}
    source: ClassVar[str] = "deal"
    target: ClassVar[str] = "product"
    rdf: ClassVar[str] = "kg:Involvement"


class Operation(Fact):
    """Who runs a site or a network."""

    kind: ClassVar[str] = "operation"
    edge: ClassVar[str] = "OPERATES"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"operator": ORG, "operated": (*SITE, "Network")}
    source: ClassVar[str] = "operator"
    target: ClassVar[str] = "operated"
    rdf: ClassVar[str] = "kg:Operation"


class Presence(Fact):
    """A network or an organization is at a site that another one runs."""

    kind: ClassVar[str] = "presence"
    edge: ClassVar[str] = "PRESENT_AT"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"present": ("Network", "Organization"), "site": (*SITE, *PLACE)}
    source: ClassVar[str] = "present"
    target: ClassVar[str] = "site"
    discriminator: ClassVar[tuple[str, ...]] = ("role",)
    rdf: ClassVar[str] = "kg:Presence"

    role: str | None = prop("tenant, network, headquarters, …; absent: the source does not say")


class Connection(Fact):
    """A carrier connects a site to its network."""

    kind: ClassVar[str] = "connection"
    edge: ClassVar[str] = "CONNECTS"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"connector": ORG, "connected": SITE}
    source: ClassVar[str] = "connector"
    target: ClassVar[str] = "connected"
    rdf: ClassVar[str] = "kg:Connection"


class Location(Fact):
    """Where a site is; a group has at least one of its sites in each of its places."""

    kind: ClassVar[str] = "location"
    edge: ClassVar[str] = "LOCATED_IN"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"located": (*SITE, "Metro", "State"), "place": PLACE}
    source: ClassVar[str] = "located"
    target: ClassVar[str] = "place"
    rdf: ClassVar[str] = "kg:Location"


class Role(Fact):
    """A person's role in an organization, under its title."""

    kind: ClassVar[str] = "role"
    edge: ClassVar[str] = "HOLDS_ROLE"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"person": ("Person",), "organization": ORG}
    source: ClassVar[str] = "person"
    target: ClassVar[str] = "organization"
    discriminator: ClassVar[tuple[str, ...]] = ("title",)
    rdf: ClassVar[str] = "org:Membership"

    title: str = prop(
        "The title as written; two spellings of one title are one role", default="", rdf="schema:roleName"
    )


class Offering(Fact):
    """An organization offers a product."""

    kind: ClassVar[str] = "offering"
    edge: ClassVar[str] = "OFFERS"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"provider": ORG, "product": ("Product",)}
    source: ClassVar[str] = "provider"
    target: ClassVar[str] = "product"
    rdf: ClassVar[str] = "schema:Offer"


class Integration(Fact):
    """Two products, or a product and an organization's environment, are joined technically."""

    kind: ClassVar[str] = "integration"
    edge: ClassVar[str] = "INTEGRATES_WITH"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "integrated": ("Product", "Organization"),
        "into": ("Product", "Organization"),
    }
    source: ClassVar[str] = "integrated"
    target: ClassVar[str] = "into"
    rdf: ClassVar[str] = "kg:Integration"


class Measurement(Fact):
    """A quantity that a source reports about an organization, network or site."""

    kind: ClassVar[str] = "observation"
    edge: ClassVar[str] = "OBSERVED"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"subject": (*ORG, *SITE, *PLACE), "measure": ("Observation",)}
    source: ClassVar[str] = "subject"
    target: ClassVar[str] = "measure"
    discriminator: ClassVar[tuple[str, ...]] = ("metric", "unit", "period", "basis")
    rdf: ClassVar[str] = "kg:Measurement"

    metric: str = prop("What is measured, as a slug", default="")
    metric_label: str = prop("What is measured, in words", default="", rdf="schema:measuredProperty")
    value_low: float | None = prop("The value, or the least one", unit="unit", rdf="schema:minValue")
    value_high: float | None = prop("The value, or the greatest one; absent with bound min", rdf="schema:maxValue")
    unit: str | None = prop("percent, route_miles, MW, USD, …", rdf="schema:unitText")
    bound: str | None = prop("min, max, approx or range; absent: exact")
    period: str | None = prop("The period measured (EDTF)", rdf="schema:observationDate")
    basis: str | None = prop("How to read it: year over year, …")
    direction: str | None = prop("increase or decrease, where the value is a change")
    delta: bool | None = prop("True when the value is an amount added, not a level")


class Goal(Fact):
    """A quantity or condition that is aimed at; its date is when it is due."""

    kind: ClassVar[str] = "target"
    edge: ClassVar[str] = "TARGETS"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"subject": (*ORG, *SITE), "goal": ("Target",), "by": HOLDER}
    source: ClassVar[str] = "subject"
    target: ClassVar[str] = "goal"
    discriminator: ClassVar[tuple[str, ...]] = ("metric", "unit", "due")
    rdf: ClassVar[str] = "kg:Goal"

    metric: str = prop("What is aimed at, as a slug", default="")
    metric_label: str = prop("What is aimed at, in words", default="")
    value_low: float | None = prop("The value, or the least one", unit="unit", rdf="schema:minValue")
    value_high: float | None = prop("The value, or the greatest one; absent with bound min", rdf="schema:maxValue")
    unit: str | None = prop("USD, percent, MW, …", rdf="schema:unitText")
    bound: str | None = prop("min, max, approx or range; absent: exact")
    due: str | None = prop("When it is due (EDTF)")
    projected_by: str | None = prop("Who projects it, in the words of the source")


class Occurrence(Fact):
    """Something happened to an organization."""

    kind: ClassVar[str] = "event"
    edge: ClassVar[str] = "AFFECTED_BY"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"subject": (*ORG, *SITE), "occurrence": ("Event",)}
    source: ClassVar[str] = "subject"
    target: ClassVar[str] = "occurrence"
    discriminator: ClassVar[tuple[str, ...]] = ("event_class", "date")
    rdf: ClassVar[str] = "kg:Occurrence"

    event_class: str = prop("bankruptcy, outage, earnings, …; otherwise the slug of what happened", default="")
    event_label: str = prop("What happened, in words", default="", rdf="schema:description")
    date: str | None = prop("When (EDTF); two accounts of one class in one year are one event")


class Rivalry(Fact):
    """A source says that two compete. Overlap that is computed is a query, not an edge."""

    kind: ClassVar[str] = "rivalry"
    edge: ClassVar[str] = "COMPETES_WITH"
    roles: ClassVar[Mapping[str, tuple[str, ...]]] = {"competitor": ORG, "rival": ORG}
    source: ClassVar[str] = "competitor"
    target: ClassVar[str] = "rival"
    rdf: ClassVar[str] = "kg:Rivalry"
