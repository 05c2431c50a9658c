"""The JSON-LD context: a term for each property whose values are all of one kind, prefixes for the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from kg.rdf.model import shapes
from kg.rdf.terms import BOOLEAN, DAY, DOUBLE, INTEGER, IRI, PREFIXES, STRING, compact

_PLAIN = (STRING, INTEGER, DOUBLE, BOOLEAN, DAY, IRI)


@cache
def coerced() -> Mapping[tuple[str, str], str]:
    """The term for a predicate with values of a datatype (or `IRI`); pairs that are missing are written in full."""
    found: dict[str, tuple[str, str]] = {}
    for shape in shapes().values():
        for name, field in shape.fields.items():
            key = (field.predicate, field.form)
            if field.form in _PLAIN and name not in PREFIXES and key not in found.values():
                found.setdefault(name.lower(), key)
    return {key: name for name, key in found.items()}


def context() -> dict[str, object]:
    """The value of `@context`."""
    found: dict[str, object] = {**PREFIXES}
    for (predicate, form), name in sorted(coerced().items(), key=lambda item: item[1]):
        iri = compact(predicate)
        found[name] = iri if form == STRING else {"@id": iri, "@type": form if form == IRI else compact(form)}
    return found


def text() -> str:
    """The context as a file."""
    return json.dumps({"@context": context()}, indent=2, ensure_ascii=False) + "\n"
