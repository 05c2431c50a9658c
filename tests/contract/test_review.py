"""A person accepts, rejects or corrects what was read; it holds, it is shown, it can be taken back. On both engines."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.decisions import decide
from kg.export.canonical import lines
from kg.fusion.project import project
from kg.rdf.importing import import_files
from kg.review.keeping import ReviewError, elsewhere, give, give_those_that_hold, listed, undo
from kg.schema.claims import Quote, Review
from kg.schema.graph import Changes
from kg.state import State, prepare
from kg.status import status
from kg.store.base import Store
from kg.store.open import open_store
from kg.verify import verify
from tests.support.build import Report
from tests.support.rdf import written
from tests.support.reviews import NAME, article, fill, filled, here, ledger, proposal, talk, word


def answer(address: str, *question: str) -> list[dict[str, object]]:
    """The rows of a canned question, over all days."""
    done = here(address, "-f", "json", "ask", *question, "--valid-at", "any")
    assert done.code in (0, 3), done.err
    rows: list[dict[str, object]] = json.loads(done.out)["rows"]
    return rows


def test_a_rejected_claim_is_in_no_answer_and_why_says_who_rejected_it(address: str) -> None:
    filled(address)
    (before,) = answer(address, "ultimate-owners", "Harbor")
    assert before["owner"] == "Vesta Capital"
    assert talk(address, "r\nthe text means another Harbor\nq\n").code == 0
    assert answer(address, "ultimate-owners", "Harbor") == []
    told = here(address, "-f", "table", "why", proposal(ledger()[0], "ownership").claim.id).out
    assert "REJECTED" in told
    assert "Jane Analyst: the text means another Harbor" in told
    assert "Vesta Capital owns Harbor since 2021." in told
    assert "REJECTED" in here(address, "-f", "table", "why", "Harbor").out


def test_a_corrected_claim_is_answered_as_corrected_and_why_shows_both(address: str) -> None:
    filled(address)
    told = talk(address, "c\n\nVesta Holdings\n\n2022\n\n\n\n\nread it again\nq\n", "--kind", "ownership")
    assert told.code == 0, told.err
    (row,) = answer(address, "ultimate-owners", "Harbor")
    assert (row["owner"], row["since"]) == ("Vesta Holdings", "2022")
    for asked in (proposal(ledger()[0], "ownership").claim.id, "Harbor", str(row["facts"][0])):  # type: ignore[index]
        why = here(address, "-f", "table", "why", asked).out
        assert "CORRECTED  ownership: owned Harbor; owner Vesta Capital" in why
        assert "ownership: owned Harbor; owner Vesta Holdings; since 2022" in why
        assert "Jane Analyst" in why
        assert "read it again" in why


def test_what_only_rejected_claims_named_is_found_no_more(address: str) -> None:
    filled(address)
    assert here(address, "find", "Quay").code == 0
    assert talk(address, "r\n\n", "--kind", "rivalry").code == 0
    assert here(address, "find", "Quay").code == 4
    assert here(address, "verify").code == 0


def test_a_review_taken_back_leaves_no_trace(store: Store) -> None:
    read = fill(store)
    before = list(lines(store))
    given = [
        word(read, "rejected", "role"),
        word(read, "accepted", "supply", reason="as the text says"),
        word(read, "corrected", "partnership", roles={"partner": ["Northline", "Quince"]}),
    ]
    give(store, given)
    assert list(lines(store)) != before
    assert give(store, given) == 0
    for each in given:
        undo(store, each.id)
    assert list(lines(store)) == before
    with pytest.raises(ReviewError, match="kg review --list"):
        undo(store, given[0].id)


def test_reviews_hold_when_a_newer_loader_reads_the_document_again(store: Store) -> None:
    read = fill(store)
    give(
        store,
        [
            word(read, "rejected", "role"),
            word(read, "accepted", "rivalry"),
            word(read, "corrected", "ownership", values={"since": "2022"}),
        ],
    )
    reading = article().reading()
    kinds = ("role", "supply")  # it finds these again, and neither the rivalry nor the ownership
    claims = tuple(claim for claim in reading.claims if claim.kind in kinds)
    fill(store, reading.model_copy(update={"claims": claims}))
    shown = {str(node.props["kind"]) for node in store.nodes("Fact")}
    assert "role" not in shown
    assert {"rivalry", "ownership"} <= shown
    assert [edge.props["since_text"] for edge in store.edges("OWNS")] == ["2022"]
    fill(store, reading)
    assert [edge.props["since_text"] for edge in store.edges("OWNS")] == ["2022"]
    assert verify(store).broken == []


def test_two_people_who_disagree_are_both_named(address: str) -> None:
    filled(address)
    store = open_store(address, "write")
    try:
        read = State.read(store).ledger
        give(store, [word(read, "accepted", "role", by="Bob", reason="he said so")])
        give(store, [word(read, "rejected", "role", by="Jane", reason="she leads")])
        assert [row["holds"] for row in listed(State.read(store).ledger)].count(True) == 1
    finally:
        store.close()
    told = here(address, "-f", "table", "why", proposal(ledger()[0], "role").claim.id).out
    assert "REJECTED" in told
    assert "Jane: she leads; against: accepted by Bob: he said so" in told


def test_verify_counts_reviews_and_names_one_that_was_changed(store: Store) -> None:
    read = fill(store)
    give(store, [word(read, "rejected", "role", reason="no"), word(read, "accepted", "supply")])
    assert (verify(store).reviews, verify(store).broken) == (2, [])
    node = next(node for node in store.nodes("Review") if node.props["verdict"] == "rejected")
    store.apply(Changes(put_nodes=[replace(node, props={**node.props, "by": "Somebody Else"})]))
    ((broken, why),) = verify(store).broken
    assert broken == node.id
    assert "does not hold what it held" in why


def test_status_counts_reviews_by_verdict(store: Store) -> None:
    read = fill(store)
    give(store, [word(read, "rejected", "role"), word(read, "accepted", "supply")])
    (row,) = (row for row in status(store) if row["what"] == "reviews")
    assert (row["count"], row["note"]) == (2, "1 accepted, 1 rejected")


def test_a_review_that_cannot_hold_is_refused(store: Store) -> None:
    read = fill(store)
    first = word(read, "rejected", "role", by="Jane")
    give(store, [first])
    with pytest.raises(ReviewError, match=f"take it back first: kg review --undo {first.id}"):
        give(store, [word(read, "accepted", "role", by="Jane")])
    about = proposal(read, "supply")
    moved = about.claim.model_copy(update={"quotes": (Quote(start=0, end=5, quote="waves"),)})
    with pytest.raises(ReviewError, match="its quote does not stand at 0:5"):
        give(store, [word(read, "accepted", "supply").model_copy(update={"read": moved})])
    there = word(read, "corrected", "ownership", by="Eve", values={"since": "2022"})
    give(store, [there])
    assert there.claim is not None
    back = word(read, "rejected", "partnership")
    with pytest.raises(ReviewError, match="no document of this store"):
        give(store, [back.model_copy(update={"read": back.read.model_copy(update={"source": "doc-absent"})})])


def test_what_was_answered_is_kept_when_the_input_ends(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    document = filled(address)
    done = talk(address, "a\ns\nr\n")
    assert done.code == 0
    assert f"1 reviews stored; go on with: kg review {document}" in done.err
    (row,) = json.loads(here(address, "-f", "json", "review", "--list").out)
    assert (row["verdict"], row["by"], row["holds"]) == ("accepted", "Jane Analyst", True)
    assert "4 claims to review, 1 reviewed" in talk(address, "").out


def test_an_interrupt_keeps_what_was_decided(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    command = [sys.executable, "-u", "-c", "from kg.cli import main; main()", "--store", address, "review", NAME]
    process = subprocess.Popen(
        [*command, "--by", "Jane"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("a\na\n")
    process.stdin.flush()
    for line in process.stdout:
        if line.startswith("3 of 5") or " 3 of 5" in line:
            break
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert len(json.loads(here(address, "-f", "json", "review", "--list").out)) == 2


def test_what_another_person_entered_meanwhile_costs_no_other_answer(store: Store) -> None:
    read = fill(store)
    mine = [word(read, "rejected", "role", by="Jane"), word(read, "accepted", "supply", by="Jane")]
    give(store, [word(read, "accepted", "role", by="Jane")])  # she has two windows open
    (line,) = give_those_that_hold(store, mine)
    assert "Jane accepted" in line
    assert {(row["verdict"], row["holds"]) for row in listed(State.read(store).ledger)} == {("accepted", True)}


def test_a_correction_to_what_was_rejected_is_asked_again(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    keys = "c\n\n\n\n2022\n\n\n\n\nmisread\n"
    assert talk(address, keys, "--kind", "ownership").code == 0
    store = open_store(address, "write")
    try:
        (given,) = State.read(store).ledger.reviews.values()
        assert given.claim is not None
        no = Review(verdict="rejected", read=given.claim, entities=given.entities, by="Eve")
        give(store, [no])
        undo(store, given.id)
    finally:
        store.close()
    done = talk(address, keys + "a\n", "--kind", "ownership")
    assert f"take that back first: kg review --undo {no.id}" in done.out
    assert "1 reviews stored" in done.err


def test_a_review_whose_words_are_not_in_the_document_is_not_imported(tmp_path: Path) -> None:
    read, _ = ledger()
    good = word(read, "corrected", "role", values={"title": "CFO"})
    assert good.claim is not None
    moved = good.claim.model_copy(update={"quotes": (Quote(start=0, end=4, quote="Zed."),)})
    bad = Review.model_validate({**good.model_dump(exclude={"id"}), "claim": moved})
    for told, rejected in ((good, 0), (bad, 1)):
        trial = replace(read, reviews={told.id: told})
        path = tmp_path / f"{told.id}.trig"
        path.write_bytes(written(project(trial), "trig").encode())
        store = open_store(str(tmp_path / f"{told.id}.kg"), "write")
        try:
            prepare(store)
            found = import_files(State.read(store), [path])
            assert len(found.rejected) == rejected
            assert sum(1 for _ in store.nodes("Review")) == 1 - rejected
        finally:
            store.close()
    assert "its quote does not stand at 0:4" in found.rejected[0]


def test_back_takes_the_last_answer_back(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    assert talk(address, "a\nb\nr\nno\nq\n").code == 0
    (row,) = json.loads(here(address, "-f", "json", "review", "--list").out)
    assert (row["verdict"], row["reason"]) == ("rejected", "no")


def test_the_dialogue_shows_the_sentence_and_marks_the_quote(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    shown = talk(address, "q\n").out
    assert "“»Vesta Capital owns Harbor since 2021.«”" in shown
    assert "→ ownership: owned Harbor; owner Vesta Capital; since 2021  (asserted)" in shown


def test_the_dialogue_shows_what_other_sources_say_of_the_same_fact(store: Store) -> None:
    other = Report("Dock review", publisher="Dock News")
    other.say("role", "Larch is its chief.", person="Pat Larch", organization="Zed", title="CEO")
    read = fill(store, article().reading(), other.reading())
    document = next(each for each in read.documents.values() if each.name == NAME)
    for name in ("Zed", "Pat Larch"):
        one, two = sorted(entity.id for entity in read.entities.values() if entity.name == name)
        decide(store, "same", one, two, "Jane")
    said = elsewhere(State.read(store).nodes.values(), document)
    assert said[proposal(ledger()[0], "role").claim.id] == ["“Larch is its chief.” — Dock News"]
    assert said[proposal(ledger()[0], "ownership").claim.id] == []


def test_a_correction_may_be_made_in_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    monkeypatch.setenv("EDITOR", "sed -i -e s/2021\\'/2022\\'/")
    done = talk(address, "c\na slip\nq\n", "--kind", "ownership", "--editor")
    assert done.code == 0, done.err
    (row,) = json.loads(here(address, "-f", "json", "review", "--list").out)
    assert row["instead"] == "ownership: owned Harbor; owner Vesta Capital; since 2022  (asserted)"


def test_an_editor_that_fails_costs_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    for editor in ("false", str(tmp_path / "absent")):
        monkeypatch.setenv("EDITOR", editor)
        done = talk(address, "a\nc\ns\nq\n" if editor == "false" else "c\nq\n", "--editor")
        assert done.code == 0, done.err
        assert "set EDITOR to one that runs" in done.out
    assert len(json.loads(here(address, "-f", "json", "review", "--list").out)) == 1


def test_a_correction_that_breaks_a_rule_is_asked_again(tmp_path: Path) -> None:
    address = str(tmp_path / "own.kg")
    filled(address)
    done = talk(address, "c\n\n\n\nsome day\n\n\n\n\nr\nno date\nq\n", "--kind", "ownership")
    assert "'some day' is no date" in done.out
    (row,) = json.loads(here(address, "-f", "json", "review", "--list").out)
    assert row["verdict"] == "rejected"


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("absent.txt", "--by", "J"), 1, "no document is called 'absent.txt'"),
        ((NAME,), 2, "--by NAME"),
        ((NAME, "--by", "  "), 2, "--by NAME"),
        ((), 2, "name the DOCUMENT"),
        ((NAME, "--by", "J", "--date", "yesterday"), 2, "'yesterday' is no date"),
        ((NAME, "--by", "J", "--kind", "wedding"), 2, "--kind wedding"),
        (("--list", "--undo", "review-x"), 2, "two commands"),
        (("--undo", "review-x"), 1, "no review review-x"),
        ((NAME, "--test-case", "case"), 1, "nothing of Northline news.txt was reviewed yet"),
    ],
)
def test_a_command_that_cannot_be_meant_is_one_clear_line(
    reviewable: str, args: tuple[str, ...], code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_USER", raising=False)
    done = here(reviewable, "review", *args)
    assert done.code == code
    assert says in done.err.splitlines()[-1]


@pytest.fixture(scope="module")
def reviewable(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = str(tmp_path_factory.mktemp("review") / "own.kg")
    filled(address)
    return address
