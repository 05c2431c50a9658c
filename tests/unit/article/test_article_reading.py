"""Names, coreference, modality, page noise: what the grammar must and must not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loaders.article.clean import clean
from kg.loaders.article.extract import extract
from kg.loaders.article.finding import Extraction, Finding
from kg.loaders.article.loader import LOADER
from kg.loaders.base import Options, Source
from kg.loaders.vocabulary import Company, Vocabulary, VocabularyError, read_vocabulary
from kg.schema.claims import Claim

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
DEALS = frozenset({"partnership", "joint_venture", "purchase", "acquisition", "ownership", "investment"})


def read(text: str, vocabulary: Vocabulary | None = None) -> Extraction:
    return extract(text, vocabulary or Vocabulary())


def only(text: str, type_: str) -> Finding:
    (f,) = [f for f in read(text).findings if f.type == type_]
    return f


def orgs(text: str) -> dict[str, list[str]]:
    return {f.subject: list(f.qualifiers["aliases"]) for f in read(text).findings if f.type == "organization"}


def claims(text: str) -> tuple[Claim, ...]:
    (reading,) = LOADER.read(Source("a.txt", text), Options())
    return reading.claims


def test_short_name_ticker_and_brackets_are_one_organization() -> None:
    found = orgs('Northwind Fiber, Inc. (NASDAQ: NWFB) ("Northwind") bought Halden Networks. Northwind will grow.')
    assert set(found) == {"Northwind Fiber, Inc.", "Halden Networks"}
    assert {"Northwind", "NWFB"} <= set(found["Northwind Fiber, Inc."])


def test_former_name_is_an_alias() -> None:
    assert (
        "Raster, Inc."
        in orgs("Northwind Inc., formerly Raster, Inc. (OTC: NWFB), acquired Halden Networks.")["Northwind Inc."]
    )


def test_the_company_is_the_only_organization_before_it() -> None:
    text = "Fiber provider Northwind opened a route in Ohio. The company has acquired Halden Networks."
    f = only(text, "acquisition")
    assert (f.subject, f.object) == ("Northwind", "Halden Networks")


def test_the_company_is_nobody_when_two_could_be_meant() -> None:
    text = "Northwind Fiber and Corvus Networks opened a route. The company has acquired Halden Networks."
    assert [f for f in read(text).findings if f.type == "acquisition"] == []


def test_seller_and_adviser_are_no_buyers() -> None:
    text = "Northwind Fiber agreed to acquire Halden Networks from Corvus Capital. Corvus Capital was advised by Lazard Partners."  # noqa: E501
    f = only(text, "acquisition")
    assert (f.subject, f.object, f.qualifiers["seller"]) == ("Northwind Fiber", "Halden Networks", "Corvus Capital")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Northwind Fiber is in talks to buy Halden Networks.", "in talks"),
        ("Northwind Fiber has agreed to buy Halden Networks.", "agreed"),
        ("Northwind Fiber completed its acquisition of Halden Networks.", "completed"),
        ("Northwind Fiber has terminated its agreement to acquire Halden Networks.", "terminated"),
        ("Northwind Fiber acquired Halden Networks.", "announced"),
        ("Halden Networks has rejected a $2 billion takeover offer from Northwind Fiber.", "rejected"),
    ],
)
def test_stage(text: str, status: str) -> None:
    f = only(text, "acquisition")
    assert (f.subject, f.object, f.qualifiers["status"]) == ("Northwind Fiber", "Halden Networks", status)


@pytest.mark.parametrize(
    "text",
    [
        "If Northwind Fiber acquires Halden Networks, prices may rise.",
        "Northwind Fiber denied that it plans to acquire Halden Networks.",
        "Northwind Fiber competes with companies like Halden Networks.",
        "Investors sold shares of Northwind Fiber and Halden Networks.",
    ],
)
def test_no_deal(text: str) -> None:
    assert [f for f in read(text).findings if f.type in DEALS] == []


@pytest.mark.parametrize(
    ("text", "denied", "by"),
    [
        ("Halden Networks denied that it is being sold to Corvus.", "acquisition | Corvus | Halden Networks", "Halden Networks"),  # noqa: E501
        ("Northwind Fiber does not own Halden Networks.", "ownership | Northwind Fiber | Halden Networks", None),
        ("Halden Networks is not a unit of Corvus Capital.", "ownership | Corvus Capital | Halden Networks", None),
        ("Northwind Fiber and Halden Networks do not merge.", "acquisition | Northwind Fiber | Halden Networks", None),
        ("Northwind Fiber denied that it had partnered with Halden Networks.", "partnership | Northwind Fiber | Halden Networks", "Northwind Fiber"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_denial_is_no_deal_and_is_kept_with_who_denies(text: str, denied: str, by: str | None) -> None:
    found = read(text)
    assert [f for f in found.findings if f.type in DEALS] == []
    (f,) = found.denials
    assert (f"{f.type} | {f.subject} | {f.object}", f.qualifiers.get("source")) == (denied, by)


@pytest.mark.parametrize(
    "text",
    [
        "Northwind Fiber has not yet closed its acquisition of Halden Networks.",
        "Northwind Fiber did not disclose the price it paid for Halden Networks.",
        "Northwind Fiber not only bought Halden Networks but also hired its founder.",
        "Northwind Fiber has not paid dividends and acquired Halden Networks in May.",
    ],
)
def test_a_negation_beside_a_deal_denies_nothing(text: str) -> None:
    assert read(text).denials == ()


def test_an_amount_in_any_currency_that_is_read_reaches_its_claim() -> None:
    text = "Northwind Fiber acquired Halden Networks for HK$40 million."
    (claim,) = [c for c in claims(text) if c.kind == "acquisition"]
    assert (claim.values["currency"], claim.values["amount_low"]) == ("HKD", 40000000)


def test_a_denial_becomes_a_claim_that_denies() -> None:
    text = "Halden Networks denied that it is being sold to Corvus."
    (claim,) = [c for c in claims(text) if c.kind == "acquisition"]
    assert (claim.stance, claim.attributed_to, claim.quotes[0].quote) == ("denies", "Halden Networks", text[:-1])


def test_source_at_either_end_of_a_sentence() -> None:
    for text in (
        "According to Corvus News, Northwind Fiber has partnered with Halden Networks.",
        "Northwind Fiber has partnered with Halden Networks, according to Corvus News.",
    ):
        f = only(text, "partnership")
        assert (f.modality, f.qualifiers["source"]) == ("attributed", "Corvus News")
        assert {f.subject, f.object} == {"Northwind Fiber", "Halden Networks"}


def test_wholly_owned_is_100_percent() -> None:
    f = only("Halden Networks, a wholly owned subsidiary of Corvus Capital, runs 12 sites.", "ownership")
    assert (f.subject, f.object, f.value, f.unit) == ("Corvus Capital", "Halden Networks", 100, "percent")


def test_group_of_facilities_is_never_split() -> None:
    text = "Northwind Realty operates 16 data centers across Ohio, Texas, and Oregon."
    found = read(text).findings
    (group,) = [f for f in found if f.type == "facility_group"]
    assert (group.value, list(group.qualifiers["states"])) == (16, ["Ohio", "Texas", "Oregon"])
    assert {f.object: f.qualifiers["place_code"] for f in found if f.type == "located_in"} == {
        "Ohio": "US-OH",
        "Texas": "US-TX",
        "Oregon": "US-OR",
    }
    assert [f for f in found if f.type == "facility"] == []


def test_quote_without_a_speaker_is_no_statement() -> None:
    assert [
        f
        for f in read('The emphasis on "ready infrastructure for all" shows in every plan.').findings
        if f.type == "statement"
    ] == []


def test_forward_looking_boilerplate_tells_nothing() -> None:
    text = (
        "Northwind Fiber opened a route in Ohio.\n\nForward-Looking Statements\n\nThis release contains forward-looking statements. "  # noqa: E501
        "Northwind Fiber expects to acquire Halden Networks by 2028 and faces significant risks."
    )
    assert {f.type for f in read(text).findings} <= {"organization", "located_in"}  # the route in Ohio


@pytest.mark.parametrize(
    "noise",
    [
        "5min read",
        "Speaker 1",
        "AI Podcast:Your News, Now Playing",
        "No comments yet",
        "Latest Articles",
        "Table of Contents",
        "NWFB--",
        "Generated by AI AgentJane Miller",
        "AI Writing Agent Jane Miller. No jargon.",
        "Share",
        "Advertisement",
        "© 2025 Northwind Fiber",
    ],
)
def test_noise_is_blanked_and_keeps_its_length(noise: str) -> None:
    work = clean(noise)
    assert (work.strip(), len(work)) == ("", len(noise))


def test_ticker_glued_to_a_name() -> None:
    text = "NorthwindNWFB-- invests in NaaSNAAS-- services."
    assert clean(text).split() == ["Northwind", "invests", "in", "NaaS", "services."]
    assert len(clean(text)) == len(text)


def test_every_quote_is_verbatim_in_the_own_articles() -> None:
    files = sorted(ARTICLES.glob("*.txt"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        for f in read(text).findings:
            for s in f.spans:
                assert 0 <= s.start < s.end <= len(text)
                assert text[s.start : s.end].strip()


def test_article_without_a_deal_gives_none() -> None:
    text = (ARTICLES / "no-deal.txt").read_text(encoding="utf-8")
    assert [f for f in read(text, read_vocabulary()).findings if f.type in DEALS] == []


def test_roundup_keeps_its_deals_apart() -> None:
    text = (ARTICLES / "roundup.txt").read_text(encoding="utf-8")
    deals = {(f.type, f.subject, f.object) for f in read(text).findings if f.type in DEALS}
    assert deals == {
        ("acquisition", "Helix Ridge", "Loamwave"),
        ("joint_venture", "Cableco", "Gridmore"),
        ("purchase", "Nimbalo", "Palmetto Power"),
        ("acquisition", "Kestrel Partners", "60MW campus"),
    }


def test_packaged_vocabulary_reads_and_is_unique() -> None:
    v = read_vocabulary()
    assert len(v.companies) > 100
    assert v.by_id[v.by_name["Lumen"]].identifiers["cik"] == "0000018926"


def test_vocabulary_errors_name_file_place_and_rule(tmp_path: Path) -> None:
    bad = tmp_path / "companies.yaml"
    bad.write_text("companies:\n  - {id: Bad Id, name: X}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"companies\.yaml.*companies\.0\.id"):
        read_vocabulary(bad)
    bad.write_text("", encoding="utf-8")
    assert read_vocabulary(bad).companies == ()
    with pytest.raises(ValueError, match="stands twice"):
        Vocabulary(companies=(Company(id="a", name="A"), Company(id="a", name="B")))


def test_vocabulary_joins_names_that_share_no_word() -> None:
    v = Vocabulary(companies=(Company(id="northwind", name="Northwind Fiber", aliases=("Boreal Line",)),))
    text = "Boreal Line has acquired Halden Networks. Northwind Fiber closed the deal."
    assert [f.subject for f in read(text, v).findings if f.type == "acquisition"] == ["Northwind Fiber"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The members are PNG Datalink, Visayas Telecom and 88 Networks.", "88 Networks"),
        ("Owners of the line are Dakota Link, East Prairie and Three Forks.", "Three Forks"),
        ("The loan comes from the Asian Harbor Development Bank.", "Asian Harbor Development Bank"),
        ("Northwind Fiber was advised by Harlow & Finch.", "Harlow & Finch"),
        ("Corvus Bank has partnered with 360 Halden. With 360 Halden it opens an app.", "360 Halden"),
        ("Halden Networks Also owns Corvus Water and more.", "Halden Networks"),
        ("The loan comes from the State Teachers' Pension Fund.", "State Teachers' Pension Fund"),
        ("Isvik Networks and Estonia's Baltwave have merged.", "Baltwave"),
        ("Northwind Fiber is owned by I Squall Capital.", "I Squall Capital"),
        ("Corvus raised $8m in a Series A. Pale Harbor Ventures led it.", "Pale Harbor Ventures"),
    ],
)
def test_a_name_begins_with_its_own_first_word(text: str, name: str) -> None:
    assert name in orgs(text)


def test_a_pronoun_takes_up_the_topic_whatever_the_verb() -> None:
    text = "Northwind Fiber builds networks in Ohio. It purchased Halden Networks in 2021."
    assert (only(text, "acquisition").subject, only(text, "acquisition").object) == (
        "Northwind Fiber",
        "Halden Networks",
    )


def test_it_that_stands_for_nothing_takes_up_nobody() -> None:
    text = "Northwind Fiber builds networks in Ohio. It was announced that Corvus Capital acquired Halden Networks."
    assert only(text, "acquisition").subject == "Corvus Capital"
