"""Four times the text takes about four times the work, whatever the text looks like."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from kg.loaders.article.extract import extract
from kg.loaders.vocabulary import Vocabulary

SENTENCE = (
    "Northwind Fiber agreed to acquire Halden Networks from Corvus Capital for $300 million, according to Reuters. "
)
TEXTS: dict[str, Callable[[int], str]] = {
    "prose": lambda k: (SENTENCE + "\n\n") * (30 * k),
    "one line": lambda k: SENTENCE * (30 * k),
    "without a full stop": lambda k: SENTENCE.replace(".", ",") * (30 * k),
    "quotes in quotes": lambda k: "“" * (3000 * k) + "x" + "”" * (3000 * k),
    "brackets": lambda k: "(" * (3000 * k) + "x" + ")" * (3000 * k),
    "one digit": lambda k: "1" * (5000 * k),
    "one letter": lambda k: "A" * (5000 * k),
    "initials": lambda k: "A." * (2500 * k),
    "one name": lambda k: "Northwind " * (600 * k),
    "many names": lambda k: " ".join(f"Alpha{i} Networks acquired Beta{i} Holdings." for i in range(120 * k)),
    "many people": lambda k: " ".join(f"CEO John Smith{i} said so." for i in range(120 * k)),
    "spaces": lambda k: " " * (8000 * k) + "x",
    "stops and spaces": lambda k: ("." + " " * 400) * (20 * k) + "x",
    "wrapped lines": lambda k: ("Northwind Fiber said on Monday that the plan of the company would\n") * (120 * k),
    "counted list": lambda k: "Alfa Fiber and Beta Networks and 12 Gamma sites, " * (120 * k),
    "open brackets": lambda k: "Northwind Fiber (" * (300 * k),
    "lines": lambda k: "Northwind Fiber\n" * (500 * k),
    "names and names": lambda k: " and ".join(f"Alpha{chr(97 + i % 26)} Networks" for i in range(300 * k)),
    "adjuncts": lambda k: (
        (
            "Northwind Fiber"
            + ", in May, for years, with care, by then, on paper" * 4
            + " has acquired Halden Networks. "
        )
        * (20 * k)
    ),
    "one long clause of adjuncts": lambda k: (
        "Northwind Fiber" + " in May for years, with care," * (150 * k) + " bought it"
    ),
    "long quotes": lambda k: ("“" + "We will grow in Ohio, he added, " * (40 * k) + "” said Jane Roe. ") * 3,
    "numbers in words": lambda k: "twenty-one sites and seven percent and half a million homes, " * (60 * k),
}


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        begun = time.process_time()
        extract(text, Vocabulary())
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS.keys())
def test_work_grows_with_the_text(make: Callable[[int], str]) -> None:
    extract(SENTENCE, Vocabulary())  # the tables are compiled at the first use
    once = seconds(make(1))
    # linear is 4; quadratic would be 16
    assert seconds(make(4)) < 9 * max(once, 0.01)


def test_importing_the_package_loads_no_table() -> None:
    code = "import sys, kg.loaders.article; print('yaml' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )
