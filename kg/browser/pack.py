"""Everything for Neo4j Browser in one folder."""

from __future__ import annotations

from pathlib import Path

from kg.browser.favorites import as_zip, favorites
from kg.browser.guide import GUIDE, STYLE, ZIP, guide
from kg.browser.style import grass
from kg.store.base import StoreError


def pack() -> dict[str, bytes]:
    """Every file by its path: favorites by group, their zip, the style and the guide."""
    files = favorites()
    return {f"favorites/{each.path}": each.text.encode() for each in files} | extras()


def extras() -> dict[str, bytes]:
    """What is dropped on Browser, or played by it: the zip, the style and the guide."""
    files = favorites()
    return {ZIP: as_zip(files), STYLE: grass().encode(), GUIDE: guide(files).encode()}


def write(folder: Path) -> list[Path]:
    """Write the files into a folder, made where it is not there; others in it stay. Raises `StoreError`."""
    written = []
    try:
        for name, data in pack().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    except OSError as error:
        raise StoreError(f"cannot write {error.filename or folder}: {error.strerror}; name another folder") from error
    return written
