"""The marked documents: their hashes, offsets and names hold, and the scorer reads them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.devset import Invented, Part, Releases, gold_with_quotes, marked, with_quotes, words_of

RELEASES: tuple[Releases, ...] = ("dev", "held", "unseen")
INVENTED: tuple[Invented, ...] = ("invented", "invented-held", "invented-last")
PARTS: tuple[Part, ...] = (*RELEASES, *(part for part in INVENTED if marked(part)))
DEALS = {"partnership", "purchase", "acquisition", "ownership", "joint_venture", "investment"}
NAMED = (DEALS - {"investment"}) | {"person_role", "located_in"}  # both participants are names, not labels
EXHAUSTIVE = DEALS | {"person_role", "facility_group", "located_in", "metric", "target"}
ALIASED = ("organization", "product", "facility", "network")
EVERY = [
    pytest.param(annotation, id=f"{part}-{annotation['document']['id']}")
    for part in PARTS
    for annotation in marked(part)
]
Annotation = dict[str, Any]


def plain(text: str) -> str:
    """One kind of quotation mark, one space: how names are looked for in a text."""
    return " ".join(re.sub("[“”]", '"', re.sub("[‘’]", "'", text)).split())


def listed(readme: str, heading: str) -> set[str]:
    """The names in the first column of the table under a heading of the gold's README."""
    section = readme.partition(f"### {heading}\n")[2].partition("\n### ")[0]
    return set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE)) - {"type"}


@pytest.mark.parametrize("annotation", EVERY)
def test_an_annotation_fits_its_release(annotation: Annotation, shared: Path) -> None:
    text = words_of(shared, annotation["document"])
    assert len(text) == annotation["document"]["text_chars"]
    spans = [span for fact in annotation["facts"] for span in [fact, *fact.get("also", [])]]
    wrong = [span for span in spans if not 0 <= span["start"] < span["end"] <= len(text)]
    quotes = [text[span["start"] : span["end"]] for span in spans]
    assert not wrong
    assert [quote for quote in quotes if len(quote) > 400 or quote != quote.strip()] == []


@pytest.mark.parametrize("annotation", EVERY)
def test_types_and_modalities_are_those_of_the_gold(annotation: Annotation, shared: Path) -> None:
    readme = (shared / "gold" / "README.md").read_text(encoding="utf-8")
    assert set(annotation["document"]["exhaustive_types"]) == EXHAUSTIVE
    assert {fact["type"] for fact in annotation["facts"]} <= listed(readme, "Types")
    assert {fact["modality"] for fact in annotation["facts"]} <= listed(readme, "Modality")


@pytest.mark.parametrize("annotation", [each for part in RELEASES for each in marked(part)])
def test_participants_are_named_in_the_text(annotation: Annotation, shared: Path) -> None:
    text = plain(words_of(shared, annotation["document"]))
    aliases: dict[str, list[str]] = {}
    for fact in annotation["facts"]:
        if fact["type"] in ALIASED:
            name = fact["subject"] if fact["type"] == "organization" else fact["object"]
            aliases.setdefault(name, []).extend(fact["qualifiers"].get("aliases", []))
    for fact in annotation["facts"]:
        names = [fact["subject"], fact["object"]] if fact["type"] in NAMED else [fact["subject"]]
        for name in names:
            spellings = [name, *aliases.get(name, []), *fact["qualifiers"].get("object_aliases", [])]
            assert any(plain(spelling) in text for spelling in spellings), (fact["id"], name)


@pytest.mark.parametrize("annotation", EVERY)
def test_the_span_of_an_organization_names_it(annotation: Annotation, shared: Path) -> None:
    text = words_of(shared, annotation["document"])
    for fact in annotation["facts"]:
        if fact["type"] == "organization":
            spellings = [fact["subject"], *fact["qualifiers"].get("aliases", [])]
            assert plain(text[fact["start"] : fact["end"]]) in map(plain, spellings), fact["id"]


@pytest.mark.parametrize("annotation", [each for part in RELEASES for each in marked(part)])
def test_no_text_of_a_release_is_kept(annotation: Annotation) -> None:
    for fact in annotation["facts"]:
        assert "quote" not in fact
        assert all(set(span) == {"start", "end"} for span in fact.get("also", []))
        assert len((fact["object"] or "").split()) <= 8
        assert len(fact.get("note", "").split()) <= 12


@pytest.mark.parametrize("annotation", EVERY)
def test_a_page_without_deals_is_negative(annotation: Annotation) -> None:
    deals = [fact for fact in annotation["facts"] if fact["type"] in DEALS]
    if annotation["document"]["polarity"] == "negative":
        assert [fact for fact in deals if not fact.get("optional")] == []
    else:
        assert deals


def test_the_set_is_large_enough_and_split_by_chance() -> None:
    dev, held = ([annotation["document"] for annotation in part] for part in (marked("dev"), marked("held")))
    assert len(dev) >= 26
    assert sum(document["polarity"] == "negative" for document in dev) >= 8
    assert len(held) >= 8
    for document in [*dev, *held]:
        chance = int(hashlib.sha256(document["text_file"].encode("utf-8")).hexdigest(), 16) % 5
        assert (document in held) == (chance == 0), document["id"]


def test_the_unseen_set_is_large_enough_and_shares_no_release_with_the_others() -> None:
    unseen = {annotation["document"]["text_file"] for annotation in marked("unseen")}
    others = {annotation["document"]["text_file"] for part in (marked("dev"), marked("held")) for annotation in part}
    assert len(unseen) >= 16
    assert unseen & others == set()


@pytest.mark.parametrize("part", PARTS)
def test_the_set_scores_itself_as_perfect(part: Part, shared: Path, tmp_path: Path) -> None:
    ids = gold_with_quotes(shared, tmp_path, part)
    scorer, folder = str(shared / "gold" / "score.py"), str(tmp_path)
    command = [sys.executable, scorer, folder, folder, "--strict", "--grounded", "--json"]
    score = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert set(score["documents"]) == set(ids)
    assert score["micro"]["f1"] == 1.0
    assert score["macro_f1"] == 1.0
    assert score["micro"]["dup"] == 0
    assert score["offsets_exact"] == 1.0
    assert set(score["attributes"].values()) == {1.0}
    assert score["negative_documents"]["false_deals"] == 0


def test_a_quote_is_the_words_of_its_span() -> None:
    span = {"start": 4, "end": 8}
    gold = with_quotes({"facts": [{**span, "also": [{"start": 0, "end": 3}]}]}, "One word")
    assert gold["facts"] == [{**span, "quote": "word", "also": [{"start": 0, "end": 3, "quote": "One"}]}]


def test_a_missing_release_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such release; DEALGRAPH_SHARED"):
        gold_with_quotes(tmp_path, tmp_path / "out")


def test_a_changed_release_is_refused(tmp_path: Path) -> None:
    document = marked("dev")[0]["document"]
    folder = tmp_path / "data" / "press-releases"
    folder.mkdir(parents=True)
    (folder / document["text_file"]).write_text("another text", encoding="utf-8")
    with pytest.raises(ValueError, match="differs from the annotated text"):
        words_of(tmp_path, document)
