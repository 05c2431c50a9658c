"""What a loader is: a pure translator from the bytes of one source to readings. No store, no network, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kg.schema.claims import Reading
from kg.schema.values import day_range

MAX_BYTES = 32 * 1024 * 1024
MAX_LINE = 1_000_000
SIDECAR = ".meta.yaml"


class BadInput(Exception):
    """An input breaks a rule; the message is one line: file, place, rule. Nothing of that input is stored."""

    def __init__(self, name: str, rule: str, place: str = "") -> None:
        super().__init__(f"{name}:{place}: {rule}" if place else f"{name}: {rule}")


class Sidecar(BaseModel):
    """`NAME.meta.yaml`: what is known of a document that its text does not tell."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = Field(default=None, description="EDTF date: 2025, 2025-11, 2025-11-22")
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    reported_by: list[str] = Field(
        default=[], description="Where the facts were reported, for a text that retells them"
    )

    @field_validator("published")
    @classmethod
    def _is_date(cls, value: str | None) -> str | None:
        if value is not None:
            day_range(value)
        return value


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read: its name, its bytes decoded, its sidecar."""

    name: str
    text: str
    encoding: str = "utf-8"
    sidecar: Sidecar = field(default_factory=Sidecar)


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set: another vocabulary of companies instead of the packaged one."""

    companies: Path | None = None


@dataclass(frozen=True, slots=True)
class Loader:
    """A named translator and the file names it takes; `read` raises `BadInput`."""

    name: str
    description: str
    takes: Callable[[str], bool]
    read: Callable[[Source, Options], Iterator[Reading]]
    last: bool = False
    find: Callable[[Source, Options], Any] | None = None


def open_source(path: Path) -> Source:
    """Read and decode a file with its sidecar. Raises `BadInput` when it is empty, binary, too long or not UTF-8."""
    name = path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadInput(name, f"{size:,} bytes are more than the {MAX_BYTES:,} that a document may have; split it")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(name, f"cannot be read: {error.strerror}") from error
    text = decode(name, data)
    return Source(name, text, sidecar=_sidecar(path))


def decode(name: str, data: bytes) -> str:
    """The text of UTF-8 bytes, unchanged: encoding it gives the bytes back. Raises `BadInput`."""
    if not data.strip():
        raise BadInput(name, "the file is empty")
    if (zero := data.find(b"\0")) >= 0:
        raise BadInput(name, "a binary file: it holds a zero byte; give plain text", f"byte {zero}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        rule = f"byte 0x{data[error.start]:02x} is no UTF-8; convert the file, for example with iconv"
        raise BadInput(name, rule, f"byte {error.start}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise BadInput(name, f"a line of {len(line):,} characters; at most {MAX_LINE:,} are read", f"line {number}")
    return text


def _sidecar(path: Path) -> Sidecar:
    beside = path.with_name(path.name.removesuffix(path.suffix) + SIDECAR)
    if not beside.is_file():
        return Sidecar()
    import yaml

    try:
        # BaseLoader gives strings only: dates stay as they are written, and nothing is ever constructed.
        told = yaml.load(decode(beside.name, beside.read_bytes()), Loader=yaml.BaseLoader)  # noqa: S506
        return Sidecar.model_validate(told or {})
    except (yaml.YAMLError, RecursionError) as error:
        raise BadInput(beside.name, f"no YAML: {first_line(error)}") from error
    except ValidationError as error:
        raise BadInput(beside.name, explain(error)) from error


def explain(error: ValidationError) -> str:
    """The first fault of a pydantic error in one line."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    text = first["msg"].removeprefix("Value error, ")
    return f"{place}: {text}" if place else text


def first_line(error: Exception) -> str:
    """An error's message on one line."""
    return " ".join(str(error).split())
