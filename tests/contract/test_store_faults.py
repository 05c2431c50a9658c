"""What goes wrong with a store: other processes, kills, wrong paths, addresses and passwords, a server that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kg.schema.graph import Changes, Edge, Index, Node
from kg.store.base import StoreAuth, StoreBusy, StoreError, StoreMissing, StoreUnavailable
from kg.store.open import open_store
from tests.conftest import wipe
from tests.support.tcp import Proxy

ORG, OWNS = "TestOrganization", "TEST_OWNS"
INDEXES = [Index(ORG, "id", unique=True)]


def ring(size: int, **props: Any) -> Changes:
    """`size` organizations, each owning the next."""
    ids = [f"{n:06}" for n in range(size)]
    return Changes(
        [Node(ORG, id_, props) for id_ in ids],
        [Edge(OWNS, id_, (ORG, id_), (ORG, ids[n - 1]), props) for n, id_ in enumerate(ids)],
    )


def line(raised: pytest.ExceptionInfo[StoreError]) -> str:
    text = str(raised.value)
    assert "\n" not in text
    return text


def child(code: str, *args: str) -> subprocess.Popen[str]:
    """Another process running `code`; its first line of output says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str], how: int = signal.SIGKILL) -> tuple[str, str]:
    process.send_signal(how)
    return process.communicate(timeout=30)


HOLD = """
import sys, time
from kg.store.open import open_store
store = open_store(sys.argv[1], sys.argv[2])
print("ready", flush=True)
time.sleep(60)
"""

WRITE = """
import sys
from kg.store.open import open_store
from kg.schema.graph import Index
from tests.contract.test_store_faults import INDEXES, OWNS, ring
store = open_store(sys.argv[1], "write")
store.prepare(INDEXES, [OWNS])
print("ready", flush=True)
n = 0
while True:
    n += 1
    store.apply(ring(400, round=n))
    print(n, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A folder that holds a store of two organizations."""
    path = str(tmp_path / "store")
    store = open_store(path, "write")
    store.prepare(INDEXES, [OWNS])
    store.apply(ring(2))
    store.close()
    return path


def count(address: str) -> int:
    store = open_store(address, "read")
    try:
        return len(list(store.nodes(ORG)))
    finally:
        store.close()


# -- the embedded store


def test_one_writer_at_a_time_and_the_line_names_its_process(folder: str) -> None:
    writer = child(HOLD, folder, "write")
    for mode in ("write", "read"):
        with pytest.raises(StoreBusy) as raised:
            open_store(folder, mode, wait=0.2)  # type: ignore[arg-type]
        assert f"process {writer.pid} writes" in line(raised)
        assert folder in line(raised)
    end(writer)
    assert count(folder) == 2


def test_readers_share_and_keep_a_writer_out(folder: str) -> None:
    reader = child(HOLD, folder, "read")
    assert count(folder) == 2
    with pytest.raises(StoreBusy) as raised:
        open_store(folder, "write", wait=0.2)
    assert "reads the store" in line(raised)
    if sys.platform == "linux":
        assert f"process {reader.pid} reads" in line(raised)
    end(reader)
    open_store(folder, "write", wait=0.2).close()


def test_the_wait_is_bounded_and_long_enough_for_one_who_ends(folder: str) -> None:
    writer = child(HOLD.replace("60", "1.5"), folder, "write")
    start = time.monotonic()
    with pytest.raises(StoreBusy):
        open_store(folder, "read", wait=0.3)
    assert time.monotonic() - start < 1.4
    open_store(folder, "read", wait=20).close()
    writer.communicate(timeout=30)


@pytest.mark.parametrize("pause", [0.0, 0.07, 0.15, 0.3])
def test_a_killed_writer_leaves_a_whole_store(folder: str, pause: float) -> None:
    start = open_store(folder, "write")
    start.apply(ring(400, round=0))
    start.apply(Changes(drop_edges=ring(2).put_edges[:1]))  # edge 0 of the smaller ring ends elsewhere
    start.close()
    writer = child(WRITE, folder)
    time.sleep(pause)
    out, _ = end(writer)
    done = int(out.split()[-1]) if out.split() else 0
    store = open_store(folder, "read")  # it recovers by itself
    nodes, edges = list(store.nodes(ORG)), list(store.edges(OWNS))
    rounds = {node.props["round"] for node in nodes} | {edge.props["round"] for edge in edges}
    store.close()
    assert len(nodes) == len(edges) == 400
    assert len(rounds) == 1, "a write is there in part"
    assert rounds.pop() >= done, "an acknowledged write is lost"
    writable = open_store(folder, "write")
    writable.apply(ring(400, round=-1))
    assert {node.props["round"] for node in writable.nodes(ORG)} == {-1}
    writable.close()


def test_a_kill_while_the_store_is_created_leaves_nothing_or_a_store(tmp_path: Path) -> None:
    code = HOLD.replace("store = ", "print('ready', flush=True); store = ")
    for pause in (0.0, 0.02, 0.05, 0.1, 0.2):
        path = str(tmp_path / f"store{pause}")
        process = child(code, path, "write")
        time.sleep(pause)
        end(process)
        store = open_store(path, "write")
        store.prepare(INDEXES, [OWNS])
        store.apply(ring(2))
        store.close()
        assert count(path) == 2


def test_reading_changes_no_byte_and_prints_nothing(folder: str, tmp_path: Path) -> None:
    def picture() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}

    before = picture()
    here = tmp_path / "here"
    here.mkdir()
    code = (
        "import sys; from kg.store.open import open_store; s = open_store(sys.argv[1]);"
        "s.read('RETURN 1 AS x'); s.close()"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], cwd=here, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert picture() == before
    assert list(here.iterdir()) == []


def test_a_new_store_and_a_recovery_print_nothing(tmp_path: Path) -> None:
    here, path = tmp_path / "here", str(tmp_path / "store")
    here.mkdir()
    _, errors = end(child(WRITE, path))
    assert errors == ""
    code = "import sys; from kg.store.open import open_store; open_store(sys.argv[1]).close()"
    done = subprocess.run([sys.executable, "-c", code, path], cwd=here, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_file_is_no_store(tmp_path: Path, mode: Any) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(StoreError, match="is a file") as raised:
        open_store(str(path), mode)
    assert str(path) in line(raised)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_folder_of_other_things_is_no_store_and_stays(tmp_path: Path, mode: Any) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(StoreError, match="holds other files") as raised:
        open_store(str(tmp_path), mode)
    line(raised)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.doc"]


def test_reading_what_is_not_there_creates_nothing(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(StoreMissing, match="no store") as raised:
            open_store(str(path), "read")
        line(raised)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError) as raised:
        open_store(str(tmp_path / "file" / "store"), "write")
    line(raised)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError) as raised:
        open_store(str(tmp_path / "store"), "write")
    assert "denied" in line(raised)


def test_a_second_open_in_one_process(folder: str) -> None:
    store = open_store(folder, "read")
    with pytest.raises(StoreBusy, match="already open in this process") as raised:
        open_store(folder, "read", wait=0.1)
    line(raised)
    store.close()
    open_store(folder, "read").close()


def test_a_damaged_store_is_one_line(folder: str) -> None:
    database = Path(folder) / "databases" / "dealgraph"
    (database / "schema.json").write_text("{ no")
    assert count(folder) == 2  # the engine takes the schema before the last change
    for name in ("schema.json", "schema.prev.json"):
        (database / name).write_text("{ no")
    with pytest.raises(StoreError) as raised:
        open_store(folder, "read")
    assert folder in line(raised)


def test_an_unknown_scheme_names_the_known_ones() -> None:
    with pytest.raises(StoreError, match=r"bolt\+s://") as raised:
        open_store("http://127.0.0.1:7474", "read")
    assert "neo4j://" in line(raised)


# -- the server


@pytest.fixture
def server(neo4j_server: str) -> str:
    """The address of the server, wiped of our labels and prepared."""
    wipe(neo4j_server)
    store = open_store(neo4j_server, "write")
    store.prepare(INDEXES, [OWNS])
    store.close()
    return neo4j_server


@pytest.mark.neo4j
def test_a_wrong_password_is_never_repeated(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-hunter2")
    with pytest.raises(StoreAuth, match="NEO4J_PASSWORD") as raised:
        open_store(server, "read")
    assert "hunter2" not in line(raised)


@pytest.mark.neo4j
def test_no_password_says_which_variable(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(StoreAuth, match="NEO4J_PASSWORD") as raised:
        open_store(server, "read")
    line(raised)


@pytest.mark.neo4j
def test_an_unknown_database(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "nothere")
    with pytest.raises(StoreUnavailable, match="NEO4J_DATABASE") as raised:
        open_store(server, "read")
    line(raised)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_nothing_answers(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-hunter2")
    start = time.monotonic()
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:9") as raised:
        open_store(f"{scheme}://127.0.0.1:9", "read")
    assert "hunter2" not in line(raised)
    assert time.monotonic() - start < 30


@pytest.mark.neo4j
def test_encryption_that_the_server_does_not_speak(server: str) -> None:
    with pytest.raises(StoreUnavailable) as raised:
        open_store(server.replace("bolt://", "bolt+ssc://"), "read")
    assert "encryption" in line(raised)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match="NEO4J_PASSWORD") as raised:
        open_store("bolt://neo4j:hunter2@127.0.0.1:9", "read")
    assert "hunter2" not in line(raised)


def test_a_port_that_is_no_number() -> None:
    with pytest.raises(StoreError) as raised:
        open_store("bolt://127.0.0.1:bolt", "read")
    line(raised)


@pytest.mark.neo4j
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_server_that_dies_in_the_middle_of_a_write(server: str, part: float) -> None:
    changes = ring(3_000, note="x" * 50)
    proxy = Proxy(server)
    store = open_store(proxy.address, "write")
    before = proxy.passed
    store.apply(ring(3_000, note="y" * 50))
    whole = proxy.passed - before
    proxy.cut_after = proxy.passed + int(whole * part)
    with pytest.raises(StoreUnavailable) as raised:
        store.apply(changes)
    assert "run the same command again" in line(raised)
    store.close()
    again = open_store(server, "write")
    assert {node.props["note"] for node in again.nodes(ORG)} == {"y" * 50}, "something was half-written"
    assert {edge.props["note"] for edge in again.edges(OWNS)} == {"y" * 50}
    again.apply(changes)  # the same command completes it
    assert {node.props["note"] for node in again.nodes(ORG)} == {"x" * 50}
    assert len(list(again.edges(OWNS))) == 3_000
    again.close()


@pytest.mark.neo4j
def test_a_server_that_dies_while_it_answers(server: str) -> None:
    proxy = Proxy(server)
    store = open_store(proxy.address, "write")
    store.apply(ring(3_000))
    nodes = store.nodes(ORG)
    next(nodes)
    proxy.cut()
    with pytest.raises(StoreUnavailable) as raised:
        list(nodes)
    line(raised)
    with pytest.raises(StoreUnavailable):
        store.read("RETURN 1 AS x")
    store.close()


@pytest.mark.neo4j
def test_other_data_on_the_server_is_not_touched(server: str) -> None:
    import neo4j

    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(server, auth=auth) as driver:
        driver.execute_query("MATCH (n:ForeignThing) DETACH DELETE n")
        driver.execute_query("CREATE (:ForeignThing {id: '000000', x: 1})")
        store = open_store(server, "write")
        store.apply(ring(2, x=2))
        store.apply(Changes(drop_nodes=[Node(ORG, "000000", {}), Node(ORG, "000001", {})]))
        assert store.read("MATCH (n:ForeignThing) RETURN n.x AS x").rows == [{"x": 1}]
        store.close()
        driver.execute_query("MATCH (n:ForeignThing) DETACH DELETE n")


@pytest.mark.neo4j
def test_routing_addresses_work(server: str) -> None:
    store = open_store(server.replace("bolt://", "neo4j://"), "write")
    store.apply(ring(3))
    assert len(list(store.edges(OWNS))) == 3
    assert store.read("RETURN 1 AS x").rows == [{"x": 1}]
    store.close()


@pytest.mark.neo4j
def test_the_driver_prints_nothing(server: str) -> None:
    code = (
        "import sys; from kg.store.open import open_store; s = open_store(sys.argv[1]);"
        "s.read('MATCH (n:NoSuchLabel), (m:NoSuchLabel) RETURN n.nothing AS x, id(n) AS y'); s.close()"
    )
    done = subprocess.run([sys.executable, "-c", code, server], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
