"""What every loader keeps to, on its own fixtures: pure, repeatable, every claim with words that stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loaders.base import Loader, Options, Source
from kg.loaders.inputs import open_sources
from kg.loaders.registry import LOADERS, loader_for
from kg.schema.claims import Reading

DATA = Path(__file__).parent.parent / "data"
SAMPLE = Path(__file__).parent.parent.parent / "kg" / "sample"
FIXTURES = sorted(
    path
    for folder in (DATA, SAMPLE)
    for path in folder.rglob("*")
    if path.is_file() and not path.name.endswith((".meta.yaml", "README.md", ".json")) and loader_for(path.name)
)


def source_and_loader(path: Path) -> tuple[Source, Loader]:
    loader = loader_for(path.name)
    assert loader is not None
    return open_sources(path)[0], loader


@pytest.fixture(params=FIXTURES, ids=lambda path: path.name)
def read(request: pytest.FixtureRequest) -> tuple[list[Reading], Source, Loader]:
    source, loader = source_and_loader(request.param)
    return list(loader.read(source, Options())), source, loader


Read = tuple[list[Reading], Source, Loader]


def test_every_loader_has_a_fixture() -> None:
    assert {loader_for(path.name) for path in FIXTURES} == set(LOADERS)


def test_a_loader_gives_claims(read: Read) -> None:
    readings, _, _ = read
    assert sum(len(reading.claims) for reading in readings) > 0


def test_every_quote_stands_in_the_text(read: Read) -> None:
    readings, source, _ = read
    for reading in readings:
        for claim in reading.claims:
            assert claim.quotes or claim.records
            for quote in claim.quotes:
                assert source.text[quote.start : quote.end] == quote.quote


def test_the_document_keeps_the_whole_text(read: Read) -> None:
    readings, source, _ = read
    documents = [reading.document for reading in readings if reading.document]
    assert [document.text for document in documents] == [source.text]


def test_reading_again_gives_the_same(read: Read) -> None:
    readings, source, loader = read
    assert list(loader.read(source, Options())) == readings


def test_a_claim_id_does_not_depend_on_where_the_words_stand(read: Read) -> None:
    readings, _, _ = read
    for reading in readings:
        for claim in reading.claims:
            assert claim.id == claim.model_copy(update={"quotes": (), "id": ""}).content_hash() or claim.records


def test_no_entity_is_listed_that_no_claim_speaks_of(read: Read) -> None:
    readings, _, _ = read
    for reading in readings:
        spoken = {member for claim in reading.claims for _, member in claim.participants}
        assert {entity.id for entity in reading.entities} <= spoken


def test_wire_copy_is_one_document_that_names_both_publications(tmp_path: Path) -> None:
    import json

    from kg.pipeline import load
    from kg.state import State, prepare
    from kg.store.open import open_store

    for name, publisher, day in (("wire", "Fibre Weekly", "2025-05-03"), ("copy", "Dock News", "2025-06-09")):
        (tmp_path / f"{name}.txt").write_text(
            "Harbor Fiber, LLC has acquired Saltmarsh Landing, Inc. for $42 million.\n"
        )
        (tmp_path / f"{name}.meta.yaml").write_text(f"publisher: {publisher}\npublished: {day}\n")
    store = open_store(str(tmp_path / "store"), "write")
    prepare(store)
    assert load(State.read(store), [tmp_path / "copy.txt", tmp_path / "wire.txt"]).rejected == []
    again = load(State.read(store), [tmp_path / "copy.txt", tmp_path / "wire.txt"])
    assert (again.loaded, again.written) == ([], 0)
    (document,) = store.nodes("Document")
    assert (document.props["publisher"], document.props["published"]) == ("Fibre Weekly", "2025-05-03")
    told = [json.loads(each)["publisher"] for each in document.props["publications"]]  # type: ignore[union-attr]
    assert told == ["Dock News", "Fibre Weekly"]
    store.close()
