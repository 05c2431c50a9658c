"""RDF of a graph that is worked out in memory: written, parsed by another library, read back."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from kg.fusion.project import Projection, project
from kg.ledger import Ledger
from kg.rdf.describe import Describer
from kg.rdf.importing import read
from kg.rdf.terms import BASE
from kg.rdf.writers import WRITERS

FORMATS = {
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def written(graph: Projection, syntax: str, base: str = BASE) -> str:
    """The whole graph in a syntax."""
    return "".join(WRITERS[syntax](Describer(base).graph(graph.nodes.values(), graph.edges.values()), base))


def quads(text: str, syntax: str) -> set[pyoxigraph.Quad]:
    """What pyoxigraph reads."""
    return set(pyoxigraph.parse(input=text.encode(), format=FORMATS[syntax]))  # type: ignore[arg-type]


def read_back(text: str, syntax: str, folder: Path) -> Ledger:
    """The ledger that `kg import` makes of a text. Raises `BadInput`."""
    path = folder / f"graph.{syntax}"
    path.write_bytes(text.encode())
    found = read(path, syntax)
    ledger = Ledger()
    for reading in found.readings:
        ledger.add(reading)
    ledger.decisions.update((decision.id, decision) for decision in found.decisions)
    ledger.reviews.update((review.id, review) for review in found.reviews)
    return ledger


def again(ledger: Ledger, syntax: str, folder: Path, base: str = BASE) -> tuple[Projection, Projection]:
    """The graph of a ledger, and the graph of what its RDF gives back."""
    graph = project(ledger)
    return graph, project(read_back(written(graph, syntax, base), syntax, folder))
