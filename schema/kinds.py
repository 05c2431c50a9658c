"""Every kind of claim: which roles and values it may carry. Data; the checks are the same for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import kg.schema.entities  # noqa: F401  (registers the labels)
from kg.schema import facts
from kg.schema.base import FACTS
from kg.schema.values import day_range

ANY: tuple[str, ...] = ()
WHEN = ("since", "until", "as_of")
DATES = frozenset({"since", "until", "as_of", "period", "due", "date", "announced", "signed", "closed", "ended"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim: `family` is fact, deal, view, attribute or verdict; an empty tuple of labels allows any."""

    name: str
    family: str
    description: str
    roles: Mapping[str, tuple[str, ...]]
    values: tuple[str, ...]
    needs: tuple[str, ...] = field(default=())


DEAL_VALUES = (
    "stage", "announced", "signed", "closed", "ended", "amount_low", "amount_high", "currency", "bound",
    "subkind", "purpose", "services", "share_low", "share_high", "value_shared", "consideration", "recipient_label",
)  # fmt: skip
DEAL_SCOPE: Mapping[str, tuple[str, ...]] = {
    "covers": (*facts.SITE, *facts.PLACE),
    "involves": ("Product",),
    "source": facts.HOLDER,
}
PARTY_ROLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "partnership": {"partner": facts.ORG},
    "supply": {"customer": facts.ORG, "supplier": facts.ORG},
    "acquisition": {"buyer": facts.HOLDER, "target": (*facts.ORG, *facts.SITE), "seller": facts.HOLDER},
    "merger": {"partner": facts.ORG},
    "divestiture": {"seller": facts.HOLDER, "target": (*facts.ORG, *facts.SITE), "buyer": facts.HOLDER},
    "joint_venture": {"partner": facts.ORG, "venture": facts.ORG},
    "investment": {"investor": facts.HOLDER, "recipient": facts.ORG, "lender": facts.HOLDER},
    "capex": {"investor": facts.ORG},
    "lease": {"lessee": facts.ORG, "lessor": facts.ORG},
}
FAMILIES: Mapping[str, str] = {
    "partnership": "commercial", "supply": "commercial", "lease": "commercial",
    "acquisition": "transfer", "merger": "transfer", "divestiture": "transfer",
    "joint_venture": "venture", "investment": "funding", "capex": "funding",
}  # fmt: skip
STAGES = ("rumoured", "talks", "announced", "signed", "approved", "closed", "rejected", "terminated")
"""The life of a deal, in order: the furthest one reached is its stage."""

_VIEW_ROLES: Mapping[str, tuple[str, ...]] = {"about": ANY, "speaker": facts.HOLDER, "source": facts.HOLDER}
_VIEW_VALUES = ("label", "topic", "sentiment", "words", "about_label")
_SUBJECT: Mapping[str, tuple[str, ...]] = {"subject": ANY}


def _fact_kinds() -> Iterable[Kind]:
    of_a_deal = {"party", "scope", "involvement"}
    for name, cls in FACTS.items():
        if name not in of_a_deal:
            nodes = {"Observation", "Target", "Event"}
            roles = {role: labels for role, labels in cls.roles.items() if not nodes.issuperset(labels)}
            needs = tuple(role for role in roles if role in (cls.source, cls.target))
            values = (*cls.values_of(), *WHEN)
            yield Kind(name, "fact", cls.__doc__ or "", {**roles, "source": facts.HOLDER}, values, needs)


def _all_kinds() -> Iterable[Kind]:
    yield from _fact_kinds()
    for name, roles in PARTY_ROLES.items():
        yield Kind(name, "deal", f"Parties enter a deal of kind {name}.", {**roles, **DEAL_SCOPE}, DEAL_VALUES)
    yield Kind("statement", "view", "Somebody said something.", _VIEW_ROLES, _VIEW_VALUES, ("speaker",))
    yield Kind("risk", "view", "A caution or drawback.", _VIEW_ROLES, _VIEW_VALUES)
    yield Kind("assessment", "view", "Any other judgement.", _VIEW_ROLES, _VIEW_VALUES)
    yield Kind(
        "name", "attribute", "A name that the source uses.", _SUBJECT, ("name", "name_kind", "until"), ("subject",)
    )
    yield Kind("identifier", "attribute", "An identifier in a scheme.", _SUBJECT, ("scheme", "value"), ("subject",))
    yield Kind("attribute", "attribute", "A property of an entity.", _SUBJECT, ("attribute", "value"), ("subject",))
    yield Kind(
        "verdict", "verdict", "A person refutes, denies or endorses claims of others.",
        {}, ("verdict", "claim", "claim_kind", "about", "words", "reason", "cites", "by", "as_of"),
    )  # fmt: skip


KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _all_kinds()}


def check_claim(kind: str, participants: Iterable[tuple[str, str]], values: Mapping[str, object]) -> None:
    """Raise `ValueError` when a claim's kind, roles, values or dates are not declared."""
    spec = KINDS.get(kind)
    if spec is None:
        raise ValueError(f"{kind!r} is no kind of claim; known: {', '.join(sorted(KINDS))}")
    roles = {role for role, _ in participants}
    for role in sorted(roles - set(spec.roles)):
        raise ValueError(f"{kind} has no role {role!r}; it has {', '.join(sorted(spec.roles))}")
    for role in sorted(set(spec.needs) - roles):
        raise ValueError(f"{kind} needs a participant in role {role!r}")
    for name in sorted(set(values) - set(spec.values)):
        raise ValueError(f"{kind} has no value {name!r}; it has {', '.join(spec.values)}")
    for name in sorted(DATES & set(values)):
        day_range(str(values[name]))
