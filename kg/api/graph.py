"""The graph from Python: `with Graph.open("dealgraph.kg") as graph: graph.ask("ultimate-owners", "QTS")`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from os import PathLike, fspath
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, get_args

from kg import answer
from kg.api.result import Result
from kg.api.rows import TYPES, Day, Questions
from kg.evidence import Evidence, evidence
from kg.export.texts import FORMATS, pieces, write
from kg.find import Hit
from kg.find import find as look
from kg.queries import Query, all_queries, get
from kg.store.base import Mode, ReadOnlyRefused, Store, StoreError
from kg.store.open import open_store

if TYPE_CHECKING:
    import rdflib

    from kg.pipeline import Summary


class Graph(Questions):
    """An open store. Close it, or use it in `with`: an open embedded store keeps writers waiting.

    Not safe to share between threads without a lock of yours; a folder is opened once in a process. `ask` is typed
    for every packaged question: its arguments, and its rows as the dataclasses of `kg.api.rows`.
    """

    def __init__(self, store: Store, mode: Mode = "read") -> None:
        """A graph on a store that is open already, in that mode; `Graph.open` is the usual way."""
        self._store = store
        self._mode = mode
        self._closed = False

    @classmethod
    def open(cls, address: str | PathLike[str], mode: Mode = "read") -> Graph:
        """Open a folder, or `neo4j://…` or `bolt://…` with NEO4J_USERNAME and NEO4J_PASSWORD in the environment.

        `mode="write"` is for `load`, and makes a folder that is not there. Raises `StoreError` or one of its
        kinds: `StoreMissing`, `StoreBusy`, `StoreAuth`, `StoreUnavailable`; `Usage` for another mode or address.
        """
        if mode not in get_args(Mode):
            raise answer.Usage(f"Graph.open(mode={mode!r}): a graph is opened for 'read' or for 'write'")
        if not isinstance(address, (str, PathLike)):
            raise answer.Usage(f"Graph.open takes a folder or an address, and not {_said(address)}")
        store = open_store(fspath(address), mode)
        if mode == "write":
            from kg.state import prepare

            try:
                prepare(store)
            except BaseException:
                store.close()
                raise
        return cls(store, mode)

    @property
    def store(self) -> Store:
        """The store below."""
        return self._store

    def queries(self) -> list[Query]:
        """Every packaged question: name, title, parameters, columns, Cypher."""
        return all_queries()

    def find(self, text: str, limit: int = 20) -> list[Hit]:
        """Entities by id, identifier, name, alias, former name or part of a name; the best hits first.

        Raises `Usage` for what is no text.
        """
        if not isinstance(text, str):
            raise answer.Usage(f"find takes a name, an identifier or an id, and not {_said(text)}")
        return look(self._store, text, limit)

    def why(self, id_: str) -> tuple[Evidence, ...]:
        """The claims behind a fact, a claim or an entity (by id or any name), refuted and retired facts too.

        Raises `NoSuchEntity` or `Ambiguous`, `Usage` for what is no text.
        """
        if not isinstance(id_, str):
            raise answer.Usage(f"why takes the id of a fact or a claim, or an entity, and not {_said(id_)}")
        return evidence(self._store, answer.ask(self._store, "why", [id_], valid_at=answer.ANY_DAY).rows)

    def cypher(self, text: str, /, **params: Any) -> list[dict[str, Any]]:
        """Read-only Cypher: rows by column name. A node is its properties with `_label`, an edge with `_type`.

        Raises `ReadOnlyRefused` for a statement that would write, `QueryFailed` for one that is wrong.
        """
        return self._store.read(text, params).rows

    def load(self, *paths: str | PathLike[str]) -> Summary:
        """Load files or folders into a graph opened with `mode="write"`; what was rejected is in the summary.

        Raises `ReadOnlyRefused` for a graph opened for reading.
        """
        if self._mode != "write":
            raise ReadOnlyRefused(f'{self._store.address} was opened for reading: Graph.open(…, mode="write") loads')
        from kg.pipeline import load
        from kg.state import State

        return load(State.read(self._store), [Path(path) for path in paths])

    def py2neo(self) -> Any:
        """A `py2neo.Graph` on the same Neo4j database; see `kg.api.py2neo_bridge` for what works there."""
        from kg.api.py2neo_bridge import connect

        return connect(self._store)

    def export(self, format_: str, path: str | PathLike[str], base: str | None = None) -> None:
        """Write the whole graph to a file as trig, nquads, turtle, jsonld or jsonl; as `kg export` does.

        Raises `ValueError` for another format, `StoreError` where it cannot be written.
        """
        if format_ not in FORMATS:
            raise ValueError(f"{format_!r} is no format; there are {', '.join(FORMATS)}")
        write(pieces(self._store, format_, base), Path(path))

    def rdflib(self) -> rdflib.Dataset:
        """The whole graph as an `rdflib.Dataset`, one named graph per claim, to be asked with SPARQL. It is held in
        memory, a copy: what is changed there does not reach the store.
        """
        import rdflib

        found = rdflib.Dataset()
        found.parse(data=b"".join(pieces(self._store, "nquads")), format="nquads")
        return found

    def close(self) -> None:
        """Release the store; a second call does nothing."""
        self._closed = True
        self._store.close()

    def __enter__(self) -> Graph:
        if self._closed:
            raise StoreError(f"the store {self._store.address} is closed: open it again with Graph.open")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self._store.address}>"

    def _ask(self, name: str, args: Sequence[Any], params: Mapping[str, Any], valid_at: Day) -> Result[Any]:
        given = list(args)
        while given and given[-1] is None:
            given.pop()
        told = answer.ask(
            self._store,
            name,
            [_text(value) for value in given],
            {key: _text(value) for key, value in params.items() if value is not None},
            valid_at=_text(valid_at or date.today()),
        )
        row = TYPES[told.query]
        rows = (row(**{column: _frozen(value) for column, value in each.items()}) for each in told.rows)
        return Result(told, rows, get(told.query).columns, self._store)


def _said(value: Any) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat() if isinstance(day, date) else str(day)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
