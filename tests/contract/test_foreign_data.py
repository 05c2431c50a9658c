"""A Neo4j that other people use as well: nothing of theirs is changed or deleted, whatever dealgraph does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from kg.export.canonical import lines
from kg.schema.graph import Changes
from kg.state import State, prepare
from kg.store.base import StoreError
from kg.store.open import open_store
from kg.verify import verify
from tests.conftest import wipe
from tests.support.stores import load

pytestmark = pytest.mark.neo4j

STATEMENTS = """
by: Jane Analyst
date: 2026-01-15
statements:
  - {says: asserts, kind: ownership, owner: Vesta Capital, owned: Harbor Data Centers, source: annual report}
  - {says: asserts, kind: ownership, owner: Zed Partners, owned: Vesta Capital, source: annual report}
"""


class Server:
    """The server as its other users see it."""

    def __init__(self, address: str) -> None:
        auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
        self.driver = neo4j.GraphDatabase.driver(address, auth=auth, notifications_min_severity="OFF")

    def run(self, statement: str) -> list[dict[str, Any]]:
        return [record.data() for record in self.driver.execute_query(statement).records]  # type: ignore[arg-type]

    def theirs(self) -> list[Any]:
        """Everything with the mark of these tests, and the rules that are theirs."""
        return [
            self.run("MATCH (n) WHERE n.theirs RETURN labels(n) AS l, properties(n) AS p ORDER BY toString(p.t), l"),
            self.run("MATCH ()-[r]->() WHERE r.theirs RETURN type(r) AS l, properties(r) AS p ORDER BY l"),
            self.run(
                "SHOW CONSTRAINTS YIELD name, type WHERE name STARTS WITH 'their' RETURN name, type ORDER BY name"
            ),
            self.run("SHOW INDEXES YIELD name, properties WHERE name STARTS WITH 'their' RETURN name, properties"),
        ]

    def all(self) -> list[Any]:
        """Everything, to see that a refused command left it as it was."""
        return [
            self.run("MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY elementId(n)"),
            self.run("MATCH ()-[r]->() RETURN type(r) AS l, properties(r) AS p ORDER BY elementId(r)"),
        ]


@pytest.fixture
def server(neo4j_server: str) -> Iterator[Server]:
    """The server with other people's nodes, relationships, constraint and index; all gone afterwards."""
    wipe(neo4j_server)
    found = Server(neo4j_server)
    _forget(found)
    found.run("CREATE CONSTRAINT their_key FOR (n:TheirNote) REQUIRE n.t IS UNIQUE")
    found.run("CREATE INDEX their_index FOR (n:TheirPerson) ON (n.name)")
    found.run(
        "CREATE (:TheirNote {t: 1, theirs: true, id: 'org-1'})"
        "-[:OWNS_NOT {theirs: true}]->(:TheirPerson {theirs: true})"
    )
    yield found
    _forget(found)
    wipe(neo4j_server)
    found.driver.close()


def _forget(server: Server) -> None:
    server.run("MATCH (n) WHERE n.theirs DETACH DELETE n")
    for rule in ("CONSTRAINT their_key", "CONSTRAINT their_unique", "INDEX their_index", "INDEX their_other"):
        server.run(f"DROP {rule} IF EXISTS")


def rebuild(address: str) -> None:
    store = open_store(address, "write")
    try:
        prepare(store)
        State.read(store).settle()
    finally:
        store.close()


def drop(address: str, name: str) -> None:
    """Have the store drop an organization, as it does with one that no document speaks of any more."""
    store = open_store(address, "write")
    try:
        prepare(store)
        store.apply(Changes(drop_nodes=[n for n in store.nodes("Organization") if n.props["name"] == name]))
    finally:
        store.close()


def dump(address: str) -> list[str]:
    store = open_store(address)
    try:
        assert not verify(store).broken
        return list(lines(store))
    finally:
        store.close()


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "jane.statements.yaml"
    path.write_text(STATEMENTS, "utf-8")
    return path


def test_nothing_of_others_changes_when_dealgraph_writes(server: Server, neo4j_server: str, told: Path) -> None:
    before = server.theirs()
    load(neo4j_server, told)
    load(neo4j_server, told)
    rebuild(neo4j_server)
    found = dump(neo4j_server)
    assert any("Harbor Data Centers" in line for line in found)
    assert not any("their" in line for line in found)
    drop(neo4j_server, "Zed Partners")
    assert server.theirs() == before


FOREIGN = {
    "node-without-id": "CREATE (:Organization {name: 'Theirs', theirs: true})",
    "node-with-a-number": "CREATE (:Organization {id: 7, theirs: true})",
    "node-with-an-id": "CREATE (:Organization {id: 'org-7', name: 'Theirs', theirs: true})",
    "claim": "CREATE (:Claim {id: 'claim-7', kind: 'insurance', theirs: true})",
    "fact": "CREATE (:Fact {id: 'fact-7', theirs: true})",
    "edge-between-theirs": "CREATE (:TheirNote {t: 2, theirs: true})"
    "-[:OWNS {theirs: true}]->(:TheirNote {t: 3, theirs: true})",
    "edge-with-an-id": "CREATE (:TheirNote {t: 2, id: 'a', theirs: true})-[:OWNS {id: 'x', theirs: true}]->"
    "(:TheirNote {t: 3, id: 'b', theirs: true})",
}


@pytest.mark.parametrize("foreign", FOREIGN)
def test_data_of_others_under_our_labels_is_refused_and_stays(
    server: Server, neo4j_server: str, told: Path, foreign: str
) -> None:
    load(neo4j_server, told)
    server.run(FOREIGN[foreign])
    before = server.all()
    for refused in (lambda: rebuild(neo4j_server), lambda: load(neo4j_server, told)):
        with pytest.raises(StoreError, match=r"^[^\n]*dealgraph did not write[^\n]*$"):
            refused()
    assert server.all() == before
    if "id: '" not in FOREIGN[foreign]:
        dump(neo4j_server)  # readers pass over what has no id of ours, and are not stopped by it


def test_a_first_load_beside_data_under_our_labels_is_refused(server: Server, neo4j_server: str, told: Path) -> None:
    server.run(FOREIGN["node-without-id"])
    before = server.all()
    with pytest.raises(StoreError, match="database of its own"):
        load(neo4j_server, told)
    assert server.all() == before


def test_a_relationship_that_others_tied_to_our_node_keeps_it(server: Server, neo4j_server: str, told: Path) -> None:
    load(neo4j_server, told)
    server.run(
        "MATCH (o:Organization {name: 'Zed Partners'}) MATCH (n:TheirNote {t: 1}) "
        "CREATE (n)-[:IS_ABOUT {theirs: true, id: 'x'}]->(o)"
    )
    before = server.all()
    with pytest.raises(StoreError, match="IS_ABOUT that dealgraph did not write: delete or move that"):
        drop(neo4j_server, "Zed Partners")
    assert server.all() == before


@pytest.mark.parametrize(
    ("rule", "undo", "word"),
    [
        (
            "CREATE INDEX Claim_kind FOR (n:TheirNote) ON (n.kind)",
            "DROP INDEX Claim_kind",
            "has the name Claim_kind",
        ),
        (
            "CREATE CONSTRAINT their_unique FOR (n:Fact) REQUIRE n.status IS UNIQUE",
            "DROP CONSTRAINT their_unique",
            "status",
        ),
    ],
)
def test_a_rule_of_others_that_stands_in_the_way_is_named(
    server: Server, neo4j_server: str, told: Path, rule: str, undo: str, word: str
) -> None:
    server.run("DROP INDEX Claim_kind IF EXISTS")
    server.run("DROP INDEX Fact_status IF EXISTS")
    server.run(rule)
    before = server.theirs()
    try:
        with pytest.raises(StoreError, match=rf"^[^\n]*{word}[^\n]*$"):
            load(neo4j_server, told)
        assert server.theirs() == before
    finally:
        server.run(undo)
    load(neo4j_server, told)
