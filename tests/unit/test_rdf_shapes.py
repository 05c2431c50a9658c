"""The shapes: every export keeps to them, and each of a list of planted errors is caught by a named one, twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, XSD

from kg.fusion.project import Projection, project
from kg.ledger import Ledger
from kg.loaders.base import BadInput, Options
from kg.pipeline import readings
from kg.rdf import context, ontology, shapes
from kg.rdf.model import shapes as table
from kg.rdf.terms import PREFIXES
from tests.support.build import Report, graph_of, register, same, word
from tests.support.rdf import read_back, written

KG, SCHEMA = rdflib.Namespace(PREFIXES["kg"]), rdflib.Namespace(PREFIXES["schema"])
OA, SH = rdflib.Namespace(PREFIXES["oa"]), rdflib.Namespace(PREFIXES["sh"])
PROV, DCTERMS = rdflib.Namespace(PREFIXES["prov"]), rdflib.Namespace(PREFIXES["dcterms"])
Change = Callable[[rdflib.Graph], None]
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def shacl() -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes.text(), format="turtle")


@pytest.fixture(scope="module")
def small() -> Projection:
    """One of everything that the planted errors need."""
    report = Report("News", publisher="Dock News", published="2025-10-14")
    report.say("ownership", owner="Vesta", owned="Harbor", since="2021", share_low=30.0, share_high=51.0)
    report.say("partnership", partner=["Vesta", "Harbor"], announced="2025-Q3", services=["power", "fiber"])
    report.say("observation", subject="Harbor", metric="power", value_low=12.5, unit="MW", period="2025")
    told = register("registry", [("r1", "Vesta", {"lei": "X1"})])
    return graph_of(report, word("Ada", "endorses", report.claim(0)), told, same(report.member("Vesta"), "org-absent"))


@pytest.fixture(scope="module")
def sound(small: Projection) -> rdflib.Graph:
    return rdflib.Graph().parse(data=written(small, "turtle"), format="turtle")


def broken_shapes(data: rdflib.Graph, shacl: rdflib.Graph) -> set[str]:
    """Names of the shapes that pyshacl finds broken."""
    from pyshacl import validate

    _, report, _ = validate(data, shacl_graph=shacl)
    assert isinstance(report, rdflib.Graph)
    return {str(name).partition("#")[2] for name in report.objects(None, SH.sourceShape)}


def test_every_export_conforms(small: Projection, shacl: rdflib.Graph) -> None:
    ledger = Ledger()
    package = Path(__file__).parent.parent.parent / "kg" / "sample"
    files = [*sorted(package.glob("*.txt")), *sorted((DATA / "ring").glob("*.yaml")), *sorted(package.glob("*.yaml"))]
    for path in files:
        if not path.name.endswith(".meta.yaml"):
            for reading in readings(path, Options()):
                ledger.add(reading)
    data = rdflib.Graph().parse(data=written(project(ledger), "turtle"), format="turtle")
    data.parse(data=written(small, "turtle", "urn:small:"), format="turtle")
    data.parse(data=ontology.text(), format="turtle")  # with its subclasses too
    assert len(data) > 4000
    assert broken_shapes(data, shacl) == set()


@dataclass(frozen=True)
class Planted:
    """An error: what is done to a sound graph, the shape that must catch it, a word of `kg import`'s line."""

    name: str
    do: Change
    shape: str
    line: str


def one(graph: rdflib.Graph, type_: rdflib.URIRef) -> rdflib.term.Node:
    return min(graph.subjects(RDF.type, type_))


def put(
    type_: rdflib.URIRef, predicate: rdflib.URIRef, value: rdflib.term.Node | None
) -> Callable[[rdflib.Graph], None]:
    """Replace all values of a predicate of the first resource of a class; `None` takes them away."""

    def do(graph: rdflib.Graph) -> None:
        subject = one(graph, type_)
        graph.remove((subject, predicate, None))
        if value is not None:
            graph.add((subject, predicate, value))

    return do


def add(type_: rdflib.URIRef, predicate: rdflib.URIRef, value: rdflib.term.Node) -> Change:
    def do(graph: rdflib.Graph) -> None:
        graph.add((one(graph, type_), predicate, value))

    return do


def owned_by_a_deal(graph: rdflib.Graph) -> None:
    graph.set((one(graph, KG.Ownership), KG.owned, one(graph, KG.Deal)))


L = rdflib.Literal
PLANTED = [
    Planted("a claim without a source", put(KG.Claim, PROV.wasDerivedFrom, None), "ClaimShape-source_id", "is missing"),
    Planted("a claim without a statement", put(KG.Claim, KG.states, None), "ClaimShape-states", "is missing"),
    Planted("an unknown stance", put(KG.Claim, KG.stance, L("maybe")), "ClaimShape-stance", "supports, denies"),
    Planted("an unknown modality", put(KG.Claim, KG.modality, L("sure")), "ClaimShape-modality", "opinion"),
    Planted("an unknown kind", put(KG.Claim, KG.kind, L("gossip")), "ClaimShape-kind", "must be one of"),
    Planted("two kinds", add(KG.Claim, KG.kind, L("merger")), "ClaimShape-kind", "stands 2 times"),
    Planted("a word of another vocabulary", add(KG.Claim, SCHEMA.award, L("best")), "ClaimShape", "no property of it"),
    Planted("a share above all", put(KG.Ownership, KG.share_high, L(130.0)), "OwnershipShape-share_high", "between 0"),
    Planted(
        "a share in words",
        put(KG.Ownership, KG.share_low, L("a third")),
        "OwnershipShape-share_low",
        "must be xsd:double",
    ),
    Planted(
        "a deal that is owned", owned_by_a_deal, "OwnershipShape-target_id", "does not describe as kg:Organization"
    ),
    Planted("a day that is none", put(KG.Ownership, SCHEMA.startDate, L("soon")), "OwnershipShape-since", "xsd:date"),
    Planted("an edge of no fact", put(KG.Ownership, KG.fact, None), "OwnershipShape-fact_id", "is missing"),
    Planted(
        "an edge without claims", put(KG.Ownership, PROV.wasDerivedFrom, None), "OwnershipShape-claims", "is missing"
    ),
    Planted("a status of its own", put(KG.Fact, KG.status, L("true")), "FactShape-status", "corroborated"),
    Planted("origins in words", put(KG.Fact, KG.origins, L("two")), "FactShape-origins", "xsd:integer"),
    Planted(
        "an entity without a name", put(KG.Organization, SCHEMA.name, None), "OrganizationShape-name", "is missing"
    ),
    Planted("a party in no role", put(KG.Party, KG.role, L("friend")), "PartyShape-role", "supplier"),
    Planted(
        "a season as a date",
        put(KG.OwnershipStatement, KG.since, L("spring 2021")),
        "OwnershipStatementShape-since",
        "2025-Q3",
    ),
    Planted(
        "a quote without words", put(OA.TextQuoteSelector, OA.exact, None), "TextQuoteSelectorShape-quote", "is missing"
    ),
    Planted(
        "a quote before the text",
        put(OA.TextPositionSelector, OA.start, L(-1)),
        "TextPositionSelectorShape-start",
        "between 0",
    ),
    Planted(
        "evidence of no claim", put(OA.Annotation, OA.hasBody, KG.nothing), "AnnotationShape-body", "does not describe"
    ),
    Planted("a hash that is none", put(KG.Document, KG.sha256, L("abc")), "DocumentShape-sha256", "must match"),
    Planted(
        "no fuller type of a member",
        put(KG.SourceEntity, KG.label, L("Thing")),
        "SourceEntityShape-label",
        "Organization",
    ),
    Planted(
        "a verdict of its own", put(KG.Decision, KG.verdict, L("perhaps")), "DecisionShape-verdict", "same, different"
    ),
    Planted("no number of claims at the end", put(KG.Export, KG.claims, None), "ExportShape-claims", "is missing"),
]


@pytest.fixture(scope="module")
def caught(small: Projection, shacl: rdflib.Graph) -> dict[str, set[str]]:
    """By planted error the shapes that pyshacl finds broken: one run over a copy of the graph for each error."""
    from pyshacl import validate

    data = rdflib.Graph()
    for number, planted in enumerate(PLANTED):
        copy = rdflib.Graph().parse(data=written(small, "turtle", f"urn:planted:{number}:"), format="turtle")
        planted.do(copy)
        data += copy
    _, report, _ = validate(data, shacl_graph=shacl)
    assert isinstance(report, rdflib.Graph)
    found: dict[str, set[str]] = {planted.name: set() for planted in PLANTED}
    for result, node in report.subject_objects(SH.focusNode):
        name = str(report.value(result, SH.sourceShape)).partition("#")[2]
        found[PLANTED[int(str(node).split(":")[2])].name].add(name)
    return found


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_a_planted_error_is_caught_by_the_named_shape_and_by_import(
    planted: Planted, sound: rdflib.Graph, caught: dict[str, set[str]], tmp_path: Path
) -> None:
    assert planted.shape in caught[planted.name]
    data = rdflib.Graph()
    data += sound
    planted.do(data)
    with pytest.raises(BadInput) as error:
        read_back(data.serialize(format="nt"), "nquads", tmp_path)
    assert planted.line in str(error.value)
    assert str(error.value).startswith("graph.nquads:line ")
    assert planted.shape.partition("-")[0] in str(error.value)


@pytest.mark.parametrize(
    ("do", "line"),
    [
        (put(KG.Document, SCHEMA.text, L("another text")), "its SHA-256 is"),
        (put(KG.OwnershipStatement, KG.share_low, L(31.0)), "does not hold what it held"),
        (put(OA.TextQuoteSelector, OA.exact, L("never said")), "its quote does not stand"),
        (put(KG.Claim, DCTERMS.identifier, L("claim-0")), "is not the id that its IRI ends in"),
        (put(KG.SourceEntity, SCHEMA.name, L("Somebody Else")), "its id is not that of"),
        (put(KG.Decision, KG.by, L("Somebody Else")), "its id is not that of"),
        (put(KG.Export, KG.claims, L(3)), "was written with 3"),
        (put(KG.Export, KG.schema_version, L(99)), "upgrade dealgraph"),
        (add(KG.Export, RDF.type, KG.Fact), "is of no one class"),
    ],
)
def test_import_refuses_what_no_shape_can_know(do: Change, line: str, sound: rdflib.Graph, tmp_path: Path) -> None:
    data = rdflib.Graph()
    data += sound
    do(data)
    with pytest.raises(BadInput, match=line):
        read_back(data.serialize(format="nt"), "nquads", tmp_path)


def test_the_ontology_describes_every_class_and_property_that_an_export_may_use() -> None:
    known = rdflib.Graph().parse(data=ontology.text(), format="turtle")
    described = {str(subject) for subject in known.subjects()}
    used = {type_ for shape in table().values() for type_ in shape.types}
    used |= {field.predicate for shape in table().values() for field in shape.fields.values()}
    assert {iri for iri in used if iri.startswith(PREFIXES["kg"])} <= described
    assert not any(isinstance(term, rdflib.BNode) for triple in known for term in triple)
    classes = {str(each) for each in known.subjects(RDF.type, rdflib.OWL.Class)}
    assert {str(parent) for parent in known.objects(None, rdflib.RDFS.subClassOf)} & described <= classes


def test_each_term_of_the_context_means_one_property() -> None:
    import json

    said = json.loads(context.text())["@context"]
    assert said["share_low"] == {"@id": "kg:share_low", "@type": "xsd:double"}
    assert said["name"] == "schema:name"
    assert len(context.coerced()) == len(set(context.coerced().values()))


def test_numbers_and_dates_are_typed_as_they_were_said(sound: rdflib.Graph) -> None:
    stake = one(sound, KG.Ownership)
    assert sound.value(stake, SCHEMA.startDate) == L("2021-01-01", datatype=XSD.date)
    assert sound.value(stake, KG.since_text).datatype == XSD.gYear  # type: ignore[union-attr]
    assert sound.value(stake, KG.share_low).datatype == XSD.double  # type: ignore[union-attr]
    deal = one(sound, KG.Deal)
    assert sound.value(deal, KG.announced) == L("2025-Q3")
