"""Everything for Neo4j Browser in one folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.browser.favorites import as_zip, favorites
from kg.browser.guide import GUIDE, STYLE, ZIP, guide
from kg.browser.style import grass
from kg.store.base import StoreError

SUMS = "dealgraph.sha256"
"""The sums of what was written, as `sha256sum --check` reads them."""


def pack() -> dict[str, bytes]:
    """Every file by its path: favorites by group, their zip, the style and the guide."""
    files = favorites()
    return {f"favorites/{each.path}": each.text.encode() for each in files} | extras()


def extras() -> dict[str, bytes]:
    """What is dropped on Browser, or played by it: the zip, the style and the guide."""
    files = favorites()
    return {ZIP: as_zip(files), STYLE: grass().encode(), GUIDE: guide(files).encode()}


def write(folder: Path) -> list[Path]:
    """Write the files into a folder, made where it is not there; others in it stay.

    Written over is only what an earlier call wrote: the sums that it left tell. Raises `StoreError`, before anything
    is written, for a file of the same name that is somebody else's or was changed.
    """
    files = pack()
    sums = "".join(f"{_sum(data)}  {name}\n" for name, data in files.items())
    written = []
    try:
        ours = {*sums.splitlines(), *_earlier(folder)}
        for name in files:
            if (folder / name).exists() and f"{_sum((folder / name).read_bytes())}  {name}" not in ours:
                raise StoreError(
                    f"{folder / name} was changed, or is not of kg browser: move it away, or name another folder"
                )
        for name, data in (files | {SUMS: sums.encode()}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    except OSError as error:
        raise StoreError(f"cannot write {error.filename or folder}: {error.strerror}; name another folder") from error
    return written


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _earlier(folder: Path) -> list[str]:
    path = folder / SUMS
    return path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
