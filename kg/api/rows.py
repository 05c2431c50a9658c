"""The rows of every question, and how each is asked.

Derived from the questions' headers by `python -m kg.derive`; do not edit.
"""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, overload

from kg.api.result import Result, Row

Day = str | date | None
"""The day asked about: a date, an ISO day, `any` for all days, or none for today."""


@dataclass(frozen=True, slots=True)
class CoverageGaps(Row):
    """States where another organization is, or plans to be, and no source lists this one."""

    state: str
    code: str | None
    other_presence: str
    other_sites: tuple[str, ...]
    certainty: str
    org_presence: str
    complete: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageMatrix(Row):
    """States by organizations: who is there, who plans to be, of whom no source says it."""

    state: str
    code: str | None
    stated: tuple[str, ...]
    planned: tuple[str, ...]
    unknown: tuple[str, ...]
    at_least: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facilities(Row):
    """Sites of an organization: named facilities one by one, counted ones as a group."""

    site: str
    kind: str
    count: str
    how: tuple[str, ...]
    roles: tuple[str, ...]
    presence: str
    states: tuple[str, ...]
    metros: tuple[str, ...]
    certainty: str
    status: str
    site_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class States(Row):
    """States in which an organization operates, owns, connects or is present."""

    state: str
    code: str | None
    presence: str
    how: tuple[str, ...]
    sites: tuple[str, ...]
    at_least: int
    certainty: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deal(Row):
    """One deal whole: parties, stage and dates, amount, what it covers, what is disputed, who says so."""

    item: str
    value: str
    detail: str | None
    status: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deals(Row):
    """Deals of an organization: with whom, in which roles, for how much."""

    deal: str
    kinds: tuple[str, ...]
    stage: str | None
    announced: str | None
    roles: tuple[str, ...]
    counterparties: tuple[str, ...]
    amount: str | None
    amount_low: float | None
    amount_high: float | None
    currency: str | None
    purpose: str | None
    covers: tuple[str, ...]
    products: tuple[str, ...]
    certainty: str | None
    status: str
    conflicts: tuple[str, ...]
    deal_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disputed(Row):
    """Disputed and refuted facts, with both sides."""

    fact: str
    kind: str
    status: str
    since: str | None
    until: str | None
    conflicts: tuple[str, ...]
    supported_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    refuted_by: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentions(Row):
    """Documents and datasets that speak of an entity, with the first words that they have on it."""

    source: str
    kind: str
    publisher: str | None
    published: str | None
    claims: int
    quote: str
    url: str | None
    source_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources(Row):
    """Which documents, datasets and origins speak of an entity, or of anything."""

    source: str
    kind: str
    publisher: str | None
    published: str | None
    origin: str
    claims: int
    url: str | None
    source_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Views(Row):
    """Risks, assessments and statements about an organization, its deals, or by it."""

    kind: str
    about: tuple[str, ...]
    topic: str | None
    label: str | None
    sentiment: str | None
    quotes: tuple[str, ...]
    speaker: tuple[str, ...]
    modality: str
    attributed_to: str | None
    source: str | None
    published: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why(Row):
    """The words and records behind a fact, a claim or an entity, with what editors say."""

    claim: str
    stance: str
    says: str
    quotes: tuple[str, ...]
    records: tuple[str, ...]
    source: str
    publisher: str | None
    published: str | None
    modality: str
    attributed_to: str | None
    origin: str
    by: str | None
    reason: str | None
    cites: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between(Row):
    """Everything that joins two entities: facts, deals, sites, owners, and chains of up to four facts."""

    how: str
    steps: tuple[str, ...]
    length: int
    presence: str
    certainty: str
    status: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Competitors(Row):
    """Rivals that a source names, and organizations that overlap with one in states, sites or partners."""

    organization: str
    relation: str
    basis: str
    kind: str | None
    states: tuple[str, ...]
    common_sites: tuple[str, ...]
    common_partners: tuple[str, ...]
    ties: tuple[str, ...]
    certainty: str
    status: str
    organization_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap(Row):
    """States in which two organizations both are, and the sites that make the overlap."""

    state: str
    code: str | None
    presence: str
    org_sites: tuple[str, ...]
    other_sites: tuple[str, ...]
    common: tuple[str, ...]
    certainty: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerConflicts(Row):
    """Conflicts among the partners of an organization: rivals, deals with rivals, ties of ownership to rivals."""

    partner: str
    conflict: str
    rival: str
    of: str
    details: tuple[str, ...]
    certainty: str
    status: str
    partner_id: str
    rival_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedPartners(Row):
    """Organizations that have deals with both of two organizations."""

    partner: str
    org_deals: tuple[str, ...]
    other_deals: tuple[str, ...]
    certainty: str
    partner_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owners(Row):
    """Direct owners of an organization or a site."""

    owner: str
    interest: str | None
    share_low: float | None
    share_high: float | None
    since: str | None
    until: str | None
    certainty: str | None
    status: str
    conflicts: tuple[str, ...]
    owner_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnershipChain(Row):
    """Chains of ownership above an organization, link by link, or only those up to one owner."""

    owner: str
    owned: str
    path: tuple[str, ...]
    depth: int
    share_low: float | None
    share_high: float | None
    total_low: float | None
    total_high: float | None
    since: str | None
    until: str | None
    certainty: str | None
    status: str
    conflicts: tuple[str, ...]
    note: str | None
    owner_id: str
    owned_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portfolio(Row):
    """What an organization or a person owns, directly and through others."""

    owned: str
    kind: str
    path: tuple[str, ...]
    depth: int
    shares: tuple[str, ...]
    share_low: float | None
    share_high: float | None
    control: str
    since: str | None
    certainty: str | None
    status: str
    owned_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UltimateOwners(Row):
    """Ultimate owners: up every chain of ownership to where no source goes further."""

    owner: str | None
    outcome: str
    path: tuple[str, ...]
    shares: tuple[str, ...]
    share_low: float | None
    share_high: float | None
    control: str | None
    since: str | None
    certainty: str | None
    status: str
    note: str | None
    owner_id: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerticalIntegration(Row):
    """Layers that one ownership group spans: sites, their operation, networks, products, supply inside the group."""

    group_owner: str
    layer: str
    companies: tuple[str, ...]
    other_layer: str
    other_companies: tuple[str, ...]
    spans: str
    presence: str
    control: str
    status: str
    group_owner_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Events(Row):
    """What happened to an organization or a site."""

    event: str
    event_class: str
    date: str | None
    modality: str
    status: str
    event_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Observations(Row):
    """What was measured about an organization, a network, a site or a place."""

    metric: str
    value_low: float | None
    value_high: float | None
    unit: str | None
    bound: str | None
    period: str | None
    basis: str | None
    direction: str | None
    delta: bool | None
    modality: str
    status: str
    observation_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People(Row):
    """People of an organization, or the roles of a person."""

    person: str
    title: str | None
    organization: str
    since: str | None
    until: str | None
    certainty: str | None
    status: str
    person_id: str
    organization_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Targets(Row):
    """What an organization aims at, and when it is due."""

    target: str
    value_low: float | None
    value_high: float | None
    unit: str | None
    bound: str | None
    due: str | None
    projected_by: str | None
    modality: str
    status: str
    target_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Row):
    """What happened to an entity, and what is ahead, in order of time."""

    when: str | None
    precision: str
    kind: str
    what: str
    planned: bool
    status: str
    day: str | None
    facts: tuple[str, ...]


TYPES: Mapping[str, type[Row]] = {
    "coverage-gaps": CoverageGaps,
    "coverage-matrix": CoverageMatrix,
    "facilities": Facilities,
    "states": States,
    "deal": Deal,
    "deals": Deals,
    "disputed": Disputed,
    "mentions": Mentions,
    "sources": Sources,
    "views": Views,
    "why": Why,
    "between": Between,
    "competitors": Competitors,
    "overlap": Overlap,
    "partner-conflicts": PartnerConflicts,
    "shared-partners": SharedPartners,
    "owners": Owners,
    "ownership-chain": OwnershipChain,
    "portfolio": Portfolio,
    "ultimate-owners": UltimateOwners,
    "vertical-integration": VerticalIntegration,
    "events": Events,
    "observations": Observations,
    "people": People,
    "targets": Targets,
    "timeline": Timeline,
}
"""The class of a question's rows."""


class Questions(ABC):
    """What answers questions: `ask`, typed for each of them."""

    @overload
    def ask(self, name: Literal["coverage-gaps"], /, org: str, other: str, *, valid_at: Day = None) -> Result[CoverageGaps]: ...
    @overload
    def ask(self, name: Literal["coverage-matrix"], /, orgs: str | Sequence[str] | None = None, *, valid_at: Day = None) -> Result[CoverageMatrix]: ...
    @overload
    def ask(self, name: Literal["facilities"], /, org: str, *, valid_at: Day = None) -> Result[Facilities]: ...
    @overload
    def ask(self, name: Literal["states"], /, org: str, *, valid_at: Day = None) -> Result[States]: ...
    @overload
    def ask(self, name: Literal["deal"], /, deal: str, *, valid_at: Day = None) -> Result[Deal]: ...
    @overload
    def ask(self, name: Literal["deals"], /, party: str, kind: str | None = None, *, valid_at: Day = None) -> Result[Deals]: ...
    @overload
    def ask(self, name: Literal["disputed"], /, entity: str | None = None, *, valid_at: Day = None) -> Result[Disputed]: ...
    @overload
    def ask(self, name: Literal["mentions"], /, entity: str, *, valid_at: Day = None) -> Result[Mentions]: ...
    @overload
    def ask(self, name: Literal["sources"], /, entity: str | None = None, *, valid_at: Day = None) -> Result[Sources]: ...
    @overload
    def ask(self, name: Literal["views"], /, about: str, kind: str | None = None, *, valid_at: Day = None) -> Result[Views]: ...
    @overload
    def ask(self, name: Literal["why"], /, id: str, *, valid_at: Day = None) -> Result[Why]: ...
    @overload
    def ask(self, name: Literal["between"], /, one: str, other: str, *, valid_at: Day = None) -> Result[Between]: ...
    @overload
    def ask(self, name: Literal["competitors"], /, org: str, *, valid_at: Day = None) -> Result[Competitors]: ...
    @overload
    def ask(self, name: Literal["overlap"], /, org: str, other: str, *, valid_at: Day = None) -> Result[Overlap]: ...
    @overload
    def ask(self, name: Literal["partner-conflicts"], /, org: str, *, valid_at: Day = None) -> Result[PartnerConflicts]: ...
    @overload
    def ask(self, name: Literal["shared-partners"], /, org: str, other: str, *, valid_at: Day = None) -> Result[SharedPartners]: ...
    @overload
    def ask(self, name: Literal["owners"], /, owned: str, *, valid_at: Day = None) -> Result[Owners]: ...
    @overload
    def ask(self, name: Literal["ownership-chain"], /, org: str, other: str | None = None, *, valid_at: Day = None) -> Result[OwnershipChain]: ...
    @overload
    def ask(self, name: Literal["portfolio"], /, owner: str, *, valid_at: Day = None) -> Result[Portfolio]: ...
    @overload
    def ask(self, name: Literal["ultimate-owners"], /, org: str, *, valid_at: Day = None) -> Result[UltimateOwners]: ...
    @overload
    def ask(self, name: Literal["vertical-integration"], /, org: str, *, valid_at: Day = None) -> Result[VerticalIntegration]: ...
    @overload
    def ask(self, name: Literal["events"], /, subject: str, *, valid_at: Day = None) -> Result[Events]: ...
    @overload
    def ask(self, name: Literal["observations"], /, subject: str, metric: str | None = None, *, valid_at: Day = None) -> Result[Observations]: ...
    @overload
    def ask(self, name: Literal["people"], /, who: str, *, valid_at: Day = None) -> Result[People]: ...
    @overload
    def ask(self, name: Literal["targets"], /, subject: str, metric: str | None = None, *, valid_at: Day = None) -> Result[Targets]: ...
    @overload
    def ask(self, name: Literal["timeline"], /, entity: str, *, valid_at: Day = None) -> Result[Timeline]: ...

    def ask(self, name: str, /, *args: Any, valid_at: Day = None, **params: Any) -> Result[Any]:
        """Ask a packaged question: its arguments in order or by name, the rows as objects with their evidence.

        Raises `UnknownQuery`, `Usage`, `Ambiguous` or `NoSuchEntity`, each one line that says what to do.
        """
        return self._ask(name, args, params, valid_at)

    @abstractmethod
    def _ask(self, name: str, args: Sequence[Any], params: Mapping[str, Any], valid_at: Day) -> Result[Any]: ...
