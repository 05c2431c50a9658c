"""The graph that people explore, worked out from the ledger alone: the same ledger, the same graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.fusion import entities as entity_nodes
from kg.fusion.assertions import MADE, assertions
from kg.fusion.edges import fact_edges, fact_node, made_node
from kg.fusion.facts import FusedFact, Fuser
from kg.fusion.origins import Origins
from kg.fusion.provenance import provenance
from kg.fusion.reviews import reviewed
from kg.fusion.set_aside import set_aside
from kg.fusion.verdicts import verdicts
from kg.identity.cluster import Candidate, Identity, identify
from kg.identity.deals import DealCluster, deals
from kg.identity.groups import merge_groups
from kg.ledger import Ledger
from kg.schema.base import ENTITIES, FACTS
from kg.schema.graph import Edge, Node


@dataclass(slots=True)
class Projection:
    """Every node and edge that the ledger implies, by (label, id) and by edge id."""

    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    waiting: list[Candidate] = field(default_factory=list)

    def add(self, *things: Node | Edge) -> None:
        """Enter nodes and edges; an edge whose end is missing is a fault of the caller."""
        for thing in things:
            if isinstance(thing, Node):
                self.nodes[thing.label, thing.id] = thing
            else:
                self.edges[thing.id] = thing


@dataclass(slots=True)
class Worked:
    """The steps between ledger and graph, for those who need them: identity, deals, facts."""

    ledger: Ledger
    identity: Identity
    deals: list[DealCluster]
    deal_facts: list[FusedFact]
    facts: list[FusedFact]
    fuser: Fuser
    origins: Origins


def work_out(ledger: Ledger) -> Worked:
    """Identity, then deals, then groups, then facts."""
    identity = identify(ledger)
    found = deals(ledger, identity)
    merge_groups(ledger, identity, found)
    origins = Origins(ledger, identity)
    fuser = Fuser(ledger, origins, verdicts(ledger, identity))
    deal_facts = [
        fuser.fact(deal.id, "deal", deal.parties[0], deal.id, [ledger.claims[c] for c in deal.claims]) for deal in found
    ]
    facts = fuser.facts(assertions(ledger, identity, found))
    return Worked(ledger, identity, found, deal_facts, facts, fuser, origins)


def project(ledger: Ledger) -> Projection:
    """The whole graph of a ledger: entities, names, facts, edges and provenance.

    Facts come from what is in force after the reviews; the record keeps what was read and set aside too.
    """
    force = reviewed(ledger)
    done = work_out(force.ledger)
    graph = Projection(waiting=done.identity.waiting)
    graph.add(*entity_nodes.nodes(done.ledger, done.identity, done.fuser))
    names = entity_nodes.Shown(graph.nodes.values())
    dead_deals: set[str] = set()
    for deal, fact in zip(done.deals, done.deal_facts, strict=True):
        node = entity_nodes.deal_node(deal, fact, done.fuser, done.ledger, names)
        graph.add(fact_node(fact, names, text=str(node.props["name"])))
        if fact.live:
            graph.add(node)
            names.add(node)
        else:
            dead_deals.add(deal.id)
    for fact in done.facts:
        if fact.kind in MADE:
            node = made_node(fact, names)
            names.add(node)
            if fact.live:
                graph.add(node)
        graph.add(fact_node(fact, names))
        if fact.live and not dead_deals & {fact.source, fact.target}:
            graph.add(*fact_edges(fact, FACTS[fact.kind].edge, names))
    live = {key for label, key in graph.nodes if label in ENTITIES}  # a refuted deal has a Fact node of its id
    graph.add(*provenance(done, ledger, force, names, live))
    graph.add(*set_aside(done, ledger, force, names))
    return graph
