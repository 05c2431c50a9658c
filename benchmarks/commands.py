"""Whole commands against what they cannot do without: `python benchmarks/commands.py [--runs N]`.

Each command is timed as a process of its own, in turn with a bare Python and with a Python that only imports the
packages it needs (click, pydantic, arcadedb); printed are medians in seconds and the ratio to the latter.
The two articles are those of the folder named by DEALGRAPH_SHARED (else `../shared`); without it they are left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DEALGRAPH_SHARED", TOP.parent / "shared"))
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
BARE = [sys.executable, "-c", "pass"]
NEEDED = [sys.executable, "-c", "import click, pydantic, arcadedb"]


def seconds(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs: int = parser.parse_args().runs
    folder = Path(tempfile.mkdtemp())
    demo = folder / "demo.kg"
    subprocess.run([*KG, "--store", str(demo), "-q", "demo"], check=True, stdout=subprocess.DEVNULL)
    articles = sorted((SHARED / "gold").glob("*.txt"))

    def fresh_load() -> float:
        store = folder / "load.kg"
        shutil.rmtree(store, ignore_errors=True)
        return seconds([*KG, "--store", str(store), "-q", "load", *map(str, articles)])

    ways: dict[str, Callable[[], float]] = {
        "bare Python": lambda: seconds(BARE),
        "Python with the packages needed": lambda: seconds(NEEDED),
        "kg --help": lambda: seconds([*KG, "--help"]),
        "kg ask owners QTS": lambda: seconds([*KG, "--store", str(demo), "ask", "owners", "QTS"]),
        "kg ask overlap Lumen QTS": lambda: seconds([*KG, "--store", str(demo), "ask", "overlap", "Lumen", "QTS"]),
        **({"kg load, both articles, new store": fresh_load} if articles else {}),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            taken[name].append(way())
    shutil.rmtree(folder)
    base = statistics.median(taken["Python with the packages needed"])
    print("| command | median s | fastest s | to the packages alone |\n| --- | ---: | ---: | ---: |")
    for name, times in taken.items():
        print(f"| {name} | {statistics.median(times):.2f} | {min(times):.2f} | {statistics.median(times) / base:.1f} |")


if __name__ == "__main__":
    main()
