"""An answer as Python values: typed rows, each with its evidence, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.answer import Answer
    from kg.evidence import Evidence
    from kg.queries import Column
    from kg.store.base import Store

Known = Literal["answered", "none", "not known"]
"""`none`: sources cover the question and name nothing; `not known`: no source covers it."""


class NoEvidence(Exception):
    """Evidence cannot be read: the row was made by hand, or its graph is closed."""


class Row:
    """One row of an answer: a frozen dataclass for each question, in `kg.api.rows`.

    Values are text, numbers, booleans, `None` where no source says it, or tuples of them.
    """

    __slots__ = ("_behind",)
    _behind: Callable[[Iterable[str]], tuple[Evidence, ...]]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The claims behind the row, those that deny or refute too, read from the graph while it is open.

        Raises `NoEvidence` for a row that came from no graph, `StoreError` when the graph is closed.
        """
        try:
            behind = self._behind
        except AttributeError:
            raise NoEvidence("this row came from no graph: take it from graph.ask(…)") from None
        return behind(self.as_dict()["facts"])

    def as_dict(self) -> dict[str, Any]:
        """The columns in order, as `kg -f json` prints them but with tuples for lists."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]


R_co = TypeVar("R_co", bound=Row, covariant=True)


class Result(Sequence[R_co]):
    """The rows of an answer, what they rest on, and what is not known.

    `params` are the values that the Cypher was given (ids for names), `facts` the ids behind all rows, `basis` and
    `notes` sentences, `valid_at` the day asked about or `any`.
    """

    def __init__(self, answer: Answer, rows: Iterable[R_co], columns: Sequence[Column], store: Store) -> None:
        """Made by `Graph.ask`: the answer, its rows as objects, the types of its columns, where evidence is."""
        self._answer = answer
        self._rows = tuple(rows)
        self._store = store
        self.columns = tuple(columns)
        self.query = answer.query
        self.params = dict(answer.params)
        self.facts = tuple(answer.facts)
        self.basis = tuple(answer.basis)
        self.notes = tuple(answer.notes)
        self.valid_at = answer.valid_at
        for row in self._rows:
            object.__setattr__(row, "_behind", self._behind)

    @property
    def covered(self) -> bool:
        """Whether any source speaks to the question for these arguments."""
        return self._answer.covered

    @property
    def known(self) -> Known:
        """`answered`, `none` (sources cover it and name nothing) or `not known` (no source covers it)."""
        return "answered" if self._rows else "none" if self.covered else "not known"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The claims behind all rows, each once."""
        return self._behind(self.facts)

    @property
    def about(self) -> dict[str, Any]:
        """What the answer says of itself, without its rows."""
        told = {"query": self.query, "params": self.params, "valid_at": self.valid_at, "known": self.known}
        return {**told, "basis": list(self.basis), "notes": list(self.notes)}

    def to_pandas(self) -> pandas.DataFrame:
        """A table with nullable types; `attrs` holds `about`. Raises `ImportError` where pandas is not installed."""
        from kg.api.frames import table

        return table(self)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The entities and edges behind the rows (`kg.api.frames.network`). Raises `ImportError` without networkx."""
        from kg.api.frames import network

        return network(self)

    def to_subgraph(self) -> Any:
        """The same as a py2neo `Subgraph`, bound to the server; see `kg.api.py2neo_bridge`. Neo4j stores only."""
        from kg.api.py2neo_bridge import subgraph

        return subgraph(self)

    @property
    def store(self) -> Store:
        """The store that answered."""
        return self._store

    @overload
    def __getitem__(self, index: int) -> R_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R_co]: ...
    def __getitem__(self, index: int | slice) -> R_co | Sequence[R_co]:
        return self._rows[index]

    def __iter__(self) -> Iterator[R_co]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        rows = "1 row" if len(self) == 1 else f"{len(self)} rows"
        return f"<{self.query}: {rows}, {self.known}, as of {self.valid_at}>"

    def __str__(self) -> str:
        from kg.render import render

        return render(self._answer, "table")

    def _repr_html_(self) -> str:
        from kg.api.notebook import html

        return html(self)

    def _behind(self, facts: Iterable[str]) -> tuple[Evidence, ...]:
        from kg.evidence import behind, evidence

        return evidence(self._store, behind(self._store, facts))
