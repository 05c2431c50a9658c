"""Entity nodes: names, identifiers and attributes as the members of a cluster give them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.fusion.facts import FusedFact, Fuser
from kg.identity.cluster import CODED, Identity
from kg.identity.deals import DealCluster
from kg.identity.features import NAME_KINDS
from kg.ledger import Ledger
from kg.schema.base import ENTITIES, typed
from kg.schema.claims import Claim
from kg.schema.graph import Edge, Node, Value
from kg.schema.kinds import STAGES
from kg.schema.names import name_key
from kg.schema.places import us_states
from kg.schema.values import content_id, day_range

BOUND_WORDS = {"min": "at least ", "max": "up to ", "approx": "about "}


class Shown:
    """Label and shown name of every entity, by id."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        for node in nodes:
            if node.label in ENTITIES:
                self.add(node)

    def add(self, node: Node) -> None:
        """Enter a further entity."""
        self._known[node.id] = (node.label, str(node.props["name"]))

    def name(self, entity: str) -> str:
        """The shown name; the id where the entity has no node."""
        return self._known.get(entity, ("", entity))[1]

    def key(self, entity: str) -> tuple[str, str]:
        """(label, id), as edges need it."""
        return (self._known[entity][0], entity)

    def __contains__(self, entity: object) -> bool:
        return entity in self._known


def nodes(ledger: Ledger, identity: Identity, fuser: Fuser) -> Iterator[Node | Edge]:
    """Every entity with its further names and its identifiers, and the edges that lead from those to it."""
    said = _attributes(ledger, identity, fuser)
    keepers = _keepers(ledger, identity)
    for entity, members in sorted(identity.members.items()):
        label = identity.features[entity].entity.label
        node = _node(entity, label, members, identity, said.get(entity, {}))
        if label == "FacilityGroup":
            node = _named_group(node, [_display(k, identity) for k in sorted(keepers.get(entity, ()))])
        yield node
        yield from _names(node, members, identity)
        yield from _identifiers(node, members, identity)


def _node(entity: str, label: str, members: list[str], identity: Identity, said: Mapping[str, Counter[str]]) -> Node:
    name = _display(entity, identity)
    props: dict[str, Value] = {"name": name, "name_key": name_key(name)}
    declared = ENTITIES[label].model_fields
    aliases = sorted(_spellings(members, identity) - {name})
    if "aliases" in declared and aliases:
        props["aliases"] = aliases
    held = sorted({f"{s}:{v}" for m in members for s, vs in identity.features[m].identifiers.items() for v in vs})
    if "identifiers" in declared and held:
        props["identifiers"] = held
    if label in CODED and "code" in declared and (code := identity.features[entity].entity.record):
        props["code"] = code
        if fips := us_states().get(code, ("", ""))[1]:
            props["fips"] = fips
    for attribute, values in sorted(said.items()):
        if attribute in declared:
            best = min(values, key=lambda value: (-values[value], value))
            props[attribute] = int(best) if attribute == "count" else best
    return Node(label, entity, props)


def _spellings(members: list[str], identity: Identity) -> set[str]:
    return {text for member in members for text in identity.features[member].spellings}


def _display(entity: str, identity: Identity) -> str:
    """A record's name where there is one; else the fullest name of the members: most words, then longest."""
    members = identity.members[entity]
    if identity.features[entity].entity.record is not None:
        return identity.features[entity].entity.name
    names = {identity.features[member].entity.name for member in members}
    return min(names, key=lambda name: (-len(name.split()), -len(name), name))


def _attributes(ledger: Ledger, identity: Identity, fuser: Fuser) -> Mapping[str, Mapping[str, Counter[str]]]:
    said: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for claim in ledger.claims.values():
        if claim.kind == "attribute" and claim.stance == "supports" and not fuser.refuted(claim):
            for member in claim.role("subject"):
                said[identity.entity_of[member]][str(claim.values["attribute"])][str(claim.values["value"])] += 1
    return said


def _keepers(ledger: Ledger, identity: Identity) -> Mapping[str, set[str]]:
    """Who operates each group; where nobody is named, who connects to it."""
    found: dict[str, dict[str, set[str]]] = {"operation": defaultdict(set), "connection": defaultdict(set)}
    ends = {"operation": ("operator", "operated"), "connection": ("connector", "connected")}
    for claim in ledger.claims.values():
        if claim.kind in ends and claim.stance == "supports":
            who, what = ends[claim.kind]
            for site in claim.role(what):
                found[claim.kind][identity.entity_of[site]].update(identity.entity_of[org] for org in claim.role(who))
    return {**found["connection"], **found["operation"]}


def _named_group(node: Node, keepers: list[str]) -> Node:
    count = node.props.get("count")
    bound = BOUND_WORDS.get(str(node.props.get("bound", "")), "")
    what = node.props.get("kind", "facilities")
    told = f"{bound}{count} {what}" if count is not None else str(node.props["name"])
    name = f"{', '.join(keepers)}: {told}" if keepers else told
    return Node(node.label, node.id, {**node.props, "name": name, "name_key": name_key(name)})


def _names(node: Node, members: list[str], identity: Identity) -> Iterator[Node | Edge]:
    kinds: dict[str, str] = {}
    texts: dict[str, str] = {}
    for member in members:
        features = identity.features[member]
        for text in features.spellings:
            key = name_key(text)
            texts[key] = min(texts.get(key, text), text)
            kind = features.names.get(key, "alias")
            kind = "alias" if kind == "primary" else kind  # another member's fullest name is one more name here
            kinds[key] = min(kinds.get(key, kind), kind, key=NAME_KINDS.index)
    for key in sorted(set(texts) - {str(node.props["name_key"])}):
        name_id = content_id("name", node.id, key)
        props: dict[str, Value] = {
            "key": key,
            "text": texts[key],
            "kind": kinds[key],
            "entity": node.id,
            "label": node.label,
        }
        yield Node("Name", name_id, props)
        yield Edge("NAMES", name_id, ("Name", name_id), (node.label, node.id), {})


def _identifiers(node: Node, members: list[str], identity: Identity) -> Iterator[Node | Edge]:
    held = {(s, v) for m in members for s, vs in identity.features[m].identifiers.items() for v in vs}
    for scheme, value in sorted(held):
        own = content_id("identifier", node.id, scheme, value)
        props: dict[str, Value] = {"scheme": scheme, "value": value, "key": name_key(value)}
        yield Node("Identifier", own, {**props, "entity": node.id, "label": node.label})
        yield Edge("IDENTIFIES", own, ("Identifier", own), (node.label, node.id), {})


def deal_node(deal: DealCluster, fact: FusedFact, fuser: Fuser, ledger: Ledger, names: Shown) -> Node:
    """A deal with its kinds, furthest stage and amount."""
    said: list[Claim] = [ledger.claims[claim] for claim in deal.claims]
    claims = [claim for claim in said if claim.stance == "supports"] or said  # what is denied was not reached
    kinds = sorted({claim.kind for claim in claims})
    shown = fuser.weigh(claims).values
    props: dict[str, Value] = typed(ENTITIES["Deal"], shown)
    stages = [str(claim.values["stage"]) for claim in claims if "stage" in claim.values]
    stages += [name for name in ("announced", "signed", "closed") if name in shown]  # a day it was reached on tells too
    reached = [stage for stage in stages if stage in STAGES]
    if reached:
        props["stage"] = max(reached, key=STAGES.index)
    if announced := props.get("announced"):
        props["since_text"] = announced
        props["since"], latest = day_range(str(announced))
        props |= {"since_latest": latest} if latest != props["since"] else {}
    if ended := shown.get("ended"):
        props["until_text"] = str(ended)
        props["until"] = day_range(str(ended))[1]
    name = f"{' – '.join(sorted(names.name(party) for party in deal.parties))}: {', '.join(kinds)}"
    props |= {"name": name, "name_key": name_key(name), "family": deal.family, "kinds": kinds}
    return Node("Deal", deal.id, {**props, **status_props(fact)})


def status_props(fact: FusedFact) -> dict[str, Value]:
    """What every fact carries, wherever it stands."""
    props: dict[str, Value] = {
        "fact_id": fact.id,
        "status": fact.status,
        "origins": fact.origins,
        "claims": fact.claims,
        "conflicts": fact.conflicts,
        "modality": fact.modality,
        "planned": fact.modality == "projected",
    }
    if fact.known_from:
        props["known_from"] = fact.known_from
    return props
