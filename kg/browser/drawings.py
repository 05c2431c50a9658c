"""Statements for Browser that draw: they return nodes and relationships, which the packaged questions do not."""

from __future__ import annotations

from dataclasses import dataclass

from kg.queries import Param
from kg.schema.base import ENTITIES


def _entity(name: str, example: str, help_: str, *labels: str) -> Param:
    return Param(name=name, type="entity", example=example, help=help_, labels=labels)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A statement with parameters, written as a question's is."""

    name: str
    title: str
    params: tuple[Param, ...]
    cypher: str


_ORG = _entity("org", "Lumen", "the organization", "Organization")
_OTHER = _entity("other", "QTS", "another one", "Organization")

DRAWINGS = (
    Drawing(
        "ownership",
        "Who owns an organization, and what it owns",
        (_entity("org", "QTS", "the organization or person", "Organization", "Person"),),
        """MATCH path = (o:Organization|Person {id: $org})-[:OWNS*0..4]-()
RETURN path LIMIT 300""",
    ),
    Drawing(
        "deals",
        "The deals of an organization, with all parties and what they cover",
        (_ORG,),
        """MATCH (o:Organization {id: $org})-[side:PARTY_TO]->(deal:Deal)
OPTIONAL MATCH (partner)-[theirs:PARTY_TO]->(deal)
OPTIONAL MATCH (deal)-[scope:COVERS|INVOLVES]->(thing)
RETURN o, side, deal, theirs, partner, scope, thing LIMIT 500""",
    ),
    Drawing(
        "sites",
        "The sites of an organization and where they are",
        (_ORG,),
        """MATCH (o:Organization {id: $org})-[link:OWNS|OPERATES|CONNECTS|PRESENT_AT]->(site:Facility|FacilityGroup)
OPTIONAL MATCH (site)-[place:LOCATED_IN]->(where)
RETURN o, link, site, place, where LIMIT 500""",
    ),
    Drawing(
        "between",
        "How two organizations are connected",
        (_ORG, _OTHER),
        """MATCH (a:Organization {id: $org})
MATCH (b:Organization {id: $other})
WHERE a.id <> b.id
MATCH path = allShortestPaths((a)-[:OWNS|PARTY_TO|COVERS|OPERATES|CONNECTS|PRESENT_AT|OFFERS|COMPETES_WITH*..4]-(b))
RETURN path LIMIT 100""",
    ),
    Drawing(
        "evidence",
        "The claims behind the facts of an organization, and the documents that state them",
        (_ORG,),
        """MATCH (f:Fact {source_id: $org})
UNWIND f.claims AS id
MATCH (claim:Claim {id: id})-[stated:STATED_IN]->(document:Document)
RETURN claim, stated, document LIMIT 300""",
    ),
    Drawing(
        "verdicts",
        "What people refute, deny or endorse, and the claims they speak of",
        (),
        """MATCH (verdict:Claim)-[judges:JUDGES]->(claim:Claim)-[stated:STATED_IN]->(document:Document)
RETURN verdict, judges, claim, stated, document LIMIT 300""",
    ),
    Drawing(
        "around",
        "Everything that facts say around one entity",
        (_entity("entity", "Lumen", "any entity"),),
        f"""MATCH (e:{"|".join(ENTITIES)} {{id: $entity}})-[link]-(other)
WHERE NOT type(link) IN ['MENTIONS', 'NAMES', 'IDENTIFIES', 'ABOUT', 'SPOKEN_BY']
RETURN e, link, other LIMIT 300""",
    ),
)
