"""py2neo on the real server, over Bolt: what docs/py2neo.md promises, and what it says does not work."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import Graph, StoreError
from tests.conftest import wipe

SAMPLE = Path(kg.__file__).parent / "sample"


@pytest.fixture(scope="module")
def home(neo4j_server: str) -> str:
    wipe(neo4j_server)
    with Graph.open(neo4j_server, mode="write") as graph:
        assert graph.load(SAMPLE).rejected == []
    return neo4j_server


@pytest.fixture
def graph(home: str) -> Iterator[Graph]:
    with Graph.open(home) as opened:
        yield opened


@pytest.fixture
def other(graph: Graph) -> Iterator[Any]:
    """The same database as py2neo knows it; what a test leaves under TestDeal and TestDocument is wiped."""
    base = graph.py2neo()
    yield base
    base.run("MATCH (n) WHERE n:TestDeal OR n:TestDocument DETACH DELETE n")


@pytest.mark.neo4j
def test_py2neo_reads_the_same_graph(graph: Graph, other: Any) -> None:
    asked = "MATCH (o:Organization) RETURN o.name AS name ORDER BY name"
    assert other.run(asked).data() == graph.cypher(asked)
    found = other.nodes.match("Organization", name="Blackstone").first()
    (owns,) = other.match((found,), r_type="OWNS")
    assert owns.end_node["name"] == "QTS Data Centers"


@pytest.mark.neo4j
def test_routing_addresses_work_as_well(home: str) -> None:
    with Graph.open(home.replace("bolt://", "neo4j://")) as graph:
        assert graph.py2neo().run("MATCH (d:Deal) RETURN count(d)").evaluate() > 0
        assert len(graph.ask("owners", "QTS").to_subgraph().relationships) == 1


@pytest.mark.neo4j
def test_an_answer_is_the_subgraph_that_networkx_gets(graph: Graph) -> None:
    answer = graph.ask("deals", "Lumen")
    part, drawn = answer.to_subgraph(), answer.to_networkx()
    assert {node["id"] for node in part.nodes} == set(drawn)
    assert sorted(edge["id"] for edge in part.relationships) == sorted(key for _, _, key in drawn.edges(keys=True))
    by_id = {edge["id"]: edge for edge in part.relationships}
    for source, target, key, props in drawn.edges(keys=True, data=True):
        edge = by_id[key]
        assert (edge.start_node["id"], edge.end_node["id"], type(edge).__name__) == (source, target, props["type"])
        assert {**dict(edge), "type": props["type"]} == {**props, "id": key}


@pytest.mark.neo4j
def test_the_subgraph_of_a_day_has_only_the_edges_of_that_day(graph: Graph) -> None:
    assert len(graph.ask("owners", "QTS", valid_at="any").to_subgraph().relationships) == 1
    assert len(graph.ask("owners", "QTS", valid_at="2019-01-01").to_subgraph()) == 0


@pytest.mark.neo4j
def test_the_subgraph_is_bound_so_pull_and_push_reach_the_server(graph: Graph, other: Any) -> None:
    part = graph.ask("owners", "QTS").to_subgraph()
    assert all(other.exists(node) for node in part.nodes)
    (owner,) = (node for node in part.nodes if node["name"] == "Blackstone")
    owner["name"] = "changed here only"
    other.pull(owner)
    assert owner["name"] == "Blackstone"


@pytest.mark.neo4j
def test_what_is_pushed_past_the_claims_is_put_back_by_a_load(graph: Graph, other: Any, home: str) -> None:
    (owner,) = (node for node in graph.ask("owners", "QTS").to_subgraph().nodes if node["name"] == "Blackstone")
    owner["name"], owner["note"] = "Another", "no source says this"
    other.push(owner)
    asked = "MATCH (o:Organization {id: $id}) RETURN o.name AS name, o.note AS note"
    assert graph.cypher(asked, id=owner["id"]) == [{"name": "Another", "note": "no source says this"}]
    with Graph.open(home, mode="write") as writer:
        writer.load(SAMPLE)
    assert graph.cypher(asked, id=owner["id"]) == [{"name": "Blackstone", "note": None}]


@pytest.mark.neo4j
def test_bulk_writes_work(other: Any) -> None:
    from py2neo.bulk import merge_nodes, merge_relationships

    merge_nodes(other.auto(), [{"id": str(n)} for n in range(5)], ("TestDeal", "id"))
    merge_relationships(
        other.auto(),
        [(str(n), {"id": f"{n}"}, str(n + 1)) for n in range(4)],
        ("NEXT", "id"),
        start_node_key=("TestDeal", "id"),
        end_node_key=("TestDeal", "id"),
    )
    assert other.run("MATCH (:TestDeal)-[r:NEXT]->(:TestDeal) RETURN count(r)").evaluate() == 4


@pytest.mark.neo4j
def test_merge_keeps_one_relationship_of_a_type_between_two_nodes(other: Any) -> None:
    from py2neo import Node, Relationship

    one, two = Node("TestDeal", id="1"), Node("TestDocument", id="2")
    both = Relationship(one, "SAYS", two, id="a") | Relationship(one, "SAYS", two, id="b")
    other.merge(one, "TestDeal", "id")
    other.merge(two, "TestDocument", "id")
    other.merge(both)
    assert other.run("MATCH (:TestDeal)-[r:SAYS]->() RETURN count(r)").evaluate() == 1


@pytest.mark.neo4j
def test_what_the_page_says_does_not_work_does_not(other: Any, home: str) -> None:
    import py2neo
    from py2neo.errors import ClientError, ConnectionUnavailable

    for call in (
        lambda: other.schema.get_indexes("Organization"),
        lambda: other.schema.get_uniqueness_constraints("Organization"),
        lambda: other.schema.create_index("TestDeal", "x"),
        lambda: other.schema.create_uniqueness_constraint("TestDeal", "x"),
    ):
        with pytest.raises(ClientError):
            call()
    with pytest.raises(ConnectionUnavailable, match="Connection has been closed"):
        py2neo.Graph(home, auth=("neo4j", "not-the-password")).run("RETURN 1")
    http = os.environ.get("NEO4J_HTTP_URL")
    if http:
        with pytest.raises(ClientError, match="Not Found"):
            py2neo.Graph(http, auth=(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])).run("RETURN 1")


@pytest.mark.neo4j
def test_a_wrong_password_is_told_by_opening_the_graph(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-password")
    with pytest.raises(kg.StoreAuth, match="NEO4J_PASSWORD"):
        Graph.open(home)


def test_an_embedded_store_says_in_one_line_that_py2neo_needs_a_server(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "store", mode="write") as graph:
        graph.load(SAMPLE)
        for call in (graph.py2neo, graph.ask("owners", "QTS").to_subgraph):
            with pytest.raises(StoreError, match=r"neo4j://") as caught:
                call()
            assert len(str(caught.value).splitlines()) == 1


@pytest.mark.neo4j
def test_without_py2neo_the_line_that_installs_it_is_told(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py2neo", None)
    with pytest.raises(ImportError, match=r"pip install 'dealgraph\[py2neo\]'"):
        graph.py2neo()
