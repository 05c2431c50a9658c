"""The notebooks of the documentation run, and show what they say they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPO
from tests.support.notebook import code_cells, read, run

NOTEBOOKS = sorted((REPO / "docs" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_gives_the_outputs_that_it_shows(path: Path) -> None:
    book = read(path)
    for number, (cell, outputs) in enumerate(zip(code_cells(book), run(book), strict=True), start=1):
        assert cell["outputs"] == outputs, f"cell {number}: run python -m tests.support.notebook {path}"
        assert cell["execution_count"] == number


def test_there_is_a_tour() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["tour"]
