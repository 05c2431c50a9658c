"""Usual wordings of numbers in news give exactly the measurements and targets that they state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.loaders.article.extract import extract
from kg.loaders.vocabulary import Vocabulary

LEAD = "January 5, 2026 - Northgate Digital had a good year. There was little to tell of in the year before. "
"""A text in which a sentence without a subject of its own has one."""
ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "wordings" / "numbers.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{n}") for n, row in enumerate(ROWS)])
def test_a_wording_gives_its_numbers_and_no_other(row: dict[str, Any]) -> None:
    found = extract(LEAD + row["text"], Vocabulary()).findings
    told = {
        f"{f.type} | {f.subject} | {f.value} | {f.unit} | {f.date}" for f in found if f.type in ("metric", "target")
    }
    assert told == set(row.get("facts", ()))
