"""The header of a question: what it gives, and how each broken one is refused with file, line and rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.queries import UnknownQuery, all_queries, get, read_folder
from kg.queries.header import HeaderError, Query, parse

GOOD = """// Owners of one
// name: demo
// group: ownership
// param: owned  entity(Organization, Facility)  "QTS"  whose owners
// param: limit  int=20  "5"  how many
// returns: owner str, share float?,
//    facts [str]
// basis: owners(owned), said(owned, "event")
// note: a note
// since: 1.0   maturity: stable
MATCH (o {id: $owned}) RETURN o.name AS owner, '$ignored' AS x LIMIT $limit
"""
WHERE = Path("ownership/demo.cypher")


def read(text: str) -> Query:
    return parse(WHERE, text)


def test_a_header_gives_everything() -> None:
    query = read(GOOD)
    assert (query.name, query.group, query.title) == ("demo", "ownership", "Owners of one")
    assert (query.since, query.maturity, query.notes) == ("1.0", "stable", ("a note",))
    assert query.returns == ("owner", "share", "facts")
    assert [(column.type, column.many, column.optional) for column in query.columns] == [
        ("str", False, False),
        ("float", False, True),
        ("str", True, False),
    ]
    assert ", ".join(map(str, query.columns)) == "owner str, share float?, facts [str]"
    owned, limit = query.params
    assert (owned.type, owned.labels, owned.example, owned.optional) == (
        "entity",
        ("Organization", "Facility"),
        "QTS",
        False,
    )
    assert (limit.type, limit.default, limit.optional, limit.help) == ("int", 20, True, "how many")
    assert [call.bind({"owned": "org-1"}) for call in query.basis] == [["org-1"], ["org-1", "event"]]
    assert query.text == GOOD
    assert query.cypher.startswith("MATCH")


@pytest.mark.parametrize(
    ("old", "new", "line", "rule"),
    [
        ("// Owners of one\n", "", 1, "title"),
        ("name: demo", "name: other", 2, "not the file's name"),
        ("group: ownership", "group: deals", 3, "not the folder's name"),
        ("// group: ownership\n", "", 1, "no `group:` line"),
        ("// group: ownership", "// group: ownership\n// group: ownership", 4, "stands twice"),
        ("entity(Organization, Facility)", "entity(Company)", 4, "'Company' is no label"),
        ("int=20", "int=many", 5, "no whole number"),
        ("int=20", "number=20", 5, "'number' is no type"),
        ('"5"  how many', '"5"', 5, "`param:` takes"),
        ("facts [str]", "Facts [str]", 6, "'Facts [str]' is no column"),
        ("owner str", "owner", 6, "'owner' is no column"),
        ("owner str", "owner text", 6, "'owner text' is no column"),
        ("owner str", "owner [str", 6, "'owner [str' is no column"),
        ("owner str", "share str", 6, "names a column twice"),
        ("facts [str]", "facts [str], owner_id str", 6, "last column is `facts [str]`"),
        ("facts [str]", "facts [str]?", 6, "last column is `facts [str]`"),
        ("owners(owned), ", "owners(other), ", 8, "'other', which is no parameter"),
        ("owners(owned), ", "owners, ", 8, "is no basis"),
        ("maturity: stable", "maturity: mature", 10, "maturity is one of"),
        ("// note: a note", "// just words", 9, "is no header line"),
        ("$limit", "$lim", 11, "$lim, which no `param:`"),
        ("LIMIT $limit", "", 1, "'limit' is not used"),
        ("MATCH (o {id: $owned}) RETURN o.name AS owner, '$ignored' AS x LIMIT $limit", "", 11, "no Cypher"),
    ],
)
def test_a_broken_header_names_line_and_rule(old: str, new: str, line: int, rule: str) -> None:
    assert old in GOOD
    with pytest.raises(HeaderError) as caught:
        read(GOOD.replace(old, new))
    assert caught.value.line == line
    assert rule in caught.value.rule
    assert str(caught.value).startswith(f"ownership/demo.cypher:{line}: ")


def test_what_may_be_left_out_stands_last() -> None:
    swapped = GOOD.replace("owned  entity(Organization, Facility)", "owned?  entity").replace("int=20", "int")
    with pytest.raises(HeaderError, match="must stand last"):
        read(swapped)


def test_a_parameter_that_takes_several_stands_last() -> None:
    several = GOOD.replace("owned  entity(Organization, Facility)", "owned  entities(Organization)")
    with pytest.raises(HeaderError, match="takes several, so it must stand last"):
        read(several)


def test_a_basis_must_exist_and_be_asked_rightly(tmp_path: Path) -> None:
    (tmp_path / "ownership").mkdir()
    (tmp_path / "ownership/demo.cypher").write_text(GOOD, encoding="utf-8")
    with pytest.raises(HeaderError, match=r"there is no basis/owners\.cypher"):
        read_folder(tmp_path)
    (tmp_path / "basis").mkdir()
    columns = "// returns: covered bool, basis [str], notes [str]\n"
    basis = f"// B\n// name: owners\n// group: basis\n{columns}// since: 1.0   maturity: stable\nRETURN 1"
    (tmp_path / "basis/owners.cypher").write_text(basis, encoding="utf-8")
    with pytest.raises(HeaderError, match="takes 0 parameters"):
        read_folder(tmp_path)


def test_one_name_is_one_file(tmp_path: Path) -> None:
    plain = GOOD.replace('// basis: owners(owned), said(owned, "event")\n', "")
    for group in ("ownership", "deals"):
        (tmp_path / group).mkdir()
        (tmp_path / group / "demo.cypher").write_text(
            plain.replace("group: ownership", f"group: {group}"), encoding="utf-8"
        )
    with pytest.raises(HeaderError, match="is the name of another file"):
        read_folder(tmp_path)


def test_the_packaged_questions_are_the_promised_ones() -> None:
    assert {query.name for query in all_queries()} >= {
        "owners", "ultimate-owners", "portfolio", "states", "facilities", "overlap", "shared-partners", "deals",
        "targets", "observations", "people", "events", "views", "disputed", "sources", "why",
        "ownership-chain", "coverage-matrix", "coverage-gaps", "competitors", "partner-conflicts",
        "vertical-integration", "deal", "mentions", "between", "timeline",
    }  # fmt: skip
    assert all(query.basis for query in all_queries())


def test_an_unknown_question_suggests_a_close_one() -> None:
    with pytest.raises(UnknownQuery, match="did you mean ultimate-owners"):
        get("ultimate-owner")
    with pytest.raises(UnknownQuery, match="kg queries list"):
        get("zzz")


def test_a_text_that_must_be_one_of_some_words_names_them_all() -> None:
    from kg.schema.kinds import PARTY_ROLES

    (kind,) = (param for param in get("deals").params if param.name == "kind")
    assert kind.labels == tuple(PARTY_ROLES)
