"""Answers as text: aligned, honest about what is missing, and harmless whatever a source wrote."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from typing import Any

import pytest

from kg.answer import Answer
from kg.render import plain, printable, render, render_rows, resolve_format

ANSWER = Answer(
    query="owners",
    params={"owned": "org-1"},
    columns=["owner", "share_low", "until", "path", "owner_id", "facts"],
    rows=[
        {"owner": "Alder", "share_low": 60.0, "until": None, "path": ["B", "A"], "owner_id": "org-2", "facts": ["f1"]},
        {
            "owner": "Birch | Söhne",
            "share_low": None,
            "until": "2020",
            "path": ["B"],
            "owner_id": "org-3",
            "facts": ["f2"],
        },
    ],
    facts=["f1", "f2"],
    basis=["two owners named"],
    notes=["a note"],
    valid_at="2025-01-01",
)


def test_a_table_is_aligned_and_says_what_is_missing() -> None:
    lines = render(ANSWER, "table", 100).splitlines()
    assert lines[0].split() == ["owner", "share_low", "until", "path", "facts"]
    assert lines[2].split() == ["Alder", "60", "-", "B", "←", "A", "f1"]
    assert "not known" in lines[3]
    assert [line.index("f") for line in (lines[0], lines[2], lines[3])] == [lines[0].index("facts")] * 3
    assert lines[-3:] == ["Basis: two owners named", "Note: a note", "As of: 2025-01-01"]


def test_an_empty_answer_tells_none_from_not_known() -> None:
    empty = replace(ANSWER, rows=[], facts=[])
    assert render(empty, "table").startswith("none\n")
    assert int(empty.exit_code) == 0
    unknown = replace(empty, covered=False)
    assert render(unknown, "table").startswith("not known: no source covers it\n")
    assert int(unknown.exit_code) == 3
    assert int(replace(ANSWER, covered=False).exit_code) == 0


def test_json_is_the_whole_answer() -> None:
    told = json.loads(render(ANSWER, "json"))
    assert list(told) == ["query", "params", "columns", "rows", "facts", "basis", "notes", "valid_at", "known_at"]
    assert told["rows"] == ANSWER.rows


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_numbers_that_json_lacks_are_texts(format_: str) -> None:
    row = {"a": math.nan, "b": [math.inf, {"c": -math.inf}], "d": 0.5}
    found = json.loads(render_rows(list(row), [row], format_), parse_constant=pytest.fail)
    assert (found[0] if format_ == "json" else found) == {"a": "NaN", "b": ["Infinity", {"c": "-Infinity"}], "d": 0.5}


def test_jsonl_is_a_row_a_line() -> None:
    assert [json.loads(line) for line in render(ANSWER, "jsonl").splitlines()] == ANSWER.rows
    assert render(replace(ANSWER, rows=[]), "jsonl") == ""


def test_csv_keeps_every_column_and_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(render(ANSWER, "csv"))))
    assert rows[0] == {
        "owner": "Alder",
        "share_low": "60.0",
        "until": "",
        "path": "B; A",
        "owner_id": "org-2",
        "facts": "f1",
    }


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_text_is_no_formula(cell: str) -> None:
    written = list(csv.reader(io.StringIO(render_rows(["x"], [{"x": cell}], "csv"), newline="")))[1]
    assert written == ["'" + cell.replace("\r", "\n")]


def test_csv_leaves_negative_numbers_alone() -> None:
    assert render_rows(["x"], [{"x": -1.5}], "csv") == "x\n-1.5"


def test_csv_lists_are_guarded_too() -> None:
    assert render_rows(["x"], [{"x": ["=1", "b"]}], "csv").endswith("'=1; b")


def test_markdown_escapes_pipes_and_markup() -> None:
    text = render(replace(ANSWER, notes=["<script>"]), "md")
    assert "Birch \\| Söhne" in text
    assert "\\<script\\>" in text
    assert text.splitlines()[1] == "| --- | --- | --- | --- | --- |"


@pytest.mark.parametrize("evil", ["\x1b[31mred", "\x9b31m", "a\x07b", "\u202egnp.exe", "a\x00b", "a\u200bb"])
def test_text_of_a_source_never_reaches_the_terminal_raw(evil: str) -> None:
    rows = [{"x": evil, "facts": [evil]}]
    for format_ in ("table", "md"):
        shown = render_rows(["x", "facts"], rows, format_)
        assert not set(shown) & {"\x1b", "\x9b", "\x07", "\x00", "\u202e", "\u200b"}
        assert "\ufffd" in shown


def test_line_ends_do_not_break_rows() -> None:
    assert printable("a\r\nb\u2028c\td") == "a  b c d"
    assert len(render_rows(["x"], [{"x": "a\nb"}], "table").splitlines()) == 3
    assert len(render_rows(["x"], [{"x": "a\nb"}], "md").splitlines()) == 3


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_table_keeps_to_the_width(width: int) -> None:
    words = "the words of a source that go on and on until nobody reads them"
    columns = ["name", "status", "label", "facts"]
    rows: list[dict[str, Any]] = [
        {"name": "Ärger", "status": "disputed", "label": words, "facts": ["ownership-0123456789abcdef0123"]},
        {"name": "東京", "status": "sure", "label": words, "facts": ["ownership-0123456789abcdef0124"]},
    ]
    body = [line for line in render_rows(columns, rows, "table", width).splitlines() if not line.startswith("Why:")]
    assert max(len(line) for line in body) <= width
    assert all(word in " ".join(body) for word in words.split())


def test_wide_characters_are_aligned_by_cells() -> None:
    lines = render_rows(["a", "b"], [{"a": "東京", "b": "x"}, {"a": "Rome", "b": "y"}], "table").splitlines()
    assert lines[2] == "東京  x"
    assert lines[3] == "Rome  y"


def test_ids_that_do_not_fit_stand_below_ready_to_paste() -> None:
    rows = [{"state": "Ohio", "facts": [f"location-{n:020d}" for n in range(6)]}]
    text = render_rows(["state", "facts"], rows, "table", 60)
    assert "Why: kg why location-00000000000000000000" in text
    assert "(and 2 more: -f json)" in text


def test_values_in_cells() -> None:
    assert plain("x", True) == "yes"
    assert plain("x", 340000.0) == "340000"
    assert plain("x", 1.26) == "1.26"
    assert plain("share_low", None) == "not known"
    assert plain("until", None) == "-"
    assert plain("metros", []) == "-"


def test_formats() -> None:
    assert resolve_format("auto", True) == "table"
    assert resolve_format("auto", False) == "json"
    assert resolve_format("csv", True) == "csv"
    with pytest.raises(ValueError, match="no format; known: auto, table"):
        render_rows(["x"], [], "xml")
