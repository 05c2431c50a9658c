"""The schema is declared once, and what follows from it is up to date."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from kg.cli import COMMANDS
from kg.derive.files import derived, stale
from kg.derive.reference.pages import FOLDER
from kg.queries import all_queries
from kg.schema.base import ENTITIES, FACTS, Entity, Fact, SchemaError, prop
from kg.schema.kinds import KINDS, check_claim
from kg.schema.layout import LABELS, indexes
from kg.schema.values import day_range, overlap


@pytest.fixture(scope="module")
def wanted() -> Mapping[str, str]:
    return derived()


def test_committed_derived_files_and_pages_are_what_follows_from_the_code(wanted: Mapping[str, str]) -> None:
    assert stale(wanted=wanted) == []


def test_a_changed_or_left_over_page_is_noticed(tmp_path: Path, wanted: Mapping[str, str]) -> None:
    for path, text in wanted.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text + "x")
    (tmp_path / FOLDER / "types" / "Gone.md").write_text("left over")
    assert stale(tmp_path, wanted) == [*wanted, f"{FOLDER}/types/Gone.md"]


def test_every_type_question_and_command_has_a_page_with_an_example(wanted: Mapping[str, str]) -> None:
    names = [f"types/{name}" for name in (*ENTITIES, *FACTS)]
    names += [f"queries/{query.name}" for query in all_queries()] + [f"commands/{name}" for name in COMMANDS]
    for name in names:
        assert "\n$ kg " in wanted[f"{FOLDER}/{name}.md"] or "```sh\nkg " in wanted[f"{FOLDER}/{name}.md"], name
    for name in COMMANDS:
        assert "## Examples\n\n```" in wanted[f"{FOLDER}/commands/{name}.md"], name


def test_every_property_is_described() -> None:
    for cls in ENTITIES.values():
        for name, field in cls.model_fields.items():
            assert field.description, f"{cls.__name__}.{name}"


def test_every_node_key_is_unique() -> None:
    assert {index.label for index in indexes() if index.unique} == set(LABELS)


def test_a_taken_label_fails_at_import() -> None:
    with pytest.raises(SchemaError, match="malformed or taken"):

        class Again(Entity):
            label: ClassVar[str] = "Organization"
            prefix: ClassVar[str] = "again"


def test_a_taken_id_prefix_fails_at_import() -> None:
    with pytest.raises(SchemaError, match="prefix"):

        class Twin(Entity):
            label: ClassVar[str] = "Twin"
            prefix: ClassVar[str] = "org"


def test_a_reserved_property_fails_at_import() -> None:
    with pytest.raises(SchemaError, match="labels"):

        class Reserved(Entity):
            label: ClassVar[str] = "Reserved"
            prefix: ClassVar[str] = "reserved"
            labels: str = prop("reserved")


def test_a_fact_whose_ends_are_no_roles_fails_at_import() -> None:
    with pytest.raises(SchemaError, match="no roles"):

        class Loose(Fact):
            kind: ClassVar[str] = "loose"
            edge: ClassVar[str] = "LOOSE_END"
            source: ClassVar[str] = "one"
            target: ClassVar[str] = "other"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-11-22", "2025-11-22", "2025-11-22"),
    ],
)
def test_a_date_is_as_precise_as_its_text(text: str, first: str, last: str) -> None:
    assert day_range(text) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2025-13", "2025-02-30", "2025-Q5", "25", "2025-11-22T10:00", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        day_range(text)


def test_dates_overlap_when_they_can_mean_one_day() -> None:
    assert overlap("2025", "2025-10-14")
    assert not overlap("2025-Q1", "2025-Q3")


def test_a_claim_of_an_unknown_kind_role_or_value_is_refused() -> None:
    with pytest.raises(ValueError, match="is no kind of claim"):
        check_claim("gossip", [], {})
    with pytest.raises(ValueError, match="no role 'buyer'"):
        check_claim("ownership", [("owner", "a"), ("owned", "b"), ("buyer", "c")], {})
    with pytest.raises(ValueError, match="needs a participant in role 'owner'"):
        check_claim("ownership", [("owned", "b")], {})
    with pytest.raises(ValueError, match="no value 'stake'"):
        check_claim("ownership", [("owner", "a"), ("owned", "b")], {"stake": 1})
    with pytest.raises(ValueError, match="is no date"):
        check_claim("ownership", [("owner", "a"), ("owned", "b")], {"since": "long ago"})


def test_every_kind_is_described() -> None:
    assert all(kind.description for kind in KINDS.values())


@pytest.mark.parametrize("date", ["2021-00", "2021-13", "2021-00-05"])
def test_a_month_that_cannot_be_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match="month"):
        day_range(date)
