"""Which entity a text means, on each engine: the order of the levels, ties, misses and suggestions."""

from __future__ import annotations

import time

import pytest

from kg.find import Ambiguous, NoSuchEntity, exact, find, resolve, suggestions
from kg.schema.graph import Changes, Edge, Node
from kg.schema.layout import EDGE_TYPES, indexes
from kg.schema.names import name_key
from kg.store.base import Store

ALDER, BIRCH, CEDAR, ALDER_SITE = "org-alder", "org-birch", "org-cedar", "fac-alder"


def entity(label: str, id_: str, name: str) -> list[Node]:
    own = Node(label, id_, {"name": name, "name_key": name_key(name)})
    member = Node("SourceEntity", f"{id_}-member", {"label": label, "name": name, "source_id": "doc-1", "entity": id_})
    return [own, member]


def further(kind: str, text: str, entity_: str) -> tuple[Node, Edge]:
    node = Node(
        "Name",
        f"name-{kind}-{entity_}-{name_key(text)}",
        {"key": name_key(text), "text": text, "kind": kind, "entity": entity_, "label": "Organization"},
    )
    return node, Edge("NAMES", f"edge-{node.id}", ("Name", node.id), ("Organization", entity_), {})


def identifier(scheme: str, value: str, entity_: str) -> tuple[Node, Edge]:
    props = {"scheme": scheme, "value": value, "key": name_key(value), "entity": entity_, "label": "Organization"}
    node = Node("Identifier", f"identifier-{scheme}-{value}", props)
    return node, Edge("IDENTIFIES", f"edge-{node.id}", ("Identifier", node.id), ("Organization", entity_), {})


@pytest.fixture
def filled(store: Store) -> Store:
    nodes = [
        *entity("Organization", ALDER, "Alder Grid"),
        *entity("Organization", BIRCH, "Birch Fiber"),
        *entity("Organization", CEDAR, "Cedar Colo, Inc."),
        *entity("Facility", ALDER_SITE, "Alder Grid"),
    ]
    pairs = [
        identifier("ticker", "ALDG", ALDER),
        identifier("asn", "ALDG", BIRCH),
        identifier("ticker", "BRCH", BIRCH),
        further("alias", "The Grid", ALDER),
        further("former", "Northern Telegraph", ALDER),
        further("alias", "Telegraph", ALDER),
        further("alias", "Telegraph", BIRCH),
        further("former", "Birch Fiber", CEDAR),
        further("alias", "Alder Grid", CEDAR),
    ]
    store.prepare(indexes(), EDGE_TYPES)
    store.apply(Changes(put_nodes=[*nodes, *(node for node, _ in pairs)], put_edges=[edge for _, edge in pairs]))
    return store


def test_each_level_finds(filled: Store) -> None:
    told = {
        "org-alder": (ALDER, "id"),
        "org-alder-member": (ALDER, "id"),
        "BRCH": (BIRCH, "identifier"),
        "ticker:aldg": (ALDER, "identifier"),
        "asn:ALDG": (BIRCH, "identifier"),
        "CEDAR COLO INC": (CEDAR, "name"),
        "grid": (ALDER, "alias"),
        "northern telegraph": (ALDER, "former name"),
    }
    found = {text: resolve(filled, text, ("Organization",)) for text in told}
    assert {text: (hit.id, hit.level) for text, hit in found.items()} == told


def test_the_first_level_with_a_hit_decides(filled: Store) -> None:
    hit = resolve(filled, "Birch Fiber")
    assert (hit.id, hit.level) == (BIRCH, "name"), "a former name of another must not compete with a current name"


def test_a_tie_asks_and_names_the_candidates(filled: Store) -> None:
    with pytest.raises(Ambiguous) as caught:
        resolve(filled, "Telegraph")
    assert {hit.id for hit in caught.value.candidates} == {ALDER, BIRCH}
    assert ALDER in str(caught.value)
    assert BIRCH in str(caught.value)
    with pytest.raises(Ambiguous):
        resolve(filled, "ALDG")
    with pytest.raises(Ambiguous):
        resolve(filled, "Alder Grid")


def test_labels_narrow(filled: Store) -> None:
    assert resolve(filled, "Alder Grid", ("Facility",)).id == ALDER_SITE
    assert resolve(filled, "Alder Grid", ("Organization",)).id == ALDER
    with pytest.raises(NoSuchEntity, match=r"is Birch Fiber \(Organization\); wanted: Facility"):
        resolve(filled, "Birch Fiber", ("Facility",))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Aldr Grid", "Alder Grid"),
        ("Brich Fibre", "Birch Fiber"),
        ("edar Colo", "Cedar Colo, Inc."),
        ("lader grid", "Alder Grid"),
    ],
)
def test_a_miss_suggests(filled: Store, text: str, meant: str) -> None:
    with pytest.raises(NoSuchEntity, match="did you mean") as caught:
        resolve(filled, text)
    assert meant in caught.value.suggestions


@pytest.mark.parametrize(
    "text", ["", "   ", "zzzzzz", "'", "\\", "%", "org-", "ticker:", "x' OR 1=1 //", "}) RETURN 1 //", "org-nobody"]
)
def test_odd_text_is_only_text(filled: Store, text: str) -> None:
    assert exact(filled, text) == []
    with pytest.raises(NoSuchEntity):
        resolve(filled, text)


def test_find_lists_exact_hits_then_parts(filled: Store) -> None:
    assert [hit.id for hit in find(filled, "telegraph")] == [ALDER, BIRCH]
    assert {hit.id for hit in find(filled, "fib")} == {BIRCH, CEDAR}
    assert [hit.level for hit in find(filled, "colo")] == ["part of a name"]
    assert find(filled, "nobody") == []
    assert len(find(filled, "e", limit=2)) == 2


def test_many_names_stay_quick(store: Store) -> None:
    count = 5_000
    store.prepare(indexes(), EDGE_TYPES)
    nodes = [
        Node(
            "Organization",
            f"org-{n:05d}",
            {"name": f"Company {n:05d} Ltd", "name_key": name_key(f"Company {n:05d} Ltd")},
        )
        for n in range(count)
    ]
    store.apply(Changes(put_nodes=nodes))
    assert resolve(store, "Company 04999 Limited").id == "org-04999"
    start = time.perf_counter()
    close = suggestions(store, "Co 04998x Ltd", ("Organization",))
    assert time.perf_counter() - start < 3
    assert close
