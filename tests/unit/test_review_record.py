"""The record of a review, which of several holds, and what a person may change of a claim."""

from __future__ import annotations

from typing import Any

import pytest

from kg.codec import read_review, review_node
from kg.fusion.reviews import reviewed
from kg.ledger import Ledger
from kg.review.correcting import corrected, plain
from kg.review.keeping import ReviewError, find_document, listed, proposals
from kg.review.sentence import Sentences
from kg.schema.claims import Review
from tests.support.reviews import article, ledger, proposal, word

OWNED = {"owner": ["Vesta Capital"], "owned": ["Harbor"]}
DEAL: dict[str, Any] = {"kind": "partnership", "roles": {"partner": ["Zed"]}, "values": {}}
PRICE: dict[str, Any] = {"kind": "acquisition", "roles": {"buyer": ["Vesta Capital"], "target": ["Harbor"]}}


def in_force(*told: Review) -> set[str]:
    """Kinds of the article's claims that hold after some reviews."""
    read, _ = ledger()
    read.reviews.update((review.id, review) for review in told)
    return {claim.kind for claim in reviewed(read).ledger.claims.values()}


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        (("accepted", "2025"), ("rejected", "2024"), "accepted"),
        (("accepted", None), ("rejected", "2024"), "rejected"),
        (("accepted", "2026"), ("rejected", "2026-01-15"), "accepted"),  # a year lasts to its last day
        (("accepted", None), ("rejected", None), "rejected"),
        (("corrected", None), ("rejected", None), "corrected"),
        (("corrected", "2024"), ("accepted", "2025"), "accepted"),
    ],
)
def test_of_two_reviews_the_later_date_holds_then_the_stronger_verdict(
    one: tuple[Any, str | None], other: tuple[Any, str | None], holds: str, reverse: bool
) -> None:
    read, _ = ledger()
    change: dict[str, Any] = {"values": {"title": "CFO"}}
    told = [
        word(read, verdict, "role", by=by, date=date, **(change if verdict == "corrected" else {}))
        for by, (verdict, date) in (("Ada", one), ("Eve", other))
    ]
    for review in reversed(told) if reverse else told:
        read.reviews[review.id] = review
    (holding,) = reviewed(read).holding.values()
    assert holding.verdict == holds


def test_out_goes_before_in() -> None:
    read, _ = ledger()
    change = word(read, "corrected", "role", values={"title": "CFO"})
    assert change.claim is not None
    no = Review(verdict="rejected", read=change.claim, entities=change.entities, by="Eve")
    assert "role" in in_force(change)
    assert "role" not in in_force(change, no)


def test_a_claim_that_a_correction_gives_is_no_proposal_when_it_is_read() -> None:
    read, document = ledger()
    change = word(read, "corrected", "role", values={"title": "CFO"})
    assert change.claim is not None
    read.reviews[change.id] = change
    read.claims[change.claim.id] = change.claim
    assert "role" not in {each.claim.kind for each in proposals(read, document)}


def test_proposals_stand_in_the_order_of_the_text() -> None:
    read, document = ledger()
    kinds = ["ownership", "partnership", "supply", "role", "rivalry"]
    assert [each.claim.kind for each in proposals(read, document)] == kinds
    assert [each.claim.kind for each in proposals(read, document, ["role", "supply"])] == ["supply", "role"]


def test_a_review_is_stored_and_read_back_whole() -> None:
    read, _ = ledger()
    for told in (
        word(read, "accepted", "supply"),
        word(read, "rejected", "role", reason="no", date="2026-01"),
        word(read, "corrected", "ownership", values={"share_low": "12.5", "share_high": "30"}),
    ):
        assert read_review(review_node(told, {"in_force": True})) == told


def test_the_id_of_a_review_is_its_content() -> None:
    read, _ = ledger()
    told = {word(read, "rejected", "role", reason=why, by=by).id for why in ("", "no") for by in ("Ada", "Eve")}
    assert len(told) == 4
    assert word(read, "rejected", "role").id == word(read, "rejected", "role").id
    with pytest.raises(ValueError, match="does not hold what it held"):
        Review.model_validate({**word(read, "rejected", "role").model_dump(), "by": "Somebody"})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"claim": "read"}, "corrects nothing"),
        ({"verdict": "rejected"}, "and nothing else"),
        ({"claim": None}, "and nothing else"),
        ({"entities": ()}, "which the review does not list"),
        ({"by": ""}, "at least 1 character"),
        ({"date": "soon"}, "is no date"),
    ],
)
def test_a_review_that_says_two_things_is_refused(change: dict[str, Any], says: str) -> None:
    told = word(ledger()[0], "corrected", "role", values={"title": "CFO"}).model_dump(exclude={"id"})
    if change.get("claim") == "read":
        change = {"claim": told["read"]}
    with pytest.raises(ValueError, match=says):
        Review.model_validate({**told, **change})


def test_the_plain_form_says_the_claim_again() -> None:
    read, _ = ledger()
    for kind in ("ownership", "partnership", "supply", "role", "rivalry"):
        about = proposal(read, kind)
        assert corrected(about, plain(about))[0] == about.claim


def test_a_new_name_is_a_source_entity_of_the_document() -> None:
    about = proposal(ledger()[0], "ownership")
    claim, (*_, named) = corrected(about, {"roles": {"owned": ["Harbor"], "owner": ["Person: Ada Vesta"]}})
    assert (named.label, named.name, named.source) == ("Person", "Ada Vesta", about.document.id)
    assert claim.role("owner") == [named.id]
    assert claim.role("owned") == about.claim.role("owned")


def test_a_kind_may_be_corrected_with_its_roles() -> None:
    about = proposal(ledger()[0], "supply")
    claim, _ = corrected(about, {"kind": "partnership", "roles": {"partner": ["Northline", "Harbor"]}})
    assert (claim.kind, len(claim.role("partner"))) == ("partnership", 2)
    assert claim.values["services"] == ["waves"]


def test_a_coded_place_keeps_its_code() -> None:
    about = proposal(ledger()[0], "partnership")
    roles = {"partner": ["Northline", "Zed"], "covers": ["State: Arizona"]}
    assert corrected(about, {"roles": roles})[0].role("covers") == ["state-US-AZ"]


def test_numbers_and_quotes_are_taken_as_such() -> None:
    about = proposal(ledger()[0], "ownership")
    told = {"values": {"share_low": "1_0", "share_high": "30.5", "since": "2022-Q1"}, "quotes": ["Harbor"]}
    claim, _ = corrected(about, told)
    assert claim.values == {"share_low": 10, "share_high": 30.5, "since": "2022-Q1"}
    (quote,) = claim.quotes
    assert about.document.text[quote.start : quote.end] == "Harbor"
    assert abs(quote.start - about.claim.quotes[0].start) < 40  # the nearest of several


@pytest.mark.parametrize(
    ("says", "rule"),
    [
        ({"kind": "wedding"}, "'wedding' is no kind of claim"),
        ({"roles": {"owner": ["Vesta"], "target": ["Harbor"]}}, "ownership has no role 'target'"),
        ({"roles": {"owned": ["Harbor"]}}, "needs a participant in role 'owner'"),
        ({"roles": {**OWNED, "owner": ["Facility: Harbor 1"]}}, "type 'Facility' does not fit"),
        ({"roles": {**OWNED, "owner": ["Person: "]}}, "a participant needs a name"),
        ({"roles": ["Harbor"]}, "names with what they hold"),
        ({"values": {"price": "1"}}, "ownership has no value 'price'"),
        ({"values": {"since": "some day"}}, "'some day' is no date"),
        ({"values": {"share_low": "half"}}, "'half' is no number"),
        ({"values": {"share_low": "60", "share_high": "40"}}, "lies above"),
        ({"quotes": ["Vesta Capital sold Harbor"]}, "word for word"),
        ({"quotes": []}, "without evidence"),
        ({"modality": "perhaps"}, "modality"),
        ({"stance": "maybe"}, "stance"),
        ({"verdict": "accepted"}, "no field of a claim"),
        ({"roles": {**OWNED, "owner": ["Meridian"]}}, "'Meridian' stands nowhere in the document"),
        ({"roles": {**OWNED, "owner": ["Ada\u200b Vesta"]}}, "a character that cannot be seen"),
        ({"roles": {**OWNED, "owner": ["Persn: Ada Vesta"]}}, "type 'Persn' does not fit here; it must be one of Org"),
        ({"roles": {**OWNED, "owner": ["Vesta:Capital"]}}, "type 'Vesta' does not fit here"),
        ({"quotes": ["a"]}, "carries nothing"),
        ({"quotes": ["Northline buys"]}, "carries nothing"),
        (DEAL, "two different parties"),
        ({**DEAL, "roles": {"partner": ["Zed", "Zed"]}}, "two different parties"),
        ({**DEAL, "roles": {}}, "two different parties"),
        ({**DEAL, "kind": "supply", "roles": {"customer": ["Zed"]}}, "supply needs a participant in role 'supplier'"),
        ({**PRICE, "values": {"amount_low": "-5", "currency": "USD"}}, "never below zero"),
        ({**PRICE, "values": {"amount_low": "nan", "currency": "USD"}}, "nan is no number"),
        ({**PRICE, "values": {"amount_low": "5"}}, "in which currency"),
        ({**PRICE, "values": {"amount_low": "5", "currency": "Quatloo"}}, "'Quatloo' is no ISO 4217 code"),
        ({**PRICE, "values": {"purpose": "bell\u0007"}}, "purpose: .* a character that cannot be seen"),
    ],
)
def test_a_correction_keeps_the_rules_of_claims(says: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        corrected(proposal(ledger()[0], "ownership"), says)


def test_a_correction_may_quote_a_name_and_state_a_price() -> None:
    told = {**PRICE, "values": {"amount_low": "5", "currency": "USD"}, "quotes": ["Harbor"]}
    assert corrected(proposal(ledger()[0], "ownership"), told)[0].values == {"amount_low": 5, "currency": "USD"}


@pytest.mark.parametrize("by", ["  ", "\u200b", "Jane\u202e"])
def test_a_review_names_who_decided(by: str) -> None:
    with pytest.raises(ValueError, match="no name of the one who decides"):
        word(ledger()[0], "accepted", "role", by=by)


def test_a_document_is_found_by_id_name_or_title() -> None:
    read = Ledger()
    one, other = article(), article()
    one._meta["title"] = "Northline & friends"
    other._meta["name"] = "copy.txt"
    other._lines[0] = "Another beginning."
    for each in (one, other):
        read.add(each.reading())
    for text in (one.document.id, "Northline news.txt", "northline & friends"):
        assert find_document(read, text).id == one.document.id
    with pytest.raises(ReviewError, match="no document is called"):
        find_document(read, "absent")


def test_a_sentence_is_shown_whole_with_its_quote_marked() -> None:
    text = "It rained. Vesta Capital, according to people, owns\nHarbor now. Then it stopped."
    start = text.index("owns")
    from kg.schema.claims import Quote

    shown = Sentences(text).marked(Quote(start=start, end=start + 11, quote=text[start : start + 11]))
    assert "»owns Harbor«" in shown
    assert "Then it stopped" not in shown


def test_the_list_tells_what_was_read_and_what_holds_instead() -> None:
    read, _ = ledger()
    told = word(read, "corrected", "role", values={"title": "CFO"}, reason="misread")
    read.reviews[told.id] = told
    (row,) = listed(read)
    assert row["read"] == "role: organization Zed; person Pat Larch; title CEO  (asserted)"
    assert row["instead"] == "role: organization Zed; person Pat Larch; title CFO  (asserted)"
    assert (row["by"], row["reason"], row["holds"]) == ("Jane Analyst", "misread", True)
