"""Notebooks without Jupyter: run the cells in order in one namespace, and give their outputs as a notebook keeps them.

`python -m tests.support.notebook docs/notebooks/tour.ipynb` writes the outputs into the file.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Output = dict[str, Any]


def read(path: Path) -> dict[str, Any]:
    """The notebook."""
    book: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return book


def code_cells(book: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells that run, in order."""
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]


def run(book: dict[str, Any]) -> Iterator[list[Output]]:
    """The outputs of each code cell: what it prints, then its last expression as text and HTML."""
    space: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(code_cells(book), start=1):
        yield list(_outputs(number, "".join(cell["source"]), space))


def _outputs(number: int, source: str, space: dict[str, Any]) -> Iterator[Output]:
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), f"<cell {number}>", "exec"), space)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"<cell {number}>", "eval"), space)
    if printed.getvalue():
        yield {"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)}
    if value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = value._repr_html_().splitlines(keepends=True)
        yield {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}


def main(path: Path) -> None:
    """Write the outputs of a notebook into its file."""
    book = read(path)
    for number, (cell, outputs) in enumerate(zip(code_cells(book), run(book), strict=True), start=1):
        cell["outputs"], cell["execution_count"] = outputs, number
    path.write_text(json.dumps(book, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
