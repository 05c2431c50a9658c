"""The word tables of the grammar: `data/*.yaml` and `data/*.txt`, read once, when first used."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> str:
    return (files("kg.loaders.article") / "data" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> Any:
    """The content of `data/NAME.yaml`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(_read(f"{name}.yaml"), Loader=loader)  # noqa: S506 - both loaders are the safe ones


@cache
def words(name: str) -> frozenset[str]:
    """The words of `data/NAME.txt`, separated by white space; lines that begin with # are comments."""
    lines = (line for line in _read(f"{name}.txt").splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@cache
def wordset(name: str, key: str) -> frozenset[str]:
    """The list `key` of `data/NAME.yaml` as a set; one string is split at white space."""
    value = table(name)[key]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def alternation(name: str, key: str) -> str:
    """The list `key` of `data/NAME.yaml` as a regex group, longest first."""
    value = table(name)[key]
    items = value.split() if isinstance(value, str) else value
    return "(?:" + "|".join(sorted(items, key=len, reverse=True)) + ")"
