"""`kg cypher`: reads on both engines, writes on none."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest

from kg.cli.cyphering import pair
from kg.store.base import QueryFailed, ReadOnlyRefused, Store, StoreError
from kg.store.cypher import brief
from kg.store.open import open_store
from tests.support.cli import kg
from tests.support.stores import load

TOLD = """
by: Jane Analyst
date: 2026-01-15
statements:
  - {says: asserts, kind: ownership, owner: Vesta Capital, owned: Harbor Data Centers, source: annual report}
"""

WRITES = {
    "create": "CREATE (:Organization {id: 'x'})",
    "create a new label": "CREATE (:Whatever {id: 'x'}) RETURN 1 AS one",
    "merge": "MERGE (n:Organization {id: 'x'}) RETURN n.id AS id",
    "set": "MATCH (n:Organization) SET n.name = 'x' RETURN n.id AS id",
    "set all": "MATCH (n:Organization) SET n += {name: 'x'}",
    "set label": "MATCH (n:Organization) SET n:Whatever",
    "remove": "MATCH (n:Organization) REMOVE n.name",
    "delete": "MATCH ()-[r:OWNS]->() DELETE r",
    "detach delete": "MATCH (n:Organization) DETACH DELETE n",
    "foreach": "MATCH (n:Organization) FOREACH (x IN [1] | SET n.name = 'x')",
    "in a subquery": "MATCH (n:Organization) CALL (n) { CREATE (m:Whatever {id: n.id}) RETURN m } RETURN m.id AS id",
    "in transactions": "MATCH (n:Organization) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS OF 1 ROWS",
    "after a comment": "// MATCH (n) RETURN n\nCREATE (:Organization {id: 'x'})",
    "after a block comment": "/* only reads */ CREATE (:Organization {id: 'x'})",
    "after a text": "WITH '// RETURN 1 /*' AS a CREATE (:Organization {id: a})",
    "lower case": "match (n:Organization) set n.name = 'x'",
    "create index": "CREATE INDEX mine FOR (n:Organization) ON (n.kind)",
    "create constraint": "CREATE CONSTRAINT mine FOR (n:Organization) REQUIRE n.name IS UNIQUE",
    "drop index": "DROP INDEX Claim_kind",
    "drop constraint": "DROP CONSTRAINT Claim_id_unique",
    "load csv": "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load csv, spread": "LOAD /* no */ CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "procedure": "CALL db.createLabel('Whatever')",
    "procedure of properties": "CALL db.createProperty('whatever')",
    "awaiting": "CALL db.clearQueryCaches()",
}


@pytest.fixture
def filled(address: str, tmp_path: Path) -> str:
    path = tmp_path / "jane.statements.yaml"
    path.write_text(TOLD, "utf-8")
    load(address, path)
    return address


def everything(store: Store) -> list[Any]:
    return [
        store.read("MATCH (n) RETURN n ORDER BY n.id").rows,
        store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b ORDER BY r.id, a, b").rows,
    ]


def test_a_statement_that_writes_is_refused_and_changes_nothing(filled: str) -> None:
    store = open_store(filled)
    try:
        before = everything(store)
        for name, statement in WRITES.items():
            with pytest.raises(StoreError) as refused:
                store.read(statement)
            assert "\n" not in str(refused.value), name
        assert everything(store) == before
        with pytest.raises(ReadOnlyRefused, match=r"^only reads are allowed here, and this statement would write$"):
            store.read(WRITES["create"])
    finally:
        store.close()
    again = open_store(filled)
    try:
        assert everything(again) == before
    finally:
        again.close()


def test_the_command_refuses_to_write_in_one_line(filled: str) -> None:
    refused = kg("cypher", WRITES["detach delete"], store=filled)
    assert refused.code == 1
    assert refused.out == ""
    assert len(refused.complaints) == 1
    assert "Traceback" not in refused.err


def test_the_command_answers_in_each_format(filled: str) -> None:
    ask = (
        "cypher",
        "MATCH (o:Organization) WHERE o.name STARTS WITH $start RETURN o.name AS name, $n AS n ORDER BY name",
    )
    given = ("--param", "start=H", "--param", "n=5")
    found = json.loads(kg("-f", "json", *ask, *given, store=filled).out)
    assert found["params"] == {"start": "H", "n": 5}
    assert found["columns"] == ["name", "n"]
    assert found["rows"] == [{"name": "Harbor Data Centers", "n": 5}]
    assert kg("-f", "csv", *ask, *given, store=filled).out.split() == ["name,n", "Harbor", "Data", "Centers,5"]


@pytest.mark.parametrize(
    "statement", ["MATCH (n RETURN n", "RETURN $nothing", "nonsense", "RETURN 1 +", f"RETURN foo('{'x' * 300}')"]
)
def test_a_statement_that_is_wrong_is_one_clear_line(filled: str, statement: str) -> None:
    store = open_store(filled)
    try:
        with pytest.raises(StoreError) as refused:
            store.read(statement)
        assert "\n" not in str(refused.value)
        assert len(str(refused.value)) <= 200
    finally:
        store.close()


def test_values_that_cypher_lacks_are_refused_alike_and_all_others_come_back(filled: str) -> None:
    store = open_store(filled)
    try:
        for value, why in (
            ({1, 2}, "holds a set"),
            ([Decimal(1)], "holds a Decimal"),
            ({"in": [2**63]}, "beyond 64 bits"),
            ({1: 2}, "keys of no text"),
            ("half \ud800", "no valid Unicode"),
        ):
            with pytest.raises(QueryFailed, match=f"^the parameter a [^\n]*{why}"):
                store.read("RETURN $a AS a", {"a": value})
        for value, back in (
            (b"a\xff", [97, 255]),
            ((1, -(2**63)), [1, -(2**63)]),
            (date(2025, 10, 14), "2025-10-14"),
            ({"in": [None, True, 0.5, "ü"]}, {"in": [None, True, 0.5, "ü"]}),
        ):
            assert store.read("RETURN $a AS a", {"a": value}).rows == [{"a": back}]
    finally:
        store.close()


def test_json_has_texts_for_the_numbers_it_lacks(filled: str) -> None:
    out = kg("-f", "json", "cypher", "RETURN 0.0/0.0 AS a, [1/0.0, -1/0.0] AS b", store=filled).out
    assert json.loads(out, parse_constant=pytest.fail)["rows"] == [{"a": "NaN", "b": ["Infinity", "-Infinity"]}]


def test_the_words_of_an_engine_are_cut_to_a_line() -> None:
    listed = ", ".join(f"'WORD{number}'" for number in range(40))
    told = f"Invalid input 'nonsense': expected {listed} or 'USE' (line 1, column 1 (offset: 0))\n\"nonsense\"\n ^"
    assert brief(told) == "Invalid input 'nonsense' (line 1, column 1)"
    assert brief("Unknown function 'foo' (line 1, column 8 (offset: 7))\n\"RETURN foo(1)\"\n ^") == (
        "Unknown function 'foo' (line 1, column 8)"
    )
    assert brief("/ by zero") == "/ by zero"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n=5", 5),
        ("n=-2.5", -2.5),
        ("n=true", True),
        ("n=null", None),
        ('n=["a", "b"]', ["a", "b"]),
        ('n="5"', "5"),
        ("n=five", "five"),
        ("n=2025-10-14", "2025-10-14"),
        ("n=a=b", "a=b"),
        ("n=", ""),
        ("n=NaN", "NaN"),
        ("n=007", "007"),
    ],
)
def test_a_parameter_is_what_json_takes_it_for_else_a_text(text: str, value: object) -> None:
    assert pair(text) == ("n", value)


@pytest.mark.parametrize("text", ["n", "=5", ""])
def test_a_parameter_without_a_name_is_wrong_usage(text: str) -> None:
    with pytest.raises(click.UsageError, match="NAME=VALUE"):
        pair(text)
