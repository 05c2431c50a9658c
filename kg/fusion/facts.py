"""Assertions about one thing become one fact, with its status, its periods and what stands against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.fusion.assertions import Assertion
from kg.fusion.origins import Origins
from kg.fusion.periods import Period, periods
from kg.fusion.weigh import Scales, Weighed, published_day
from kg.ledger import Ledger
from kg.schema.claims import Claim

STRENGTH = ("asserted", "attributed", "projected", "opinion")


@dataclass(slots=True)
class FusedFact:
    """One fact: `source` and `target` are entity ids, `target` the fact's own id where it makes its own node."""

    id: str
    kind: str
    source: str
    target: str
    discriminator: tuple[str, ...]
    status: str
    claims: list[str]
    origins: int
    modality: str
    known_from: str | None
    conflicts: list[str]
    periods: list[Period] = field(default_factory=list)

    @property
    def live(self) -> bool:
        """Whether answers may show it."""
        return self.status not in ("refuted", "retired")


class Fuser:
    """Fuses the claims of one ledger."""

    def __init__(self, ledger: Ledger, origins: Origins, verdicts: Mapping[str, list[Claim]]) -> None:
        self._ledger = ledger
        self._origins = origins
        self.verdicts = verdicts
        self._scales = Scales(ledger, origins)

    def facts(self, assertions: Iterable[Assertion]) -> list[FusedFact]:
        """One fact for each thing asserted, ordered by id."""
        groups: dict[str, list[Assertion]] = defaultdict(list)
        for assertion in _with_interest(assertions):
            groups[assertion.fact_id].append(assertion)
        return [self._fuse(fact_id, groups[fact_id]) for fact_id in sorted(groups)]

    def _fuse(self, fact_id: str, group: Sequence[Assertion]) -> FusedFact:
        first = group[0]
        claims = sorted({a.claim.id: a.claim for a in group}.values(), key=lambda claim: claim.id)
        fact = self.fact(fact_id, first.kind, first.source, first.target or fact_id, claims)
        return replace(fact, discriminator=first.discriminator)

    def fact(self, fact_id: str, kind: str, source: str, target: str, claims: Sequence[Claim]) -> FusedFact:
        """A fact from its claims, ordered by id; used for deals as a whole too."""
        supporting = [claim for claim in claims if claim.stance == "supports" and not self.refuted(claim)]
        stating = supporting or list(claims)
        spans = periods(kind, stating, self._scales)
        conflicts = sorted({line for span in spans for line in span.conflicts})
        origins = set(self._origins.count(stating)) | self._endorsers(stating)
        return FusedFact(
            id=fact_id,
            kind=kind,
            source=source,
            target=target,
            discriminator=(),
            status=self._status(claims, supporting, conflicts, len(origins)),
            claims=[claim.id for claim in claims],
            origins=len(origins),
            modality=min((claim.modality for claim in stating), key=STRENGTH.index),
            known_from=min((day for c in stating if (day := published_day(self._ledger, c))), default=None),
            conflicts=conflicts,
            periods=spans,
        )

    def weigh(self, claims: Sequence[Claim]) -> Weighed:
        """The shown values of some claims and their conflicts."""
        return self._scales.weigh(claims)

    def refuted(self, claim: Claim) -> bool:
        """Whether a person's statement refutes the claim."""
        return any(verdict.values["verdict"] == "refutes" for verdict in self.verdicts.get(claim.id, ()))

    def _status(self, claims: Sequence[Claim], supporting: Sequence[Claim], conflicts: list[str], origins: int) -> str:
        if any(self.refuted(claim) for claim in claims):
            return "refuted"
        if not supporting:
            return "retired"
        if conflicts or any(c.stance == "denies" for c in claims) or self._denied(claims):
            return "disputed"
        return "corroborated" if origins > 1 else "single-source"

    def _denied(self, claims: Sequence[Claim]) -> bool:
        return any(v.values["verdict"] == "denies" for claim in claims for v in self.verdicts.get(claim.id, ()))

    def _endorsers(self, claims: Sequence[Claim]) -> set[str]:
        said = [v for claim in claims for v in self.verdicts.get(claim.id, ()) if v.values["verdict"] == "endorses"]
        return {self._origins.of(verdict) for verdict in said}


def _with_interest(assertions: Iterable[Assertion]) -> list[Assertion]:
    """Ownership of an unspecified interest joins the only specified one between the same two."""
    rest: list[Assertion] = []
    owned: dict[tuple[str, str | None], list[Assertion]] = defaultdict(list)
    for assertion in assertions:
        if assertion.kind == "ownership":
            owned[assertion.source, assertion.target].append(assertion)
        else:
            rest.append(assertion)
    for group in owned.values():
        specified = {a.discriminator for a in group if a.discriminator != ("",)}
        only = next(iter(specified)) if len(specified) == 1 else None
        rest += [replace(a, discriminator=only) if only and a.discriminator == ("",) else a for a in group]
    return rest
