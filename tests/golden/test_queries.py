"""Golden answers on both engines: two worlds of invented companies, the two articles, and the packaged sample.

A golden file `data/<set>/<query>__<args>.json` holds a question, its arguments and day, the exit code, and the rows of
the columns it names, in order. Ids and facts are not compared: the laws of identity are tested elsewhere. Those of
`articles` hold for the articles and for the sample alike; there the order follows names that the two may spell
differently, so rows are compared as a set, and with `"some": true` they need only be among the rows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.answer import EXITS, Answer, Usage, ask
from kg.find import NoSuchEntity
from kg.pipeline import load
from kg.queries import Column, Query, UnknownQuery, all_queries, basis, get
from kg.queries.columns import read_columns
from kg.schema.layout import LABELS
from kg.state import State, prepare
from kg.store.base import Store
from kg.store.open import open_store

HERE = Path(__file__).parent
RING = HERE.parent / "data" / "ring"
RIVALS = HERE.parent / "data" / "rivals"
SAMPLE = Path(kg.__file__).parent / "sample"
DAY = "2025-12-01"
KEYS = {
    "states": "code", "facilities": "site_id", "overlap": "code", "shared-partners": "partner_id", "deals": "deal_id",
    "targets": "target_id", "observations": "observation_id", "events": "event_id", "why": "claim",
    "coverage-matrix": "code", "coverage-gaps": "code", "mentions": "source_id",
}  # fmt: skip
"""Where one column tells the rows apart. Elsewhere (owners: periods; portfolio: paths) whole rows must differ."""


@dataclass(frozen=True)
class Golden:
    """A golden file."""

    name: str
    query: str
    args: list[str]
    valid_at: str
    exit: int
    columns: list[str]
    rows: list[list[Any]]
    some: bool = False

    def ask(self, store: Store) -> Answer:
        return ask(store, self.query, self.args, valid_at=self.valid_at)

    def told(self, answer: Answer) -> list[list[Any]]:
        return [[row[column] for column in self.columns] for row in answer.rows]


def golden(folder: str) -> list[Golden]:
    paths = sorted((HERE / "data" / folder).glob("*.json"))
    return [Golden(path.stem, **json.loads(path.read_text(encoding="utf-8"))) for path in paths]


def fill(store: Store, paths: list[Path]) -> None:
    prepare(store)
    summary = load(State.read(store), paths)
    assert not summary.rejected


def as_set(rows: list[list[Any]]) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False) for row in rows)


def check(store: Store, goldens: list[Golden], *, ordered: bool) -> None:
    """Every golden answer, and for each of its rows that facts stand behind it whose words can be shown."""
    assert goldens
    wrong: dict[str, Any] = {}
    facts: set[str] = set()
    for each in goldens:
        answer = each.ask(store)
        told = each.told(answer)
        if each.some:
            good = set(as_set(each.rows)) <= set(as_set(told))
        else:
            good = told == each.rows if ordered else as_set(told) == as_set(each.rows)
        if not good or int(answer.exit_code) != each.exit:
            wrong[each.name] = {"expected": each.rows, "told": told, "exit": int(answer.exit_code)}
        assert answer.basis, f"{each.name}: no basis line"
        assert all(row["facts"] for row in answer.rows), f"{each.name}: a row without facts"
        assert len(set(answer.facts)) == len(answer.facts)
        facts |= set(answer.facts)
    assert wrong == {}
    for fact in sorted(facts):
        assert_words(store, fact)


def assert_words(store: Store, fact: str) -> None:
    rows = store.read(get("why").cypher, {"id": fact, "valid_at": DAY}).rows
    assert rows, f"{fact}: nothing behind it"
    assert all(row["quotes"] or row["records"] for row in rows), f"{fact}: a claim without words or record"


def check_all_questions(store: Store) -> None:
    """Every question for everything in the store: declared columns, no row twice, facts behind each."""
    for query in all_queries():
        assert_shape(store, query.name, {param.name: None for param in query.params if param.optional})
    assert_no_fan_out(store)


def assert_shape(store: Store, name: str, params: dict[str, Any]) -> None:
    query = get(name)
    needed = [param for param in query.params if param.name not in params]
    labels = needed[0].labels or LABELS if needed else ()
    ids = [node.id for label in labels for node in store.nodes(label)] if needed else [None]
    if any(param.type == "fact" for param in needed):
        ids = [node.id for label in ("Fact", "Claim", "Organization") for node in store.nodes(label)]
    for one in ids:
        values = {**params, **{param.name: one for param in needed}, "valid_at": "any"}
        found = store.read(query.cypher, values)
        for row in found.rows:
            assert list(row) == list(query.returns), name
            assert wrong_types(query, row) == [], f"{name} {one}"
            assert row["facts"], f"{name} {one}: a row without facts"
        told = [json.dumps(row, sort_keys=True, default=str) for row in found.rows]
        assert len(told) == len(set(told)), f"{name} {one}: a row twice"
        if name in KEYS:
            keys = [row[KEYS[name]] for row in found.rows]
            assert len(keys) == len(set(keys)), f"{name} {one}: {KEYS[name]} twice"


TYPES: Mapping[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


def wrong_types(query: Query, row: Mapping[str, Any]) -> list[str]:
    """The columns of a row that are not what the header says; `bool` is no `int`, and a list holds no null."""
    return [f"{column}: {row[column.name]!r}" for column in query.columns if not is_typed(column, row[column.name])]


def is_typed(column: Column, value: Any) -> bool:
    if value is None:
        return column.optional
    if column.many:
        return isinstance(value, list) and all(type(item) is TYPES[column.type] for item in value)
    return type(value) is TYPES[column.type]


def assert_no_fan_out(store: Store) -> None:
    """Questions about two: every pair of organizations."""
    ids = [node.id for node in store.nodes("Organization")]
    for name in ("overlap", "shared-partners", "coverage-gaps", "between"):
        one_is, other_is = (param.name for param in get(name).params)
        for one in ids:
            for other in ids:
                rows = store.read(get(name).cypher, {one_is: one, other_is: other, "valid_at": "any"}).rows
                assert [wrong_types(get(name), row) for row in rows if wrong_types(get(name), row)] == []
                keys = [row[KEYS[name]] if name in KEYS else json.dumps(row) for row in rows]
                assert len(keys) == len(set(keys)), f"{name} {one} {other}: {KEYS[name]} twice"
                assert one != other or not rows, f"{name}: an organization with itself"


def test_ring(store: Store) -> None:
    fill(store, [RING])
    check(store, golden("ring"), ordered=True)
    check_all_questions(store)


def test_rivals(store: Store) -> None:
    fill(store, [RIVALS])
    check(store, golden("rivals"), ordered=True)
    assert_no_fan_out(store)
    assert_refuted_rivalry_is_in_no_answer(store)


def assert_refuted_rivalry_is_in_no_answer(store: Store) -> None:
    (refuted,) = ask(store, "disputed", valid_at="any").facts
    asked = [("competitors", ["Kauri Cloud"]), ("competitors", ["Rowan Power"]), ("mentions", ["Kauri Cloud"]),
             ("partner-conflicts", ["Kauri Cloud"]), ("between", ["Rowan Power", "Kauri Cloud"])]  # fmt: skip
    for name, args in asked:
        answer = ask(store, name, args, valid_at="any")
        assert refuted not in answer.facts, name
        assert not any("gossip" in str(row) for row in answer.rows), name


def test_articles(store: Store, shared: Path) -> None:
    fill(store, sorted((shared / "gold").glob("*.txt")))
    check(store, golden("articles"), ordered=False)
    check_all_questions(store)


def test_sample(store: Store) -> None:
    briefs = sorted(SAMPLE.glob("*.txt"))
    assert briefs
    fill(store, briefs)
    check(store, golden("articles"), ordered=False)


@pytest.mark.parametrize(
    ("column", "value", "good"),
    [
        ("n int", 1, True),
        ("n int", True, False),
        ("n int", None, False),
        ("n int?", None, True),
        ("n float", 1, False),
        ("n [str]", ["a"], True),
        ("n [str]", ["a", None], False),
        ("n [str]", "a", False),
    ],
)
def test_a_column_has_its_type(column: str, value: object, good: bool) -> None:
    typed, _ = read_columns(f"{column}, facts [str]")
    assert is_typed(typed, value) is good


def test_every_question_has_an_answer_and_an_empty_one() -> None:
    told = golden("ring") + golden("rivals") + golden("articles")
    names = {query.name for query in all_queries()}
    assert {each.query for each in told if each.rows} == names
    # `sources` and `why` of a known entity never are empty: their empty cases are below. A deal always has items.
    assert {each.query for each in told if not each.rows} >= names - {"sources", "why", "deal"}


def test_an_empty_store_knows_nothing_and_says_so(store: Store) -> None:
    prepare(store)
    for name in ("sources", "disputed"):
        answer = ask(store, name, valid_at=DAY)
        assert (answer.rows, int(answer.exit_code)) == ([], 3)
        assert answer.basis
    with pytest.raises(NoSuchEntity):
        ask(store, "why", ["fact-0"], valid_at=DAY)
    assert store.read(get("why").cypher, {"id": "fact-0", "valid_at": DAY}).rows == []


def test_an_unknown_owner_is_not_a_controlling_one(store: Store) -> None:
    fill(store, [RING])
    rows = {row["owner"]: row for row in ask(store, "ultimate-owners", ["Cedar Colo"], valid_at=DAY).rows}
    assert rows["Pat Larch"]["control"] == "no majority"
    assert rows["Pat Larch"]["share_high"] < 10
    unknown = ask(store, "ultimate-owners", ["Ginkgo Towers"], valid_at=DAY).rows[0]
    assert (unknown["control"], unknown["share_low"], unknown["share_high"]) == ("not known", None, None)


def test_a_refuted_fact_is_shown_by_why_alone_with_both_sides(store: Store) -> None:
    fill(store, [RING])
    refuted = [row for row in ask(store, "disputed", valid_at=DAY).rows if row["status"] == "refuted"]
    assert len(refuted) == 2
    for row in refuted:
        sides = ask(store, "why", row["facts"], valid_at=DAY).rows
        assert {side["stance"] for side in sides} == {"supports", "refutes"}
        assert all(side["quotes"] for side in sides)
        assert all(side["reason"] and side["cites"] for side in sides if side["stance"] == "refutes")
        shown = {fact for name in ("owners", "events") for org in ("Fir Networks", "Cedar Colo")
                 for fact in ask(store, name, [org], valid_at="any").facts}  # fmt: skip
        assert not shown & set(row["facts"])


@pytest.mark.parametrize(
    ("name", "args", "params", "day", "error", "says"),
    [
        ("owner", ["Alder"], {}, DAY, UnknownQuery, "did you mean owners"),
        ("owners", [], {}, DAY, Usage, "needs 'owned': kg ask owners OWNED"),
        ("owners", ["Alder", "Birch"], {}, DAY, Usage, "at most 1"),
        ("owners", ["Alder"], {"owned": "Birch"}, DAY, Usage, "given twice"),
        ("owners", ["Alder"], {"share": "5"}, DAY, Usage, "no parameter 'share'"),
        ("owners", ["Alder"], {}, "2025", Usage, "is no day"),
        ("owners", ["Alder"], {}, "yesterday", Usage, "is no date"),
        ("owners", ["Aldor"], {}, DAY, NoSuchEntity, "did you mean Alder"),
        ("owners", ["Pat Larch"], {}, DAY, NoSuchEntity, "is Pat Larch .Person.; wanted: Organization"),
    ],
)
def test_wrong_use_says_what_to_do(
    store: Store, name: str, args: list[str], params: dict[str, str], day: str, error: type[Exception], says: str
) -> None:
    fill(store, [RING])
    with pytest.raises(error, match=says):
        ask(store, name, args, params, valid_at=day)
    assert int(EXITS[error]) == (4 if error is NoSuchEntity else 2)


YEW = """
by: Rosa Field
date: 2025-01-01
statements:
  - {says: asserts, kind: operation, operator: "Yew, Inc.", operated: {name: Yew DEN3, type: Facility}, source: grove register}
  - {says: asserts, kind: location, located: {name: Yew DEN3, type: Facility}, place: {name: Colorado, type: State, code: US-CO}, source: grove register}
"""  # noqa: E501


def test_several_entities_are_one_argument_or_many_and_a_name_may_hold_a_comma(store: Store, tmp_path: Path) -> None:
    told = tmp_path / "yew.statements.yaml"
    told.write_text(YEW, encoding="utf-8")
    fill(store, [RIVALS, told])
    answers = [
        ask(store, "coverage-matrix", ["Yew, Inc., Oak Colo,Maple Networks"], valid_at=DAY),
        ask(store, "coverage-matrix", ["Yew, Inc.", "Oak Colo", "Maple Networks"], valid_at=DAY),
        ask(store, "coverage-matrix", params={"orgs": "Yew, Inc., Maple Networks, Oak Colo"}, valid_at=DAY),
    ]
    expected = [(["Oak Colo: Oak DEN1", "Yew, Inc.: Yew DEN3"], ["Maple Networks: Oak DEN1"], [], 2)]
    for answer in answers:
        assert [(r["stated"], r["planned"], r["unknown"], r["at_least"]) for r in answer.rows] == expected
    with pytest.raises(NoSuchEntity, match="Aldor"):
        ask(store, "coverage-matrix", ["Oak Colo, Aldor"], valid_at=DAY)


def test_arguments_are_values_never_cypher(store: Store) -> None:
    fill(store, [RING])
    before = sum(1 for label in LABELS for _ in store.nodes(label))
    for evil in ("x'}) DETACH DELETE n //", "$id", "Alder Grid' OR '1'='1", "`", "*"):
        with pytest.raises(NoSuchEntity):
            ask(store, "owners", [evil], valid_at=DAY)
        assert ask(store, "targets", ["Alder", evil], valid_at=DAY).rows == []
    assert sum(1 for label in LABELS for _ in store.nodes(label)) == before


def operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan["operatorType"])
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.neo4j
def test_plans_start_at_an_index(neo4j_server: str) -> None:
    import neo4j

    # These look at everything when no entity is given.
    with_all = {"sources", "operators", "disputes", "mentions", "coverage", "coverage-matrix"}
    store = open_store(neo4j_server, "write")
    prepare(store)
    store.close()
    asked = [*all_queries(), *{call.name: basis(call.name) for query in all_queries() for call in query.basis}.values()]
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(neo4j_server, auth=auth, notifications_min_severity="OFF") as driver:
        for query in asked:
            params = {**{param.name: "x" for param in query.params}, "valid_at": DAY}
            summary = driver.execute_query(f"EXPLAIN {query.cypher}", params).summary
            assert summary.query_type == "r", query.name
            assert summary.plan is not None
            slow = [
                name
                for name in operators(summary.plan)
                if "LabelScan" in name or "AllNodes" in name or "Cartesian" in name
            ]
            assert not slow or query.name in with_all, f"{query.name}: {slow}"
