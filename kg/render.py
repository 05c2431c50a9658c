"""Answers and rows as text: a table for people; json, jsonl, csv and md for programs and pages.

Text of sources is not trusted: control characters never reach a terminal, spreadsheet formulas are quoted,
Markdown is escaped.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg.answer import Answer

FORMATS = ("auto", "table", "json", "jsonl", "csv", "md")
Row = Mapping[str, Any]

UNKNOWN = frozenset(
    {
        "share_low",
        "share_high",
        "since",
        "amount",
        "amount_low",
        "currency",
        "announced",
        "control",
        "date",
        "period",
        "due",
        "published",
    }
)
"""Columns where an empty value means that no source says it; elsewhere it means that there is none."""

SINGLE_LINE = frozenset(
    {"code", "certainty", "presence", "status", "since", "until", "due", "date", "stage", "unit", "kind"}
)
MIN_WIDTH = 12
READABLE = 18
MANY = 4
TWINS: Mapping[str, frozenset[str]] = {"amount": frozenset({"amount_low", "amount_high", "currency"})}
"""Columns that a table leaves out beside a column which says the same in words."""
_FORMULA = ("=", "+", "-", "@")
_MARKDOWN = re.compile(r"([\\|`*_<>\[\]])")


def resolve_format(format_: str, terminal: bool) -> str:
    """`auto` is a table on a terminal and json when piped; any other format is itself."""
    return format_ if format_ != "auto" else "table" if terminal else "json"


def render(answer: Answer, format_: str, width: int = 100) -> str:
    """An answer as text, without a final newline. `format_` is one of `FORMATS` but `auto`; `width` is the table's.

    A table and Markdown end with the basis and the notes; json is one object; jsonl and csv are the rows alone.
    """
    if format_ == "json":
        return as_json(answer.as_object(), indent=1)
    text = render_rows(answer.columns, answer.rows, format_, width)
    if format_ not in ("table", "md"):
        return text
    clean = _markdown if format_ == "md" else printable
    bullet = "- " if format_ == "md" else ""
    tail = [f"{bullet}Basis: {clean(line)}" for line in answer.basis] + [
        f"{bullet}Note: {clean(line)}" for line in answer.notes
    ]
    day = "all days" if answer.valid_at == "any" else answer.valid_at
    head = text if answer.rows else ("none" if answer.covered else "not known: no source covers it")
    return "\n".join([head, "", *tail, f"{bullet}As of: {day}"])


def render_rows(columns: Sequence[str], rows: Sequence[Row], format_: str, width: int = 100) -> str:
    """Rows as text, without a final newline. Raises `ValueError` for a format that is none."""
    if format_ not in _WRITERS:
        raise ValueError(f"{format_!r} is no format; known: {', '.join(FORMATS)}")
    return _WRITERS[format_](columns, rows, width)


def as_json(value: Any, indent: int | None = None) -> str:
    """A value as JSON (RFC 8259), which has no number for NaN and the infinities: they are texts."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=False, indent=indent, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, Mapping):
        return {name: _finite(item) for name, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, (list, tuple)) else value


def printable(text: str) -> str:
    """Text that a terminal shows and never obeys: control, format and separator characters become visible marks."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char in "\n\t\r\x0b\x0c\x85\u2028\u2029":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") else char


def plain(column: str, value: Any) -> str:
    """A value as a cell: lists joined, whole numbers without `.0`, an absent value as "-" or "not known"."""
    if value is None or value in ([], ""):
        return "not known" if value is None and column in UNKNOWN else "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, (list, tuple)):
        joint = " ← " if column == "path" else "; "
        return joint.join(plain("", item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {plain('', item)}" for key, item in value.items())
    return str(value)


def _shown(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Columns of a table: ids are left to the other formats, and columns that are empty in every row are dropped."""
    said = frozenset().union(*(twins for column, twins in TWINS.items() if column in columns))
    kept = [
        column
        for column in columns
        if not column.endswith("_id")
        and column not in said
        and any(row.get(column) not in (None, [], "") for row in rows)
    ]
    return kept or list(columns)


def _table(columns: Sequence[str], rows: Sequence[Row], width: int) -> str:
    if not rows:
        return "(no rows)"
    names = _shown(columns, rows)
    cells = [[printable(plain(name, row.get(name))) for name in names] for row in rows]
    natural = _natural(names, cells)
    if not _fits(natural, width) and names[-1] == "facts" and len(names) > 1 and _readable(natural[:-1], width):
        # Ids are too long to wrap well: they follow below, ready to be pasted.
        short = _grid(names[:-1], [row[:-1] for row in cells], natural[:-1], width)
        return f"{short}\n\n{_why(rows)}"
    if _readable(natural, width):
        return _grid(names, cells, natural, width)
    return _records(names, cells, width)


def _why(rows: Sequence[Row]) -> str:
    ids = list(dict.fromkeys(printable(str(fact)) for row in rows for fact in row.get("facts") or ()))
    more = f"  (and {len(ids) - MANY} more: -f json)" if len(ids) > MANY else ""
    return f"Why: kg why {' '.join(ids[:MANY])}{more}"


def _natural(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    columns = zip(*cells, strict=True)
    return [max(_cells(text) for text in (name, *column)) for name, column in zip(names, columns, strict=True)]


def _fits(natural: Sequence[int], width: int) -> bool:
    return sum(natural) + 2 * (len(natural) - 1) <= width


def _readable(natural: Sequence[int], width: int) -> bool:
    """Whether a table would be more than slivers; where not, one block a row reads better."""
    return _fits([min(size, READABLE) for size in natural], width)


def _grid(names: Sequence[str], cells: Sequence[Sequence[str]], natural: Sequence[int], width: int) -> str:
    widths = _fit(names, natural, width)
    lines = [*_line(names, widths), _rule(widths)]
    for row in cells:
        lines += _line(row, widths)
    return "\n".join(lines)


def _records(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    label = max(_cells(name) for name in names)
    blocks: list[str] = []
    for row in cells:
        lines: list[str] = []
        for name, text in zip(names, row, strict=True):
            if text != "-":
                parts = _wrap(text, max(width - label - 2, MIN_WIDTH))
                lines += [_pad(name if at == 0 else "", label) + "  " + part for at, part in enumerate(parts)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _fit(names: Sequence[str], natural: Sequence[int], width: int) -> list[int]:
    """Narrow the widest columns until the row fits, none below what a word needs."""
    widths = list(natural)
    floor = [
        min(size, max(MIN_WIDTH, len(name)) if name not in SINGLE_LINE else size)
        for name, size in zip(names, natural, strict=True)
    ]
    over = sum(widths) + 2 * (len(widths) - 1) - width
    while over > 0:
        at = max(range(len(widths)), key=lambda index: widths[index] - floor[index])
        if widths[at] <= floor[at]:
            break
        widths[at] -= 1
        over -= 1
    return widths


def _line(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrap(text, width) for text, width in zip(row, widths, strict=True)]
    height = max(len(parts) for parts in wrapped)
    return [
        "  ".join(
            _pad(parts[at] if at < len(parts) else "", width) for parts, width in zip(wrapped, widths, strict=True)
        ).rstrip()
        for at in range(height)
    ]


def _rule(widths: Sequence[int]) -> str:
    return "  ".join("-" * width for width in widths)


def _wrap(text: str, width: int) -> list[str]:
    if _cells(text) <= width:
        return [text]
    # A wide character takes two cells, so lines are cut at half the width where there are any.
    size = width if _cells(text) == len(text) else max(width // 2, 1)
    return textwrap.wrap(text, size, break_on_hyphens=False) or [""]


def _cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _json(columns: Sequence[str], rows: Sequence[Row], width: int) -> str:
    del width
    return as_json([{name: row.get(name) for name in columns} for row in rows], indent=1)


def _jsonl(columns: Sequence[str], rows: Sequence[Row], width: int) -> str:
    del width
    return "\n".join(as_json({name: row.get(name) for name in columns}) for row in rows)


def _csv(columns: Sequence[str], rows: Sequence[Row], width: int) -> str:
    del width
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(row.get(name)) for name in columns])
    return out.getvalue().removesuffix("\n")


def _csv_cell(value: Any) -> Any:
    """Numbers as they are, an absent value empty, text so that no spreadsheet takes it for a formula."""
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return "" if value is None else value
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "; ".join(plain("", item) for item in value) if isinstance(value, (list, tuple)) else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _md(columns: Sequence[str], rows: Sequence[Row], width: int) -> str:
    del width
    if not rows:
        return "(no rows)"
    names = _shown(columns, rows)
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    lines += ["| " + " | ".join(_markdown(plain(name, row.get(name))) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", printable(text))


_WRITERS: Mapping[str, Callable[[Sequence[str], Sequence[Row], int], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "md": _md,
}
