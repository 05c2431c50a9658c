"""Grouped alternations match what the plain ones match."""

from __future__ import annotations

import re

import pytest

from kg.loaders.article.alternatives import alternatives, grouped

TEXT = "Acquired, ACQUIRES and announced; buys (or bought) 60% of it, by May; co-owned [b]y x|y. Was purchased up front"
REGEXES = (
    r"acquire[sd]?|announced|buys?|bought|purchased",
    r"\b(?:[a-z]+ly|acquire|acquires|and|announced|buys|b|by)\b",
    r"(?P<a>buys|by|bought|announced)(?: \(or (?P<b>bought|buys|sold|leased)\))?",
    r"(?:a?nd|b*uys|c+o|owned|was|[|)]y|\||purchased(?= (?:up|down|in|out)))",
    r"(?<!\w)(?:and|by|was|it|of)(?!\w)",
)


@pytest.mark.parametrize("regex", REGEXES)
def test_a_grouped_alternation_matches_the_same(regex: str) -> None:
    plain, quick = re.compile(regex, re.IGNORECASE), re.compile(grouped(regex, caseless=True), re.IGNORECASE)
    found = [(m.span(), m.groupdict()) for m in plain.finditer(TEXT)]
    assert found
    assert found == [(m.span(), m.groupdict()) for m in quick.finditer(TEXT)]


@pytest.mark.parametrize("regex", REGEXES)
def test_flags_inside_of_a_regex_are_heeded(regex: str) -> None:
    for whole in (f"(?i){regex}", f"x|(?i:{regex})"):
        spans = [m.span() for m in re.finditer(whole, TEXT)]
        assert spans == [m.span() for m in re.finditer(grouped(whole), TEXT)]


def test_where_case_counts_nothing_changes() -> None:
    assert all(grouped(regex) == regex for regex in REGEXES)
    part = "(?i:(?-i:Buys|By|Bought|May|Was))"
    assert [m.group() for m in re.finditer(grouped(part), TEXT)] == ["May", "Was"]


def test_alternatives_are_told_outside_of_brackets() -> None:
    assert alternatives("a(?:b|c)|[|]d|e") == ["a(?:b|c)", "[|]d", "e"]
