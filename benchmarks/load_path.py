"""The load path against a bare loop: `python benchmarks/load_path.py [--nodes N] [--rounds R]`.

Writes one synthetic graph (N nodes with 6 properties, 2N edges with 10) through `Store.apply`, through a bare
`UNWIND … MERGE` loop with the same driver or engine, and, on Neo4j, through `py2neo.bulk`. The ways take turns
for some rounds in one process, each time into a fresh store; printed are medians in seconds and their ratio
to the bare loop. Neo4j takes part when NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD are set; only nodes with
the labels BenchLeft and BenchRight are written and deleted there.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.schema.graph import Changes, Edge, Index, Node
from kg.store.open import open_store

LEFT, RIGHT, TYPE = "BenchLeft", "BenchRight", "BENCH"
INDEXES = [Index(LEFT, "id", unique=True), Index(RIGHT, "id", unique=True)]
BATCH = 10_000
MERGE_NODES = "UNWIND $rows AS row MERGE (x:%s {id: row.id}) SET x += row.props"
MERGE_EDGES = (
    f"UNWIND $rows AS row MATCH (a:{LEFT} {{id: row.source}}) MATCH (b:{RIGHT} {{id: row.target}}) "
    f"MERGE (a)-[x:{TYPE} {{id: row.id}}]->(b) SET x += row.props"
)


def graph(nodes: int, *, hub: bool) -> Changes:
    """Half the nodes left, half right; edges between random ones, or all from one (`hub`)."""
    pick = random.Random(1)
    half = max(1, nodes // 2)
    made = [
        Node(
            label,
            f"{n:08}",
            {"name": f"Name of {n}", "n": n, "x": n / 3, "kind": "bench", "tags": ["a", "b"]},
        )
        for label in (LEFT, RIGHT)
        for n in range(half)
    ]
    edges = [
        Edge(
            TYPE,
            f"e{n:08}",
            (LEFT, f"{0 if hub else pick.randrange(half):08}"),
            (RIGHT, f"{pick.randrange(half):08}"),
            {
                **{f"text{k}": f"value {k} of {n}" for k in range(5)},
                **{
                    "since": "2021-01-01",
                    "share": n / 7,
                    "origins": n % 3,
                    "sure": True,
                    "claims": ["c1", "c2"],
                },
            },
        )
        for n in range(2 * nodes)
    ]
    return Changes(put_nodes=made, put_edges=edges)


def bare(changes: Changes, run: Callable[[str, list[dict[str, Any]]], None]) -> None:
    """The loop that people write by hand: rows and batches, no check, no grouping."""
    for label in (LEFT, RIGHT):
        rows = [{"id": n.id, "props": {**n.props}} for n in changes.put_nodes if n.label == label]
        for start in range(0, len(rows), BATCH):
            run(MERGE_NODES % label, rows[start : start + BATCH])
    rows = [{"id": e.id, "source": e.source[1], "target": e.target[1], "props": {**e.props}} for e in changes.put_edges]
    for start in range(0, len(rows), BATCH):
        run(MERGE_EDGES, rows[start : start + BATCH])


def prepare(address: str) -> None:
    store = open_store(address, "write")
    store.prepare(INDEXES, [TYPE])
    store.close()


def with_apply(address: str, changes: Changes) -> list[float]:
    store = open_store(address, "write")
    times = [timed(lambda: store.apply(changes)) for _ in range(2)]
    store.close()
    return times


def arcade_bare(address: str, changes: Changes) -> list[float]:
    import arcadedb

    db = arcadedb.open_database(str(Path(address) / "databases" / "dealgraph"))

    def work() -> None:
        with db.transaction():
            bare(changes, lambda text, rows: db.command("opencypher", text, {"rows": rows}).close())

    times = [timed(work) for _ in range(2)]
    db.close()
    return times


def neo4j_bare(address: str, changes: Changes) -> list[float]:
    import neo4j

    with neo4j.GraphDatabase.driver(address, auth=credentials()) as driver, driver.session() as session:

        def work() -> None:
            session.execute_write(lambda tx: bare(changes, lambda text, rows: tx.run(text, rows=rows).consume()))

        return [timed(work) for _ in range(2)]


def neo4j_py2neo(address: str, changes: Changes) -> list[float]:
    from py2neo import Graph
    from py2neo.bulk import merge_nodes, merge_relationships

    parts = urlsplit(address)
    base = Graph(f"bolt://{parts.hostname}:{parts.port}", auth=credentials())

    def work() -> None:
        tx = base.begin()
        for label in (LEFT, RIGHT):
            rows = [{"id": n.id, **n.props} for n in changes.put_nodes if n.label == label]
            for start in range(0, len(rows), BATCH):
                merge_nodes(tx, rows[start : start + BATCH], (label, "id"))
        edges = [(e.source[1], {"id": e.id, **e.props}, e.target[1]) for e in changes.put_edges]
        for start in range(0, len(edges), BATCH):
            merge_relationships(
                tx,
                edges[start : start + BATCH],
                (TYPE, "id"),
                start_node_key=(LEFT, "id"),
                end_node_key=(RIGHT, "id"),
            )
        base.commit(tx)

    return [timed(work) for _ in range(2)]


def credentials() -> tuple[str, str]:
    return os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]


def wipe(address: str) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(address, auth=credentials()) as driver, driver.session() as session:
        for label in (LEFT, RIGHT):
            session.run(f"MATCH (n:{label}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 2000 ROWS").consume()


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(engine: str, ways: dict[str, Callable[[str, Changes], list[float]]], changes: Changes, rounds: int) -> None:
    """Let the ways take turns, then print their medians and ratios as rows of a table."""
    times: dict[str, list[list[float]]] = {name: [] for name in ways}
    for turn in range(rounds):
        order = list(ways.items())
        for name, way in order if turn % 2 else order[::-1]:
            folder = tempfile.mkdtemp(prefix="load-path-")
            address = os.environ["NEO4J_URI"] if engine == "Neo4j" else str(Path(folder) / "store")
            if engine == "Neo4j":
                wipe(address)
            prepare(address)
            times[name].append(way(address, changes))
            shutil.rmtree(folder)
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in times.items()}
    base = medians["bare UNWIND/MERGE"]
    for name, (first, again) in medians.items():
        print(
            f"| {engine} | {name} | {first:.2f} | {first / base[0]:.2f} | {again:.2f} | {again / base[1]:.2f} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hub", action="store_true", help="all edges start at one node")
    parser.add_argument("--only", choices=["ArcadeDB", "Neo4j"])
    options = parser.parse_args()
    changes = graph(options.nodes, hub=options.hub)
    print(
        f"{len(changes.put_nodes)} nodes, {len(changes.put_edges)} edges, median of {options.rounds} rounds, seconds\n"
    )
    print("| engine | way | first load | ratio | the same again | ratio |\n| --- | --- | ---: | ---: | ---: | ---: |")
    if options.only != "Neo4j":
        ways = {"Store.apply": with_apply, "bare UNWIND/MERGE": arcade_bare}
        measure("ArcadeDB", ways, changes, options.rounds)
    if options.only != "ArcadeDB" and os.environ.get("NEO4J_URI"):
        ways = {"Store.apply": with_apply, "bare UNWIND/MERGE": neo4j_bare, "py2neo.bulk": neo4j_py2neo}
        measure("Neo4j", ways, changes, options.rounds)


if __name__ == "__main__":
    main()
