"""The graph from Python, on both engines: typed rows, their evidence, tables and graphs, errors of one line."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import subprocess
import sys
import typing
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import Evidence, Graph, Result, Row
from kg.api.rows import TYPES, Disputed, UltimateOwners
from kg.queries import all_queries
from tests.conftest import ENGINES, wipe
from tests.support.cli import kg as run

SAMPLE = Path(kg.__file__).parent / "sample"
RING = Path(__file__).parent.parent / "data" / "ring"


def filled(address: str) -> str:
    """The address, with the sample and the ring loaded there from Python."""
    with Graph.open(address, mode="write") as graph:
        assert graph.load(SAMPLE, RING).rejected == []
        assert graph.load(SAMPLE, RING).written == 0
    return address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return filled(str(tmp_path_factory.mktemp("api") / "store"))


@pytest.fixture(scope="module", params=ENGINES)
def home(request: pytest.FixtureRequest) -> str:
    """A store of either engine."""
    if request.param == "embedded":
        return str(request.getfixturevalue("folder"))
    server: str = request.getfixturevalue("neo4j_server")
    wipe(server)
    return filled(server)


@pytest.fixture
def graph(home: str) -> Iterator[Graph]:
    with Graph.open(home) as opened:
        yield opened


def test_an_answer_is_typed_rows_with_their_evidence(graph: Graph) -> None:
    answer = graph.ask("ultimate-owners", "QTS")
    (row,) = answer
    assert isinstance(row, UltimateOwners)
    assert (row.owner, row.path) == ("Blackstone", ("QTS Data Centers", "Blackstone"))
    assert row.share_low is None
    assert answer.known == "answered"
    assert answer.basis
    assert any("no source names an owner of Blackstone" in note for note in answer.notes)
    (claim,) = row.evidence
    assert claim.stance == "supports"
    (quote,) = claim.quotes
    (document,) = graph.cypher("MATCH (d:Document {id: $id}) RETURN d.text AS text", id=claim.document_id)
    assert document["text"][quote.start : quote.end] == quote.quote
    assert "Blackstone" in quote.quote


def test_the_same_question_by_position_by_name_and_for_a_date(graph: Graph) -> None:
    day = datetime.date(2020, 12, 31)
    assert list(graph.ask("overlap", "Lumen", "QTS")) == list(graph.ask("overlap", other="QTS", org="Lumen"))
    several = graph.ask("coverage-matrix", ["Lumen", "QTS"])
    assert list(several) == list(graph.ask("coverage-matrix", orgs="Lumen, QTS"))
    assert list(graph.ask("deals", "Lumen", None)) == list(graph.ask("deals", party="Lumen", kind=None))
    noon = datetime.datetime(2020, 12, 31, 12, tzinfo=datetime.UTC)
    assert {graph.ask("owners", "QTS", valid_at=when).valid_at for when in (day, noon)} == {"2020-12-31"}
    assert (
        list(graph.ask("owners", "QTS", valid_at=day)) == list(graph.ask("owners", "QTS", valid_at="2020-12-31")) == []
    )
    assert graph.ask("owners", "QTS").valid_at == datetime.date.today().isoformat()


def test_rows_are_frozen_and_equal_by_value(graph: Graph) -> None:
    one, again = graph.ask("deals", "Lumen"), graph.ask("deals", "Lumen")
    assert list(one) == list(again)
    assert len(set(one) | set(again)) == len(one)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one[0].deal = "another"  # type: ignore[misc]
    assert one[:2] == tuple(one)[:2]


def test_every_question_gives_rows_of_its_type(folder: str) -> None:
    asked: dict[str, Result[Row]] = {}
    with Graph.open(folder) as graph:
        for query in all_queries():
            answer: Result[Row] = graph._ask(query.name, [p.example for p in query.params if not p.optional], {}, "any")
            assert {type(row) for row in answer} <= {TYPES[query.name]}
            assert list(answer.to_pandas().columns) == list(query.returns)
            assert all(row.evidence for row in answer), f"{query.name}: a row with nothing behind it"
            assert all(claim.quotes or claim.records for claim in answer.evidence)
            assert_drawn(graph, answer)
            asked[query.name] = answer
    assert sum(len(answer) > 0 for answer in asked.values()) > 10


def assert_drawn(graph: Graph, answer: Result[Row]) -> None:
    """Every fact of an answer is an edge of its network, or stands under `without_edge` for a reason."""
    drawn = answer.to_networkx()
    edges = {props["fact_id"] for _, _, props in drawn.edges(data=True)}
    left = set(answer.facts) - edges - set(drawn)
    assert left == set(drawn.graph["without_edge"])
    live = graph.cypher(
        "UNWIND $ids AS id MATCH (f:Fact {id: id}) WHERE NOT f.status IN ['refuted', 'retired'] RETURN f.id AS id",
        ids=sorted(left),
    )
    assert live == [], f"{answer.query}: facts that hold, and no edge"


def test_the_evidence_of_a_disputed_row_holds_those_that_deny_and_refute(graph: Graph) -> None:
    rows = graph.ask("disputed")
    assert all(isinstance(row, Disputed) for row in rows)
    stances = {claim.stance for row in rows for claim in row.evidence}
    assert stances == {"supports", "denies", "refutes"}
    (refuted,) = (row for row in rows if "bankruptcy" in row.fact)
    (against,) = (claim for claim in refuted.evidence if claim.stance == "refutes")
    assert (against.by, bool(against.reason), bool(against.cites)) == ("dealgraph editors", True, True)
    assert "REFUTES" in str(against)


def test_none_and_not_known_are_told_apart(graph: Graph) -> None:
    none, unknown = graph.ask("shared-partners", "QTS", "Palantir"), graph.ask("deals", "Blackstone")
    assert (len(unknown), unknown.covered, unknown.known) == (0, False, "not known")
    assert (len(none), none.covered, none.known) in ((0, True, "none"), (len(none), True, "answered"))
    assert "not known: no source covers it" in unknown._repr_html_()
    owners = graph.ask("owners", "QTS", valid_at="2020-12-31")
    assert (len(owners), owners.known) == (0, "none" if owners.covered else "not known")


def test_why_and_find_take_any_name(graph: Graph) -> None:
    (hit,) = (hit for hit in graph.find("LUMN") if hit.level in {"alias", "identifier"})
    assert hit.name == "Lumen Technologies"
    behind = graph.why("QTS Data Centers")
    assert all(isinstance(claim, Evidence) and (claim.quotes or claim.records) for claim in behind)
    fact = graph.ask("owners", "QTS")[0].facts[0]
    assert [claim.says for claim in graph.why(fact)] == [claim.says for claim in graph.ask("owners", "QTS").evidence]


def test_a_table_keeps_types_and_says_what_it_is(graph: Graph) -> None:
    pandas = pytest.importorskip("pandas")
    answer = graph.ask("deals", "Lumen")
    frame = answer.to_pandas()
    assert len(frame) == len(answer) == 4
    types = {"deal": "string", "amount_low": "Float64", "kinds": "object"}
    assert {name: str(frame[name].dtype) for name in types} == types
    assert frame["amount_low"].isna().sum() == 3
    assert frame["facts"].map(len).min() >= 1
    assert frame.attrs == answer.about
    assert frame.attrs["basis"]
    empty = graph.ask("deals", "Blackstone").to_pandas()
    assert len(empty) == 0
    assert (empty.dtypes.astype(str) == frame.dtypes.astype(str)).all()
    assert empty.attrs["known"] == "not known"
    assert isinstance(pandas.concat([frame, frame]), pandas.DataFrame)


def test_a_network_is_the_edges_behind_the_answer(graph: Graph) -> None:
    pytest.importorskip("networkx")
    drawn = graph.ask("deals", "Lumen").to_networkx()
    edges = graph.cypher("MATCH (:Organization {name: 'Lumen Technologies'})-[:PARTY_TO]->(d:Deal) RETURN d.id AS id")
    assert {row["id"] for row in edges} <= set(drawn)
    (lumen,) = (node for node, props in drawn.nodes(data=True) if props["name"] == "Lumen Technologies")
    assert drawn.nodes[lumen]["label"] == "Organization"
    for source, target, key, props in drawn.edges(keys=True, data=True):
        (stored,) = graph.cypher(
            f"MATCH (a {{id: $a}})-[r:{props['type']} {{id: $key}}]->(b {{id: $b}}) RETURN r",
            a=source,
            b=target,
            key=key,
        )
        assert {**stored["r"]} == {"_type": props["type"], "id": key, **{k: v for k, v in props.items() if k != "type"}}
    assert drawn.graph["without_edge"] == []
    assert drawn.graph["query"] == "deals"


def test_a_network_of_a_day_has_only_the_edges_of_that_day(graph: Graph) -> None:
    pytest.importorskip("networkx")
    of_all = graph.ask("owners", "Dogwood Capital", valid_at="any").to_networkx()
    of_day = graph.ask("owners", "Dogwood Capital", valid_at="2020-01-01").to_networkx()
    assert [props["since"] for _, _, props in of_day.edges(data=True)] == ["2019-06-01"]
    assert sorted(props["since"] for _, _, props in of_all.edges(data=True)) == ["2010-01-01", "2019-06-01"]


def test_a_refuted_fact_is_no_edge_and_the_network_says_so(graph: Graph) -> None:
    pytest.importorskip("networkx")
    rows = graph.ask("disputed", valid_at="any")
    drawn = rows.to_networkx()
    refuted = [fact for row in rows if row.status == "refuted" for fact in row.facts]
    assert sorted(drawn.graph["without_edge"]) == sorted(refuted)
    assert {props["status"] for _, _, props in drawn.edges(data=True)} == {"disputed"}


def test_cypher_reads_and_never_writes(graph: Graph) -> None:
    (row,) = graph.cypher("MATCH (o:Organization {name: $text}) RETURN o.id AS id", text="Blackstone")
    assert row["id"].startswith("org-")
    with pytest.raises(kg.ReadOnlyRefused):
        graph.cypher("CREATE (o:Organization {id: 'org-x'}) RETURN o")
    with pytest.raises(kg.QueryFailed):
        graph.cypher("MATCH (o RETURN o")


def test_errors_are_one_line_that_says_what_to_do(graph: Graph, tmp_path: Path) -> None:
    told: list[tuple[type[Exception], Any]] = [
        (kg.UnknownQuery, lambda: graph.ask("ownrs", "QTS")),  # type: ignore[call-overload]
        (kg.Usage, lambda: graph.ask("owners")),  # type: ignore[call-overload]
        (kg.Usage, lambda: graph.ask("owners", "QTS", valid_at="last year")),
        (kg.NoSuchEntity, lambda: graph.ask("owners", "Nobody at all")),
        (kg.StoreMissing, lambda: Graph.open(tmp_path / "nothing")),
        (kg.StoreError, lambda: Graph.open("http://127.0.0.1:1")),
        (kg.ReadOnlyRefused, lambda: graph.load(SAMPLE)),
        (kg.Usage, lambda: graph.find(None)),  # type: ignore[arg-type]
        (kg.Usage, lambda: graph.why(None)),  # type: ignore[arg-type]
        (kg.Usage, lambda: Graph.open(None)),  # type: ignore[arg-type]
        (kg.Usage, lambda: Graph.open(tmp_path / "new", mode="w")),  # type: ignore[arg-type]
    ]
    for kind, call in told:
        with pytest.raises(kind) as caught:
            call()
        assert len(str(caught.value).splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_a_closed_graph_is_not_entered_again(home: str) -> None:
    with Graph.open(home) as graph:
        pass
    with pytest.raises(kg.StoreError, match="is closed: open it again"), graph:
        pass


def test_a_closed_graph_and_a_row_made_by_hand_say_why_they_have_no_evidence(home: str) -> None:
    with Graph.open(home) as graph:
        row = graph.ask("owners", "QTS")[0]
    with pytest.raises(kg.StoreError, match="is closed"):
        _ = row.evidence
    with pytest.raises(kg.NoEvidence, match=r"graph\.ask"):
        _ = dataclasses.replace(row).evidence


class _Tags(HTMLParser):
    """The tags and the text of a fragment, as a browser would read them."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert attrs == []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_a_notebook_shows_the_words_and_obeys_none_of_them(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> & <img src=x onerror=alert(2)>"
    path = tmp_path / "evil.statements.yaml"
    said = f'{{says: asserts, kind: ownership, owner: "{evil}", owned: Birch Co, source: "<i>"}}'
    path.write_text(f'by: "Ada <b>"\nstatements:\n  - {said}\n')
    with Graph.open(tmp_path / "store", mode="write") as graph:
        assert graph.load(path).rejected == []
        answer = graph.ask("owners", "Birch Co")
        read = _Tags(answer._repr_html_())
    assert set(read.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "p", "ul", "li", "details", "summary", "pre"}
    assert evil in "".join(read.text)
    assert "Basis: " in "".join(read.text)
    assert "is closed" in answer._repr_html_()


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = {"pydantic", "click", "neo4j", "arcadedb", "rdflib", "pandas", "networkx", "py2neo"}
    code = f"import sys, kg; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_everything_the_package_names_is_there() -> None:
    assert all(getattr(kg, name).__name__ == name for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Grpah'"):
        _ = kg.Grpah  # type: ignore[attr-defined]


@pytest.mark.parametrize(("package", "method"), [("pandas", "to_pandas"), ("networkx", "to_networkx")])
def test_a_missing_package_is_named_with_the_line_that_installs_it(
    package: str, method: str, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"pip install 'dealgraph\[{package}\]'"):
        getattr(graph.ask("owners", "QTS"), method)()


def test_every_question_has_a_signature_of_its_own() -> None:
    told = {}
    for each in typing.get_overloads(Graph.ask):
        hints, parameters = typing.get_type_hints(each), inspect.signature(each).parameters
        (name,) = typing.get_args(hints["name"])
        (row,) = typing.get_args(hints["return"])
        told[name] = (row, [parameter for parameter in parameters if parameter not in ("self", "name", "valid_at")])
    wanted = {query.name: (TYPES[query.name], [param.name for param in query.params]) for query in all_queries()}
    assert told == wanted


def test_the_graph_is_an_rdflib_dataset_that_sparql_can_ask(graph: Graph) -> None:
    found = graph.rdflib()
    rows = found.query("SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    (row,) = rows
    (claims,) = graph.cypher("MATCH (c:Claim) RETURN count(c) AS n")
    assert int(row[0]) == claims["n"] > 0


def test_an_export_from_python_is_the_command_s(graph: Graph, tmp_path: Path) -> None:
    graph.export("jsonl", tmp_path / "graph.jsonl")
    done = run("export", "jsonl", store=graph.store.address)
    assert (tmp_path / "graph.jsonl").read_text() == done.out
    with pytest.raises(ValueError, match="trig, nquads, turtle, jsonld, jsonl"):
        graph.export("xml", tmp_path / "graph.xml")
