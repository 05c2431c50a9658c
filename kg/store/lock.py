"""The file lock of an embedded store: many readers, or one writer.

ArcadeDB locks writers out from each other, but not readers from a writer. So every process that opens a
store holds an `flock` on `store.lock` in its folder, which the kernel lets go of when the process ends,
however it ends. The writer's process id stands in the file, to be named to those who wait.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from kg.store.base import StoreBusy

FILE = "store.lock"
SERVED = "serve.json"
"""Who serves the store, and where: `pid` and `address`. It holds no secret, and counts while that process reads."""
_PAUSE = 0.05


class FileLock:
    """A held lock; `release` lets go of it."""

    def __init__(self, folder: Path, *, exclusive: bool, wait: float) -> None:
        """Take the lock of `folder` within `wait` seconds, or raise `StoreBusy` naming who holds it."""
        self._folder = folder
        self._fd: int | None = _open(folder / FILE)
        try:
            self._take(exclusive, wait)
        except BaseException:
            self.release()
            raise

    def change(self, *, exclusive: bool, wait: float) -> None:
        """Let go, and take the lock again as reader or writer; another may have it in between."""
        self._take(exclusive, wait)

    def release(self) -> None:
        """Let go of the lock; a second call does nothing."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _take(self, exclusive: bool, wait: float) -> None:
        if self._fd is None:  # a folder that may not be written: nobody here writes it either
            return
        until = time.monotonic() + wait
        mode = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        while True:
            try:
                fcntl.flock(self._fd, mode | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise StoreBusy(self._busy(exclusive)) from None
                time.sleep(_PAUSE)
        if exclusive:
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, f"{os.getpid()}\n".encode(), 0)

    def _busy(self, exclusive: bool) -> str:
        assert self._fd is not None
        readers = _holders(self._fd, "READ") if exclusive else []
        server = _server(self._folder)
        if server in readers:
            return f"process {server} serves the store {self._folder} to others: end that `kg serve`, then try again"
        if readers:
            who, does = f"process {', '.join(map(str, readers))}", "reads"
        else:
            pid = os.pread(self._fd, 32, 0).decode("ascii", "replace").strip()
            who, does = f"process {pid}" if pid else "another process", "writes"
        return f"{who} {does} the store {self._folder}: wait until it has ended, then try again"


@contextlib.contextmanager
def serving(folder: Path, address: str) -> Iterator[None]:
    """Mark the store as served at `address` by this process, so that those who wait for it are told what to end."""
    marker = folder / SERVED
    with contextlib.suppress(OSError):  # a folder that may not be written: nobody waits to write it either
        marker.touch(mode=0o600)
        marker.write_text(json.dumps({"pid": os.getpid(), "address": address}) + "\n", encoding="utf-8")
    try:
        yield
    finally:
        if _server(folder) == os.getpid():
            marker.unlink(missing_ok=True)


def _server(folder: Path) -> int | None:
    try:
        pid: int = json.loads((folder / SERVED).read_text("utf-8"))["pid"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return pid


def _open(path: Path) -> int | None:
    flags = os.O_CLOEXEC
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except PermissionError:
        return os.open(path, os.O_RDONLY | flags) if path.exists() else None
    except OSError as error:
        if error.errno != 30:  # EROFS
            raise
        return os.open(path, os.O_RDONLY | flags) if path.exists() else None


def _holders(fd: int, kind: str) -> list[int]:
    """The processes that hold the locked file, where the system tells it (Linux); else none."""
    inode = os.fstat(fd).st_ino
    try:
        lines = Path("/proc/locks").read_text().splitlines()
    except OSError:
        return []
    fields = [line.split() for line in lines if " FLOCK " in line and "->" not in line]
    return sorted({int(f[4]) for f in fields if f[3] == kind and int(f[5].rsplit(":", 1)[1]) == inode})
