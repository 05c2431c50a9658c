"""The header of a question: comment lines above its Cypher, read into a frozen `Query`.

    // Ultimate owners of an organization                 title: the first line, Browser names the favorite by it
    // name: ultimate-owners                              the file's name
    // group: ownership                                   the folder's name
    // param: org  entity(Organization)  "QTS"  help…     name, type, an example, what it is
    // param: metric?  text  "revenue"  help…             `?`: may be left out, then it is null
    // param: limit  int=20  "5"  help…                   `=`: what it is when left out
    // returns: owner str, share float?, facts [str]      the columns in order, each with its type
    // basis: owners(org), said(org, "event")             files of `basis/` that say what the answer rests on,
    //                                                    with parameters of the question or texts
    // note: shown for every day                          anything a reader must know
    // since: 1.0   maturity: stable

Types: `entity` (any name or identifier; labels in brackets narrow it), `entities` (several, the last parameter; a list
of ids to the Cypher), `fact` (a fact id, a claim id or an entity), `text` (words in brackets: one of them), `int`,
`date` (ISO day). Columns are `str`, `int`, `float`, `bool` or a list as `[str]`, with `?` where a row may have none. A
long header line goes on in lines that start with `//` and three spaces. Every question also takes `$valid_at`: an ISO
day, or 'any'. A basis file has the same header with group `basis`; it takes entities and returns `covered` (does any
source speak to it), `basis` and `notes` (lists of sentences).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kg.queries.columns import Column, read_columns
from kg.schema import entities  # noqa: F401  (registers the labels)
from kg.schema.base import ENTITIES

ParamType = Literal["entity", "entities", "fact", "text", "int", "date"]
Maturity = Literal["stable", "beta", "experimental"]
BASIS = "basis"
BASIS_COLUMNS = "covered bool, basis [str], notes [str]"

_KEY = re.compile(r"^(name|group|param|returns|basis|note|since|maturity):\s*(.*)$")
_PARAM = re.compile(
    r"^(?P<name>[a-z][a-z0-9_]*)(?P<optional>\?)?\s+(?P<type>[a-z]+)(?:\((?P<labels>[A-Za-z_, ]+)\))?"
    r'(?:=(?P<default>\S+))?\s+"(?P<example>[^"]*)"\s+(?P<help>\S.*)$'
)
_NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_CALL = re.compile(r"^([a-z][a-z0-9-]*)\(([^()]*)\)$")
_ARGUMENT = re.compile(r'^(?:[a-z][a-z0-9_]*|"[^",]*")$')
_USED = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_TEXT = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*")
_ONCE = ("name", "group", "returns", "since", "maturity")
_TYPES: Mapping[str, ParamType] = {
    "entity": "entity",
    "entities": "entities",
    "fact": "fact",
    "text": "text",
    "int": "int",
    "date": "date",
}
_MATURITY: Mapping[str, Maturity] = {"stable": "stable", "beta": "beta", "experimental": "experimental"}


class HeaderError(Exception):
    """A header breaks a rule; the message is `file:line: rule`."""

    def __init__(self, path: Path, line: int, rule: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}:{line}: {rule}")
        self.line = line
        self.rule = rule


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Param(_Frozen):
    """One parameter of a question."""

    name: str
    type: ParamType
    example: str
    help: str
    labels: tuple[str, ...] = ()
    """Of an entity: the labels it may have. Of a text: the words it may be; none: any."""
    optional: bool = False
    default: str | int | None = None


class BasisCall(_Frozen):
    """A basis file and what it is asked with: parameters of the question, or texts in double quotes."""

    name: str
    args: tuple[str, ...]

    def bind(self, values: Mapping[str, object]) -> list[object]:
        """The values to ask with, given those of the question's parameters."""
        return [arg.strip('"') if arg.startswith('"') else values[arg] for arg in self.args]


class Query(_Frozen):
    """A question: what its header says, and its Cypher."""

    name: str
    group: str
    title: str
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    basis: tuple[BasisCall, ...]
    notes: tuple[str, ...]
    since: str
    maturity: Maturity
    text: str
    """The whole file, as Neo4j Browser opens it."""
    cypher: str
    """The statement below the header."""

    @property
    def returns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def parse(path: Path, text: str) -> Query:
    """The question in a file's text. Raises `HeaderError` with file, line and rule when its header is malformed."""
    lines, body_at = _header_lines(path, text)
    title = lines[0][1]
    single: dict[str, tuple[int, str]] = {}
    params: list[Param] = []
    calls: list[tuple[int, BasisCall]] = []
    notes: list[str] = []
    for number, content in lines[1:]:
        for key, value in _keys(path, number, content):
            if key == "param":
                params.append(_param(path, number, value))
            elif key == "basis":
                calls += [(number, call) for call in _calls(path, number, value)]
            elif key == "note":
                notes.append(value)
            elif key in single:
                raise HeaderError(path, number, f"`{key}:` stands twice")
            else:
                single[key] = (number, value)
    for key in _ONCE:
        if key not in single:
            raise HeaderError(path, 1, f"the header has no `{key}:` line")
    body = "\n".join(text.splitlines()[body_at:]).strip()
    _check_names(path, single)
    _check_params(path, params, body, body_at, implied=("valid_at",))
    _check_calls(path, calls, {param.name for param in params})
    number, maturity = single["maturity"]
    if maturity not in _MATURITY:
        raise HeaderError(path, number, f"maturity is one of {', '.join(_MATURITY)}, not {maturity!r}")
    return Query(
        name=single["name"][1],
        group=single["group"][1],
        title=title,
        params=tuple(params),
        columns=_columns(path, *single["returns"], group=single["group"][1]),
        basis=tuple(call for _, call in calls),
        notes=tuple(notes),
        since=single["since"][1],
        maturity=_MATURITY[maturity],
        text=text,
        cypher=body,
    )


def _header_lines(path: Path, text: str) -> tuple[list[tuple[int, str]], int]:
    lines: list[tuple[int, str]] = []
    at = 0
    for at, line in enumerate(text.splitlines()):
        if not line.startswith("//"):
            break
        if line.startswith("//   ") and lines:
            number, before = lines[-1]
            lines[-1] = (number, f"{before} {line[2:].strip()}")
        else:
            lines.append((at + 1, line[2:].strip()))
    if not lines or not lines[0][1] or _KEY.match(lines[0][1]):
        raise HeaderError(path, 1, "the first line is `// ` and a title")
    return lines, at


def _keys(path: Path, number: int, content: str) -> Iterable[tuple[str, str]]:
    """The keys of a line: one, but `since: 1.0   maturity: stable` holds two."""
    match = _KEY.match(content)
    if not match:
        raise HeaderError(path, number, f"{content!r} is no header line: write `// key: value`")
    key, value = match.groups()
    if key == "since" and "maturity:" in value:
        since, maturity = value.split("maturity:", 1)
        return [("since", since.strip()), ("maturity", maturity.strip())]
    return [(key, value.strip())]


def _param(path: Path, number: int, value: str) -> Param:
    match = _PARAM.match(value)
    if not match:
        raise HeaderError(path, number, '`param:` takes a name, a type, "an example" and what it is')
    kind = _TYPES.get(match["type"])
    if kind is None:
        raise HeaderError(path, number, f"{match['type']!r} is no type; known: {', '.join(_TYPES)}")
    labels = tuple(label.strip() for label in (match["labels"] or "").split(",") if label.strip())
    for label in labels if kind != "text" else ():
        if label not in ENTITIES:
            raise HeaderError(path, number, f"{label!r} is no label of the schema")
    told: str | None = match["default"]
    default: str | int | None = told
    if kind == "int" and told is not None:
        if not told.removeprefix("-").isdecimal():
            raise HeaderError(path, number, f"{told!r} is no whole number")
        default = int(told)
    return Param(
        name=match["name"],
        type=kind,
        example=match["example"],
        help=match["help"].strip(),
        labels=labels,
        optional=bool(match["optional"]) or default is not None,
        default=default,
    )


def _calls(path: Path, number: int, value: str) -> Iterable[BasisCall]:
    for part in re.split(r"(?<=\))\s*,\s*", value):
        match = _CALL.match(part.strip())
        if not match:
            raise HeaderError(path, number, f"{part!r} is no basis: write `name(param, …)`")
        args = tuple(arg.strip() for arg in match[2].split(",") if arg.strip())
        if not all(_ARGUMENT.match(arg) for arg in args):
            raise HeaderError(path, number, f"{part!r} takes parameters and texts in double quotes")
        yield BasisCall(name=match[1], args=args)


def _check_names(path: Path, single: Mapping[str, tuple[int, str]]) -> None:
    number, name = single["name"]
    if not _NAME.match(name) or name != path.stem:
        raise HeaderError(path, number, f"name {name!r} is not the file's name {path.stem!r}")
    number, group = single["group"]
    if group != path.parent.name:
        raise HeaderError(path, number, f"group {group!r} is not the folder's name {path.parent.name!r}")


def _check_params(path: Path, params: list[Param], body: str, body_at: int, implied: tuple[str, ...]) -> None:
    names = [param.name for param in params]
    for name in names:
        if names.count(name) > 1 or name in implied:
            raise HeaderError(path, 1, f"parameter {name!r} stands twice, or is one that every question has")
    if not body:
        raise HeaderError(path, body_at + 1, "there is no Cypher below the header")
    used = set(_USED.findall(_TEXT.sub(" ", body)))
    for name in sorted(used - set(names) - set(implied)):
        raise HeaderError(path, body_at + 1, f"the Cypher uses ${name}, which no `param:` line names")
    for name in sorted(set(names) - used):
        raise HeaderError(path, 1, f"parameter {name!r} is not used by the Cypher")
    for param in params[:-1]:
        if param.type == "entities":
            raise HeaderError(path, 1, f"parameter {param.name!r} takes several, so it must stand last")
    if params and not params[-1].optional:
        late = [param.name for param in params if param.optional]
        if late:
            raise HeaderError(path, 1, f"parameter {late[0]!r} may be left out, so it must stand last")


def _check_calls(path: Path, calls: list[tuple[int, BasisCall]], known: set[str]) -> None:
    for number, call in calls:
        for name in call.args:
            if not name.startswith('"') and name not in known:
                raise HeaderError(path, number, f"basis {call.name} is given {name!r}, which is no parameter")


def _columns(path: Path, number: int, value: str, *, group: str) -> tuple[Column, ...]:
    try:
        return read_columns(value, BASIS_COLUMNS if group == BASIS else None)
    except ValueError as error:
        raise HeaderError(path, number, str(error)) from error
