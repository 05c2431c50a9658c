"""The embedded store: ArcadeDB in this process, in a folder, under the lock of `kg.store.lock`.

The database lies in `databases/dealgraph` below the store's folder: the form in which ArcadeDB's own
server finds it. It is built beside and renamed into place, so that a store is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.schema.graph import Changes, Edge, Index, Node
from kg.store import cypher as texts
from kg.store.arcade_engine import (
    NEW,
    Database,
    NeedsRecoveryError,
    create_database,
    engine_error,
    message,
    open_database,
    refused_to_write,
)
from kg.store.arcade_values import Plain
from kg.store.arcade_write import Writer
from kg.store.base import ONLY_READS, Mode, QueryFailed, ReadOnlyRefused, Rows, StoreError, StoreMissing
from kg.store.lock import FILE as LOCK_FILE
from kg.store.lock import SERVED, FileLock
from kg.store.params import checked
from kg.store.plan import check_name, edge_batches, node_batches

DATABASE = "dealgraph"
_PAGE = 500


class ArcadeStore:
    """A store in a folder: opened for reading it changes no data, opened for writing it is the only one."""

    def __init__(self, address: str, mode: Mode = "read", wait: float = 5.0) -> None:
        """Open the folder; `wait` seconds at most for another process that has it. Raises `StoreError`."""
        self.address = address
        self._mode = mode
        self._folder = Path(address).expanduser().absolute()  # the engine keeps the folder in which it was started
        self._types: dict[str, str] = {}
        _check_folder(self._folder, mode)
        try:
            if mode == "write":
                self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self._folder, exclusive=mode == "write", wait=wait)
        except OSError as error:
            raise StoreError(f"cannot open the store {address}: {error.strerror}") from error
        try:
            self._db: Database | None = self._open(wait)
        except BaseException:
            self._lock.release()
            raise

    # -- what a store does

    def prepare(self, indexes: Sequence[Index], edge_types: Sequence[str]) -> None:
        """Create missing types and indexes; see `Store.prepare`."""
        db = self._writable()
        for label in dict.fromkeys(index.label for index in indexes):
            self._ensure_label(label)
        for type_ in edge_types:
            self._ensure_edge_type(type_)
        for index in indexes:
            name = check_name(index.property, f"property of {index.label}")
            kind = "UNIQUE" if index.unique else "NOTUNIQUE"
            self._ddl(db, f"CREATE PROPERTY `{index.label}`.`{name}` IF NOT EXISTS STRING")
            self._ddl(db, f"CREATE INDEX IF NOT EXISTS ON `{index.label}` (`{name}`) {kind}")

    def apply(self, changes: Changes) -> None:
        """Write all of `changes` in one transaction; see `Store.apply`."""
        db = self._writable()
        put_nodes, put_edges = node_batches(changes.put_nodes), edge_batches(changes.put_edges)
        drop_edges, drop_nodes = edge_batches(changes.drop_edges), node_batches(changes.drop_nodes)
        for nodes in put_nodes:
            self._ensure_label(nodes.label)
        for edges in put_edges:
            self._ensure_edge_type(edges.type)
        try:
            with db.transaction():
                writer = Writer(db)
                for nodes in put_nodes:
                    writer.put_nodes(nodes)
                for edges in put_edges:
                    writer.put_edges(edges)
                for edges in drop_edges:
                    writer.drop_edges(edges)
                for nodes in drop_nodes:
                    if self._has(nodes.label):
                        writer.drop_nodes(nodes)
        except engine_error() as error:
            raise StoreError(f"nothing was written to {self.address}: {message(error)}") from error

    def read(self, cypher: str, params: Mapping[str, Any] | None = None) -> Rows:
        """Answer a read-only statement; see `Store.read`."""
        texts.refuse_side_effects(cypher)
        db = self._opened()
        plain = Plain(db, self._type_kinds, paths=texts.binds_a_path(cypher))
        try:
            with db.query("opencypher", cypher, checked(params)) as result:
                rows = [plain(row) for row in result.iter_dicts()]
        except engine_error() as error:
            if refused_to_write(error):
                raise ReadOnlyRefused(ONLY_READS) from error
            raise QueryFailed(texts.brief(message(error))) from error
        except TypeError as error:
            raise QueryFailed(str(error)) from error
        return Rows(list(rows[0]) if rows else texts.columns(cypher), rows)

    def nodes(self, label: str) -> Iterator[Node]:
        """All nodes of a label, ordered by id."""
        check_name(label, "label")
        if not self._has(label):
            return
        for row in self._pages(f"SELECT FROM `{label}` WHERE id > :beyond ORDER BY id LIMIT {_PAGE}"):
            props = {name: value for name, value in row.items() if name[0] != "@"}
            yield Node(label, props.pop("id"), props)

    def edges(self, type_: str) -> Iterator[Edge]:
        """All edges of a type, ordered by id."""
        check_name(type_, "relationship type")
        if not self._has(type_):
            return
        # Relationships have no index by id: their places in order first, then page by page what stands there, so that
        # the engine never holds all of them.
        db = self._opened()
        found = db.query("sql", f"SELECT @rid AS place FROM `{type_}` ORDER BY id")  # noqa: S608  (a checked name)
        places = [str(row["place"]) for row in found.iter_dicts()]
        ends = "@out.@type AS `@a`, @out.id AS `@b`, @in.@type AS `@c`, @in.id AS `@d`"
        for start in range(0, len(places), _PAGE):
            page = ", ".join(places[start : start + _PAGE])
            for row in db.query("sql", f"SELECT *, {ends} FROM [{page}]").to_list():  # noqa: S608  (the engine's own)
                source, target = (row["@a"], row["@b"]), (row["@c"], row["@d"])
                props = {name: value for name, value in row.items() if name[0] != "@"}
                yield Edge(type_, props.pop("id"), source, target, props)

    def close(self) -> None:
        """Close the database, then let go of the lock; a second call does nothing."""
        db, self._db = self._db, None
        if db is not None:
            try:
                db.close()
            finally:
                self._lock.release()

    def _open(self, wait: float) -> Database:
        folder, path = self._folder, self._folder / "databases" / DATABASE
        if self._mode == "write":
            if not path.exists():
                create_database(folder, path)
            return open_database(folder, path, read_only=False)
        try:
            return open_database(folder, path, read_only=True)
        except NeedsRecoveryError:
            # A writer was killed. Opening for writing once replays its log; only one process may do that.
            self._lock.change(exclusive=True, wait=wait)
            open_database(folder, path, read_only=False).close()
            self._lock.change(exclusive=False, wait=wait)
            return open_database(folder, path, read_only=True)

    # -- helpers

    def _opened(self) -> Database:
        if self._db is None:
            raise StoreError(f"the store {self.address} is closed")
        return self._db

    def _writable(self) -> Database:
        if self._mode != "write":
            raise ReadOnlyRefused(f"the store {self.address} was opened for reading: open it for writing")
        return self._opened()

    def _type_kinds(self) -> Mapping[str, str]:
        """`vertex` or `edge` by type name, read again after each change of the schema."""
        if not self._types:
            rows = self._opened().query("sql", "SELECT name, type FROM schema:types").to_list()
            self._types = {row["name"]: row["type"] for row in rows}
        return self._types

    def _has(self, *types: str) -> bool:
        return all(type_ in self._type_kinds() for type_ in types)

    def _ensure_label(self, label: str) -> None:
        check_name(label, "label")
        if not self._has(label):
            db = self._opened()
            self._ddl(db, f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS BUCKETS 1")
            self._ddl(db, f"CREATE PROPERTY `{label}`.id IF NOT EXISTS STRING")
            self._ddl(db, f"CREATE INDEX IF NOT EXISTS ON `{label}` (id) UNIQUE")

    def _ensure_edge_type(self, type_: str) -> None:
        check_name(type_, "relationship type")
        if not self._has(type_):
            self._ddl(self._opened(), f"CREATE EDGE TYPE `{type_}` IF NOT EXISTS BUCKETS 1")

    def _ddl(self, db: Database, statement: str) -> None:
        self._types = {}
        try:
            db.command("sql", statement).close()
        except engine_error() as error:
            raise StoreError(f"cannot prepare the store {self.address}: {message(error)}") from error

    def _pages(self, statement: str) -> Iterator[dict[str, Any]]:
        after = ""
        while True:
            rows = self._opened().query("sql", statement, {"beyond": after}).to_list()
            yield from rows
            if len(rows) < _PAGE:
                return
            after = rows[-1]["id"]


def _check_folder(folder: Path, mode: Mode) -> None:
    """Raise `StoreError` for a path that is no store and cannot become one; change nothing."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file, and a store is a folder: name another path")
    if (folder / "databases" / DATABASE).is_dir():
        return
    own = {LOCK_FILE, SERVED, NEW, "databases"}
    if folder.exists() and any(entry.name not in own for entry in folder.iterdir()):
        raise StoreError(f"{folder} holds other files and no store: name a new or an empty folder")
    if mode == "read":
        raise StoreMissing(f"there is no store at {folder} yet: load something into it first")
