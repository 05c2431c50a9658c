"""The server store: Neo4j 5 by the official driver, in managed transactions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from kg.schema.graph import Changes, Edge, Index, Node
from kg.store import cypher as texts
from kg.store.base import Mode, ReadOnlyRefused, Rows, StoreError
from kg.store.neo4j_errors import translate
from kg.store.neo4j_values import plain
from kg.store.params import checked
from kg.store.plan import EdgeBatch, NodeBatch, Row, check_name, edge_batches, node_batches, pages

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

_BATCH = 10_000
_INDEXES = "SHOW INDEXES YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes AS of, properties AS on"
_OURS = "{}.id IS :: STRING NOT NULL"
_THEIRS = "({0}.id IS NULL OR NOT {0}.id IS :: STRING)"
"""What all that we write has, and what others write may lack. (`NOT … NOT NULL` passes over what has no id at all.)"""
_T = TypeVar("_T")


class Neo4jStore:
    """A store on a server. Touches only what the schema names: other data beside it stays as it is."""

    def __init__(self, address: str, mode: Mode = "read") -> None:
        """Connect as `NEO4J_USERNAME` with `NEO4J_PASSWORD` to `NEO4J_DATABASE` (else the user's own).

        Raises `StoreUnavailable` when nothing answers, `StoreAuth` when the server refuses the user.
        """
        parts = urlsplit(address)
        self.address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if "@" in parts.netloc:
            raise StoreError(
                f"leave user and password out of the address {self.address}: "
                "set NEO4J_USERNAME and NEO4J_PASSWORD instead"
            )
        self._mode = mode
        self._database = os.environ.get("NEO4J_DATABASE") or None
        self._edge_types: list[str] = []
        self._driver: Driver | None = None
        self._driver = self._connect(address)

    # -- what a store does

    def prepare(self, indexes: Sequence[Index], edge_types: Sequence[str]) -> None:
        """Create missing constraints and indexes, and wait until they are online; see `Store.prepare`."""
        self._check_writable()
        for type_ in edge_types:
            check_name(type_, "relationship type")
        self._edge_types = list(edge_types)
        wanted = {_name(index): index for index in indexes}
        there = {row["name"]: row for row in self.read(_INDEXES).rows}
        for name, index in wanted.items():
            if name in there and (there[name]["of"], there[name]["on"]) != ([index.label], [index.property]):
                raise StoreError(
                    f"{self.address}: nothing was written, for somebody else's index has the name {name}: "
                    "give dealgraph a database of its own (NEO4J_DATABASE)"
                )
        missing = [_index(index) for name, index in wanted.items() if name not in there]
        if missing:
            # One transaction for all: each schema transaction of its own costs a tenth of a second and more.
            self._write(partial(_run_all, missing))
            self._write(partial(_run_all, ["CALL db.awaitIndexes(120)"]))

    def apply(self, changes: Changes) -> None:
        """Write all of `changes` in one transaction; see `Store.apply`."""
        self._check_writable()
        put_nodes, put_edges = node_batches(changes.put_nodes), edge_batches(changes.put_edges)
        drop_edges, drop_nodes = edge_batches(changes.drop_edges), node_batches(changes.drop_nodes)

        def work(tx: ManagedTransaction) -> None:
            for nodes in put_nodes:
                _run(tx, texts.put_nodes(nodes), nodes.rows)
            for edges in put_edges:
                if _run(tx, texts.put_edges(edges), edges.rows) < len(edges.rows):
                    raise _missing_end(tx, edges)
            for edges in drop_edges:
                _run(tx, texts.drop_edges(edges), edges.rows)
            for nodes in drop_nodes:
                self._refuse_foreign_ties(tx, nodes)
                _run(tx, texts.drop_nodes(nodes), nodes.rows)

        self._write(work)

    def read(self, cypher: str, params: Mapping[str, Any] | None = None) -> Rows:
        """Answer a read-only statement; see `Store.read`."""
        texts.refuse_side_effects(cypher)
        values = checked(params)

        def work(tx: ManagedTransaction) -> Rows:
            result = tx.run(_literal(cypher), values)
            names = list(result.keys())
            return Rows(names, [dict(zip(names, map(plain, row.values()), strict=True)) for row in result])

        return self._read(work)

    def nodes(self, label: str) -> Iterator[Node]:
        """All nodes of a label, ordered by id; one without an id of ours is somebody else's and passed over."""
        check_name(label, "label")
        statement = f"MATCH (x:`{label}`) WHERE {_OURS.format('x')} RETURN properties(x) AS props ORDER BY x.id"
        for row in self._stream(statement):
            props = plain(row["props"])
            yield Node(label, props.pop("id"), props)

    def edges(self, type_: str) -> Iterator[Edge]:
        """All edges of a type, ordered by id."""
        check_name(type_, "relationship type")
        statement = (
            f"MATCH (a)-[x:`{type_}`]->(b) WHERE {_OURS.format('x')} AND {_OURS.format('a')} AND {_OURS.format('b')} "
            "RETURN properties(x) AS props, "
            "labels(a) AS a, a.id AS source, labels(b) AS b, b.id AS target ORDER BY x.id"
        )
        for row in self._stream(statement):
            props = plain(row["props"])
            source, target = (min(row["a"]), row["source"]), (min(row["b"]), row["target"])
            yield Edge(type_, props.pop("id"), source, target, props)

    def close(self) -> None:
        """Close the connections; a second call does nothing."""
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    # -- helpers

    def _refuse_foreign_ties(self, tx: ManagedTransaction, nodes: NodeBatch) -> None:
        """Raise `StoreError` when a node that is to go has a relationship that others made."""
        statement = (
            f"UNWIND $rows AS row MATCH (x:`{nodes.label}` {{id: row.id}})-[r]-(y) "
            f"WHERE {_THEIRS.format('r')} OR {_THEIRS.format('y')} OR ($types <> [] AND NOT type(r) IN $types) "
            "RETURN type(r) AS type, x.id AS id LIMIT 1"
        )
        for page in pages(nodes.rows, _BATCH):
            rows = [{"id": row["id"]} for row in page]
            for record in tx.run(_literal(statement), rows=rows, types=self._edge_types):
                raise StoreError(
                    f"nothing was written: {nodes.label} {record['id']!r} is to go, but it has a {record['type']} that "
                    "dealgraph did not write: delete or move that relationship first"
                )

    def _connect(self, address: str) -> Driver:
        import neo4j

        user, password = os.environ.get("NEO4J_USERNAME") or "neo4j", os.environ.get("NEO4J_PASSWORD")
        try:
            driver = neo4j.GraphDatabase.driver(
                address,
                auth=(user, password) if password else None,
                notifications_min_severity="OFF",
                # seconds that each step may take before the user is told
                connection_timeout=10,
                connection_acquisition_timeout=20,
                max_transaction_retry_time=5,
            )
        except Exception as error:
            raise translate(error, self.address) from error
        try:
            with driver.session(database=self._database, default_access_mode="READ") as session:
                session.run("RETURN 1").consume()
        except Exception as error:
            driver.close()
            raise translate(error, self.address) from error
        return driver

    def _opened(self) -> Driver:
        if self._driver is None:
            raise StoreError(f"the store {self.address} is closed")
        return self._driver

    def _check_writable(self) -> None:
        if self._mode != "write":
            raise ReadOnlyRefused(f"the store {self.address} was opened for reading: open it for writing")

    def _write(self, work: Callable[[ManagedTransaction], _T]) -> _T:
        try:
            with self._opened().session(database=self._database) as session:
                return session.execute_write(work)
        except StoreError:
            raise
        except Exception as error:
            raise translate(error, self.address, writing=True) from error

    def _read(self, work: Callable[[ManagedTransaction], _T]) -> _T:
        try:
            with self._opened().session(database=self._database, default_access_mode="READ") as session:
                return session.execute_read(work)
        except StoreError:
            raise
        except Exception as error:
            raise translate(error, self.address) from error

    def _stream(self, statement: str) -> Iterator[Mapping[str, Any]]:
        try:
            with (
                self._opened().session(database=self._database, default_access_mode="READ") as session,
                session.begin_transaction() as tx,
            ):
                yield from tx.run(_literal(statement))
        except StoreError:
            raise
        except Exception as error:
            raise translate(error, self.address) from error


def _index(index: Index) -> str:
    label, name = check_name(index.label, "label"), check_name(index.property, "property")
    if index.unique:
        return f"CREATE CONSTRAINT `{_name(index)}` IF NOT EXISTS FOR (x:`{label}`) REQUIRE x.`{name}` IS UNIQUE"
    return f"CREATE INDEX `{_name(index)}` IF NOT EXISTS FOR (x:`{label}`) ON (x.`{name}`)"


def _name(index: Index) -> str:
    return f"{index.label}_{index.property}{'_unique' if index.unique else ''}"


def _literal(statement: str) -> Any:
    """The driver wants literal statements: ours hold checked names only, and a reader's runs in read mode."""
    return statement


def _run_all(statements: Sequence[str], tx: ManagedTransaction) -> None:
    for statement in statements:
        tx.run(_literal(statement)).consume()


def _run(tx: ManagedTransaction, statement: str, rows: Sequence[Row]) -> int:
    done = 0
    for page in pages(rows, _BATCH):
        done += sum(record.get("n", 0) for record in tx.run(_literal(statement), rows=page))
    return done


def _missing_end(tx: ManagedTransaction, batch: EdgeBatch) -> StoreError:
    for label, end in ((batch.source, "source"), (batch.target, "target")):
        ids = list(dict.fromkeys(row[end] for row in batch.rows))
        found: set[str] = set()
        for page in pages(ids, _BATCH):
            found.update(record["id"] for record in tx.run(_literal(texts.present(label)), ids=page))
        for row in batch.rows:
            if row[end] not in found:
                return texts.missing_end(batch, row, label, row[end])
    return StoreError(f"some edges of type {batch.type} could not be written")
