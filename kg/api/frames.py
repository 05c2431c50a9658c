"""Answers as a pandas table and as a networkx graph, for those who have these packages."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kg.api.subgraph import nodes, triples

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.api.result import Result, Row

DTYPES = {"str": "string", "int": "Int64", "float": "Float64", "bool": "boolean"}
"""The pandas type of a column: nullable, so that "not known" is neither 0 nor an empty text."""


def table(result: Result[Row]) -> pandas.DataFrame:
    """The rows with typed columns; lists stay lists. Raises `ImportError`, one line, without pandas."""
    pd = needed("pandas")
    columns = {
        column.name: pd.Series(
            [_cell(row.as_dict()[column.name]) for row in result], dtype=object if column.many else DTYPES[column.type]
        )
        for column in result.columns
    }
    frame: pandas.DataFrame = pd.DataFrame(columns)
    frame.attrs.update(result.about)
    return frame


def network(result: Result[Row]) -> networkx.MultiDiGraph[str]:
    """The entities and edges behind the rows, on the day asked about.

    Nodes are keyed by entity id, edges by edge id; the attributes are all properties, with `label` for a node and
    `type` for an edge. `graph` holds the answer's `about`, and under `without_edge` the facts that are no edge now:
    refuted ones, and claims. Raises `ImportError`, one line, without networkx.
    """
    nx = needed("networkx")
    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph(**result.about)

    def read(cypher: str, params: dict[str, Any]) -> list[dict[str, Any]]:
        return result.store.read(cypher, params).rows

    for deal in nodes(read, result.facts):
        graph.add_node(deal["id"], **_attributes(deal))
    drawn = {deal for deal in graph if deal in result.facts}
    for source, edge, target in triples(read, result.facts, result.valid_at):
        graph.add_node(source["id"], **_attributes(source))
        graph.add_node(target["id"], **_attributes(target))
        graph.add_edge(source["id"], target["id"], key=edge["id"], **_attributes(edge))
        drawn.add(edge["fact_id"])
    graph.graph["without_edge"] = [fact for fact in result.facts if fact not in drawn]
    return graph


def needed(package: str) -> Any:
    """An optional package. Raises `ImportError` with the line that installs it."""
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise ImportError(f"this needs {package}: pip install 'dealgraph[{package}]'") from error


def _cell(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _attributes(props: dict[str, Any]) -> dict[str, Any]:
    """Properties as attributes. An edge's own id and a node's own id are the keys; networkx keeps `key` for itself."""
    kind = {"_label": "label", "_type": "type"}
    return {kind.get(name, name): value for name, value in props.items() if name != "id"}
