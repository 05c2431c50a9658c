"""What Neo4j Browser is given: favorites, zip, style, guide."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.browser.favorites import as_zip, favorites, statement
from kg.browser.guide import GUIDE, guide
from kg.browser.pack import SUMS, extras, write
from kg.browser.style import CAPTIONS, COLOURS, EDGES, SIZES, grass, luminance
from kg.queries import Param, all_queries
from kg.schema.layout import EDGE_TYPES, LABELS
from kg.store.base import StoreError
from kg.store.cypher import refuse_side_effects

RULE = re.compile(r"^(node|relationship)(?:\.(\w+))? \{\n((?:  [\w-]+: [^;\n]+;\n)+)\}$", re.MULTILINE)


def rules() -> dict[str, dict[str, str]]:
    found = {}
    for kind, name, body in RULE.findall(grass()):
        pairs = (line.strip().rstrip(";").split(": ", 1) for line in body.splitlines())
        found[f"{kind}.{name}" if name else kind] = dict(pairs)
    return found


def test_every_question_is_a_favorite_named_by_its_title() -> None:
    by_name = {each.name: each for each in favorites() if each.group != "draw"}
    assert set(by_name) == {query.name for query in all_queries()}
    for query in all_queries():
        assert by_name[query.name].text.splitlines()[0] == f"// {query.title}"


def test_no_favorite_needs_a_parameter_or_writes() -> None:
    for each in favorites():
        refuse_side_effects(each.text)
        assert "$" not in re.sub(r"//[^\n]*|'[^']*'|\"[^\"]*\"", "", each.text), each.path
        assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b", re.sub(r"//[^\n]*|'[^']*'", "", each.text)), (
            each.path
        )


def test_each_name_that_is_asked_about_stands_once() -> None:
    text = next(each.text for each in favorites() if each.name == "overlap")
    assert text.count('"Lumen"') == text.count('"QTS"') == 1
    assert text.index('"Lumen"') < text.index("MATCH")


def test_values_are_carried_through_each_clause() -> None:
    params = (
        Param(name="who", type="text", example="x", help="it"),
        Param(name="k", type="int", example="5", default=3, optional=True, help="it"),
    )
    cypher = (
        "MATCH (a {n: $who}) WHERE a.t STARTS WITH '$who WITH' // $who WITH\n"
        "WITH DISTINCT a CALL (a) { WITH a LIMIT 1 RETURN 1 AS b } CALL () { RETURN 2 AS c } WITH *, b RETURN a, $k"
    )
    bound = statement("T", params, cypher)
    assert bound.splitlines()[3:5] == ['  "x" AS given_who,  // it', "  3 AS given_k  // it"]
    assert "STARTS WITH '$who WITH' // $who WITH\n" in bound
    assert (
        "WITH DISTINCT given_who, given_k, a CALL (given_who, given_k, a) { WITH given_who, given_k, a LIMIT 1" in bound
    )
    assert "CALL (given_who, given_k) { RETURN 2 AS c } WITH *, b RETURN a, given_k" in bound


def test_the_zip_holds_each_favorite_in_the_folder_of_its_group() -> None:
    files = favorites()
    with zipfile.ZipFile(io.BytesIO(as_zip(files))) as held:
        assert held.testzip() is None
        assert {name: held.read(name).decode() for name in held.namelist()} == {each.path: each.text for each in files}
    assert as_zip(files) == as_zip(favorites())


def test_every_label_and_relationship_type_has_a_rule() -> None:
    found = rules()
    assert {f"node.{label}" for label in LABELS} < set(found)
    assert {f"relationship.{type_}" for type_ in EDGE_TYPES} < set(found)
    assert {"node", "relationship"} < set(found)
    assert len(found) == grass().count("{\n")


def test_the_style_names_nothing_that_the_schema_lacks() -> None:
    assert {*COLOURS, *SIZES, *CAPTIONS} <= set(LABELS)
    assert set(EDGES) <= set(EDGE_TYPES)


def test_names_stand_on_entities_and_types_on_relationships() -> None:
    found = rules()
    assert found["node.Organization"]["caption"] == '"{name}"'
    assert found["node.Document"]["caption"] == '"{title}"'
    assert {rule["caption"] for name, rule in found.items() if name.startswith("relationship")} == {'"<type>"'}


def test_text_can_be_read_on_every_colour() -> None:
    for name, rule in rules().items():
        light, dark = sorted((luminance(rule["color"]), luminance(rule["text-color-internal"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name


def test_entities_that_stand_together_differ_in_colour() -> None:
    kinds = ("Organization", "Person", "Facility", "FacilityGroup", "State", "Network", "Product", "Deal", "Claim")
    assert len({COLOURS[kind] for kind in kinds}) == len(kinds)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.slides = 0
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.slides += tag == "slide"
        self.outside += [value for name, value in attrs if name in ("src", "href") and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_guide_is_whole_and_loads_nothing() -> None:
    page = Page()
    text = guide(favorites())
    page.feed(text)
    assert page.open == []
    assert page.slides == 7
    assert page.outside == []
    assert next(each.text for each in favorites() if each.name == "ownership") in unescape(text)


def test_the_files_are_written_beside_what_is_there(tmp_path: Path) -> None:
    own = tmp_path / "for-browser" / "mine.txt"
    own.parent.mkdir()
    own.write_text("mine")
    written = write(own.parent)
    assert own.read_text() == "mine"
    assert set(extras()) <= {path.name for path in written}
    assert {path: path.read_bytes() for path in written} == {path: path.read_bytes() for path in write(own.parent)}


@pytest.mark.parametrize("name", ["guide.html", "favorites/ownership/ultimate-owners.cypher"])
def test_what_was_changed_or_is_somebody_elses_is_not_written_over(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / "theirs" / name
    theirs.parent.mkdir(parents=True)
    theirs.write_text("mine")
    with pytest.raises(StoreError, match=f"{name} was changed"):
        write(tmp_path / "theirs")
    assert [path for path in (tmp_path / "theirs").rglob("*") if path.is_file()] == [theirs]
    write(tmp_path / "ours")
    (tmp_path / "ours" / name).write_text("mine")
    with pytest.raises(StoreError, match=f"{name} was changed"):
        write(tmp_path / "ours")
    assert (tmp_path / "ours" / name).read_text() == "mine"


def test_what_an_earlier_version_wrote_is_written_over(tmp_path: Path) -> None:
    write(tmp_path)
    current = (tmp_path / GUIDE).read_bytes()
    (tmp_path / GUIDE).write_bytes(b"an earlier guide")
    sums = (tmp_path / SUMS).read_text().splitlines()
    kept = [line for line in sums if not line.endswith(GUIDE)]
    (tmp_path / SUMS).write_text("\n".join([*kept, f"{hashlib.sha256(b'an earlier guide').hexdigest()}  {GUIDE}"]))
    write(tmp_path)
    assert (tmp_path / GUIDE).read_bytes() == current


def test_a_file_in_place_of_the_folder_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.write_text("mine")
    with pytest.raises(StoreError, match="cannot write") as refused:
        write(path)
    assert "\n" not in str(refused.value)
    assert path.read_text() == "mine"
