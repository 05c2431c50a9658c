"""Every question against the schema: no undeclared label, relationship type or property, no write, one row order."""

from __future__ import annotations

import re

import pytest

from kg.queries import Query, all_queries, basis
from kg.schema.base import ENTITIES, FACTS
from kg.schema.claims import Dataset, Document
from kg.schema.layout import EDGE_TYPES, LABELS

BASES = {call.name: basis(call.name) for query in all_queries() for call in query.basis}
EVERY = [*all_queries(), *BASES.values()]

# Properties of provenance nodes, beside those of the declared classes.
FACT = {"id", "kind", "edge", "text", "source_id", "target_id"}
CLAIM = {
    "id", "kind", "family", "stance", "modality", "attributed_to", "source_id", "text", "quotes", "spans",
    "participants", "values", "origin", "published", "fact_ids", "label", "topic", "sentiment", "words", "about_label",
    "records", "verdict", "targets", "by", "reason", "cites", "review", "reviewed_by", "review_reason", "by_review",
}  # fmt: skip
LOOK_UP = {"id", "key", "text", "kind", "entity", "label", "scheme", "value", "name", "source_id", "record"}
DECLARED = {
    *FACT,
    *CLAIM,
    *LOOK_UP,
    *(name for cls in ENTITIES.values() for name in cls.model_fields),
    *(name for cls in FACTS.values() for name in cls.model_fields),
    *Document.model_fields,
    *Dataset.model_fields,
}

_TEXT = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*")
_NODE = re.compile(r"\((?:\w+)?:([A-Za-z_]\w*)")
_TEST = re.compile(r"(?<![\[\w])\w+:([A-Z]\w*)\b")
_EDGE = re.compile(r"\[(?:\w+)?:([A-Za-z_|]+)")
_PROPERTY = re.compile(r"\b[A-Za-z_]\w*\.([A-Za-z_]\w*)\b")
_MAP_KEY = re.compile(r"[{,]\s*([a-z_]\w*)\s*:\s")
_WRITE = re.compile(
    r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD\s+CSV|INSERT|CALL\s+\w+\.)\b", re.IGNORECASE
)
_ONE_ENGINE = re.compile(
    r"\b(elementId|apoc\.|SHORTEST\s+\d|ANY\s+SHORTEST|ALL\s+SHORTEST|LET|USE|SHOW)\b|\bid\s*\(|labels\(\w+\)\[",
    re.IGNORECASE,
)


def code(query: Query) -> str:
    return _TEXT.sub("''", query.cypher)


def undeclared(text: str) -> set[str]:
    labels = {*_NODE.findall(text), *_TEST.findall(text)}
    edges = {name for found in _EDGE.findall(text) for name in found.split("|")}
    own = set(_MAP_KEY.findall(text))
    properties = set(_PROPERTY.findall(text))
    return (labels - set(LABELS)) | (edges - set(EDGE_TYPES)) | (properties - DECLARED - own)


@pytest.mark.parametrize("query", EVERY, ids=lambda query: f"{query.group}/{query.name}")
def test_names_are_declared(query: Query) -> None:
    assert undeclared(code(query)) == set()


def test_the_scan_sees_each_sort_of_name() -> None:
    assert undeclared("MATCH (a:Companyy)-[r:OWNZ]->(b) WHERE b:Plaze RETURN a.nam, r.share_low") == {
        "Companyy", "OWNZ", "Plaze", "nam",
    }  # fmt: skip


@pytest.mark.parametrize("query", EVERY, ids=lambda query: f"{query.group}/{query.name}")
def test_nothing_is_written_and_both_engines_understand(query: Query) -> None:
    assert _WRITE.search(code(query)) is None
    assert _ONE_ENGINE.search(code(query)) is None


def test_the_scan_sees_a_write() -> None:
    assert _WRITE.search("MATCH (n) SET n.x = 1")
    assert _WRITE.search("match (n) detach delete n")
    assert _ONE_ENGINE.search("RETURN id(n)")


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_rows_have_an_order_and_a_day(query: Query) -> None:
    tail = code(query).rsplit("\nRETURN", 1)[1]
    assert "\nORDER BY" in tail
    last = tail.rsplit("\nORDER BY", 1)[1].split(",")[-1].strip()
    assert re.search(r"(\bid|_id|facts|source_id|claim)$", last), f"ordered down to {last}, which is no key"
    if query.name not in ("disputed", "sources", "why"):
        assert "$valid_at" in query.cypher
    else:
        assert any("every day" in note for note in query.notes)
