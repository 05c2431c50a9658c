"""Usual wordings of quotes, appointments and departures give exactly the posts that they state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.loaders.article.extract import extract
from kg.loaders.vocabulary import Vocabulary

WORDINGS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "wordings" / "people.yaml").read_text(encoding="utf-8")
)
AROUND = "Notes of the day\n\nIn the year before that there was little to tell of.\n\n{}\n"


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{kind}-{n}") for kind, rows in WORDINGS.items() for n, row in enumerate(rows)]
)
def test_a_wording_gives_its_posts_and_no_other(row: dict[str, Any]) -> None:
    found = [f for f in extract(AROUND.format(row["text"]), Vocabulary()).findings if f.type == "person_role"]
    expected = [tuple(fact.split(" | ")) for fact in row.get("facts", ())]
    assert {(f.subject, f.object, f.qualifiers.get("role", "")) for f in found} == set(expected)
