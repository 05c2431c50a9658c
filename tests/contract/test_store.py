"""What every store does, on the embedded engine and on a real Neo4j."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.schema.graph import Changes, Edge, Index, Node
from kg.store.base import QueryFailed, ReadOnlyRefused, Store, StoreError
from kg.store.open import open_store

ORG, DEAL = "TestOrganization", "TestDeal"
OWNS, PARTY = "TEST_OWNS", "TEST_PARTY_TO"


def org(id_: str, **props: Any) -> Node:
    return Node(ORG, id_, props)


def owns(id_: str, source: str, target: str, **props: Any) -> Edge:
    return Edge(OWNS, id_, (ORG, source), (ORG, target), props)


def put(store: Store, *things: Node | Edge) -> None:
    nodes = [thing for thing in things if isinstance(thing, Node)]
    edges = [thing for thing in things if isinstance(thing, Edge)]
    store.apply(Changes(put_nodes=nodes, put_edges=edges))


@pytest.fixture(autouse=True)
def prepared(store: Store) -> None:
    store.prepare([Index(ORG, "id", unique=True), Index(ORG, "name"), Index(DEAL, "id", unique=True)], [OWNS])


def test_gives_back_what_was_put_in_order_of_id(store: Store) -> None:
    nodes = [org("b", name="B"), org("a", name="A", n=1, share=0.5, sure=True, tags=["x", "y"])]
    edges = [owns("e2", "b", "a"), owns("e1", "a", "b", share=0.25)]
    put(store, *nodes, *edges)
    assert list(store.nodes(ORG)) == nodes[::-1]
    assert list(store.edges(OWNS)) == edges[::-1]


def test_prepare_can_be_repeated(store: Store) -> None:
    put(store, org("a", name="A"))
    store.prepare([Index(ORG, "id", unique=True), Index(ORG, "name")], [OWNS, PARTY])
    assert list(store.nodes(ORG)) == [org("a", name="A")]


def test_an_unknown_label_or_type_has_nothing(store: Store) -> None:
    assert list(store.nodes("TestNothing")) == []
    assert list(store.edges("TEST_NOTHING")) == []
    assert store.read("MATCH (n:TestNothing) RETURN n.id AS id").rows == []


def test_a_put_replaces_every_property(store: Store) -> None:
    put(store, org("a", name="A", old=1), org("b"), owns("e", "a", "b", share=0.5, old="x"))
    put(store, org("a", name="A2", new=["n"]), owns("e", "a", "b", new=2))
    assert list(store.nodes(ORG)) == [org("a", name="A2", new=["n"]), org("b")]
    assert list(store.edges(OWNS)) == [owns("e", "a", "b", new=2)]


@pytest.mark.parametrize(("before", "after"), [(1, 1.0), (True, 1), ([1], [1.0])])
def test_a_value_of_another_type_replaces_an_equal_one(store: Store, before: Any, after: Any) -> None:
    put(store, org("a", v=before), org("b"), owns("e", "a", "b", v=before))
    put(store, org("a", v=after), owns("e", "a", "b", v=after))
    assert repr(next(store.nodes(ORG)).props["v"]) == repr(after)
    assert repr(next(store.edges(OWNS)).props["v"]) == repr(after)


def test_the_same_again_changes_nothing(store: Store) -> None:
    changes = Changes([org("a", n=1), org("b")], [owns("e", "a", "b", share=0.5)])
    store.apply(changes)
    store.apply(changes)
    assert store.read(f"MATCH (n:{ORG}) RETURN count(n) AS n").rows == [{"n": 2}]
    assert store.read(f"MATCH (:{ORG})-[r:{OWNS}]->() RETURN count(r) AS n").rows == [{"n": 1}]


def test_parallel_edges_stay_apart(store: Store) -> None:
    put(store, org("a"), org("b"), owns("e1", "a", "b", since="2021"), owns("e2", "a", "b", since="2023"))
    assert [edge.props["since"] for edge in store.edges(OWNS)] == ["2021", "2023"]


def test_the_last_of_two_puts_of_one_node_holds(store: Store) -> None:
    put(store, org("a", name="first"), org("a", name="last"))
    assert list(store.nodes(ORG)) == [org("a", name="last")]


def test_drops_edges_then_nodes_with_their_edges(store: Store) -> None:
    put(store, org("a"), org("b"), org("c"), owns("e1", "a", "b"), owns("e2", "b", "c"), owns("e3", "a", "c"))
    store.apply(Changes(drop_edges=[owns("e3", "a", "c")], drop_nodes=[org("c")]))
    assert list(store.nodes(ORG)) == [org("a"), org("b")]
    assert list(store.edges(OWNS)) == [owns("e1", "a", "b")]


def test_dropping_what_is_not_there_is_no_error(store: Store) -> None:
    put(store, org("a"), org("b"), owns("e", "a", "b"))
    gone = Edge("TEST_NOTHING", "x", (ORG, "a"), ("TestNothing", "b"), {})
    store.apply(Changes(drop_edges=[owns("e", "b", "a"), gone], drop_nodes=[org("zz"), Node("TestNothing", "x", {})]))
    assert list(store.edges(OWNS)) == [owns("e", "a", "b")]


def test_an_edge_without_its_end_names_it_and_writes_nothing(store: Store) -> None:
    put(store, org("a"))
    changes = Changes([org("new")], [owns("e1", "a", "new"), owns("e2", "a", "nobody")], [], [org("a")])
    with pytest.raises(StoreError, match=r"'e2' ends at TestOrganization 'nobody'") as raised:
        store.apply(changes)
    assert "\n" not in str(raised.value)
    assert list(store.nodes(ORG)) == [org("a")]
    assert list(store.edges(OWNS)) == []


@pytest.mark.parametrize(
    "bad",
    [
        Node("Test`) DETACH DELETE n //", "a", {}),
        Node("1Test", "a", {}),
        Node(ORG, "", {}),
        Node(ORG, "a", {"x y": 1}),
        Node(ORG, "a", {"id": "b"}),
        Node(ORG, "a", {"x": None}),  # type: ignore[dict-item]
        Node(ORG, "a", {"x": float("nan")}),
        Node(ORG, "a", {"x": 2**63}),
        Node(ORG, "a", {"x": ["a", 1]}),  # type: ignore[dict-item]
        Node(ORG, "a", {"x": "\ud800"}),
        Node(ORG, "a", {"x": {"y": 1}}),  # type: ignore[dict-item]
    ],
)
def test_what_cannot_be_stored_is_refused_before_anything_is_written(store: Store, bad: Node) -> None:
    with pytest.raises(StoreError) as raised:
        put(store, org("good"), bad)
    assert "\n" not in str(raised.value)
    assert list(store.nodes(ORG)) == []


def test_a_bad_relationship_type_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="relationship type"):
        put(store, org("a"), Edge("X]->() DELETE n //", "e", (ORG, "a"), (ORG, "a"), {}))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
INT = st.integers(-(2**63), 2**63 - 1)
FLOAT = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)  # no -0.0
VALUE = st.one_of(
    TEXT,
    INT,
    FLOAT,
    st.booleans(),
    st.lists(TEXT, max_size=12),
    st.lists(INT, max_size=12),
    st.lists(FLOAT, max_size=12),
    st.sampled_from(["#1:0", "2021-01-01", "2021-01-01T00:00:00Z", "null", "(#1:0)", "$x", '{"a": 1}', "\x00"]),
)
PROPS = st.dictionaries(st.from_regex(r"\A[A-Za-z][A-Za-z0-9_]{0,8}\Z").filter(lambda n: n != "id"), VALUE, max_size=6)


def exact(props: Any) -> list[tuple[str, str]]:
    return sorted((name, repr(value)) for name, value in props.items())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=PROPS, second=PROPS, edge=PROPS)
def test_values_come_back_as_they_were(store: Store, first: Any, second: Any, edge: Any) -> None:
    for props in (first, second):  # created, then replaced
        put(store, Node(ORG, "a", props), org("b"), Edge(OWNS, "e", (ORG, "a"), (ORG, "b"), edge))
        assert exact(next(store.nodes(ORG)).props) == exact(props)
    put(store, Edge(OWNS, "e", (ORG, "a"), (ORG, "b"), first))
    assert exact(next(store.edges(OWNS)).props) == exact(first)
    row = store.read(f"MATCH (n:{ORG} {{id: $id}}) RETURN properties(n) AS p", {"id": "a"}).rows[0]
    assert exact(row["p"]) == exact({**second, "id": "a"})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.sets(TEXT.filter(bool), min_size=1, max_size=8))
def test_ids_are_any_text_and_found_again(store: Store, ids: set[str]) -> None:
    store.apply(Changes(drop_nodes=list(store.nodes(ORG))))
    put(store, *(org(id_) for id_ in ids), *(owns(f"e-{id_}", id_, id_) for id_ in ids))
    assert {node.id for node in store.nodes(ORG)} == ids
    assert {edge.source[1] for edge in store.edges(OWNS)} == ids


def test_an_answer_has_the_columns_as_written(store: Store) -> None:
    put(store, org("a", name="A"))
    found = store.read(f"MATCH (n:{ORG}) RETURN n.name AS name, n.id, count(*) AS `how many` ORDER BY name")
    assert found.columns == ["name", "n.id", "how many"]
    assert found.rows == [{"name": "A", "n.id": "a", "how many": 1}]
    none = store.read(
        f"MATCH (n:{ORG}) WHERE n.id = 'RETURN x' RETURN n.name AS name, // RETURN y\n"
        "n.id, count(n) AS `how, many` ORDER BY name LIMIT 3"
    )
    assert none.columns == ["name", "n.id", "how, many"]
    assert none.rows == []


def test_nodes_relationships_and_paths_are_plain(store: Store) -> None:
    put(store, org("a", tags=["x"]), org("b"), owns("e", "a", "b", share=0.5))
    a, b = {"id": "a", "tags": ["x"], "_label": ORG}, {"id": "b", "_label": ORG}
    edge = {"id": "e", "share": 0.5, "_type": OWNS}
    row = store.read(
        f"MATCH p = (a:{ORG})-[r:{OWNS}]->(b) "
        "RETURN a, r, p, [b] AS l, {x: r, y: null} AS m, date('2021-02-03') AS d, 1.0 AS f, 2 AS i"
    ).rows[0]
    assert row["a"] == a
    assert row["r"] == edge
    assert row["p"] == {"nodes": [a, b], "relationships": [edge]}
    assert row["l"] == [b]
    assert row["m"] == {"x": edge, "y": None}
    assert (row["d"], repr(row["f"]), repr(row["i"])) == ("2021-02-03", "1.0", "2")


WRITES = [
    "CREATE (n:TestOrganization {id: 'x'})",
    "MERGE (n:TestOrganization {id: 'x'})",
    "MATCH (n:TestOrganization) SET n.x = 1",
    "MATCH (n:TestOrganization) REMOVE n.name",
    "MATCH (n:TestOrganization) DETACH DELETE n",
    "MATCH (n:TestOrganization) CALL { WITH n SET n.x = 2 } RETURN n",
    "FOREACH (x IN [1] | CREATE (:TestOrganization {id: 'x'}))",
    "MATCH (n) RETURN n.id AS x UNION MATCH (n:TestOrganization) SET n.x = 5 RETURN n.id AS x",
    "CREATE INDEX test_x FOR (n:TestOrganization) ON (n.x)",
    "CREATE CONSTRAINT test_y FOR (n:TestOrganization) REQUIRE n.y IS UNIQUE",
    "DROP INDEX test_x IF EXISTS",
    "CALL db.createLabel('TestOther')",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "load /* a comment */ csv FROM 'file:///etc/hostname' AS line RETURN line",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "CALL dbms.killConnection('bolt-1')",
]


@pytest.mark.parametrize("cypher", WRITES)
def test_read_refuses_what_writes(store: Store, cypher: str) -> None:
    put(store, org("a", name="A"))
    with pytest.raises(ReadOnlyRefused) as raised:
        store.read(cypher)
    assert "\n" not in str(raised.value)
    assert list(store.nodes(ORG)) == [org("a", name="A")]


def test_words_of_writing_in_a_text_are_no_write(store: Store) -> None:
    assert store.read("RETURN 'LOAD CSV' AS a, \"TERMINATE TRANSACTIONS\" AS b // LOAD CSV").rows == [
        {"a": "LOAD CSV", "b": "TERMINATE TRANSACTIONS"}
    ]


def test_a_parameter_is_a_value_and_never_cypher(store: Store) -> None:
    put(store, org("a", name="A"))
    evil = "a' }) DETACH DELETE n //"
    assert store.read(f"MATCH (n:{ORG} {{id: $id}}) RETURN n.id AS id", {"id": evil}).rows == []
    assert list(store.nodes(ORG)) == [org("a", name="A")]


@pytest.mark.parametrize("cypher", ["RETURN foo(", "MATCH (n) RETURN nothing", "RETURN $missing AS x"])
def test_a_bad_statement_is_one_clear_line(store: Store, cypher: str) -> None:
    with pytest.raises(QueryFailed) as raised:
        store.read(cypher)
    assert str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_store_opened_for_reading_refuses_to_write(store: Store, address: str) -> None:
    put(store, org("a"))
    store.close()
    reader = open_store(address, "read")
    with pytest.raises(ReadOnlyRefused):
        reader.apply(Changes([org("b")]))
    with pytest.raises(ReadOnlyRefused):
        reader.prepare([], [])
    assert list(reader.nodes(ORG)) == [org("a")]
    reader.close()


def test_closing_twice_is_fine_and_using_it_after_is_an_error(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.read("RETURN 1 AS x")


def test_more_than_one_page_of_everything(store: Store) -> None:
    count = 5_300
    nodes = [org(f"{n:05}", n=n) for n in range(count)]
    edges = [owns(f"e{n:05}", "00000", f"{n:05}", n=n) for n in range(count)]
    store.apply(Changes(nodes, edges))
    assert list(store.nodes(ORG)) == nodes
    assert list(store.edges(OWNS)) == edges
    store.apply(Changes(drop_edges=edges[1:]))
    assert list(store.edges(OWNS)) == edges[:1]


def test_other_data_of_the_store_stays_as_it_is(store: Store) -> None:
    put(store, org("a"), Node(DEAL, "a", {"kind": "lease"}))
    store.apply(Changes(drop_nodes=[org("a")]))
    assert list(store.nodes(DEAL)) == [Node(DEAL, "a", {"kind": "lease"})]
