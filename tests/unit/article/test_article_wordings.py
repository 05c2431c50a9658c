"""Usual wordings of deal news give exactly the deals that they state, with an empty vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.loaders.article.extract import extract
from kg.loaders.vocabulary import Vocabulary

DEALS = frozenset({"partnership", "purchase", "acquisition", "ownership", "joint_venture", "investment"})
HERE = Path(__file__).parent
FILES = [HERE / "wordings.yaml", *(HERE / "wordings" / f"{area}.yaml" for area in ("deals", "supply", "money"))]
WORDINGS: dict[str, list[dict[str, Any]]] = {
    f"{path.stem}-{kind}": rows
    for path in FILES
    if path.exists()
    for kind, rows in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{kind}-{n}") for kind, rows in WORDINGS.items() for n, row in enumerate(rows)]
)
def test_a_wording_gives_its_deals_and_no_other(row: dict[str, Any]) -> None:
    text = row["text"]
    found = [f for f in extract(text, Vocabulary()).findings if f.type in DEALS]
    expected = [fact.split(" | ") for fact in row.get("facts", ())]
    assert {(f.type, f.subject, f.object) for f in found} == {(e[0], e[1], e[2]) for e in expected}
    stages = {(f.type, f.subject, f.object): f.qualifiers.get("status") for f in found}
    assert {tuple(e[:3]): stages[e[0], e[1], e[2]] for e in expected if len(e) > 3} == {
        tuple(e[:3]): e[3] for e in expected if len(e) > 3
    }
    assert all(text[span.start : span.end].strip() for f in found for span in f.spans)
