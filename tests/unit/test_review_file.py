"""The batch file of reviews: written, filled in, taken back whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.loaders.base import BadInput
from kg.review.file import taken, written
from kg.review.keeping import proposals
from tests.support.cli import kg
from tests.support.reviews import NAME, filled, here, ledger, proposal, word


def fill(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    """The file of the article with changes: (claim's kind, old text, new text) within the entry of that claim."""
    read, document = ledger()
    text = written(document, proposals(read, document))
    for kind, old, new in changes:
        start = text.index(f"- claim: {proposal(read, kind).claim.id}") if kind else 0
        at = text.index(old, start)
        text = text[:at] + new + text[at + len(old) :]
    path = tmp_path / "own.review.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_that_nobody_filled_in_says_nothing(tmp_path: Path) -> None:
    assert taken(ledger()[0], fill(tmp_path), "Jane") == []


def test_a_filled_in_file_gives_the_reviews(tmp_path: Path) -> None:
    read, _ = ledger()
    path = fill(
        tmp_path,
        ("ownership", "verdict:", "verdict: corrected"),
        ("ownership", "reason:", "reason: read it again"),
        ("ownership", "since: '2021'", "since: '2022'"),
        ("role", "verdict:", "verdict: rejected"),
        ("supply", "verdict:", "verdict: accepted"),
        ("", "date:", "date: 2026-01-15"),
    )
    found = {review.read.kind: review for review in taken(read, path, "Jane")}
    assert {kind: review.verdict for kind, review in found.items()} == {
        "ownership": "corrected", "role": "rejected", "supply": "accepted",
    }  # fmt: skip
    own = found["ownership"]
    assert own.claim is not None
    assert (own.claim.values["since"], own.reason, own.by, own.date) == ("2022", "read it again", "Jane", "2026-01-15")
    assert own.claim.quotes == own.read.quotes


def test_null_is_nothing_and_quoted_it_is_a_word(tmp_path: Path) -> None:
    empty = ("role", "verdict:", "verdict: null"), ("supply", "verdict:", "verdict: ~"), ("", "date:", "date: null")
    assert taken(ledger()[0], fill(tmp_path, *empty), "Jane") == []
    dated = ("role", "verdict:", "verdict: accepted"), ("role", "reason:", "reason: 'null'"), empty[2]
    (given,) = taken(ledger()[0], fill(tmp_path, *dated), "Jane")
    assert (given.date, given.reason) == (None, "null")


def test_the_same_claim_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    path = fill(tmp_path)
    entry = f"  - claim: {proposal(ledger()[0], 'role').claim.id}\n    verdict: rejected\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + entry, encoding="utf-8")
    lines = [number for number, line in enumerate(path.read_text().splitlines(), 1) if line == entry.splitlines()[0]]
    with pytest.raises(BadInput, match=f"line {lines[1]}: claim-[0-9a-f]+ stands at line {lines[0]} already"):
        taken(ledger()[0], path, "Jane")


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    path = tmp_path / "own.review.yaml"
    path.write_text("filled in")
    for name, says in ((path, "is there already; take it in with --from"), (tmp_path / "no" / "x.yaml", "No such")):
        done = here(address, "review", NAME, "--to", name)
        assert (done.code, len(done.err.splitlines())) == (1, 1)
        assert says in done.err
    assert path.read_text() == "filled in"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ([("role", "verdict:", "verdict: perhaps")], "'perhaps' is no verdict"),
        ([("role", "- claim: claim-", "- claim: claim-0")], "is no claim of Northline news.txt"),
        ([("role", "verdict:", "verdict: corrected")], "corrects nothing: accept it"),
        ([("role", "title: CEO", "title: CFO")], "has no verdict, and what it says was changed"),
        (
            [("role", "verdict:", "verdict: accepted"), ("role", "title: CEO", "title: CFO")],
            "is accepted, and what it says was changed",
        ),
        (
            [("role", "verdict:", "verdict: corrected"), ("role", "person:", "speaker:")],
            "role has no role 'speaker'",
        ),
        (
            [("role", "verdict:", "verdict: corrected"), ("role", "- Pat Larch leads Zed.", "- Pat Larch left Zed.")],
            "word for word",
        ),
        ([("role", "verdict:", "decision:")], "'decision' is no field of a review"),
        ([("role", "says:", "says: no\n    more:")], "'more' is no field of a review"),
    ],
)
def test_one_wrong_entry_refuses_the_file_and_names_its_line(
    tmp_path: Path, changes: list[tuple[str, str, str]], rule: str
) -> None:
    path = fill(tmp_path, ("supply", "verdict:", "verdict: accepted"), *changes)
    lines = path.read_text().splitlines()
    with pytest.raises(BadInput) as caught:
        taken(ledger()[0], path, "Jane")
    told = str(caught.value)
    assert rule in told
    assert "\n" not in told
    line = int(told.split("line ")[1].split(":", maxsplit=1)[0])
    assert lines[line - 1].strip().startswith("- claim:")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("reviews: [", "no YAML"),
        ("document: doc-1\nreviews: none\n", "`reviews` must be a list"),
        ("document: doc-1\nreviews: []\n", "is not in this store"),
        ("document: doc-1\nby: me\nreviews: []\n", "'by' is no field of the file"),
        ("", "`reviews` must be a list"),
    ],
)
def test_a_file_that_is_none_is_one_clear_line(tmp_path: Path, text: str, rule: str) -> None:
    path = tmp_path / "own.review.yaml"
    path.write_text(text)
    with pytest.raises(BadInput, match=rule):
        taken(ledger()[0], path, "Jane")
    with pytest.raises(BadInput, match="No such file"):
        taken(ledger()[0], tmp_path / "absent.yaml", "Jane")


def test_the_same_person_cannot_say_two_things_of_one_claim(tmp_path: Path) -> None:
    read, _ = ledger()
    before = word(read, "rejected", "role", by="Jane")
    read.reviews[before.id] = before
    path = fill(tmp_path, ("role", "verdict:", "verdict: accepted"))
    with pytest.raises(BadInput, match=f"kg review --undo {before.id}"):
        taken(read, path, "Jane")
    assert [review.verdict for review in taken(read, path, "Bob")] == ["accepted"]


def test_the_commands_write_the_file_and_take_it_whole_or_not_at_all(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    path = tmp_path / "own.review.yaml"
    assert here(address, "review", NAME, "--to", path).code == 0
    text = path.read_text()
    assert "# »Pat Larch leads Zed.«" in text
    path.write_text(text.replace("verdict:", "verdict: accepted", 2).replace("kind: role", "kind: wedding"))
    refused = kg("review", "--from", path, "--by", "Jane", store=address)
    assert refused.code == 1
    assert refused.complaints[0].startswith("kg: own.review.yaml:line ")
    assert json.loads(here(address, "-f", "json", "review", "--list").out) == []
    path.write_text(text.replace("verdict:", "verdict: accepted"))
    for stored in ("5 reviews stored", "0 nodes and edges changed"):
        assert stored in here(address, "review", "--from", path, "--by", "Jane").err
    assert here(address, "review", "absent.txt", "--from", path, "--by", "Jane").code == 1
