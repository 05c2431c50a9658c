"""`kg export` and `kg import` as a user runs them, on both engines: what comes back, and what bad files do."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg.export.canonical import lines
from kg.pipeline import load
from kg.rdf.describe import Describer
from kg.rdf.importing import import_files
from kg.rdf.terms import BASE, PREFIXES
from kg.rdf.writers import WRITERS
from kg.state import State, prepare
from kg.store.open import open_store
from tests.support.cli import Run, kg
from tests.support.rdf import FORMATS

STATEMENTS = """\
by: Ada Example
date: 2026-01-15
statements:
  - says: asserts
    kind: ownership
    owner: Vesta Capital
    owned: Harbor Data Centers
    share: [30, 40]
    since: "2021"
    source: annual report
  - says: asserts
    kind: acquisition
    buyer: Vesta Capital
    target: {name: "Quay \\"North\\" / 1%", type: Organization}
    announced: 2025-Q3
  - says: refutes
    where: {kind: acquisition, about: Vesta Capital}
    source: a filing
    reason: it never happened
"""
SYNTAXES = ("trig", "nquads", "turtle", "jsonld")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded store with stakes, a refuted deal and a decision, and its exports beside it."""
    folder = tmp_path_factory.mktemp("source")
    (folder / "ring.statements.yaml").write_text(STATEMENTS)
    done = kg("load", folder / "ring.statements.yaml", store=folder / "kg")
    assert done.code == 0, done.err
    store = open_store(str(folder / "kg"))
    for syntax in SYNTAXES:
        text = "".join(WRITERS[syntax](Describer().store(store), BASE))
        (folder / f"graph.{syntax}").write_bytes(text.encode())
    store.close()
    return folder


def dump(address: str | Path) -> list[str]:
    store = open_store(str(address))
    try:
        return list(lines(store))
    finally:
        store.close()


def one_line(done: Run, *words: str) -> None:
    assert done.code == 1, done.err
    assert len(done.complaints) == 1, done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.complaints[0], done.complaints


def test_an_import_gives_the_same_dump_and_a_second_one_changes_nothing(source: Path, address: str) -> None:
    done = kg("import", source / "graph.trig", store=address)
    assert done.code == 0, done.err
    assert dump(address) == dump(source / "kg")
    again = kg("import", source / "graph.jsonld", store=address)
    assert "nothing changed" in again.err
    exported = kg("export", "trig", store=address)
    assert exported.out.encode() == (source / "graph.trig").read_bytes()


def test_an_import_adds_to_what_the_store_has(source: Path, address: str, tmp_path: Path) -> None:
    (tmp_path / "news.statements.yaml").write_text(STATEMENTS.replace("Ada Example", "Bo Example"))
    both = tmp_path / "both"
    for home, load_first in ((address, True), (str(both), False)):
        with contextlib.closing(open_store(home, "write")) as store:
            prepare(store)
            state = State.read(store)
            if load_first:
                load(state, [tmp_path / "news.statements.yaml"])
                assert not import_files(state, [source / "graph.nquads"], "nquads").rejected
            else:
                load(state, [tmp_path / "news.statements.yaml", source / "ring.statements.yaml"])
    assert dump(address) == dump(both)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_and_pyoxigraph_count_the_same(source: Path) -> None:
    names = {"jsonld": "json-ld"}
    counts = set()
    for syntax in SYNTAXES:
        path = source / f"graph.{syntax}"
        data = rdflib.Dataset()
        data.parse(path, format=names.get(syntax, syntax))
        read = set(pyoxigraph.parse(path=path, format=FORMATS[syntax]))
        assert len(read) == sum(1 for _ in data.quads()), syntax
        counts.add(len(read))
    assert len(counts) == 1


def test_each_claim_has_a_graph_of_its_own_and_there_are_no_blank_nodes(source: Path) -> None:
    quads = list(pyoxigraph.parse(path=source / "graph.trig", format=FORMATS["trig"]))
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, pyoxigraph.NamedNode)}
    claims = {line for line in dump(source / "kg") if '"line":"Claim"' in line}
    assert len(graphs) == len(claims) > 0
    assert all(graph.startswith("urn:dealgraph:claim/claim-") for graph in graphs)
    assert not any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_the_question_in_the_manual_is_answered_with_the_words(source: Path) -> None:
    manual = (Path(__file__).parent.parent.parent / "docs" / "rdf.md").read_text()
    question = manual.partition("```sparql\n")[2].partition("```")[0].replace("QTS", "Harbor")
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    data = pyoxigraph.Store()
    data.load(path=source / "graph.trig", format=FORMATS["trig"])
    rows = data.query(prefixes + question)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    ((owner, since, status, words),) = ([term.value for term in row] for row in rows)
    assert (owner, since, status) == ("Vesta Capital", "2021", "single-source")
    assert "owned: Harbor Data Centers" in words


def test_nothing_of_an_edge_is_dropped(source: Path) -> None:
    store = open_store(str(source / "kg"))
    try:
        (edge,) = store.edges("OWNS")
        said = {predicate.rpartition("#")[2].rpartition("/")[2] for predicate, *_ in Describer().edge(edge).pairs}
    finally:
        store.close()
    renamed = {"fact_id": "fact", "since": "startDate", "claims": "wasDerivedFrom"}
    assert {renamed.get(name, name) for name, value in edge.props.items() if value != []} <= said
    assert {"owner", "owned", "identifier"} <= said


def test_files_that_are_cut_off_or_foreign_leave_the_store_as_it_was(source: Path, tmp_path: Path) -> None:
    home = tmp_path / "kg"
    shutil.copytree(source / "kg", home)
    before = dump(home)
    whole = (source / "graph.nquads").read_bytes()
    turtle = (source / "graph.turtle").read_bytes()
    at_line = whole[: whole.rindex(b"\n", 0, len(whole) // 2) + 1]
    bad = {
        "cut.nq": (whole[: len(whole) // 2], "line ", "cut off"),
        "lines.nq": (at_line, "lines.nq:", ""),
        "last.nq": (
            b"".join(line for line in whole.splitlines(True) if b"export/all" not in line),
            "kg:Export",
            "cut off",
        ),
        "cut.ttl": (turtle[: len(turtle) // 3], "line ", "cut off"),
        "cut.jsonld": ((source / "graph.jsonld").read_bytes()[:5000], "line ", "cut off"),
        "foreign.ttl": (b"<urn:x:1> a <http://xmlns.com/foaf/0.1/Person> .", "another vocabulary", "foaf"),
        "untyped.nq": (b'<urn:x:1> <urn:x:2> "a" .\n', "another vocabulary", ""),
        "blank.ttl": (b"[] a <urn:dealgraph:schema#Claim> .", "a blank node", ""),
        "mixed.nq": (whole + b'<urn:x:1> <urn:x:2> "a" .\n', "urn:x:1", "no type"),
        "twice.nq": (whole + whole.replace(b"export/all", b"export/more"), "kg:Export", "joined"),
        "empty.trig": (b"", "the file is empty", ""),
        "latin.ttl": ("<urn:x:1> <urn:x:2> 'Café' .".encode("latin-1"), "cut off", ""),
        "graph.rdf": (b"<rdf/>", "--syntax", ""),
    }
    for name, (data, *_) in bad.items():
        (tmp_path / name).write_bytes(data)
    done = kg("import", *(tmp_path / name for name in bad), store=home)
    assert done.code == 1
    assert "Traceback" not in done.err
    assert len(done.complaints) == len(bad), done.err
    for line, (name, (_, *words)) in zip(done.complaints, bad.items(), strict=True):
        assert name in line, line
        for word in words:
            assert word in line, line
    assert dump(home) == before
    one_line(kg("import", tmp_path / "none.trig", store=home), "none.trig", "no such file")


def test_a_good_file_beside_a_bad_one_is_imported(source: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("nothing of this")
    done = kg("import", tmp_path / "bad.ttl", source / "graph.turtle", "--syntax", "turtle", store=tmp_path / "kg")
    one_line(done, "bad.ttl:line 1")
    assert dump(tmp_path / "kg") == dump(source / "kg")


def test_an_export_that_fails_leaves_no_file(source: Path, tmp_path: Path) -> None:
    done = kg("export", "trig", "-o", tmp_path / "no" / "graph.trig", store=source / "kg")
    one_line(done, "cannot write")
    done = kg("export", "trig", "--base", "nonsense", store=source / "kg")
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []
