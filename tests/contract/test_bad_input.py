"""Bad input: one clear line, the right exit code, and a store that is as it was. On both engines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.schema.graph import Changes, Node
from kg.schema.layout import VERSION
from kg.store.open import open_store
from tests.support.cli import Run, kg
from tests.support.stores import dump

RING = """\
by: Ada Example
date: 2026-01-15
statements:
  - says: asserts
    kind: ownership
    owner: Vesta Capital
    owned: Harbor Data Centers
    since: "2021"
    source: annual report
  - says: asserts
    kind: ownership
    owner: Vesta Capital
    owned: {name: Switch AG, aliases: [Switch]}
  - says: asserts
    kind: ownership
    owner: Vesta Capital
    owned: {name: "Switch, Inc.", aliases: [Switch]}
"""


@pytest.fixture
def filled(address: str, tmp_path: Path) -> str:
    path = tmp_path / "ring.statements.yaml"
    path.write_text(RING)
    done = kg("load", path, store=address)
    assert done.code == 0, done.err
    return address


def one_line(done: Run, code: int, *words: str) -> None:
    assert done.code == code, done.err
    assert len(done.complaints) == 1, done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.complaints[0], done.complaints


BROKEN = [
    ("empty.txt", b"", "the file is empty"),
    ("blank.txt", b" \n\n", "the file is empty"),
    ("binary.txt", b"PK\x03\x04\x00\x00", "a binary file"),
    ("damaged.txt", "Caf\u00e9 Fibre, Caf\u00e9 Net ".encode() + b"\xe9!", "no UTF-8"),
    ("utf16.txt", "Harbor".encode("utf-16-le"), "binary"),
    ("nothing.html", b"<html><head><title>x</title></head><body><script>1</script></body></html>", "no text"),
    ("headless.eml", b"\nonly words", "no e-mail"),
    ("zero.eml", b"Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nAAAA", "a binary file"),
    ("empty.rss", b"<rss><channel><title>x</title></channel></rss>", "no feed"),
    ("cut.rss", b"<rss><channel><item><title>x</title>", "no XML"),
    ("bomb.rss", b"<!DOCTYPE rss [<!ENTITY a 'aaaa'>]><rss><item>&a;</item></rss>", "document type is not read"),
    ("noyaml.statements.yaml", b"by: [", "no YAML"),
    ("nobody.statements.yaml", b"statements: []", "`by` must name"),
    ("kind.statements.yaml", b"by: A\nstatements:\n  - {says: asserts, kind: gossip}", "no kind of claim"),
    ("picture.png", b"\x89PNG", "no loader takes this name"),
]


def test_a_file_that_breaks_a_rule(filled: str, tmp_path: Path) -> None:
    before = dump(filled)
    for name, data, rule in BROKEN:
        (tmp_path / name).write_bytes(data)
        one_line(kg("load", tmp_path / name, store=filled), 1, name, rule)
    assert dump(filled) == before


def test_every_broken_file_of_a_folder_is_named_and_the_good_one_is_loaded(address: str, tmp_path: Path) -> None:
    for name, data, _ in BROKEN:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "ring.statements.yaml").write_text(RING)
    done = kg("load", tmp_path, store=address)
    assert done.code == 1
    assert len(done.complaints) == len(BROKEN) - 1  # a folder is asked for what a loader takes: the picture is not read
    assert f"1 loaded, 0 unchanged, {len(BROKEN) - 1} rejected" in done.err


def test_a_line_of_a_hundred_megabytes(filled: str, tmp_path: Path) -> None:
    before = dump(filled)
    with (tmp_path / "long.txt").open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 1_000_000)
    one_line(kg("load", tmp_path / "long.txt", store=filled), 1, "long.txt", "bytes are more than")
    assert dump(filled) == before


def test_a_line_too_long_in_a_file_that_is_not(filled: str, tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_bytes(b"ok\n" + b"x" * 5_000_000)
    one_line(kg("load", tmp_path / "line.txt", store=filled), 1, "line.txt:line 2", "at most 4,000,000")


def test_a_missing_file_among_good_ones_does_not_stop_the_rest(filled: str, tmp_path: Path) -> None:
    good = tmp_path / "more.statements.yaml"
    good.write_text(RING.replace("Ada", "Eve"))
    done = kg("load", tmp_path / "absent.txt", good, store=filled)
    one_line(done, 1, "there is no such file")
    assert "1 loaded, 0 unchanged, 1 rejected" in done.err


def test_a_document_already_loaded(filled: str, tmp_path: Path) -> None:
    before = dump(filled)
    done = kg("load", tmp_path / "ring.statements.yaml", store=filled)
    assert done.code == 0
    assert "already loaded, nothing changed" in done.err
    assert dump(filled) == before


def test_a_store_of_a_newer_schema(filled: str, tmp_path: Path) -> None:
    store = open_store(filled, "write")
    store.apply(Changes(put_nodes=[Node("Meta", "store", {"schema_version": VERSION + 1, "dirty": False})]))
    store.close()
    for command in (("load", tmp_path / "ring.statements.yaml"), ("status",), ("rebuild",)):
        one_line(kg(*command, store=filled), 1, "written by schema version", "upgrade dealgraph")


def test_a_store_that_another_process_writes(tmp_path: Path) -> None:
    address = str(tmp_path / "busy.kg")
    (tmp_path / "ring.statements.yaml").write_text(RING)
    script = (
        "import sys; from kg.store.open import open_store\n"
        f"store = open_store({address!r}, 'write'); print('ready', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        one_line(kg("load", tmp_path / "ring.statements.yaml", store=address), 1, str(holder.pid))
    finally:
        holder.communicate()


CYPHER = ("x'}) DETACH DELETE n //", "Harbor' OR 1=1 //", "`}) MATCH (n) DELETE n", "\u202eevil", "a" * 5000)


def test_cypher_in_an_argument_is_a_name_like_any_other(filled: str) -> None:
    before = dump(filled)
    for text in CYPHER:
        one_line(kg("ask", "owners", text, store=filled), 4)
    assert kg("find", CYPHER[0], store=filled).code == 4
    assert dump(filled) == before


def test_a_name_that_fits_two_companies(filled: str) -> None:
    one_line(kg("ask", "owners", "Switch", store=filled), 2, "Switch AG", "Switch, Inc.")


def test_a_statement_about_an_unknown_claim(filled: str, tmp_path: Path) -> None:
    before = dump(filled)
    path = tmp_path / "word.statements.yaml"
    for which in (
        "claim: claim-00000000000000000000",
        "where: {kind: event, about: Harbor Data Centers, words: fire}",
    ):
        path.write_text(f"by: Ada\nstatements:\n  - says: refutes\n    {which}\n    reason: none\n    source: none\n")
        one_line(kg("load", path, store=filled), 1, "word.statements.yaml:line 3", "no stored claim fits")
    assert dump(filled) == before


def test_an_unknown_question_or_command_names_close_ones(filled: str) -> None:
    one_line(kg("ask", "ultimate-owner", "Harbor", store=filled), 2, "ultimate-owners")
    assert "Did you mean ask" in kg("asks", store=filled).err


def test_an_unknown_name_suggests_close_ones(filled: str) -> None:
    one_line(kg("ask", "owners", "Harbour Data Centers", store=filled), 4, "Harbor Data Centers")


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    one_line(kg("ask", "owners", "Harbor", store=tmp_path / "absent.kg"), 1, "there is no store")
    assert not (tmp_path / "absent.kg").exists()


IMPOSSIBLE = [
    ("share: [80, 20]", "the low end 80 lies above the high end 20"),
    ("share: 180", "is no percentage between 0 and 100"),
    ('since: "2025"\n    until: "2020"', "lies before since"),
    ("owner: Harbor Data Centers", "stands twice"),
    ("reason: !!python/object/apply:os.system [true]", "is not taken"),
]


def test_statements_that_cannot_be_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.statements.yaml"
    for more, rule in IMPOSSIBLE:
        entry = f"  - says: asserts\n    kind: ownership\n    owner: Vesta\n    owned: Harbor\n    {more}\n"
        path.write_text(f"by: Ada\nstatements:\n{entry}")
        one_line(kg("load", path, store=tmp_path / "odd.kg"), 1, "odd.statements.yaml:line", rule)


def test_statements_nested_too_deeply_or_with_unknown_fields_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.statements.yaml"
    path.write_text("by: Ada\nstatements: " + "[" * 20_000)
    one_line(kg("load", path, store=tmp_path / "odd.kg"), 1, "nested too deeply")
    path.write_text("by: Ada\nstatments: []\nstatements: []\n")
    one_line(kg("load", path, store=tmp_path / "odd.kg"), 1, "'statments' is no field")


def test_a_word_outside_the_closed_list_of_an_argument_is_refused(filled: str) -> None:
    one_line(kg("ask", "deals", "Vesta Capital", "nonsense", store=filled), 2, "nonsense", "partnership")


def test_a_folder_that_holds_nothing_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = kg("load", tmp_path / "in", store=tmp_path / "x.kg")
    assert done.code == 0
    assert "nothing to load" in done.err
    for name in ("a.pdf", "b.docx"):
        (tmp_path / "in" / name).write_text("x")
    done = kg("load", tmp_path / "in", store=tmp_path / "x.kg")
    assert done.code == 0
    assert "no loader takes their names (kg load --help tells which): 2" in done.err


def test_two_files_of_one_name_are_not_written_over_each_other(tmp_path: Path) -> None:
    for folder in ("aa", "bb"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"{folder.upper()} Fiber has acquired Tern Cloud, Inc.")
    done = kg("extract", tmp_path / "aa", tmp_path / "bb", "-o", tmp_path / "out", store=tmp_path / "x.kg")
    one_line(done, 1, str(tmp_path / "aa" / "x.txt"), str(tmp_path / "bb" / "x.txt"), "x.json")
    assert "AA Fiber" in (tmp_path / "out" / "x.json").read_text()


def test_extract_into_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Tern")
    (tmp_path / "file").write_text("no folder")
    done = kg("extract", tmp_path / "x.txt", "-o", tmp_path / "file" / "out", store=tmp_path / "x.kg")
    one_line(done, 1, "cannot write to", "out")
