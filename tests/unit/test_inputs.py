"""Files become texts: plain text of any encoding, pages, mails and feeds, with what they tell of themselves."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import pytest

from kg.loaders.article.loader import find
from kg.loaders.article.markdown import prose
from kg.loaders.base import BadInput, Options, Source
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
        ("\ufeffCafé, Straße".encode("utf-32-le"), "utf-32-le"),
        ("\ufeffCafé, Straße".encode("utf-32-be"), "utf-32-be"),
        ("Le café a été vendu.".encode("cp1252"), "cp1252"),
        (b"It cost 40 \xa3 a year.", "cp1252"),
        ("Компания купила три дата-центра в Москве и ещё один в Казани за сорок миллионов.".encode("cp1251"), "cp1251"),
    ],
)
def test_the_encoding_is_told_and_gives_the_bytes_back(data: bytes, encoding: str) -> None:
    text, found = decode("x.txt", data)
    assert text.encode(found) == data
    assert text == data.decode(encoding)


def test_a_short_text_with_one_good_and_one_broken_sequence_is_damaged_utf8() -> None:
    with pytest.raises(BadInput, match="byte 0xe9 is no UTF-8"):
        decode("x.txt", "Café Fiber bought Tern Cloud, ".encode() + b"\xe9 said.")


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("iso-8859-1", "the café’s “deal”".encode("cp1252"), "the café’s “deal”"),
        ("iso-8859-1", "the café’s “deal”".encode(), "the café’s “deal”"),
        ("gb2312", "港湾光纤收购了北方数据中心".encode("gb2312"), "港湾光纤收购了北方数据中心"),
        ("utf-16", b"Tern Cloud", "Tern Cloud"),
        ("klingon", b"Tern Cloud", "Tern Cloud"),
    ],
)
def test_a_declared_encoding_means_what_browsers_take_it_for(declared: str, data: bytes, text: str) -> None:
    assert decode("x.html", data, declared)[0] == text


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


def read(tmp_path: Path, name: str, data: bytes) -> list[Source]:
    (tmp_path / name).write_bytes(data)
    return open_sources(tmp_path / name)


@pytest.mark.parametrize(
    ("encoding", "title"), [("gb2312", "港湾光纤收购"), ("shift_jis", "光ファイバー"), ("euc-jp", "光")]
)
def test_a_feed_in_an_encoding_of_several_bytes_is_read(encoding: str, title: str, tmp_path: Path) -> None:
    item = f"<item><title>{title}</title><description>Tern</description></item>".encode(encoding)
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel>'.encode()
    (one,) = read(tmp_path, "x.rss", head + item + b"</channel></rss>")
    assert (one.sidecar.title, one.original) == (title, item)


FEEDS = {
    "x.rss": """<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<image><title>Logo</title></image><title>Coastal Deals</title><item>
<media:group><media:title>A photo</media:title><title>Another</title></media:group><media:title>Photo</media:title>
<media:content>No words</media:content><atom:link rel="self" href="https://self.example/"/>
<title>Gannet buys Northmoor</title><link>https://coastal.example/1</link><description>Gannet has.</description>
</item></channel></rss>""",
    "x.atom": """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<author><name>Feed</name></author><title>Coastal Deals</title><entry>
<source><title>Elsewhere</title><link href="https://elsewhere.example/"/><author><name>No one</name></author></source>
<media:content><media:title>Photo</media:title></media:content>
<title>Gannet buys Northmoor</title><link href="https://coastal.example/1"/><content type="html">Gannet has.</content>
</entry></feed>""",
}


@pytest.mark.parametrize("name", FEEDS)
def test_only_what_stands_right_in_an_item_is_the_items_own(name: str, tmp_path: Path) -> None:
    (item,) = read(tmp_path, name, FEEDS[name].encode())
    told = item.sidecar
    assert (told.title, told.publisher, told.url, told.author) == (
        "Gannet buys Northmoor", "Coastal Deals", "https://coastal.example/1", None,
    )  # fmt: skip
    assert item.text == "# Gannet buys Northmoor\n\nGannet has."


def parts(plain: bytes, html: bytes) -> bytes:
    return (
        b"From: a@coastal.example\nSubject: Deals\nContent-Type: multipart/alternative; boundary=cut\n\n"
        b"--cut\nContent-Type: text/plain\n\n" + plain + b"\n--cut\nContent-Type: text/html\n\n" + html + b"\n--cut--\n"
    )


@pytest.mark.parametrize("plain", [b"", b" \n\n", b"View this e-mail in your browser."])
def test_a_plain_part_that_says_nothing_yields_to_the_html_part(plain: bytes, tmp_path: Path) -> None:
    html = b"<html><head><title>x</title><meta name=a><p>" + b"Gannet Capital has acquired Northmoor Hosting. " * 5
    (mail,) = read(tmp_path, "x.eml", parts(plain, html))
    assert mail.text.startswith("# Deals\n\nGannet Capital has acquired Northmoor Hosting.")


@pytest.mark.parametrize("declared", ["", "; charset=klingon", "; charset=us-ascii", "; charset=utf-8"])
def test_a_part_of_a_missing_or_wrong_charset_is_decoded_as_its_bytes_are(declared: str, tmp_path: Path) -> None:
    head = f"Subject: x\nContent-Type: text/plain{declared}\nContent-Transfer-Encoding: 8bit\n\n"
    for encoding in ("utf-8", "cp1252"):
        (mail,) = read(tmp_path, "x.eml", head.encode() + "The café’s owner".encode(encoding))
        assert mail.text.endswith("The café’s owner")


def test_a_forwarded_mail_is_read_as_its_sender_wrote_it(tmp_path: Path) -> None:
    inner = (
        b"From: Coastal Weekly <w@coastal.example>\nSubject: Deals\nDate: Fri, 07 Mar 2025 06:00:00 +0000\n\nGannet."
    )
    outer = b"From: me@x.example\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=cut\n\n--cut\n"
    (mail,) = read(tmp_path, "x.eml", outer + b"Content-Type: message/rfc822\n\n" + inner + b"\n--cut--\n")
    assert mail.text.rstrip() == "# Deals\n\nGannet."
    assert (mail.sidecar.publisher, mail.sidecar.published) == ("Coastal Weekly", "2025-03-07")


def test_control_characters_stand_in_nothing_that_is_told(tmp_path: Path) -> None:
    (mail,) = read(
        tmp_path,
        "x.eml",
        b"From: =?utf-8?q?Coastal=00Deals?= <a@b.example>\nSubject: =?utf-8?q?A=00=07B?=\n\nGannet has.",
    )
    assert (mail.sidecar.title, mail.sidecar.publisher) == ("A B", "Coastal Deals")
    assert mail.text == "# A B\n\nGannet has."
    (tmp_path / "x.meta.yaml").write_text('author: "Ines\\0Okafor"\n')
    assert open_sources(tmp_path / "x.eml")[0].sidecar.author == "Ines Okafor"


def test_a_parser_that_fails_in_its_own_way_rejects_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # as where its import fails
    with pytest.raises(BadInput, match=r"^x\.html: cannot be read: ModuleNotFoundError: [^\n]+$"):
        read(tmp_path, "x.html", b"<p>Tern</p>")


def test_a_pipe_is_refused_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    with pytest.raises(BadInput, match="no regular file"):
        open_sources(tmp_path / "x.txt")


def test_a_sidecar_may_bear_the_whole_name_of_its_document(tmp_path: Path) -> None:
    (tmp_path / "x.txt.meta.yaml").write_text("publisher: The Gulf Ledger\ntitle:\n")
    assert read(tmp_path, "x.txt", b"Tern")[0].sidecar.publisher == "The Gulf Ledger"
    (tmp_path / "x.meta.yaml").write_text("publisher: Another\n")
    with pytest.raises(BadInput, match=r"two sidecars, x\.meta\.yaml and x\.txt\.meta\.yaml; keep one"):
        open_sources(tmp_path / "x.txt")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("publsher: x", "'publsher' is no key; the keys are title, publisher, author"),
        ("- publisher", "must hold lines `key: value`"),
        ("title: [a, b]", "title: must be one text"),
        ("reported_by: DCD", "reported_by: must be a list of texts"),
        ("published: March", "published: "),
    ],
)
def test_a_sidecar_with_a_fault_says_what_it_may_hold(text: str, rule: str, tmp_path: Path) -> None:
    (tmp_path / "x.meta.yaml").write_text(text)
    with pytest.raises(BadInput, match=r"^x\.meta\.yaml: ") as error:
        read(tmp_path, "x.txt", b"Tern")
    assert rule in str(error.value)


def test_front_matter_tells_of_the_publication_and_stays_in_the_text(tmp_path: Path) -> None:
    data = (
        b"---\ntitle: Gannet buys\ndate: 2025-03-07 08:15:00 +0100\nauthor: [Ines Okafor, Paul Adeyemi]\nlayout: post\n"
        b"publisher: Coastal Deals\nurl: https://coastal.example/1\n---\nGannet has.\n"
    )
    (text,) = read(tmp_path, "x.md", data)
    told = text.sidecar
    assert (told.title, told.published, told.author, told.publisher, told.url) == (
        "Gannet buys", "2025-03-07", "Ines Okafor, Paul Adeyemi", "Coastal Deals", "https://coastal.example/1",
    )  # fmt: skip
    assert text.text.encode() == data
    assert not read(tmp_path, "y.md", b"---\nGannet has: [\n---\n")[0].sidecar.model_dump(exclude_defaults=True)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Vesta** _Capital_ has ***bought*** `Tern`.", "Vesta Capital has bought Tern."),
        ('[**Tern Cloud**](https://x.example/a_(b) "t") and [Gannet][1]\n\n[1]: /a', "Tern Cloud and Gannet\n\n"),
        ("![A ship](a.png)Vesta <b>Capital</b><!-- has bought Tern -->", "Vesta Capital"),
        ("```\nVesta has bought Tern.\n```\nRain.", "\nRain."),
        ("~~Vesta has bought Tern.~~ Rain.", " Rain."),
        ("> Vesta has\n> bought Tern.", "Vesta has\nbought Tern."),
        (r"\*not marked\* for \$5", "*not marked* for $5"),
        ("2 * 3 * 4, a_name_of_code, [sic], x < y", "2 * 3 * 4, a_name_of_code, [sic], x < y"),
        ("---\ntitle: Vesta has bought Tern\n---\nRain.", "Rain."),
    ],
)
def test_markdown_is_read_without_its_marks(markdown: str, words: str) -> None:
    assert prose(markdown).text == words


def test_a_deal_told_in_markdown_rests_on_the_words_as_they_stand_in_the_file() -> None:
    text = "**Vesta Capital** has acquired [Harbor Data Centers](https://x.example/a) for *$500 million*.\n"
    found = find(Source("x.md", text), Options()).findings
    (deal,) = (each for each in found if each.type == "acquisition")
    assert (deal.subject, deal.object) == ("Vesta Capital", "Harbor Data Centers")
    assert text[deal.spans[0].start : deal.spans[0].end] == text.strip("*.\n")


@pytest.mark.parametrize(
    "piece", ["[", "<!--", "~~a", "](", "<a ", "```\n~~~\n", "*", "\\", "> ", "![a", "[a](", "__a"]
)
def test_hostile_markdown_takes_no_longer_than_other_text(piece: str) -> None:
    assert len(prose(piece * 20_000).text) <= 20_000 * len(piece)
