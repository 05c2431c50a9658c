"""The marked articles told by a model without mistakes, and by one that mixes up names: what grounding lets through.

The answers are made from the annotations, so this measures what is lost by checking, never how well a model reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.article.clean import clean
from kg.loaders.article.finding import Span
from kg.loaders.article.shadow import read_document
from kg.loaders.llm.accept import Checked, Said, accept
from kg.loaders.llm.answer import parse, types
from kg.loaders.llm.grounding import DEALS
from kg.loaders.vocabulary import read_vocabulary

NAMES = ("ai-invest-lumen", "dcd-lumen-qts")
AS_QUOTED = {"amount": "value", "when": "date", "words": "quote"}
"""Fields that a model copies out of its quote, and what in the annotation tells that there is something to copy."""


def marked(shared: Path, name: str) -> tuple[str, list[dict[str, Any]]]:
    folder = shared / "gold"
    told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return (folder / f"{name}.txt").read_bytes().decode(), told["facts"]


def answer(fact: dict[str, Any]) -> dict[str, Any]:
    """An annotated fact as a model would give it."""
    spec, told = types()[fact["type"]], fact["qualifiers"]
    out = {name: fact[name] for name in ("type", "subject", "quote", "modality")}
    out["source"] = told.get("source")
    if spec.object and fact["object"]:
        out["object"] = fact["object"]
    for field in spec.takes:
        if field in AS_QUOTED and fact[AS_QUOTED[field]] is not None:
            out[field] = fact["quote"]
    renamed = {"title": "role", "places": "states"}
    copied = ("aliases", "title", "places", "relation", "services", "status", "by", "sentiment")
    out |= {f: told.get(renamed.get(f, f)) for f in copied if f in spec.takes}
    return {key: value for key, value in out.items() if value is not None}


def accepted(text: str, answers: list[dict[str, Any]]) -> Checked:
    said = (Said(Span(0, len(text)), raw, fact) for raw, fact in parse(json.dumps({"facts": answers})))
    return accept(read_document(text, clean(text), read_vocabulary()), said)


def swapped(facts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every deal with the parties of another one, where its quote does not name them."""
    deals = [fact for fact in facts if fact["type"] in DEALS and fact["object"]]
    for fact in deals:
        for other in deals:
            if str(other["object"]).split()[0] not in fact["quote"]:
                yield {**answer(fact), "object": other["object"]}


@pytest.mark.parametrize("name", NAMES)
def test_of_right_answers_every_deal_passes_and_most_of_the_rest(shared: Path, name: str) -> None:
    text, facts = marked(shared, name)
    found = accepted(text, [answer(fact) for fact in facts if fact["type"] != "located_in"])
    lost = [r for r in found.rejected if not r.detail]
    assert [r for r in lost if r.fact["type"] in DEALS] == []
    named = [r for r in lost if "partnership" not in r.fact["subject"]]  # views on a deal have no company as subject
    assert len(named) <= 0.2 * len(facts)
    for finding in found.findings:
        assert finding.spans
        assert all(text[span.start : span.end].strip() for span in finding.spans)


@pytest.mark.parametrize("name", NAMES)
def test_of_answers_with_the_parties_of_another_deal_none_passes(shared: Path, name: str) -> None:
    text, facts = marked(shared, name)
    wrong = list(swapped(facts))
    found = accepted(text, wrong)
    assert wrong
    assert [f for f in found.findings if f.type in DEALS] == []
