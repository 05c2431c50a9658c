"""`kg serve`: what it opens, to whom, what it leaves behind, and what goes on meanwhile."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import neo4j
import pytest

from kg import answer
from kg.browser.favorites import favorites
from kg.find import Ambiguous, NoSuchEntity
from kg.queries import all_queries
from kg.store.open import open_store
from tests.support.cli import kg

WRITES = (
    "CREATE (:Organization {id: 'x'})",
    "CREATE (:Whatever)",
    "MERGE (:Organization {id: 'x'})",
    "MATCH (n:Organization) SET n.name = 'x'",
    "MATCH (n:Organization) REMOVE n.name",
    "MATCH (n:Organization) DETACH DELETE n",
    "MATCH ()-[r:OWNS]->() DELETE r",
    "FOREACH (x IN [1] | CREATE (:Organization {id: 'x'}))",
    "CREATE INDEX mine FOR (n:Organization) ON (n.kind)",
    "DROP INDEX mine",
    "CREATE USER other SET PASSWORD 'secret-123'",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
)


@dataclass(frozen=True)
class Served:
    """A running `kg serve`."""

    store: Path
    process: subprocess.Popen[str]
    bolt: str
    user: str
    password: str
    web: str

    def driver(self, password: str | None = None) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(self.bolt, auth=(self.user, password or self.password))


def serve(store: Path, *args: str, **env: str) -> Served:
    # The tests themselves may run under nohup, which children inherit.
    start = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL); from kg.cli import main; main()"
    command = [sys.executable, "-c", start, "--store", str(store), "serve", *args]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **env},
    )
    assert process.stdout is not None
    said: dict[str, str] = {}
    wanted = {"Bolt", "user", "password", *({"Browser", "guide"} if "--browser" in args else ())}
    while wanted - set(said):
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        name, _, value = line.partition(" ")
        said[name] = value.strip()
    return Served(store, process, said["Bolt"], said["user"], said["password"], said.get("Browser", ""))


def end(served: Served, number: int = signal.SIGTERM) -> int:
    served.process.send_signal(number)
    served.process.communicate(timeout=20)
    return served.process.returncode


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "demo.kg"
    assert kg("demo", store=path).code == 0
    return path


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A jar with a web app inside, as Browser's is laid out."""
    path = tmp_path_factory.mktemp("app") / "browser.jar"
    with zipfile.ZipFile(path, "w") as jar:
        jar.writestr("browser/index.html", "<p>first page</p>")
        jar.writestr("browser/app.js", "1")
        jar.writestr("META-INF/secret.txt", "not served")
    return path


@pytest.fixture(scope="module")
def served(store: Path, app: Path) -> Iterator[Served]:
    found = serve(store, "--port", "0", "--http-port", "0", "--browser", str(app))
    yield found
    assert end(found) == 0


def test_every_question_has_the_same_rows_over_bolt(served: Served) -> None:
    held = open_store(str(served.store))
    try:
        with served.driver() as driver, driver.session() as session:
            for query in all_queries():
                args = [param.example for param in query.params if not param.optional]
                try:
                    found = answer.ask(held, query.name, args, valid_at="any")
                except (NoSuchEntity, Ambiguous):  # its example is not in the sample
                    continue
                rows = session.run(query.cypher, {**found.params, "valid_at": "any"})  # type: ignore[arg-type]
                got = [{name: row[name] for name in query.returns} for row in rows]
                assert got == found.rows, query.name
    finally:
        held.close()


def test_every_favorite_has_rows_of_its_question_over_bolt(served: Served) -> None:
    with served.driver() as driver:
        for favorite in favorites():
            rows, _, _ = driver.execute_query(favorite.text, routing_="r")  # type: ignore[arg-type]
            assert rows or favorite.group != "draw", favorite.path


@pytest.mark.parametrize("statement", WRITES)
def test_a_write_over_bolt_is_refused(served: Served, statement: str) -> None:
    with served.driver() as driver:
        before = driver.execute_query("MATCH (n) RETURN count(n) AS n").records
        with pytest.raises(neo4j.exceptions.Neo4jError), driver.session() as session:
            session.run(statement).consume()  # type: ignore[arg-type]
        assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records == before


def test_the_port_that_the_engine_keeps_lets_nobody_change_anything(served: Served) -> None:
    (port,) = _listening(served.process.pid) - {_port(served.bolt), _port(served.web)}
    for path, body in (
        ("/api/v1/server", {"command": "drop database dealgraph"}),
        ("/api/v1/server", {"command": "shutdown"}),
        ("/api/v1/command/dealgraph", {"language": "sql", "command": "INSERT INTO Organization SET id = 'x'"}),
        ("/api/v1/command/dealgraph", {"language": "sql", "command": "BACKUP DATABASE"}),
    ):
        assert _post(port, path, body, served.user, served.password) == 403, body
        assert _post(port, path, body, "root", "root") in (401, 403), body


def test_a_wrong_password_is_refused(served: Served) -> None:
    with served.driver("wrong-wrong-wrong") as driver, pytest.raises(neo4j.exceptions.AuthError):
        driver.verify_connectivity()


def test_only_loopback_listens_and_no_process_list_shows_the_password(served: Served) -> None:
    pid = served.process.pid
    assert {_port(served.bolt), _port(served.web)} < _listening(pid)
    assert served.password not in Path(f"/proc/{pid}/cmdline").read_text()
    assert served.password not in (served.store / "serve.json").read_text()
    assert (served.store / "serve.json").stat().st_mode & 0o777 == 0o600


def test_two_commands_read_while_it_serves(served: Served) -> None:
    first = kg("ask", "ultimate-owners", "QTS", store=served.store)
    second = kg("-f", "csv", "cypher", "MATCH (o:Organization {name: 'Blackstone'}) RETURN o.name", store=served.store)
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert "Blackstone" in first.out
    assert "Blackstone" in second.out


def test_a_command_that_writes_is_told_what_to_end(served: Served) -> None:
    refused = kg("rebuild", store=served.store)
    assert refused.code == 1
    assert refused.complaints == [
        f"kg: process {served.process.pid} serves the store {served.store} to others: "
        "end that `kg serve`, then try again"
    ]


def test_the_web_app_is_served_and_nothing_beside_it(served: Served) -> None:
    assert b"first page" in _get(served, "/browser/")[1]
    assert _get(served, "/browser/app.js")[0] == 200
    assert _get(served, "/guide.html")[0] == 200
    assert _get(served, "/")[0] == 302
    for path in (
        "/browser/../META-INF/secret.txt",
        "/META-INF/secret.txt",
        "/browser/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
    ):
        assert _get(served, path)[0] == 404, path


@pytest.mark.parametrize("host", ["evil.example:7474", "evil.example", ""])
def test_a_page_under_another_name_is_refused(served: Served, host: str) -> None:
    assert _get(served, "/browser/", host)[0] == 403


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_cleanly_and_leaves_nothing(store: Path, tmp_path: Path, number: int) -> None:
    own = tmp_path / "own.kg"
    _copy(store, own)
    before = sorted(path.name for path in own.rglob("*"))
    room = tmp_path / "room"
    room.mkdir()
    found = serve(own, "--port", "0", TMPDIR=str(room))
    copied = [path for path in room.rglob("*") if path.is_file()]
    assert any("dealgraph" in path.parent.name for path in copied)
    assert [path for path in copied if path.stat().st_mode & 0o077] == []
    assert end(found, number) == 0
    assert list(room.iterdir()) == []
    assert sorted(path.name for path in own.rglob("*")) == before
    assert kg("rebuild", store=own).err.strip() == "nothing to do"


def test_a_marker_that_a_kill_left_stops_nobody(store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.kg"
    _copy(store, own)
    room = tmp_path / "room"
    room.mkdir()
    assert end(serve(own, "--port", "0", TMPDIR=str(room)), signal.SIGKILL) == -signal.SIGKILL
    assert (own / "serve.json").exists()
    (left,) = room.iterdir()
    assert kg("rebuild", store=own).code == 0
    one = serve(own, "--port", "0", TMPDIR=str(room))
    (first,) = room.iterdir()
    assert first != left
    other = serve(own, "--port", "0", TMPDIR=str(room))
    assert first.exists()
    assert (end(one), end(other)) == (0, 0)
    assert list(room.iterdir()) == []


def test_a_port_in_use_is_one_clear_line(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = kg("serve", "--port", port, store=store)
    assert refused.code == 1
    assert refused.complaints == [
        f"kg: port {port} of 127.0.0.1 cannot be had (Address already in use): "
        "name another with --port, or 0 for a free one"
    ]


def test_the_web_app_s_port_in_use_is_told_before_any_password(store: Path, app: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = kg("serve", "--port", "0", "--http-port", port, "--browser", app, store=store)
    assert (refused.code, refused.out) == (1, "")
    assert [line.partition(" of ")[0] for line in refused.complaints] == [f"kg: port {port}"]


def test_one_port_for_both_is_wrong_usage(store: Path, app: Path) -> None:
    refused = kg("serve", "--port", "4444", "--http-port", "4444", "--browser", app, store=store)
    assert (refused.code, refused.out) == (2, "")
    assert refused.complaints == ["Error: --port and --http-port are both 4444: name two, or 0 for any free one"]


@pytest.mark.parametrize("kind", ["text", "other zip", "missing", "other folder"])
def test_a_browser_that_is_none_is_one_clear_line(store: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "browser.jar"
    if kind == "text":
        path.write_text("no zip")
    elif kind == "other zip":
        with zipfile.ZipFile(path, "w") as jar:
            jar.writestr("other/index.html", "x")
    elif kind == "other folder":
        path.mkdir()
    refused = kg("serve", "--port", "0", "--browser", path, store=store)
    assert refused.code == 1
    assert len(refused.complaints) == 1
    assert f"{path} is no Neo4j Browser" in refused.complaints[0]
    assert not (store / "serve.json").exists() or "pid" in json.loads((store / "serve.json").read_text())


def test_a_folder_without_a_store_is_not_served(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:  # which is the smaller trouble
        refused = kg("serve", "--port", str(taken.getsockname()[1]), store=tmp_path / "none.kg")
    assert refused.code == 1
    assert "there is no store" in refused.complaints[0]
    assert not (tmp_path / "none.kg").exists()


def _copy(store: Path, target: Path) -> None:
    import shutil

    shutil.copytree(store, target, ignore=shutil.ignore_patterns("serve.json"))


def _port(address: str) -> int:
    port = urlsplit(address).port
    assert port is not None
    return port


def _listening(pid: int) -> set[int]:
    """The ports on which a process listens; each must be on loopback."""
    own = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            own.add(str(entry.readlink()))
    ports = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in own:
                host, _, port = fields[1].rpartition(":")
                assert host in ("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"), (
                    host
                )
                ports.add(int(port, 16))
    return ports


def _get(served: Served, path: str, host: str | None = None) -> tuple[int, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", _port(served.web), timeout=10)
    link.putrequest("GET", path, skip_host=True)
    link.putheader("Host", f"127.0.0.1:{_port(served.web)}" if host is None else host)
    link.endheaders()
    found = link.getresponse()
    return found.status, found.read()


def _post(port: int, path: str, body: object, user: str, password: str) -> int:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    for _ in range(2):
        link.request("POST", path, json.dumps(body), headers)
        found = link.getresponse()
        found.read()
        if found.status != 503:
            break
        time.sleep(0.2)
    return found.status
