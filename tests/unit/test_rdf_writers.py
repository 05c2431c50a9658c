"""Writing RDF: strings, numbers, dates and IRIs as the syntaxes want them, and never more than one resource held."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pyoxigraph
import pytest

from kg.rdf.describe import Describer, literal
from kg.rdf.fields import EDTF
from kg.rdf.terms import BASE, DAY, DOUBLE, INTEGER, MONTH, STRING, YEAR, compact, expand, is_base, path, place
from kg.rdf.writers import WRITERS
from kg.schema.graph import Node
from kg.store.base import StoreError
from tests.support.rdf import FORMATS

ODD = "".join(map(chr, range(0x20))) + "\"'\\\x7f\x85\u2028\ufffe\U0001f600 <a> {b} %20 @en ^^"


def organizations(number: int, name: str = "Harbor") -> Iterator[Node]:
    for n in range(number):
        yield Node("Organization", f"org-{n}", {"name": name, "name_key": "harbor", "aliases": ["A", "B"]})


@pytest.mark.parametrize("syntax", WRITERS)
def test_every_character_comes_back(syntax: str) -> None:
    text = "".join(WRITERS[syntax](Describer().graph(organizations(1, ODD), ()), BASE))
    found = pyoxigraph.parse(input=text.encode(), format=FORMATS[syntax])
    names = [quad.object.value for quad in found if quad.predicate.value == expand("schema:name")]
    assert names == [ODD]


@pytest.mark.parametrize("syntax", WRITERS)
def test_ten_times_the_graph_needs_no_more_memory(syntax: str) -> None:
    def write(number: int) -> None:
        for _ in WRITERS[syntax](Describer().graph(organizations(number), ()), BASE):
            pass

    def peak(number: int) -> int:
        tracemalloc.start()
        write(number)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    write(10)  # the short names of the vocabulary are looked up once
    assert peak(3_000) <= 1.2 * peak(300)


def test_a_property_without_a_term_stops_the_export() -> None:
    node = Node("Organization", "org-1", {"name": "Harbor", "name_key": "harbor", "mood": "good"})
    with pytest.raises(StoreError, match=r"Organization\.mood has no term in RDF"):
        list(Describer().node(node))


@pytest.mark.parametrize(
    ("value", "form", "told"),
    [
        ("2021", EDTF, YEAR),
        ("2025-10", EDTF, MONTH),
        ("2025-10-14", EDTF, DAY),
        ("2025-Q3", EDTF, STRING),
        ("2025-H2", EDTF, STRING),
        ("2021", STRING, STRING),
        (2021, EDTF, INTEGER),
        (3, DOUBLE, DOUBLE),
        (0.1, DOUBLE, DOUBLE),
    ],
)
def test_a_value_has_the_datatype_that_it_needs(value: object, form: str, told: str) -> None:
    assert literal(value, form)[1] == told


@pytest.mark.parametrize("number", [0.1, 1e300, -2.5e-8, float("inf"), float("-inf")])
def test_a_float_comes_back_as_it_was(number: float) -> None:
    assert float(literal(number, DOUBLE)[0].replace("INF", "inf")) == number


@pytest.mark.parametrize("id_", ["org-1", "a register/of #1", "état %41", "fact-1.2", "a?b&c"])
@pytest.mark.parametrize("base", [BASE, "https://data.example.org/", "https://data.example.org/kg#"])
def test_an_id_comes_back_from_its_iri(id_: str, base: str) -> None:
    iri = f"{base}source/{path(id_)}"
    pyoxigraph.NamedNode(iri)
    assert place(iri) == ("source", id_)


def test_bases_and_short_names() -> None:
    assert is_base("urn:dealgraph:")
    assert is_base("https://data.example.org/kg/")
    assert not any(map(is_base, ("", "data/", "https://data.example.org", "https://a b/", "https://a>/")))
    assert compact(expand("prov:wasDerivedFrom")) == "prov:wasDerivedFrom"
    assert compact("urn:other:thing") == "urn:other:thing"
