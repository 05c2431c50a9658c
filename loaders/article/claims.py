"""Findings become claims: source entities of the document, roles, typed values, the same evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.loaders.article.finding import Extraction, Finding
from kg.schema.claims import Claim, Document, Quote, Reading, SourceEntity, together
from kg.schema.currencies import CURRENCIES
from kg.schema.names import slug

LABELS = {
    "organization": "Organization", "person": "Person", "product": "Product", "facility": "Facility",
    "facility_group": "FacilityGroup", "network": "Organization",
}  # fmt: skip
PLACES = {"us_state": "State", "state": "State", "metro": "Metro", "city": "Metro", "country": "Country"}
STAGES = {
    "rumoured": "rumoured", "in talks": "talks", "announced": "announced", "planned": "announced", "new": "announced",
    "memorandum": "announced", "agreed": "signed", "pending": "signed", "approved": "approved", "completed": "closed",
    "rejected": "rejected", "terminated": "terminated",
}  # fmt: skip
RELATIONS = {
    "owned_or_operated": ("operation", "operator", "operated"),
    "connected": ("connection", "connector", "connected"),
    "present_in": ("presence", "present", "site"),
}
MEASURED = frozenset({"metric", "target", "network"})
Roles = list[tuple[str, str]]


def reading(document: Document, found: Extraction) -> Reading:
    """Everything that was found in a document, as source entities and claims."""
    builder = _Builder(document, found)
    denied = (_denied(claim) for finding in found.denials for claim in builder.claims(finding))
    claims = together((*(claim for finding in found.findings for claim in builder.claims(finding)), *denied))
    return Reading(document=document, entities=tuple(builder.entities.values()), claims=claims)


def _denied(claim: Claim) -> Claim:
    return Claim.model_validate({**claim.model_dump(exclude={"id"}), "stance": "denies"})


class _Builder:
    """Turns the findings of one document into claims; keeps the source entities they speak of."""

    def __init__(self, document: Document, found: Extraction) -> None:
        self.document = document
        self.entities: dict[str, SourceEntity] = {}
        self.organizations = {f.subject for f in found.findings if f.type == "organization"}
        self.products = {
            name: f.object for f in found.findings if f.type == "product" and f.object
            for name in (f.object, *f.qualifiers.get("aliases", ()))
        }  # fmt: skip
        self.groups = [f for f in found.findings if f.type == "facility_group"]
        self.values: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for finding in found.findings:
            if finding.type in MEASURED:
                self.values[_measured(finding)].add(str(finding.value))
        self.facilities = {f.object for f in found.findings if f.type == "facility" and f.object}
        self.networks = {(f.subject, str(f.value), f.unit) for f in found.findings if f.type == "network"}

    def claims(self, finding: Finding) -> Iterator[Claim]:
        """The claims of one finding; none for a number of a market or product, which are no subjects of the schema.

        The size of a network that is a metric as well is one observation.
        """
        if finding.type == "metric" and (finding.subject, str(finding.value), finding.unit) in self.networks:
            return
        if finding.type in MEASURED and finding.qualifiers.get("subject_type", "organization") != "organization":
            return
        yield from _TRANSLATE[finding.type](self, finding)

    # --- entities and evidence -------------------------------------------------------------------------------

    def entity(self, name: str, label: str = "Organization") -> str:
        entity = SourceEntity.in_document(self.document.id, label, name)
        return self.entities.setdefault(entity.id, entity).id

    def place(self, name: str, kind: str, code: str | None) -> str:
        label = PLACES.get(kind, "Metro")
        entity = SourceEntity.place(label, code if code and label != "Metro" else slug(name), name)
        return self.entities.setdefault(entity.id, entity).id

    def group(self, finding: Finding) -> str:
        count = finding.value if finding.value is not None else ""
        return self.entity(f"{finding.subject}: {count} {finding.object or 'facilities'}".strip(), "FacilityGroup")

    def group_of(self, count: Any, subject: str | None = None) -> str | None:
        """The one group of that count (and organization) in the document; `None` when none or several fit."""
        fitting = [g for g in self.groups if (count is None or g.value == count) and subject in (None, g.subject)]
        return self.group(fitting[0]) if len(fitting) == 1 else None

    def quotes(self, finding: Finding) -> tuple[Quote, ...]:
        text = self.document.text
        return tuple(Quote(start=s.start, end=s.end, quote=text[s.start : s.end]) for s in finding.spans)

    def claim(self, finding: Finding, kind: str, roles: Roles, /, **values: Any) -> Claim:
        told = finding.qualifiers.get("source")
        source: Roles = [("source", self.entity(told))] if told in self.organizations else []
        return Claim(
            source=self.document.id,
            kind=kind,
            participants=(*roles, *source),
            values={name: value for name, value in values.items() if value not in (None, "", [])},
            modality=finding.modality,
            attributed_to=told,
            quotes=self.quotes(finding),
        )

    def end(self, finding: Finding, which: str) -> str:
        name = (finding.subject if which == "subject" else finding.object) or ""
        return self.entity(name, LABELS.get(finding.qualifiers.get(f"{which}_type", "organization"), "Product"))

    # --- one translation a type ------------------------------------------------------------------------------

    def organization(self, finding: Finding) -> Iterator[Claim]:
        yield from self._names(finding, self.entity(finding.subject), finding.subject)
        roles = [("subject", self.entity(finding.subject))]
        if ticker := finding.qualifiers.get("ticker"):
            yield self._stated(finding, "identifier", roles, scheme="ticker", value=ticker)
        if kind := finding.qualifiers.get("kind"):
            yield self._stated(finding, "attribute", roles, attribute="kind", value=kind)

    def product(self, finding: Finding) -> Iterator[Claim]:
        product = self.entity(finding.object or "", "Product")
        yield self.claim(finding, "offering", [("provider", self.entity(finding.subject)), ("product", product)])
        yield from self._names(finding, product, finding.object or "")
        if kind := finding.qualifiers.get("kind"):
            yield self._stated(finding, "attribute", [("subject", product)], attribute="kind", value=kind)

    def _stated(self, finding: Finding, kind: str, roles: Roles, **values: Any) -> Claim:
        """A name or attribute: the document uses it, whoever the document cites."""
        return Claim(
            source=self.document.id, kind=kind, participants=tuple(roles), values=values, quotes=self.quotes(finding)
        )

    def _names(self, finding: Finding, entity: str, name: str) -> Iterator[Claim]:
        for kind, alias in [("primary", name), *(("alias", each) for each in finding.qualifiers.get("aliases", ()))]:
            at = re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", self.document.text) or re.search(
                re.escape(alias), self.document.text
            )
            if at:
                quote = Quote(start=at.start(), end=at.end(), quote=at.group())
                yield Claim(
                    source=self.document.id,
                    kind="name",
                    participants=(("subject", entity),),
                    values={"name": alias, "name_kind": kind},
                    quotes=(quote,),
                )

    def person_role(self, finding: Finding) -> Iterator[Claim]:
        roles = [
            ("person", self.entity(finding.subject, "Person")),
            ("organization", self.entity(finding.object or "")),
        ]
        yield self.claim(finding, "role", roles, title=finding.qualifiers.get("role", ""))

    def ownership(self, finding: Finding) -> Iterator[Claim]:
        roles = [("owner", self.end(finding, "subject")), ("owned", self.end(finding, "object"))]
        ended = finding.qualifiers.get("status") == "terminated"
        when = {"until" if ended else "since": finding.date}
        yield self.claim(finding, "ownership", roles, **_share(finding.value, finding.qualifiers), **when)

    def partnership(self, finding: Finding) -> Iterator[Claim]:
        yield from self._deal(finding, "partnership", self._partners(finding))

    def joint_venture(self, finding: Finding) -> Iterator[Claim]:
        yield from self._deal(finding, "joint_venture", self._partners(finding))

    def _partners(self, finding: Finding) -> list[tuple[str, Any]]:
        """Both parties; of a deal "between A, B and C" all of them: its pairs make one claim."""
        parties = finding.qualifiers.get("together") or (finding.subject, finding.object)
        return [("partner", name) for name in parties]

    def purchase(self, finding: Finding) -> Iterator[Claim]:
        yield from self._deal(finding, "supply", [("customer", finding.subject), ("supplier", finding.object)])

    def acquisition(self, finding: Finding) -> Iterator[Claim]:
        if finding.qualifiers.get("kind") == "merger":
            yield from self._deal(finding, "merger", [("partner", finding.subject), ("partner", finding.object)])
            return
        seller = finding.qualifiers.get("seller")
        parties = [("buyer", finding.subject), ("target", finding.object), *([("seller", seller)] if seller else [])]
        yield from self._deal(finding, "acquisition", parties)

    def investment(self, finding: Finding) -> Iterator[Claim]:
        recipient = finding.object if finding.object in self.organizations else None
        if recipient and recipient != finding.subject:
            lenders = [("lender", lender) for lender in finding.qualifiers.get("lenders", ())]
            parties = [("investor", finding.subject), ("recipient", recipient), *lenders]
            yield from self._deal(finding, "investment", parties)
        else:
            yield from self._deal(finding, "capex", [("investor", finding.subject)], recipient_label=finding.object)

    def _deal(self, finding: Finding, kind: str, parties: list[tuple[str, Any]], **more: Any) -> Iterator[Claim]:
        told = finding.qualifiers
        object_label = LABELS.get(told.get("object_type", "organization"), "Organization")
        roles = [
            (role, self.entity(name, object_label if role == "target" else "Organization"))
            for role, each in parties for name in (each if isinstance(each, (list, tuple)) else [each]) if name
        ]  # fmt: skip
        roles += [("covers", site) for name in told.get("covers", ()) if (site := self._covered(name))]
        involved = {
            self.products[name]
            for name in (*told.get("products", ()), *told.get("services", ()))
            if name in self.products
        }
        roles += [("involves", self.entity(name, "Product")) for name in sorted(involved)]
        stage = STAGES.get(str(told.get("status", "")))
        dated = {"closed": "closed", "terminated": "ended", "rejected": "ended"}.get(stage or "", "announced")
        yield self.claim(
            finding,
            kind,
            roles,
            stage=stage,
            **{dated: finding.date},
            **_amount(finding),
            **_share(told.get("stake_percent"), told),
            purpose=told.get("purpose"),
            services=sorted(told.get("services", ())),
            subkind=_text(told.get("kind")),
            value_shared=True if told.get("value_scope") == "shared" else None,
            consideration=_text(told.get("consideration")),
            **more,
        )
        connects = told.get("connects")
        if isinstance(connects, Mapping) and (site := self.group_of(connects.get("group_count"))):
            planned = Finding(
                finding.type, finding.subject, finding.object, finding.spans, "projected", qualifiers=told
            )
            ends = [("connector", self.entity(str(connects["connector"]))), ("connected", site)]
            yield self.claim(planned, "connection", ends)

    def _covered(self, name: str) -> str | None:
        if name in self.facilities:
            return self.entity(name, "Facility")
        fitting = [group for group in self.groups if name in (group.object, str(group.value))]
        if not fitting and (number := re.match(r"\d+", name)):
            fitting = [group for group in self.groups if group.value == int(number.group())]
        return self.group(fitting[0]) if len(fitting) == 1 else None

    def integration(self, finding: Finding) -> Iterator[Claim]:
        yield self.claim(
            finding,
            "integration",
            [("integrated", self.end(finding, "subject")), ("into", self.end(finding, "object"))],
        )

    def facility(self, finding: Finding) -> Iterator[Claim]:
        site = self.entity(finding.object or "", "Facility")
        yield self.claim(finding, "operation", [("operator", self.entity(finding.subject)), ("operated", site)])
        if kind := finding.qualifiers.get("kind"):
            yield self._stated(finding, "attribute", [("subject", site)], attribute="kind", value=kind)

    def facility_group(self, finding: Finding) -> Iterator[Claim]:
        group = self.group(finding)
        kind, who, what = RELATIONS.get(str(finding.qualifiers.get("relation")), RELATIONS["owned_or_operated"])
        yield self.claim(finding, kind, [(who, self.entity(finding.subject)), (what, group)])
        told = {"count": finding.value, "bound": finding.qualifiers.get("bound"), "kind": finding.object}
        for attribute, value in told.items():
            if isinstance(value, (int, str)):
                yield self._stated(finding, "attribute", [("subject", group)], attribute=attribute, value=value)

    def located_in(self, finding: Finding) -> Iterator[Claim]:
        told = finding.qualifiers
        if told.get("place_kind") == "region":  # "Europe" is no place of the schema
            return
        site = self.place(finding.object or "", str(told.get("place_kind", "metro")), told.get("place_code"))
        if within := told.get("within"):
            around = self.place(within, str(told.get("within_kind")), told.get("within_code"))
            yield self.claim(finding, "location", [("located", site), ("place", around)])
        what = told.get("what")
        if what == "facility_group":
            located = self.group_of(told.get("group_count"), finding.subject)
        elif what == "facility" or finding.subject in self.facilities:
            located = self.entity(finding.subject, "Facility")
        else:
            roles = [("present", self.entity(finding.subject)), ("site", site)]
            role = _text(told.get("role")) or ("headquarters" if what == "headquarters" else None)
            yield self.claim(finding, "presence", roles, role=role)
            return
        if located:
            yield self.claim(finding, "location", [("located", located), ("place", site)])

    def _metric(self, finding: Finding, label: str) -> str:
        """What is measured, as a key.

        A text that gives one label several values speaks of several things and does not say which is which: they are
        kept apart by their values, since a document does not dispute itself.
        """
        return slug(f"{label} {finding.value}" if len(self.values[_measured(finding)]) > 1 else label)

    def measurement(self, finding: Finding) -> Iterator[Claim]:
        label = _label(finding)
        yield self.claim(
            finding,
            "observation",
            [("subject", self.entity(finding.subject))],
            metric=self._metric(finding, label),
            metric_label=label,
            **_range("value", finding.value, finding.qualifiers),
            unit=finding.unit,
            period=finding.date,
            basis=_text(finding.qualifiers.get("basis")),
            direction=_text(finding.qualifiers.get("direction")),
            delta=finding.qualifiers.get("delta"),
        )

    def target(self, finding: Finding) -> Iterator[Claim]:
        label = _label(finding)
        yield self.claim(
            finding,
            "target",
            [("subject", self.entity(finding.subject))],
            metric=self._metric(finding, label),
            metric_label=label,
            **_range("value", finding.value, finding.qualifiers),
            unit=finding.unit,
            due=finding.date,
            projected_by=_text(finding.qualifiers.get("by")),
        )

    def event(self, finding: Finding) -> Iterator[Claim]:
        told = finding.qualifiers.get("class")
        label = finding.object or ""
        kind = str(told) if told and told != "other" else slug(label)
        roles = [("subject", self.entity(finding.subject))]
        yield self.claim(finding, "event", roles, event_class=kind, event_label=label, date=finding.date)

    def view(self, finding: Finding) -> Iterator[Claim]:
        told = finding.qualifiers
        about: list[str] = list(told.get("parties", ()))
        roles: Roles = []
        if finding.type == "statement":
            label = "Person" if told.get("subject_type", "person") == "person" else "Organization"
            roles.append(("speaker", self.entity(finding.subject, label)))
            about = about or [name for name in [told.get("about")] if name in self.organizations]
        elif not about and finding.subject in self.organizations:
            about = [finding.subject]
        roles += [("about", self.entity(name)) for name in about]
        yield self.claim(
            finding,
            finding.type,
            roles,
            label=finding.object,
            topic=told.get("topic"),
            sentiment=told.get("sentiment"),
            words=told.get("words"),
            about_label=_text(told.get("about")) if finding.type == "statement" else finding.subject,
        )


def _label(finding: Finding) -> str:
    return str(finding.qualifiers.get("label_key") or finding.object or finding.unit)


def _measured(finding: Finding) -> tuple[str, ...]:
    return tuple(map(str, (finding.type, finding.subject, _label(finding), finding.unit, finding.date)))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _range(stem: str, value: Any, told: Mapping[str, Any]) -> dict[str, Any]:
    """Low and high end of a value; an open bound leaves its other end out."""
    if value is None or isinstance(value, str):
        return {}
    low, high = value if isinstance(value, (tuple, list)) else (value, value)
    bound = told.get("bound")
    ends = {
        f"{stem}_low": None if bound == "max" else float(low),
        f"{stem}_high": None if bound == "min" else float(high),
    }
    return {**ends, **({"bound": bound} if bound and stem != "share" else {})}


def _amount(finding: Finding) -> dict[str, Any]:
    if finding.unit not in CURRENCIES:
        return {}
    return {**_range("amount", finding.value, finding.qualifiers), "currency": finding.unit}


def _share(value: Any, told: Mapping[str, Any]) -> dict[str, Any]:
    return _range("share", value, told)


_TRANSLATE: Mapping[str, Callable[[_Builder, Finding], Iterator[Claim]]] = {
    "organization": _Builder.organization, "product": _Builder.product, "person_role": _Builder.person_role,
    "ownership": _Builder.ownership, "partnership": _Builder.partnership, "joint_venture": _Builder.joint_venture,
    "purchase": _Builder.purchase, "acquisition": _Builder.acquisition, "investment": _Builder.investment,
    "integration": _Builder.integration, "facility": _Builder.facility, "facility_group": _Builder.facility_group,
    "located_in": _Builder.located_in, "network": _Builder.measurement, "metric": _Builder.measurement,
    "target": _Builder.target, "event": _Builder.event,
    "statement": _Builder.view, "risk": _Builder.view, "assessment": _Builder.view,
}  # fmt: skip
