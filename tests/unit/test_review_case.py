"""A test case from reviews: what was reviewed, in the format that loaders are scored with."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kg.ledger import Ledger
from kg.loaders.article.annotate import annotate
from kg.loaders.article.loader import LOADER
from kg.loaders.base import Options
from kg.loaders.inputs import open_sources
from kg.review.annotation import Spoken, facts
from kg.review.case import annotation, write
from kg.review.correcting import corrected
from kg.review.keeping import ReviewError, read_claims, review
from kg.schema.claims import Document
from tests.support.reviews import article, ledger, word

SAMPLE = "lumen-qts-agreement"
Facts = list[dict[str, Any]]


def score(shared: Path, facts_: Facts, case: Path) -> dict[str, Any]:
    """What `score.py` says of some facts, held against a test case."""
    predicted = case.parent.parent / "predicted"
    predicted.mkdir(exist_ok=True)
    (predicted / case.name).write_text(json.dumps({"facts": facts_}), encoding="utf-8")
    scorer = str(shared / "gold" / "score.py")
    command = [sys.executable, scorer, str(predicted), str(case.parent), "--grounded", "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told


def read_sample() -> tuple[Ledger, Document, Facts]:
    """The packaged article as the loader reads it: its ledger, and the facts that `kg extract` writes."""
    (source,) = open_sources(Path(str(files("kg") / "sample" / f"{SAMPLE}.txt")))
    assert LOADER.find is not None
    found = Ledger()
    for reading in LOADER.read(source, Options()):
        found.add(reading)
    (document,) = found.documents.values()
    own: Facts = annotate(source, LOADER.find(source, Options()), SAMPLE)["facts"]
    return found, document, own


def reviewed_sample() -> tuple[Ledger, Document, Facts, Facts]:
    """The sample with every claim reviewed: the owner corrected, the person's role rejected, the rest accepted.

    Then the loader's own facts, and the facts as a loader would give them that reads what the reviewer read.
    """
    read, document, own = read_sample()
    for each in read_claims(read, document):
        if each.claim.kind == "ownership":
            owner = corrected(each, {"roles": {"owner": ["DCD"], "owned": ["QTS"]}})
            told = review(each, "corrected", "Jane", "the fund owns it", None, owner)
        else:
            told = review(each, "rejected" if each.claim.kind == "role" else "accepted", "Jane", "not so")
        read.reviews[told.id] = told
    # the length of a network, given as a metric as well, is one claim
    right = [dict(fact) for fact in own if fact["type"] not in ("person_role", "metric")]
    for fact in right:
        if fact["type"] == "ownership":
            fact["subject"] = "DCD"
    return read, document, own, right


def test_a_case_scores_the_corrected_reading_as_perfect_and_the_loader_lower(shared: Path, tmp_path: Path) -> None:
    read, document, own, right = reviewed_sample()
    case, _ = write(read, document, tmp_path / "case")
    best, mine = score(shared, right, case), score(shared, own, case)
    assert best["micro"]["f1"] == 1.0
    assert set(best["attributes"].values()) == {1.0}
    assert best["micro"]["unjudged"] == 0
    assert mine["micro"]["f1"] < 1.0
    assert mine["types"]["ownership"]["tp"] == 0  # what it read was corrected
    assert mine["types"]["person_role"]["fp"] > 0  # what it read was rejected


def test_what_was_read_wrongly_is_a_trap_with_its_words(tmp_path: Path) -> None:
    read, document, own, _ = reviewed_sample()
    case = json.loads(write(read, document, tmp_path)[0].read_text(encoding="utf-8"))
    traps = {trap["fact"]["type"]: trap for trap in case["traps"]}
    assert set(traps) == {"ownership", "person_role"}
    assert traps["ownership"]["kind"] == "corrected_claim"
    assert traps["person_role"]["rule"].endswith(": not so")
    text = (tmp_path / f"{SAMPLE}.txt").read_bytes().decode()
    for each in [*case["facts"], *case["traps"]]:
        assert text[each["start"] : each["end"]] == each["quote"]
    sprung = [
        fact
        for fact in own
        for trap in case["traps"]
        if all(fact[k] == v for k, v in trap["fact"].items() if k != "value")
    ]
    assert {fact["type"] for fact in sprung} == {"ownership", "person_role"}


def test_only_what_was_reviewed_is_in_the_case_and_only_whole_types_are_exhaustive() -> None:
    read, document = ledger()
    for told in (word(read, "accepted", "ownership"), word(read, "rejected", "role")):
        read.reviews[told.id] = told
    case, _ = annotation(read, document, "case")
    assert [fact["type"] for fact in case["facts"]] == ["ownership"]
    assert case["document"]["exhaustive_types"] == ["ownership", "person_role"]
    assert case["document"]["polarity"] == "positive"
    assert "Jane Analyst" in case["document"]["notes"]


def test_a_kind_that_the_format_lacks_is_said_and_left_out() -> None:
    read, document = ledger()
    for told in (word(read, "accepted", "rivalry"), word(read, "accepted", "supply")):
        read.reviews[told.id] = told
    case, left_out = annotation(read, document, "case")
    assert [fact["type"] for fact in case["facts"]] == ["purchase"]
    (line,) = left_out
    assert "rivalry: competitor Northline; rival Quay" in line
    assert "no type" in line


def test_what_a_source_denies_is_no_fact() -> None:
    report = article()
    report.say("ownership", "Vesta never owned Zed.", stance="denies", owner="Vesta", owned="Zed")
    reading = report.reading()
    known = {entity.id: entity for entity in reading.entities}
    spoken = Spoken.of(reading.claims, known)
    assert facts(reading.claims[-1], spoken) == []
    assert facts(reading.claims[0], spoken)[0]["subject"] == "Vesta Capital"


def test_without_a_review_there_is_no_case() -> None:
    with pytest.raises(ReviewError, match="kg review doc-"):
        annotation(*ledger(), "case")
