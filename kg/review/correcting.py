"""A claim in plain words, and back: what a reviewer reads and changes, field by field or in a file.

The plain form has names for source entities, text for numbers and dates, and the quotes without their offsets:
`{kind, stance, modality, attributed_to, roles: {role: [name]}, values: {name: text}, quotes: [text]}`. A participant of
a type that is not the first one its role takes is written as `Type: name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kg.loaders import statements
from kg.loaders.base import explain
from kg.review import bearing
from kg.schema.base import ENTITIES
from kg.schema.claims import Claim, ClaimValue, Document, Quote, SourceEntity
from kg.schema.kinds import KINDS
from kg.schema.names import name_key, slug
from kg.schema.places import us_states

Plain = Mapping[str, Any]
FIELDS = ("kind", "stance", "modality", "attributed_to", "roles", "values", "quotes")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that a loader read in a document, and the source entities of that document by id."""

    document: Document
    claim: Claim
    entities: Mapping[str, SourceEntity]

    @property
    def spoken_of(self) -> tuple[SourceEntity, ...]:
        """Whom the claim speaks of."""
        return tuple(self.entities[member] for _, member in self.claim.participants)


def plain(proposal: Proposal) -> dict[str, Any]:
    """The claim in plain words, every field there."""
    claim = proposal.claim
    roles: dict[str, list[str]] = {}
    for role, member in claim.participants:
        roles.setdefault(role, []).append(spelled(proposal.entities[member], claim.kind, role))
    return {
        "kind": claim.kind,
        "stance": claim.stance,
        "modality": claim.modality,
        "attributed_to": claim.attributed_to or "",
        "roles": roles,
        "values": {name: text_of(value) for name, value in claim.values.items()},
        "quotes": [quote.quote for quote in claim.quotes],
    }


def in_line(claim: Claim, entities: Mapping[str, SourceEntity]) -> str:
    """A claim in one line: kind, participants by role, values, modality; `entities` by id."""
    who = [f"{role} {entities[member].name}" for role, member in claim.participants]
    what = [f"{name} {shown(text_of(value))}" for name, value in sorted(claim.values.items())]
    denial = "denies: " if claim.stance == "denies" else ""
    cited = f", citing {claim.attributed_to}" if claim.attributed_to else ""
    return f"{denial}{claim.kind}: {'; '.join(who + what)}  ({claim.modality}{cited})"


def spelled(entity: SourceEntity, kind: str, role: str) -> str:
    """A participant's name, with its type where the role would take another one first."""
    return entity.name if entity.label == _first_label(kind, role) else f"{entity.label}: {entity.name}"


def text_of(value: ClaimValue) -> str | list[str]:
    """A value as a person writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, (str, list)) else str(value)


def shown(text: str | list[str]) -> str:
    """A value's text on one line."""
    return text if isinstance(text, str) else "; ".join(text)


def corrected(proposal: Proposal, told: Plain) -> tuple[Claim, tuple[SourceEntity, ...]]:
    """The claim that a changed plain form says, and whom it speaks of; fields left out stay as they were read.

    Raises `ValueError` with the rule that is broken: an unknown kind, role, value or type, a name or quote that does
    not stand in the text, a quote that carries nothing, a deal without two sides, a date, number or currency that is
    none.
    """
    before = plain(proposal)
    if unknown := sorted(set(told) - set(FIELDS)):
        raise ValueError(f"{unknown[0]!r} is no field of a claim; it has {', '.join(FIELDS)}")
    wanted = {**before, **told}
    kind = str(wanted["kind"])
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of claim; known: {', '.join(sorted(KINDS))}")
    members = [
        (role, _entity(proposal, kind, role, name))
        for role, names in _mapping(wanted["roles"], "roles").items()
        for name in _listed(names)
    ]
    participants = [(role, entity.id) for role, entity in members]
    values = {
        name: _value(name, text, proposal.claim.values.get(name))
        for name, text in _mapping(wanted["values"], "values").items()
        if text not in ("", [], None)
    }
    quotes = list(_quotes(proposal, _listed(wanted["quotes"])))
    statements.check_sense(kind, participants, values)
    content = {
        "source": proposal.document.id, "kind": kind, "stance": wanted["stance"], "participants": participants,
        "values": values, "modality": wanted["modality"], "attributed_to": wanted["attributed_to"] or None,
        "quotes": quotes, "records": proposal.claim.records,
    }  # fmt: skip
    try:
        claim = Claim.model_validate(content)
    except ValidationError as error:
        raise ValueError(explain(error)) from error
    if claim.id != proposal.claim.id or claim.quotes != proposal.claim.quotes:
        _bears(proposal, claim, [entity.name for _, entity in members])
    return claim, tuple(entity for _, entity in members)


def _bears(proposal: Proposal, claim: Claim, names: list[str]) -> None:
    """Raise `ValueError` where what a person changed rests on less than what a loader reads."""
    bearing.check_sides(claim.kind, claim.participants, claim.values)
    bearing.check_values(claim.values)
    if claim.kind == "name" and claim.values["name"] != proposal.claim.values.get("name"):
        bearing.check_name("name", str(claim.values["name"]), proposal.document.text)
    for quote in claim.quotes:
        if quote not in proposal.claim.quotes:
            bearing.check_quote(quote.quote, names)


def _first_label(kind: str, role: str) -> str:
    return next(iter(KINDS[kind].roles.get(role, ())), "Organization")


def _entity(proposal: Proposal, kind: str, role: str, text: str) -> SourceEntity:
    """The source entity that a text names in a role: one of the document where there is one, else a new one."""
    if role not in KINDS[kind].roles:
        raise ValueError(f"{kind} has no role {role!r}; it has {', '.join(sorted(KINDS[kind].roles))}")
    for member in proposal.claim.role(role):
        if spelled(proposal.entities[member], kind, role) == text:
            return proposal.entities[member]
    label, name = _typed(proposal, kind, role, text)
    known = [entity for entity in proposal.entities.values() if (entity.label, entity.name) == (label, name)]
    if not any(entity.source == proposal.document.id for entity in known):
        bearing.check_name(role, name, proposal.document.text)
    if known:
        return min(known, key=lambda entity: entity.id)
    if label in statements.CODED:
        return SourceEntity.place(label, _code(label, name), name)
    return SourceEntity.in_document(proposal.document.id, label, name)


def _typed(proposal: Proposal, kind: str, role: str, text: str) -> tuple[str, str]:
    """The type and the name of `Type: name`; a colon that belongs to the name stands in the document with it."""
    label, colon, name = (part.strip() for part in text.partition(":"))
    allowed = KINDS[kind].roles[role] or tuple(ENTITIES)
    own = text in proposal.document.text or any(entity.name == text for entity in proposal.entities.values())
    if not colon or (label not in ENTITIES and own):
        label, name = _first_label(kind, role), text.strip()
    if not name:
        raise ValueError(f"{role}: a participant needs a name")
    if label not in allowed:
        raise ValueError(f"{role}: type {label!r} does not fit here; it must be one of {', '.join(allowed)}")
    return label, name


def _code(label: str, name: str) -> str:
    states = us_states() if label == "State" else {}
    return next((code for code, (state, _) in states.items() if name_key(state) == name_key(name)), slug(name))


def _value(name: str, text: Any, present: ClaimValue | None) -> ClaimValue:
    if present is not None and text in (text_of(present), shown(text_of(present))):
        return present
    if name in statements.LISTS or isinstance(present, list):
        return _listed(text)
    if not isinstance(text, str):
        raise ValueError(f"{name}: one text is wanted, not {text!r}")  # noqa: TRY004 - a rule of the file, not a type
    if name in statements.FLAGS or isinstance(present, bool):
        if text not in ("true", "false"):
            raise ValueError(f"{name}: {text!r} is neither true nor false")
        return text == "true"
    number = name in statements.NUMBERS or isinstance(present, (int, float))
    return statements.number_of(name, text) if number else text


def _quotes(proposal: Proposal, wanted: Iterable[str]) -> Iterator[Quote]:
    """Each quote where it stands: where it was read, else the place nearest to what was read."""
    text, read = proposal.document.text, proposal.claim.quotes
    near = read[0].start if read else 0
    for quote in wanted:
        same = [each for each in read if each.quote == quote]
        if same:
            yield from same
            continue
        if not quote or quote not in text:
            raise ValueError(f"a quote must stand in the text word for word, and this does not: {quote[:80]!r}")
        starts, at = [], text.find(quote)
        while at >= 0:
            starts.append(at)
            at = text.find(quote, at + 1)
        start = min(starts, key=lambda place: (abs(place - near), place))
        yield Quote(start=start, end=start + len(quote), quote=quote)


def _mapping(told: Any, field: str) -> Mapping[str, Any]:
    if told in ("", None):
        return {}
    if not isinstance(told, Mapping):
        raise ValueError(f"{field}: names with what they hold are wanted")  # noqa: TRY004 - a rule of the file
    return told


def _listed(told: Any) -> list[str]:
    if isinstance(told, str):
        return [part.strip() for part in told.split(";") if part.strip()]
    if told is None:
        return []
    return [str(each) for each in told]
