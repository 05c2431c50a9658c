"""Writing changes into ArcadeDB, inside a transaction that the caller holds.

Not by `MERGE` alone: ArcadeDB finds the edge to merge by walking all edges of its start, so that many edges
of one node take time by the square (20,000 edges at one node: more than 100 s, here 5 s). Instead what is
there is read once, compared here, and only what is new or different is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.store import cypher as texts
from kg.store.arcade_engine import Database
from kg.store.plan import EdgeBatch, NodeBatch, Row, pages

_PAGE = 5_000
_Found = tuple[Any, Mapping[str, Any]]
"""A record id, and the properties stored there."""


class Writer:
    """Applies batches to an open transaction, remembering the record ids of the nodes it met."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._nodes: dict[str, dict[str, Any]] = {}

    def put_nodes(self, batch: NodeBatch) -> None:
        """Create what is missing, replace what differs."""
        stored = self._stored_nodes(batch.label, [row["id"] for row in batch.rows])
        self._db.insert_many(batch.label, (row["props"] for row in batch.rows if row["id"] not in stored))
        changed = [row for row in batch.rows if row["id"] in stored and _differs(row, stored[row["id"]])]
        self._cypher(texts.put_nodes(batch), changed)

    def put_edges(self, batch: EdgeBatch) -> None:
        """Create what is missing, replace what differs. Raises `StoreError` naming an end that is not there."""
        sources, targets = self._ends(batch)
        for row in batch.rows:
            for label, end, ids in (
                (batch.source, "source", sources),
                (batch.target, "target", targets),
            ):
                if row[end] not in ids:
                    raise texts.missing_end(batch, row, label, row[end])
        stored = self._stored_edges(batch, sources, targets)
        new: list[Row] = []
        changed: list[Row] = []
        for row in batch.rows:
            source, target = sources[row["source"]], targets[row["target"]]
            there = stored.get((row["id"], source, target))
            if there is None:
                new.append({"s": source, "t": target, "p": row["props"]})
            elif _differs(row, there):
                changed.append({"r": there[0], "p": row["props"]})
        self._each(f"CREATE EDGE `{batch.type}` FROM :s TO :t CONTENT :p", new)
        self._each("UPDATE :r CONTENT :p", changed)

    def drop_edges(self, batch: EdgeBatch) -> None:
        """Delete what is there."""
        sources, targets = self._ends(batch)
        stored = self._stored_edges(batch, sources, targets)
        keys = ((row["id"], sources.get(row["source"]), targets.get(row["target"])) for row in batch.rows)
        self._each(
            f"DELETE FROM `{batch.type}` WHERE @rid = :r",  # noqa: S608  (a checked name)
            [{"r": stored[key][0]} for key in keys if key in stored],
        )

    def drop_nodes(self, batch: NodeBatch) -> None:
        """Delete what is there, with its edges."""
        self._nodes.pop(batch.label, None)
        self._cypher(texts.drop_nodes(batch), batch.rows)

    # -- what is there

    def _stored_nodes(self, label: str, ids: Sequence[str]) -> dict[str, _Found]:
        return {row["id"]: (row["@rid"], row) for row in self._by_id("*, @rid", label, ids)}

    def _ends(self, batch: EdgeBatch) -> tuple[dict[str, Any], dict[str, Any]]:
        self._learn(batch.source, (row["source"] for row in batch.rows))
        self._learn(batch.target, (row["target"] for row in batch.rows))
        return self._nodes.get(batch.source, {}), self._nodes.get(batch.target, {})

    def _learn(self, label: str, ids: Iterable[str]) -> None:
        known = self._nodes.setdefault(label, {})
        unknown = list({id_: None for id_ in ids if id_ not in known})
        known.update((row["id"], row["@rid"]) for row in self._by_id("id, @rid", label, unknown))

    def _by_id(self, what: str, label: str, ids: Sequence[str]) -> Iterable[dict[str, Any]]:
        if not ids or not self._count(label):
            return
        statement = f"SELECT {what} FROM `{label}` WHERE id IN :ids"  # noqa: S608  (a checked name)
        for page in pages(ids, _PAGE):
            yield from self._db.query("sql", statement, {"ids": list(page)}).iter_dicts()

    def _stored_edges(
        self, batch: EdgeBatch, sources: Mapping[str, Any], targets: Mapping[str, Any]
    ) -> dict[tuple[str, Any, Any], _Found]:
        """By (id, record id of the source, of the target), walked from the side that has fewer edges."""
        if not self._count(batch.type):
            return {}
        ends = [
            ("outE", list({r: None for row in batch.rows if (r := sources.get(row["source"])) is not None})),
            ("inE", list({r: None for row in batch.rows if (r := targets.get(row["target"])) is not None})),
        ]
        if not all(rids for _, rids in ends):
            return {}
        walk, rids = min(ends, key=lambda end: self._degree(batch.type, *end))
        statement = f"SELECT *, @rid, @out AS `@s`, @in AS `@t` FROM (SELECT expand({walk}('{batch.type}')) FROM :r)"  # noqa: S608
        found: dict[tuple[str, Any, Any], _Found] = {}
        for page in pages(rids, _PAGE):
            for row in self._db.query("sql", statement, {"r": list(page)}).iter_dicts():
                found[(row["id"], row["@s"], row["@t"])] = (row["@rid"], row)
        return found

    def _degree(self, type_: str, walk: str, rids: Sequence[Any]) -> int:
        statement = f"SELECT sum({walk}('{type_}').size()) AS n FROM :r"  # noqa: S608
        total = 0
        for page in pages(rids, _PAGE):
            total += self._db.query("sql", statement, {"r": list(page)}).one().get("n") or 0
        return total

    def _count(self, type_: str) -> int:
        count: int = self._db.count_type(type_)
        return count

    # -- statements

    def _cypher(self, statement: str, rows: Sequence[Row]) -> None:
        for page in pages(rows, _PAGE):
            self._db.command("opencypher", statement, {"rows": list(page)}).close()

    def _each(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run an SQL statement once a row: in one crossing a page where the native build can, else one by one."""
        many = getattr(self._db, "_command_many", None)
        for page in pages(rows, _PAGE):
            if many is not None:
                many("sql", statement, list(page))
                continue
            for row in page:
                self._db.command("sql", statement, row).close()


def _differs(row: Row, found: _Found) -> bool:
    """Whether the stored properties are not the wanted ones, types included (in Python `1 == 1.0 == True`)."""
    wanted: Mapping[str, Any] = row["props"]
    stored = {name: value for name, value in found[1].items() if name[0] != "@"}
    return stored != wanted or any(_kind(stored[name]) != _kind(value) for name, value in wanted.items())


def _kind(value: Any) -> object:
    if isinstance(value, list):
        return [type(item) for item in value]
    return type(value)
