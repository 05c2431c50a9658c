"""Titles are looked for only where a sign of one stands: each title has to have one."""

from __future__ import annotations

import re

import pytest

from kg.loaders.article.lexicon import table
from kg.loaders.article.titles import titles

WEAK = [re.sub(r"\[(\w)\w*\]", r"\1", word) for word in table("roles")["weak"].split("|")]
STRONG = [
    *("chief executive officer", "vice president", "president", "chairwoman", "deputy chair", "co-founder", "owner of"),
    *("managing partner", "general counsel", "operating partner", "senior editor", "country manager", "board observer"),
    *("secretary general", "treasurer", "comptroller", "superintendent", "commissioner", "spokesperson", "alderman"),
    *("councilwoman", "group head", "minister of", "mayor of", "governor of", "finance chief", "network boss"),
    *("legal director", "analyst", "technical lead", "CEO", "CHRO", "CISO", "EVP", "co-CEO"),
]


@pytest.mark.parametrize("word", WEAK)
def test_a_weak_title_has_a_sign(word: str) -> None:
    assert any(sign in word for sign in table("roles")["signs"].split())


@pytest.mark.parametrize("word", STRONG)
def test_a_strong_title_is_found(word: str) -> None:
    text = f"Jane Roe, {word} Halden" if word.endswith(" of") else f"Jane Roe, {word}, said"
    assert titles(text, 0, len(text))
