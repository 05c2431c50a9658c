"""Names of the RDF: prefixes, rooms of IRIs, datatypes. No blank nodes, and no address that is not ours."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote

BASE = "urn:dealgraph:"
"""Where data lives unless the user names another base."""

PREFIXES = {
    "kg": "urn:dealgraph:schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "sh": "http://www.w3.org/ns/shacl#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
}

ROOMS = (
    "entity", "edge", "fact", "claim", "statement", "source", "source-entity", "decision", "review", "name",
    "identifier", "annotation", "target", "quote", "position", "record-field", "list", "export",
)  # fmt: skip
"""First part of the path of every IRI of data: `BASE` + room + `/` + id."""

_SAFE = re.compile(r"[A-Za-z0-9_.-]+").fullmatch


def expand(curie: str) -> str:
    """The IRI of a CURIE with one of our prefixes; `KeyError` for another prefix."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=4096)
def compact(iri: str) -> str:
    """The CURIE of an IRI, for people; the IRI itself where no prefix fits."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def own(name: str) -> str:
    """The IRI of one of our own classes or properties."""
    return PREFIXES["kg"] + name


def path(id_: str) -> str:
    """An id as the last part of an IRI."""
    return id_ if _SAFE(id_) else quote(id_, safe="")


def place(iri: str) -> tuple[str, str]:
    """Room and id that an IRI of data names, whatever its base; the room is empty where there is none of ours."""
    rest, _, last = iri.rpartition("/")
    room = re.split(r"[/:#]", rest)[-1]
    return (room, unquote(last)) if room in ROOMS else ("", iri)


IRI = "@id"
"""Stands where a datatype stands, for a reference."""
STRING = PREFIXES["xsd"] + "string"
INTEGER = PREFIXES["xsd"] + "integer"
DOUBLE = PREFIXES["xsd"] + "double"
BOOLEAN = PREFIXES["xsd"] + "boolean"
DAY = PREFIXES["xsd"] + "date"
MONTH = PREFIXES["xsd"] + "gYearMonth"
YEAR = PREFIXES["xsd"] + "gYear"
TYPE = PREFIXES["rdf"] + "type"
IDENTIFIER = PREFIXES["dcterms"] + "identifier"
MEMBER = PREFIXES["rdf"] + "_"
SEQ = PREFIXES["rdf"] + "Seq"

_DATES = {4: YEAR, 7: MONTH, 10: DAY}


def date_type(text: str) -> str:
    """The datatype of an EDTF date that was checked: year, month or day; quarters and half-years are strings."""
    return STRING if text[5:6] in ("Q", "H") else _DATES.get(len(text), STRING)


def number(value: float) -> str:
    """A float as `xsd:double` writes it; reading it gives the same float."""
    text = repr(float(value))
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(text, text)


_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*[/#:]|[A-Za-z][A-Za-z0-9+.-]*:").fullmatch


def is_base(text: str) -> bool:
    """Whether IRIs of data may begin with it: an absolute IRI that ends in `/`, `#` or `:`."""
    return _BASE(text) is not None
