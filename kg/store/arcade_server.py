"""The embedded store on ArcadeDB's Bolt port: loopback only, one user, reading only.

What is served is a copy in a temporary folder, gone when the block ends: Browser asks within transactions, which the
engine refuses on a database that is open for reading only, and opened for writing no other process could read it. So
nothing that is done over Bolt reaches the store, whose folder gets only the marker of `kg.store.lock`. The copy stays
true, since the lock keeps writers out. The one user may read records and do nothing else.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import socket
import string
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.store.arcade import DATABASE, ArcadeStore
from kg.store.arcade_engine import engine, engine_error, message
from kg.store.base import StoreBusy, StoreError
from kg.store.lock import FILE as LOCK_FILE
from kg.store.lock import FileLock, serving

HOST = "127.0.0.1"
USER = "reader"
_PREFIX = "dealgraph-serve-"
_ROUNDS = 65_536
_ALPHABET = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("il1o0")))
"""Letters and digits that nobody takes for one another: the password is typed by hand."""

GROUPS = {"reader": {"access": [], "resultSetLimit": -1, "readTimeout": -1, "types": {"*": {"access": ["readRecord"]}}}}
"""What the user may do, as ArcadeDB's server reads it: look at records, and nothing else."""


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach a served store."""

    address: str
    user: str
    password: str


@contextlib.contextmanager
def served(folder: str, port: int = 0, wait: float = 5.0) -> Iterator[Access]:
    """Serve the store in `folder` on 127.0.0.1 until the block ends; port 0 is any free one.

    Other processes read the store meanwhile as ever; those that would write it wait and are told whom for. Raises
    `StoreError` for a port that is in use, and what `ArcadeStore` raises for a folder that is no store.
    """
    ArcadeStore(folder, "read", wait).close()  # there is a store, and what a killed writer left is recovered
    port = free_port(port)
    home = Path(folder).expanduser()
    access = Access(f"bolt://{HOST}:{port}", USER, _password())
    with contextlib.ExitStack() as stack:
        lock = FileLock(home, exclusive=False, wait=wait)
        stack.callback(lock.release)
        stack.callback(os.umask, os.umask(0o077))
        root = _own_folder(stack)
        _write_users(root / "config", access)
        _copy(home / "databases" / DATABASE, root / "databases" / DATABASE)
        server = engine().create_server(str(root), secrets.token_urlsafe(32), _settings(root, port))
        try:
            server.start()
        except engine_error() as error:
            raise StoreError(f"cannot serve the store {folder}: {message(error)}") from error
        stack.callback(server.stop)
        stack.enter_context(serving(home, access.address))
        yield access


def free_port(port: int, option: str = "--port") -> int:
    """The port itself when it can be had on loopback, any free one for 0. Raises `StoreError`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StoreError(
                f"port {port} of {HOST} cannot be had ({error.strerror}): "
                f"name another with {option}, or 0 for a free one"
            ) from error
        found: int = probe.getsockname()[1]
        return found


def _own_folder(stack: contextlib.ExitStack) -> Path:
    """A temporary folder, gone when the block ends; what killed processes left is removed first.

    Its lock tells whether its process lives: the kernel lets go of it however that ends.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{LOCK_FILE}"):
        with contextlib.suppress(StoreBusy, OSError):
            if left.parent.stat(follow_symlinks=False).st_uid == os.getuid():
                held = FileLock(left.parent, exclusive=True, wait=0)
                shutil.rmtree(left.parent, ignore_errors=True)
                held.release()
    root = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = FileLock(root, exclusive=True, wait=0)
    stack.callback(lock.release)
    stack.callback(shutil.rmtree, root, ignore_errors=True)
    return root


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copytree(source, target, copy_function=shutil.copyfile)  # not the modes: nobody else reads the copy
    except (OSError, shutil.Error) as error:
        reason = getattr(error, "strerror", None) or "not every file could be read"
        raise StoreError(
            f"cannot copy the store {source} to {target.parent} to serve it ({reason}): "
            "set TMPDIR to a folder with room"
        ) from error


def _settings(root: Path, port: int) -> dict[str, Any]:
    return {
        "mode": "development",  # else the texts of errors are kept from the user
        "host": HOST,
        "http_port": 0,  # the engine cannot leave its HTTP port out: any free one of loopback, under the same users
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_host": HOST,
        "bolt_port": port,
        "bolt_defaultDatabase": DATABASE,
        "server_databaseDirectory": str(root / "databases"),
        "server_logsDirectory": str(root / "log"),
    }


def _password() -> str:
    """Four groups of four, 78 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def _write_users(config: Path, access: Access) -> None:
    config.mkdir(mode=0o700)
    salt = base64.b64encode(secrets.token_bytes(32))
    digest = hashlib.pbkdf2_hmac("sha256", access.password.encode(), salt, _ROUNDS, 32)
    password = f"PBKDF2WithHmacSHA256${_ROUNDS}${salt.decode()}${base64.b64encode(digest).decode()}"
    user = {"name": access.user, "databases": {DATABASE: ["reader"]}, "password": password}
    groups = {"databases": {DATABASE: {"groups": GROUPS}}, "version": 2}
    for name, content in (("server-users.jsonl", user), ("server-groups.json", groups)):
        path = config / name
        path.touch(mode=0o600)
        path.write_text(json.dumps(content) + "\n", encoding="utf-8")
