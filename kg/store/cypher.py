"""The Cypher that both stores write with, and what must be known of a statement before it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.store.base import ReadOnlyRefused, StoreError
from kg.store.plan import EdgeBatch, NodeBatch, Row

# Strings, quoted names and comments: what looks like a keyword inside them is none.
_OPAQUE = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|//[^\n]*|/\*.*?\*/""",
    re.DOTALL,
)

# What a server in read mode still does, though it is no plain read of the graph.
_NOT_A_READ = (
    (re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE), "LOAD CSV reads a file or an address"),
    (re.compile(r"\bTERMINATE\s+TRANSACTIONS?\b", re.IGNORECASE), "TERMINATE ends the work of others"),
    (re.compile(r"\bdbms\s*\.\s*kill\w*", re.IGNORECASE), "dbms.kill… ends the work of others"),
    (re.compile(r"\bclearQueryCaches\b", re.IGNORECASE), "clearQueryCaches changes the server"),
)

# Where an engine repeats the statement below its message, and where it lists every word that could have stood there.
_ECHO = re.compile(r'(\(line \d+, column \d+) \(offset: \d+\)\) ".*$')
_LISTED = re.compile(r"[:,]? expect(?:ed|ing)\b.*?(?=\(line|$)")
_BRIEF = 200

_RETURN = re.compile(r"\bRETURN\b(?:\s+DISTINCT\b)?", re.IGNORECASE)
_END_OF_RETURN = re.compile(r"\b(?:ORDER\s+BY|SKIP|OFFSET|LIMIT|UNION)\b|;", re.IGNORECASE)
_PATH = re.compile(r"[\w\s]=\s*(?:\w+\s*)*\(")
_ALIAS = re.compile(r"\bAS\b", re.IGNORECASE)


def put_nodes(batch: NodeBatch) -> str:
    """Create or replace nodes: rows of `id` and `props`; answers `n`, how many."""
    return f"UNWIND $rows AS row MERGE (x:`{batch.label}` {{id: row.id}}) SET x = row.props RETURN count(*) AS n"


def put_edges(batch: EdgeBatch) -> str:
    """Create or replace edges; answers `n`, which is less than the rows when an end is missing."""
    return (
        f"UNWIND $rows AS row MATCH (a:`{batch.source}` {{id: row.source}}) "
        f"MATCH (b:`{batch.target}` {{id: row.target}}) "
        f"MERGE (a)-[x:`{batch.type}` {{id: row.id}}]->(b) SET x = row.props RETURN count(*) AS n"
    )


def drop_edges(batch: EdgeBatch) -> str:
    """Delete edges by id and ends; one that is not there is passed over."""
    return (
        f"UNWIND $rows AS row MATCH (a:`{batch.source}` {{id: row.source}})"
        f"-[x:`{batch.type}` {{id: row.id}}]->(b:`{batch.target}` {{id: row.target}}) DELETE x"
    )


def drop_nodes(batch: NodeBatch) -> str:
    """Delete nodes by id with all their edges; one that is not there is passed over."""
    return f"UNWIND $rows AS row MATCH (x:`{batch.label}` {{id: row.id}}) DETACH DELETE x"


def present(label: str) -> str:
    """Which of the ids `$ids` a label has, as `id`."""
    return f"UNWIND $ids AS id MATCH (x:`{label}` {{id: id}}) RETURN x.id AS id"


def missing_end(batch: EdgeBatch, row: Row, label: str, id_: str) -> StoreError:
    """The error for an edge whose end is not in the store."""
    return StoreError(
        f"nothing was written: the {batch.type} edge {row['id']!r} ends at {label} {id_!r}, "
        "which is not in the store: put that node first"
    )


def refuse_side_effects(cypher: str) -> None:
    """Raise `ReadOnlyRefused` for what an engine would do in read mode though it is no read of the graph."""
    bare = _blank(cypher)
    for pattern, reason in _NOT_A_READ:
        if pattern.search(bare):
            raise ReadOnlyRefused(f"only reads of the graph are allowed here: {reason}")


def brief(reason: str) -> str:
    """An engine's reason as one readable line of at most 200 characters, with the place in the statement."""
    told = _ECHO.sub(r"\1)", " ".join(reason.split()))
    if len(told) > _BRIEF:
        told = " ".join(_LISTED.sub(" ", told).split())
    return told if len(told) <= _BRIEF else f"{told[: _BRIEF - 1].rstrip()}…"


def binds_a_path(cypher: str) -> bool:
    """Whether a statement names a path (`p = (a)-[…]->(b)`), so that its answer may hold one."""
    return _PATH.search(_blank(cypher)) is not None


def columns(cypher: str) -> list[str]:
    """The column names of the last RETURN, as written; empty when there is none or it is `RETURN *`."""
    cypher = _blank(cypher, only_comments=True)
    flat = _blank_nested(_blank(cypher))
    found = list(_RETURN.finditer(flat))
    if not found:
        return []
    start = found[-1].end()
    end = _END_OF_RETURN.search(flat, start)
    stop = end.start() if end else len(cypher)
    names = [_column(cypher[a:b], flat[a:b]) for a, b in _split(flat, start, stop)]
    return [] if names == ["*"] else names


def _column(text: str, flat: str) -> str:
    alias = list(_ALIAS.finditer(flat))
    name = text[alias[-1].end() :].strip() if alias else text.strip()
    return name[1:-1].replace("``", "`") if name.startswith("`") and name.endswith("`") else name


def _split(flat: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    begin = start
    for position in range(start, stop):
        if flat[position] == ",":
            yield begin, position
            begin = position + 1
    yield begin, stop


def _blank(cypher: str, *, only_comments: bool = False) -> str:
    def blank(match: re.Match[str]) -> str:
        text = match.group()
        return text if only_comments and not text.startswith("/") else " " * len(text)

    return _OPAQUE.sub(blank, cypher)


def _blank_nested(bare: str) -> str:
    depth = 0
    out: list[str] = []
    for char in bare:
        depth -= char in ")]}"
        out.append(" " if depth > 0 else char)
        depth += char in "([{"
    return "".join(out)
