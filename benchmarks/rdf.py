"""RDF beside what else could write it: `python benchmarks/rdf.py [--documents N] [--rounds R] [--no-memory]`.

Speed: the nodes and edges of one synthetic graph, held in memory, become N-Quads through `kg.rdf` (described and
written; each other syntax too), and the same quads, already made, through bare Python strings, through pyoxigraph from
a generator, and through rdflib. The ways take turns in one process on one core; printed are medians in quads a second.

Memory and the whole command: a graph and one of ten times the size in embedded stores, each exported by `kg export` as
a process of its own; printed are its peak memory, its time and the ratio.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring
from pathlib import Path

from kg.fusion.project import Projection, project
from kg.ledger import Ledger
from kg.rdf.describe import Describer, Description
from kg.rdf.terms import BASE, IRI, STRING
from kg.rdf.writers import WRITERS
from kg.schema.claims import Claim, Document, Quote, Reading, SourceEntity
from kg.schema.graph import Changes, Node
from kg.schema.layout import EDGE_TYPES, VERSION, indexes
from kg.store.open import open_store

PEAK = "VmHWM:"
KG = [
    sys.executable,
    "-c",
    # The peak of this process alone; what wait4 tells has the peak of the process that started it in it.
    "import atexit, pathlib, sys\n"
    "atexit.register(lambda: sys.stderr.write(pathlib.Path('/proc/self/status').read_text()))\n"
    "from kg.cli import main; main()",
]
RDFLIB_AT_MOST = 60_000
"""Quads that rdflib is given: it would need minutes for all, and its pace does not grow with their number."""


def reading(number: int) -> Reading:
    """A document with ten claims on companies of its own: owners, partners, prices, measurements."""
    lines = [f"Report {number}."]
    entities: dict[str, SourceEntity] = {}
    drafts = []
    for place in range(10):
        kind = ("ownership", "partnership", "observation", "capex", "offering")[place % 5]
        lines.append(f"Line {place}: firm {number} and firm {number}.{place} in {2000 + place}.")
        drafts.append((kind, place, sum(len(line) + 1 for line in lines[:-1]), lines[-1]))
    document = Document.of(
        "\n".join(lines), name=f"{number}.txt", publisher=f"Paper {number % 50}", published="2025-10"
    )

    def who(label: str, name: str) -> str:
        entity = SourceEntity.in_document(document.id, label, name)
        entities[entity.id] = entity
        return entity.id

    claims = []
    for kind, place, start, line in drafts:
        one, other = who("Organization", f"Firm {number}"), who("Organization", f"Firm {number}.{place}")
        product = who("Product", f"Service {place} of {number}") if kind == "offering" else ""
        participants, values = {
            "ownership": ((("owner", one), ("owned", other)), {"since": f"{2000 + place}", "share_low": 12.5}),
            "partnership": ((("partner", one), ("partner", other)), {"announced": "2025-Q3", "purpose": "power"}),
            "observation": ((("subject", other),), {"metric": "power", "value_low": 1.5, "value_high": 9.0}),
            "capex": ((("investor", one),), {"amount_low": 1000 + place, "currency": "USD", "bound": "min"}),
            "offering": ((("provider", one), ("product", product)), {}),
        }[kind]
        quote = Quote(start=start, end=start + len(line), quote=line)
        claims.append(
            Claim(source=document.id, kind=kind, participants=participants, values=values, quotes=(quote,))  # type: ignore[arg-type]
        )
    return Reading(document=document, entities=tuple(entities.values()), claims=tuple(claims))


def graph(documents: int, first: int = 0) -> Projection:
    """The graph of some documents."""
    ledger = Ledger()
    for number in range(first, first + documents):
        ledger.add(reading(number))
    return project(ledger)


def described(found: Projection) -> Iterator[Description]:
    return Describer().graph(found.nodes.values(), found.edges.values())


Quad = tuple[str, str, str, str, str | None]


def quads(found: Projection) -> Iterator[Quad]:
    for each in described(found):
        for predicate, value, form in each.pairs:
            yield each.subject, predicate, value, form, each.graph


def drain(texts: Iterable[str]) -> None:
    """Encode and throw away, in pieces as `kg export` writes them."""
    with Path(os.devnull).open("wb") as out:
        held: list[str] = []
        for text in texts:
            held.append(text)
            if len(held) == 500:
                out.write("".join(held).encode())
                held.clear()
        out.write("".join(held).encode())


def bare(made: list[Quad]) -> None:
    """What nobody can beat in Python: one f-string a quad."""

    def lines() -> Iterator[str]:
        for subject, predicate, value, form, graph_name in made:
            term = f"<{value}>" if form == IRI else encode_basestring(value)
            if form not in (IRI, STRING):
                term = f"{term}^^<{form}>"
            yield f"<{subject}> <{predicate}> {term} <{graph_name or BASE}> .\n"

    drain(lines())


def with_pyoxigraph(made: list[Quad]) -> None:
    import pyoxigraph as ox

    def all_quads() -> Iterator[ox.Quad]:
        for subject, predicate, value, form, graph_name in made:
            term = ox.NamedNode(value) if form == IRI else ox.Literal(value, datatype=ox.NamedNode(form))
            where = ox.NamedNode(graph_name) if graph_name else ox.DefaultGraph()
            yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, where)

    with Path(os.devnull).open("wb") as out:
        ox.serialize(all_quads(), out, ox.RdfFormat.N_QUADS)


def with_rdflib(made: list[Quad]) -> None:
    import rdflib

    data = rdflib.Dataset()
    for subject, predicate, value, form, graph_name in made:
        term = rdflib.URIRef(value) if form == IRI else rdflib.Literal(value, datatype=rdflib.URIRef(form))
        where = data.graph(rdflib.URIRef(graph_name)) if graph_name else data.default_graph
        where.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), term))
    data.serialize(io.BytesIO(), format="nquads")


def speed(documents: int, rounds: int) -> None:
    found = graph(documents)
    made = list(quads(found))
    some = made[:RDFLIB_AT_MOST]
    ways: dict[str, tuple[int, Callable[[], None]]] = {
        "bare Python strings": (len(made), lambda: bare(made)),
        **{
            f"kg.rdf, {name}": (len(made), lambda write=write: drain(write(described(found), BASE)))  # type: ignore[misc]
            for name, write in WRITERS.items()
        },
        "pyoxigraph from a generator": (len(made), lambda: with_pyoxigraph(made)),
        "rdflib": (len(some), lambda: with_rdflib(some)),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, (count, way) in ways.items():
            if name != "rdflib" or turn == 0:
                began = time.process_time()
                way()
                taken[name].append(count / (time.process_time() - began))
    base = statistics.median(taken["bare Python strings"])
    print(f"{len(made):,} quads of {documents:,} documents, {rounds} rounds (rdflib: {len(some):,} quads, one)\n")
    print("| way | quads a second, median | best | to bare strings |\n| --- | ---: | ---: | ---: |")
    for name, each in taken.items():
        print(f"| {name} | {statistics.median(each):,.0f} | {max(each):,.0f} | {statistics.median(each) / base:.2f} |")


def fill(folder: Path, documents: int) -> None:
    """Write the graph of some documents in parts: the store holds it all, this process only one part."""
    store = open_store(str(folder), "write")
    store.prepare(indexes(), EDGE_TYPES)
    for first in range(0, documents, 500):
        part = graph(min(500, documents - first), first)
        store.apply(Changes(put_nodes=list(part.nodes.values()), put_edges=list(part.edges.values())))
    store.apply(Changes(put_nodes=[Node("Meta", "store", {"schema_version": VERSION, "dirty": False})]))
    store.close()


def command(store: Path, syntax: str, out: Path) -> tuple[float, int]:
    """Seconds and peak KiB of `kg export` as a process of its own."""
    before = time.perf_counter()
    done = subprocess.run(
        [*KG, "--store", str(store), "-q", "export", syntax, "-o", str(out)], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - before
    return seconds, next(int(line.split()[1]) for line in done.stderr.splitlines() if line.startswith(PEAK))


def memory(documents: int) -> None:
    with tempfile.TemporaryDirectory() as top:
        sizes = {"1": documents, "10": 10 * documents}
        for name, count in sizes.items():
            fill(Path(top) / f"{name}.kg", count)
        out = Path(top) / "out"
        print(
            "\n| kg export | lines | seconds | quads a second | peak MiB | to 1× |\n"
            "| --- | ---: | ---: | ---: | ---: | ---: |"
        )
        for syntax in WRITERS:
            peaks: list[int] = []
            for name in sizes:
                seconds, peak = command(Path(top) / f"{name}.kg", syntax, out)
                peaks.append(peak)
                with out.open("rb") as lines:
                    count = sum(1 for _ in lines)
                pace = f"{count / seconds:,.0f}" if syntax == "nquads" else "–"
                print(
                    f"| {syntax}, {name}× | {count:,} | {seconds:.1f} | {pace} "
                    f"| {peak / 1024:.0f} | {peak / peaks[0]:.2f} |"
                )
                with contextlib.suppress(OSError):
                    out.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-memory", action="store_true")
    options = parser.parse_args()
    speed(options.documents, options.rounds)
    if not options.no_memory:
        memory(options.documents)


if __name__ == "__main__":
    main()
