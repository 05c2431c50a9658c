"""What the tests share: the folder of real articles, a real Neo4j, an empty store of either engine."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kg.store.base import Store
from kg.store.open import open_store

REPO = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI") == "true"
NEO4J = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD")
HOW = (
    "the tests on a real Neo4j did not run: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD, then run pytest -m neo4j"
)
TEST_LABELS = ("TestOrganization", "TestDeal", "TestDocument")

settings.register_profile("ci", derandomize=True)
if CI:  # the same examples every time: a change is judged by what it does, not by the luck of a seed
    settings.load_profile("ci")

ON_SERVER = re.compile(r"neo4j|py2neo|test_foreign_data|test_store_faults|test_plans_start_at_an_index")
"""What the names of all tests have that need the server; it may stand in others."""
MISSING = [name for name in NEO4J if not os.environ.get(name)]


def pytest_configure(config: pytest.Config) -> None:
    """On CI a server must be named, unless its tests are deselected in so many words."""
    if CI and MISSING and "not neo4j" not in config.option.markexpr:
        raise pytest.UsageError(f"{HOW} (unset: {', '.join(MISSING)})")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the Neo4j tests out where no server is named."""
    on_server = [item for item in items if item.get_closest_marker("neo4j")]
    for item in on_server:
        if not ON_SERVER.search(item.nodeid):
            raise pytest.UsageError(f"{item.nodeid} needs Neo4j: let its name say so, or widen ON_SERVER")
    if MISSING:
        config.hook.pytest_deselected(items=on_server)
        items[:] = [item for item in items if not item.get_closest_marker("neo4j")]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """One process has all tests that wipe the one server there is; the others go by modules, which share fixtures."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "neo4j" if ON_SERVER.search(nodeid) else nodeid.partition("::")[0]

    return Scheduling(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line for all Neo4j tests that were left out."""
    if MISSING and "not neo4j" not in config.option.markexpr:
        terminalreporter.write_line(f"skipped: {HOW}", yellow=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout that holds the two articles; its tests are skipped without it."""
    path = Path(os.environ.get("DEALGRAPH_SHARED", REPO.parent / "shared"))
    if not (path / "gold").is_dir():
        if CI:
            pytest.fail(f"no shared folder at {path}: set DEALGRAPH_SHARED")
        pytest.skip("the shared folder is not here: set DEALGRAPH_SHARED")
    return path


@pytest.fixture(scope="session")
def neo4j_server() -> str:
    """The address of the real server; user and password are in the environment."""
    return os.environ["NEO4J_URI"]


def our_labels() -> tuple[str, ...]:
    """The labels that tests may wipe: those of the schema, and the ones made up for tests."""
    from kg.schema.layout import indexes

    return (*TEST_LABELS, *(index.label for index in indexes()))


def wipe(address: str) -> None:
    """Delete every node of our labels on the server, and nothing else."""
    import neo4j

    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(address, auth=auth, notifications_min_severity="OFF") as driver:
        for label in sorted(set(our_labels())):
            driver.execute_query(f"MATCH (n:`{label}`) DETACH DELETE n")


ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store of either engine is: a folder that is not there yet, or the wiped server."""
    if request.param == "embedded":
        return str(tmp_path / "store")
    server: str = request.getfixturevalue("neo4j_server")
    wipe(server)
    return server


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store of either engine, open for writing."""
    opened = open_store(address, "write")
    yield opened
    opened.close()
