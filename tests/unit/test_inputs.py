"""Files become texts: plain text of any encoding, pages, mails and feeds, with what they tell of themselves."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from kg.loaders.base import BadInput
from kg.loaders.inputs import open_sources
from kg.loaders.inputs.markup import text_of
from kg.loaders.inputs.plain import decode
from kg.schema.claims import Document

DATA = Path(__file__).parent.parent / "data" / "articles" / "inputs"


def test_a_page_gives_its_article_without_what_stands_around_it() -> None:
    (page,) = open_sources(DATA / "harbor.html")
    told = page.sidecar
    assert (told.title, told.publisher, told.author, told.published) == (
        "Harbor Fiber buys two landing stations", "Coastal Network News", "Ines Okafor", "2025-03-04",
    )  # fmt: skip
    assert page.text.startswith("# Harbor Fiber buys two landing stations") or page.text.startswith("Harbor Fiber")
    assert "Harbor Fiber, LLC has acquired Saltmarsh Landing, Inc. for $42 million" in page.text
    assert "partnership with Tern Cloud" in page.text
    for around in ("Log in", "Most read", "All rights reserved", "$9 billion"):
        assert around not in page.text
    assert page.original == (DATA / "harbor.html").read_bytes()


def test_a_mail_gives_its_plain_part_its_sender_and_its_day() -> None:
    (mail,) = open_sources(DATA / "weekly.eml")
    told = mail.sidecar
    assert (told.title, told.publisher, told.published) == (
        "Northmoor Data Centers sells café campus", "Coastal Weekly", "2025-03-07",
    )  # fmt: skip
    assert "its Café campus in Ohio to Gannet Capital for $120 million" in mail.text
    assert "Not this part" not in mail.text


def test_a_feed_gives_one_text_an_item_with_its_own_bytes() -> None:
    one, two = open_sources(DATA / "deals.rss")
    assert (one.sidecar.publisher, one.sidecar.author, one.sidecar.published, one.sidecar.url) == (
        "Coastal Deals", "Ines Okafor", "2025-03-07", "https://coastal.example/1",
    )  # fmt: skip
    assert "Gannet Capital has acquired Northmoor Hosting, Inc. for $120 million." in one.text
    assert two.text == "# Café weather\n\nRain on Monday.\nSun on Tuesday."
    for item in (one, two):
        assert item.original is not None
        assert item.original.startswith(b"<item>")
        assert item.original.endswith(b"</item>")
        assert item.original in (DATA / "deals.rss").read_bytes()


def test_an_atom_entry_gives_its_text_its_author_and_its_address() -> None:
    (entry,) = open_sources(DATA / "notes.atom")
    assert (entry.sidecar.author, entry.sidecar.url, entry.sidecar.published) == (
        "Paul Adeyemi", "https://tern.example/a", "2025-04-01",
    )  # fmt: skip
    assert "Tern Cloud has entered a partnership with Harbor Fiber LLC.\n" in entry.text


def test_a_sidecar_goes_before_what_a_page_tells(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes((DATA / "harbor.html").read_bytes())
    (tmp_path / "page.meta.yaml").write_text("publisher: The Gulf Ledger\n")
    (page,) = open_sources(tmp_path / "page.html")
    assert (page.sidecar.publisher, page.sidecar.author) == ("The Gulf Ledger", "Ines Okafor")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Café\n".encode(), "utf-8"),
        ("\ufeffCafé\n".encode(), "utf-8"),
        ("\ufeffCafé, Straße".encode("utf-16-le"), "utf-16-le"),
        ("\ufeffCafé, Straße".encode("utf-16-be"), "utf-16-be"),
        ("The café’s owner said “no” – naïve as it was, the deal was not made in Orléans.".encode("cp1252"), "cp1252"),
        ("Компания купила три дата-центра в Москве и ещё один в Казани за сорок миллионов.".encode("cp1251"), "cp1251"),
    ],
)
def test_the_encoding_is_told_and_gives_the_bytes_back(data: bytes, encoding: str) -> None:
    text, found = decode("x.txt", data)
    assert text.encode(found) == data
    assert text == data.decode(encoding)


def test_utf8_with_one_broken_byte_is_no_other_encoding() -> None:
    with pytest.raises(BadInput, match="byte 0xe9 is no UTF-8"):
        decode("x.txt", "Café, Straße, naïve ".encode() + b"\xe9 end")


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    head = "<html><head><meta charset='iso-8859-2'></head>"
    html = f"{head}<body><p>Łódź Fiber has acquired Gdańsk Hosting.</p></body></html>"
    (tmp_path / "p.html").write_bytes(html.encode("iso-8859-2"))
    assert "Łódź Fiber has acquired Gdańsk Hosting" in open_sources(tmp_path / "p.html")[0].text


def test_markup_hides_scripts_and_keeps_blocks_apart() -> None:
    assert text_of("<div>a &amp; b<script>x</script></div><p>c<br>d  e</p>") == "a & b\nc\nd e"


def test_a_document_keeps_the_bytes_that_its_text_was_taken_from() -> None:
    (page,) = open_sources(DATA / "harbor.html")
    document = Document.of(page.text, page.encoding, page.original)
    assert document.content() == page.original
    assert document.id == Document.of("", original=page.original).id


@pytest.mark.parametrize("name", ["deep.html", "deep.eml", "long.html", "many.rss"])
def test_hostile_pages_are_read_or_refused(name: str, tmp_path: Path) -> None:
    big = {
        "deep.html": b"<div>" * 20_000 + b"<p>Harbor Fiber has acquired Tern Cloud.</p>",
        "deep.eml": b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 20_000,
        "long.html": b"<p>" + b"Harbor Fiber has acquired Tern Cloud. " * 25_000 + b"</p>",
        "many.rss": b"<rss><channel>" + b"<item><title>x</title></item>" * 20_000 + b"</channel></rss>",
    }[name]
    (tmp_path / name).write_bytes(big)
    with contextlib.suppress(BadInput):
        assert open_sources(tmp_path / name)[0].text
