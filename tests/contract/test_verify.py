"""The promise, tested: change one byte of what is stored, and `kg verify` names what no longer holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.schema.graph import Changes
from kg.schema.layout import LINKS
from kg.store.base import Store
from kg.store.open import open_store
from kg.verify import verify
from tests.contract.test_bad_input import RING
from tests.support.cli import kg


def load_ring(address: str, tmp_path: Path) -> None:
    path = tmp_path / "ring.statements.yaml"
    path.write_text(RING)
    assert kg("load", path, store=address).code == 0


def change(store: Store, label: str, name: str, old: str, new: str) -> str:
    """Replace a piece of text in the first node of a label that holds it; the node's id."""
    for node in store.nodes(label):
        value = node.props[name]
        texts = value if isinstance(value, list) else [value]
        if any(old in str(text) for text in texts):
            changed = [str(text).replace(old, new, 1) for text in texts]
            value = changed if isinstance(value, list) else changed[0]
            store.apply(Changes(put_nodes=[replace(node, props={**node.props, name: value})]))
            return node.id
    raise AssertionError(f"no {label} holds {old!r}")


def test_what_was_loaded_holds(address: str, tmp_path: Path) -> None:
    load_ring(address, tmp_path)
    done = kg("verify", store=address)
    assert done.code == 0
    assert "all hold" in done.err


def test_one_changed_byte_of_a_document_names_the_document_and_the_claims_on_it(address: str, tmp_path: Path) -> None:
    load_ring(address, tmp_path)
    store = open_store(address, "write")
    document = change(store, "Document", "text", "Harbor Data", "Harbor Dato")
    broken = verify(store).broken
    store.close()
    on_it = [thing for thing, why in broken if "does not stand" in why]
    assert document in {thing for thing, _ in broken}
    assert len(on_it) == 1  # the words of one entry changed: the claims on the other entries still stand
    done = kg("-f", "table", "verify", store=address)
    assert done.code == 1
    assert on_it[0] in done.out


def test_a_changed_claim_is_named(address: str, tmp_path: Path) -> None:
    load_ring(address, tmp_path)
    store = open_store(address, "write")
    claim = change(store, "Claim", "values", "2021", "2011")
    broken = verify(store).broken
    store.close()
    assert [thing for thing, _ in broken] == [claim]


def test_a_changed_quote_is_named(address: str, tmp_path: Path) -> None:
    load_ring(address, tmp_path)
    store = open_store(address, "write")
    claim = change(store, "Claim", "quotes", "Vesta", "Vista")
    broken = verify(store).broken
    store.close()
    assert [thing for thing, _ in broken] == [claim]


def test_a_fact_whose_claims_are_lost_is_named(address: str, tmp_path: Path) -> None:
    load_ring(address, tmp_path)
    store = open_store(address, "write")
    fact = next(node for node in store.nodes("Fact") if node.props["claims"])
    lost = fact.props["claims"][0]  # type: ignore[index]
    (claim,) = (node for node in store.nodes("Claim") if node.id == lost)
    edges = [edge for type_ in LINKS for edge in store.edges(type_) if lost in (edge.source[1], edge.target[1])]
    store.apply(Changes(drop_edges=edges, drop_nodes=[claim]))
    broken = verify(store).broken
    store.close()
    assert (fact.id, f"the claim {lost} that it rests on is not stored") in broken
