"""Who is who: identifiers, names, legal forms, and what a person decides."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.schema.claims import Claim, Quote, Reading, SourceEntity
from tests.support.build import (
    Report,
    different,
    edges,
    entity_of,
    graph_of,
    ledger_of,
    nodes,
    register,
    same,
)  # fmt: skip

LEI = "529900AAAAAAAAAAAA11"
OTHER_LEI = "529900BBBBBBBBBBBB22"


def about(title: str, name: str, **meta: object) -> Report:
    """A report that says one harmless thing about an organization."""
    return Report(title, **meta).say("event", subject=name, event_class=f"thing-{title}", event_label="a thing")


def test_legal_forms_tell_companies_apart_and_spellings_of_one_form_do_not() -> None:
    trust = about("A", "Polder Realty Trust, L.P.")
    inc = about("B", "Polder Realty Trust, Inc.")
    lp = about("C", "Polder Realty Trust LP")
    graph = graph_of(trust, inc, lp)
    assert entity_of(graph, trust.member("Polder Realty Trust, L.P.")) == entity_of(
        graph, lp.member("Polder Realty Trust LP")
    )
    assert len(nodes(graph, "Organization")) == 2
    assert graph.waiting == []


def test_a_legal_form_written_out_is_the_same_form() -> None:
    graph = graph_of(about("A", "Polder Realty, L.P."), about("B", "Polder Realty Limited Partnership"))
    assert len(nodes(graph, "Organization")) == 1


def test_aliases_and_neighbours_do_not_join_two_legal_forms() -> None:
    trust = Report("A").say("partnership", partner=["Polder, L.P.", "Vesta Capital"])
    trust.named("Polder, L.P.", "Polder").named("Polder, L.P.", "PLD")
    inc = Report("B").say("partnership", partner=["Polder, Inc.", "Vesta Capital"])
    inc.named("Polder, Inc.", "Polder").named("Polder, Inc.", "PLD")
    graph = graph_of(trust, inc)
    assert entity_of(graph, trust.member("Polder, L.P.")) != entity_of(graph, inc.member("Polder, Inc."))


def test_a_bare_name_between_two_legal_forms_does_not_join_them() -> None:
    trust = Report("A").say("partnership", partner=["Polder, L.P.", "Vesta Capital"]).named("Polder, L.P.", "Polder")
    inc = Report("B").say("partnership", partner=["Polder, Inc.", "Vesta Capital"]).named("Polder, Inc.", "Polder")
    bare = Report("C").say("partnership", partner=["Polder", "Vesta Capital"])
    for order in permutations((trust, inc, bare)):
        graph = graph_of(*order)
        assert entity_of(graph, trust.member("Polder, L.P.")) != entity_of(graph, inc.member("Polder, Inc."))


def test_one_name_alone_waits_for_a_person() -> None:
    one, other = about("A", "Northline"), about("B", "Northline")
    graph = graph_of(one, other)
    assert len(nodes(graph, "Organization")) == 2
    (pair,) = graph.waiting
    assert {pair.one, pair.other} == {one.member("Northline"), other.member("Northline")}
    assert pair.reasons == ("equal name",)


def test_a_second_reason_joins_equal_names() -> None:
    one = Report("A").say("rivalry", competitor="Northline", rival="Harbor Data Centers")
    other = Report("B").say("partnership", partner=["Northline", "Harbor Data Centers"])
    graph = graph_of(one, other)
    assert len(nodes(graph, "Organization")) == 2
    assert graph.waiting == []


def test_a_persons_word_joins_and_nothing_waits_any_more() -> None:
    one, other = about("A", "Northline"), about("B", "Northline")
    graph = graph_of(one, other, same(one.member("Northline"), other.member("Northline")))
    assert len(nodes(graph, "Organization")) == 1
    assert graph.waiting == []


def test_a_decision_joins_names_that_have_nothing_in_common() -> None:
    one, other = about("A", "Northline"), about("B", "Zed")
    graph = graph_of(one, other, same(one.member("Northline"), other.member("Zed")))
    (node,) = nodes(graph, "Organization")
    assert {node.props["name"], *node.props["aliases"]} == {"Northline", "Zed"}  # type: ignore[misc]


def test_different_beats_an_equal_identifier_and_asks_no_more() -> None:
    one = about("A", "Northline Fiber").identified("Northline Fiber", lei=LEI)
    other = about("B", "Northline Fiber").identified("Northline Fiber", lei=LEI)
    graph = graph_of(one, other, different(one.member("Northline Fiber"), other.member("Northline Fiber")))
    assert len(nodes(graph, "Organization")) == 2
    assert graph.waiting == []


def test_different_holds_through_a_third() -> None:
    one, other, third = (
        about(title, "Northline Fiber").identified("Northline Fiber", lei=LEI) for title in ("A", "B", "C")
    )
    apart = different(one.member("Northline Fiber"), other.member("Northline Fiber"))
    for order in permutations((one, other, third)):
        graph = graph_of(apart, *order)
        assert len(nodes(graph, "Organization")) == 2
        assert entity_of(graph, one.member("Northline Fiber")) != entity_of(graph, other.member("Northline Fiber"))


def test_different_beats_same() -> None:
    one, other, third = (about(title, "Northline") for title in ("A", "B", "C"))
    a, b, c = (each.member("Northline") for each in (one, other, third))
    graph = graph_of(one, other, third, same(a, c), same(b, c), different(a, b))
    assert entity_of(graph, a) != entity_of(graph, b)


def test_a_decision_rests_while_one_side_is_absent_and_counts_when_it_comes() -> None:
    one, other = about("A", "Northline"), about("B", "Zed")
    decision = same(one.member("Northline"), other.member("Zed"))
    assert len(nodes(graph_of(one, decision), "Organization")) == 1
    assert graph_of(one, decision).nodes["Decision", decision.id]
    assert len(nodes(graph_of(one, decision, other), "Organization")) == 1
    assert len(nodes(graph_of(one, other), "Organization")) == 2


def test_identifiers_that_differ_forbid_merging() -> None:
    one = about("A", "Northline Fiber, LLC").identified("Northline Fiber, LLC", lei=LEI)
    other = about("B", "Northline Fiber, LLC").identified("Northline Fiber, LLC", lei=OTHER_LEI)
    graph = graph_of(one, other)
    assert len(nodes(graph, "Organization")) == 2
    assert graph.waiting == []


def test_identifiers_that_differ_forbid_merging_through_a_third() -> None:
    one = about("A", "Northline Fiber").identified("Northline Fiber", lei=LEI)
    other = about("B", "Northline Fiber").identified("Northline Fiber", lei=OTHER_LEI)
    bare = about("C", "Northline Fiber")
    for order in permutations((one, other, bare)):
        graph = graph_of(*order)
        assert len(nodes(graph, "Organization")) == 2


def test_an_equal_identifier_joins_all_that_may_be_joined() -> None:
    """Whichever comes first by id: what is kept apart from it still is one among itself."""
    reports = [about(title, f"Zed {title}").identified(f"Zed {title}", lei=LEI) for title in "ABC"]
    ids = [report.member(f"Zed {title}") for report, title in zip(reports, "ABC", strict=True)]
    for odd in ids:
        one, other = (each for each in ids if each != odd)
        graph = graph_of(*reports, different(odd, one), different(odd, other))
        assert entity_of(graph, one) == entity_of(graph, other) != entity_of(graph, odd)


def test_a_denied_identifier_joins_nothing() -> None:
    one = about("A", "Northline").identified("Northline", lei=LEI)
    other = about("B", "Zed").say("identifier", subject="Zed", scheme="lei", value=LEI, stance="denies")
    graph = graph_of(one, other)
    assert entity_of(graph, one.member("Northline")) != entity_of(graph, other.member("Zed"))


def test_a_denied_name_is_no_name() -> None:
    report = about("A", "Northline").say("name", subject="Northline", name="Zed", name_kind="alias", stance="denies")
    (node,) = nodes(graph_of(report), "Organization")
    assert "Zed" not in node.props.get("aliases", [])


@pytest.mark.parametrize(
    ("strong", "weak"),
    [("lei", "cik"), ("cik", "registry"), ("registry", "pdb_org"), ("pdb_org", "wikidata"), ("wikidata", None)],
)
def test_the_strongest_identifier_gives_the_entity_its_id(strong: str, weak: str | None) -> None:
    # Both ways round, so that no accident of hashing decides.
    for first, second in (("A", "B"), ("B", "A"), ("C", "D"), ("D", "C")):
        one = about(first, "Northline Fiber").identified("Northline Fiber", **{strong: "1"})
        other = about(second, "Northline Fiber")
        if weak:
            other.identified("Northline Fiber", **{weak: "2"})
        graph = graph_of(one, other)
        best = one.member("Northline Fiber")
        assert entity_of(graph, other.member("Northline Fiber")) == best
        assert [node.id for node in nodes(graph, "Organization")] == [best]


def test_a_record_gives_the_id_before_a_name_does() -> None:
    for title in "ABCD":
        text = about(title, "Northline Fiber, LLC")
        reading = register("fibre-register", [("r1", "Northline Fiber, LLC", {})])
        graph = graph_of(text, reading)
        assert entity_of(graph, text.member("Northline Fiber, LLC")) == reading.entities[0].id


def test_every_member_id_resolves_to_the_entity() -> None:
    reports = [about(title, "Northline Fiber") for title in "ABCDE"]
    graph = graph_of(*reports)
    (node,) = nodes(graph, "Organization")
    assert {entity_of(graph, each.member("Northline Fiber")) for each in reports} == {node.id}
    assert node.id == min(each.member("Northline Fiber") for each in reports)


def test_a_ticker_that_was_reused_does_not_join_two_names() -> None:
    one = about("A", "Northline").identified("Northline", ticker="NLN")
    other = about("B", "Zed").identified("Zed", ticker="NLN")
    assert len(nodes(graph_of(one, other), "Organization")) == 2


def test_a_claim_id_does_not_depend_on_where_it_stands_and_one_said_twice_has_two_spans() -> None:
    text = (
        Report("A")
        .say("rivalry", competitor="Northline", rival="Zed")
        .say("rivalry", competitor="Northline", rival="Zed")
    )
    first, second = text.reading().claims
    assert first.id == second.id
    assert first.quotes != second.quotes
    kept = ledger_of(text).claims[first.id]
    assert kept.quotes == tuple(sorted((*first.quotes, *second.quotes), key=lambda quote: quote.start))


def test_loading_again_does_not_add_evidence() -> None:
    text = (
        Report("A")
        .say("rivalry", competitor="Northline", rival="Zed")
        .say("rivalry", competitor="Northline", rival="Zed")
    )
    ledger = ledger_of(text, text)
    assert [len(claim.quotes) for claim in ledger.claims.values()] == [2]


def test_loading_a_document_again_replaces_its_claims() -> None:
    text = Report("A").say("rivalry", competitor="Northline", rival="Zed")
    before = text.reading()
    wiser = Reading(document=before.document, entities=before.entities[:1], claims=())
    ledger = ledger_of(before, wiser)
    assert ledger.claims == {}
    assert list(ledger.entities) == [before.entities[0].id]


def test_a_claim_id_does_depend_on_what_is_said() -> None:
    def one(**changed: object) -> str:
        base: dict[str, object] = {
            "source": "doc-1", "kind": "ownership", "participants": [("owner", "org-1"), ("owned", "org-2")],
            "quotes": [Quote(start=0, end=1, quote="x")],
        }  # fmt: skip
        return Claim.model_validate({**base, **changed}).id

    ids = [
        one(), one(source="doc-2"), one(kind="rivalry", participants=[("competitor", "org-1"), ("rival", "org-2")]),
        one(stance="denies"), one(participants=[("owner", "org-2"), ("owned", "org-1")]),
        one(values={"share_low": 5}), one(modality="projected"), one(attributed_to="DCN"),
    ]  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert one(values={"share_low": 5.0}) == one(values={"share_low": 5})


def test_a_product_is_one_where_its_name_and_its_provider_are_one() -> None:
    one = Report("A").say("offering", provider="Northline Fiber", product="Switchpoint")
    other = Report("B").say("offering", provider="Northline Fiber", product="Switchpoint")
    rival = Report("C").say("offering", provider="Harbor Data Centers", product="Switchpoint")
    graph = graph_of(one, other, rival)
    assert len(nodes(graph, "Product")) == 2
    assert len(edges(graph, "OFFERS")) == 2


def test_two_people_of_one_name_in_two_companies_are_two() -> None:
    one = Report("A").say("role", person="Ada Vos", organization="Northline Fiber", title="CEO")
    other = Report("B").say("role", person="Ada Vos", organization="Harbor Data Centers", title="CFO")
    graph = graph_of(one, other)
    assert len(nodes(graph, "Person")) == 2
    assert len(graph.waiting) == 1


def test_sites_of_one_name_and_two_operators_are_two() -> None:
    one = Report("A").say("operation", operator="Northline Fiber", operated=("Facility", "Dock One"))
    other = Report("B").say("operation", operator="Harbor Data Centers", operated=("Facility", "Dock One"))
    third = Report("C").say("operation", operator="Harbor Data Centers", operated=("Facility", "Dock One"))
    graph = graph_of(one, other, third)
    kept = {entity_of(graph, r.member("Dock One", "Facility")) for r in (other, third)}
    assert len(kept) == 1
    assert entity_of(graph, one.member("Dock One", "Facility")) not in kept


def test_a_coded_place_is_one_wherever_it_is_named() -> None:
    one = Report("A").say("location", located="Dock One", place=("State", "US-AZ"))
    other = Report("B").say("location", located="Dock Two", place=("State", "US-AZ"))
    assert [node.id for node in nodes(graph_of(one, other), "State")] == ["state-US-AZ"]


def test_a_forgotten_spelling_of_a_place_leaves_no_trace() -> None:
    def located(title: str, spelling: str) -> Reading:
        reading = Report(title).say("location", located="Dock One", place=("State", "US-AZ")).reading()
        place = SourceEntity.place("State", "US-AZ", spelling)
        return reading.model_copy(
            update={"entities": tuple(place if e.id == place.id else e for e in reading.entities)}
        )

    one, other = located("A", "Arizona"), located("B", "State of Arizona")
    ledger = ledger_of(one, other)
    assert one.document is not None
    ledger.forget(one.document.id)
    assert ledger == ledger_of(other)
