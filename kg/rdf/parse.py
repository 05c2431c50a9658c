"""A file of RDF as resources: what it says of each subject, with where in the file that stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.loaders.base import BadInput, first_line
from kg.rdf.terms import IRI, TYPE, place

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

SUFFIXES: Mapping[str, str] = {
    ".trig": "trig", ".nq": "nquads", ".nquads": "nquads", ".ttl": "turtle", ".turtle": "turtle", ".jsonld": "jsonld",
}  # fmt: skip
_FORMATS = {"trig": "TRIG", "nquads": "N_QUADS", "turtle": "TURTLE", "jsonld": "JSON_LD"}


@dataclass(slots=True)
class Resource:
    """The types of a subject, and by predicate its values, each with its datatype or `IRI`."""

    types: set[str] = field(default_factory=set)
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@dataclass(slots=True)
class RdfFile:
    """A file that was read: its resources by IRI."""

    path: Path
    resources: dict[str, Resource]

    def fault(self, iri: str, rule: str) -> BadInput:
        """The error for a resource, with the line on which the file first describes it."""
        line = _line(self.path, iri)
        room, id_ = place(iri)
        return BadInput(self.path.name, f"{f'{room}/{id_}' if room else iri}: {rule}", f"line {line}" if line else "")


def syntax_of(path: Path) -> str:
    """The syntax that a file's name tells. Raises `BadInput` for another name."""
    syntax = SUFFIXES.get(path.suffix.lower())
    if syntax is None:
        known = ", ".join(SUFFIXES)
        raise BadInput(path.name, f"its name tells no RDF syntax ({known}); name it with --syntax")
    return syntax


def parse(path: Path, syntax: str) -> RdfFile:
    """Every resource of a file, graphs joined. Raises `BadInput` with the line where the syntax breaks."""
    if not path.is_file():
        raise BadInput(str(path), "there is no such file")
    if path.stat().st_size == 0:
        raise BadInput(path.name, "the file is empty")
    file = RdfFile(path, {})
    for subject, predicate, value, form in _statements(path, syntax):
        resource = file.resources.get(subject)
        if resource is None:
            resource = file.resources[subject] = Resource()
        if predicate == TYPE:
            resource.types.add(value)
        else:
            told = resource.values.setdefault(predicate, [])
            if (value, form) not in told:
                told.append((value, form))
    return file


def _statements(path: Path, syntax: str) -> Iterator[tuple[str, str, str, str]]:
    import pyoxigraph

    known: dict[str, str] = {}  # predicates, datatypes and types come again and again: one string each
    share = known.setdefault
    try:
        for quad in pyoxigraph.parse(path=path, format=_format(syntax)):
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if not isinstance(subject, pyoxigraph.NamedNode) or isinstance(value, pyoxigraph.BlankNode):
                raise BadInput(path.name, f"a blank node ({predicate}); dealgraph's RDF has none")
            if isinstance(value, pyoxigraph.NamedNode):
                told = share(value.value, value.value) if predicate == TYPE else value.value
                yield subject.value, share(predicate, predicate), told, IRI
            elif isinstance(value, pyoxigraph.Literal):
                datatype = value.datatype.value
                yield subject.value, share(predicate, predicate), value.value, share(datatype, datatype)
            else:
                raise BadInput(path.name, f"a statement about a statement ({predicate}); dealgraph's RDF has none")
    except SyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else ""
        raise BadInput(path.name, f"no {syntax}, or cut off: {first_line(error)}", where) from error
    except (OSError, ValueError) as error:
        raise BadInput(path.name, f"cannot be read: {first_line(error)}") from error


def _format(syntax: str) -> RdfFormat:
    import pyoxigraph

    found: RdfFormat = getattr(pyoxigraph.RdfFormat, _FORMATS[syntax])
    return found


def _line(path: Path, iri: str) -> int | None:
    """Where a resource is described: only looked for once there is a fault to tell."""
    room, _ = place(iri)
    name = re.escape(iri.rpartition("/")[2] if room else iri)
    subject = re.compile(rf'^(?:<[^>]*{room}/{name}>|{room}:{name}\s)|"@id": "[^"]*{room}/{name}"' if room else name)
    with path.open(encoding="utf-8", errors="replace") as lines:
        return next((number for number, line in enumerate(lines, start=1) if subject.search(line)), None)
