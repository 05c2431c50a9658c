"""An answer in a notebook: a table, its basis and notes, the words behind it. What a source wrote is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kg.render import plain, printable
from kg.store.base import StoreError

if TYPE_CHECKING:
    from kg.api.result import Result, Row

SHOWN = 50
"""Rows that are shown; the rest is counted."""
WORDED = 25
"""Facts whose words follow at once; with more of them they are left to `.evidence`."""


def html(result: Result[Row]) -> str:
    """The answer as a fragment of HTML without scripts, styles or addresses."""
    parts = [_table(result) if len(result) else f"<p>{_EMPTY[result.known]}</p>"]
    if len(result) > SHOWN:
        parts.append(f"<p>and {len(result) - SHOWN} rows more</p>")
    lines = [f"Basis: {line}" for line in result.basis] + [f"Note: {line}" for line in result.notes]
    lines.append(f"As of: {'all days' if result.valid_at == 'any' else result.valid_at}")
    parts.append("<ul>" + "".join(f"<li>{_text(line)}</li>" for line in lines) + "</ul>")
    if result.facts:
        parts.append(_words(result))
    return "".join(parts)


_EMPTY = {"none": "none", "not known": "not known: no source covers it"}


def _table(result: Result[Row]) -> str:
    rows = [row.as_dict() for row in result[:SHOWN]]
    names = [
        column.name
        for column in result.columns
        if not column.name.endswith("_id") and any(row[column.name] not in (None, (), "") for row in rows)
    ]
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(plain(name, row[name]))}</td>" for name in names) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _words(result: Result[Row]) -> str:
    if len(result.facts) > WORDED:
        return (
            f"<p>The words behind these {len(result.facts)} facts: <code>.evidence</code> of the answer or of a row</p>"
        )
    from kg.evidence import behind, lines

    try:
        told = lines(behind(result.store, result.facts))
    except StoreError as error:  # the answer outlives the graph
        told = [str(error)]
    body = escape("\n".join(told))
    return f"<details><summary>The words behind it</summary><pre>{body}</pre></details>"


def _text(text: str) -> str:
    return escape(printable(text))
