"""Codes of places that the package knows: US states by ISO 3166-2, with their FIPS 5-2 codes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def us_states() -> Mapping[str, tuple[str, str]]:
    """ISO 3166-2 code to name and FIPS code; the FIPS code is empty where there is none."""
    text = resources.files("kg.schema").joinpath("data/us_states.csv").read_text(encoding="utf-8")
    return {row["code"]: (row["name"], row["fips"]) for row in csv.DictReader(text.splitlines())}
