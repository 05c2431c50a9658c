"""Usual wordings of where companies and their sites are give exactly what they state, with an empty vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.loaders.article.extract import extract
from kg.loaders.article.finding import Finding
from kg.loaders.vocabulary import Vocabulary

WORDINGS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "wordings" / "places.yaml").read_text(encoding="utf-8")
)


def _fact(f: Finding) -> str:
    return f"{f.type} | {f.subject} | {f.object if f.type == 'located_in' else f.value}"


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{kind}-{n}") for kind, rows in WORDINGS.items() for n, row in enumerate(rows)]
)
def test_a_wording_gives_its_places_and_groups_and_no_other(row: dict[str, Any]) -> None:
    text = f"In the year before that there was little to tell of. {row['text']} That is all that was said on the day.\n"
    found = {_fact(f) for f in extract(text, Vocabulary()).findings if f.type in ("located_in", "facility_group")}
    assert found == set(row.get("facts", ()))
