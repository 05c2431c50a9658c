"""Favorites of Neo4j Browser give the rows of `kg ask`."""

from __future__ import annotations

from pathlib import Path

import kg
from kg import answer, pipeline
from kg.browser.favorites import VALID_AT, statement
from kg.queries import Param, all_queries
from kg.state import State, prepare
from kg.store.open import open_store

SAMPLE = Path(kg.__file__).parent / "sample"
RING = Path(__file__).parent.parent / "data" / "ring"
IN_RING = ("Birch Fiber", "Cedar Hosting")
"""Two organizations of the ring, one by a former name."""
SILENT = {"events", "partner-conflicts", "shared-partners"}
"""Questions that neither the sample nor the ring answers with a row."""


def in_ring(param: Param, place: int) -> Param:
    """The parameter with an organization of the ring as its example, where it takes one."""
    fits = not param.optional and (not param.labels or "Organization" in param.labels)
    return param.model_copy(update={"example": IN_RING[place]}) if fits else param


def test_every_favorite_has_the_rows_of_its_question(tmp_path: Path) -> None:
    # On the embedded engine: a Neo4j plans each of these long statements for seconds, and the questions' own rows are
    # compared there already.
    store = open_store(str(tmp_path / "store"), "write")
    answered = set()
    try:
        prepare(store)
        pipeline.load(State.read(store), [SAMPLE, RING])
        for query in all_queries():
            ring = tuple(in_ring(param, place) for place, param in enumerate(query.params))
            for params in (query.params, ring):
                asked = [param.example for param in params if not param.optional]
                told = answer.ask(store, query.name, asked, valid_at="any")
                favorite = statement(query.title, (*params, VALID_AT), query.cypher)
                assert store.read(favorite).rows == told.rows, (query.name, asked)
                if told.rows:
                    answered.add(query.name)
    finally:
        store.close()
    assert {query.name for query in all_queries()} - answered <= SILENT
