"""The four syntaxes, each written description by description: `write(descriptions)` yields text and holds nothing.

Strings of N-Quads, TriG and Turtle are escaped as JSON strings are: the same quotes, the same escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from json.encoder import encode_basestring

from kg.rdf.context import coerced, context
from kg.rdf.describe import Description
from kg.rdf.terms import BASE, BOOLEAN, INTEGER, IRI, PREFIXES, ROOMS, STRING, TYPE, compact

Writer = Callable[[Iterable[Description], str], Iterator[str]]

_LOCAL = re.compile(r"\w(?:[\w.-]*[\w-])?", re.ASCII).fullmatch
_BARE = (INTEGER, BOOLEAN)


def nquads(descriptions: Iterable[Description], base: str = BASE) -> Iterator[str]:
    """N-Quads: one statement a line, every IRI in full."""
    del base
    for each in descriptions:
        head = f"<{each.subject}> <"
        tail = f" <{each.graph}> .\n" if each.graph else " .\n"
        yield "".join(
            [
                f"{head}{predicate}> <{value}>{tail}"
                if form == IRI
                else f"{head}{predicate}> {encode_basestring(value)}{tail}"
                if form == STRING
                else f'{head}{predicate}> "{value}"^^<{form}>{tail}'
                for predicate, value, form in each.pairs
            ]
        )


def trig(descriptions: Iterable[Description], base: str = BASE) -> Iterator[str]:
    """TriG: Turtle with the statement of each claim in a graph of its own."""
    return _turtle(descriptions, base, graphs=True)


def turtle(descriptions: Iterable[Description], base: str = BASE) -> Iterator[str]:
    """Turtle: the same triples without graphs."""
    return _turtle(descriptions, base, graphs=False)


def _turtle(descriptions: Iterable[Description], base: str, *, graphs: bool) -> Iterator[str]:
    prefixes = {**PREFIXES, **{room: f"{base}{room}/" for room in ROOMS}}
    yield "".join(f"@prefix {prefix}: <{start}> .\n" for prefix, start in prefixes.items())
    rooms = {start: prefix for prefix, start in prefixes.items() if prefix in ROOMS}

    def reference(iri: str) -> str:
        start, _, local = iri.rpartition("/")
        prefix = rooms.get(f"{start}/")
        return f"{prefix}:{local}" if prefix and _LOCAL(local) else _vocabulary(iri)

    for each in descriptions:
        told = " ;\n    ".join(
            [
                f"{'a' if predicate == TYPE else _vocabulary(predicate)} {reference(value)}"
                if form == IRI
                else f"{_vocabulary(predicate)} {encode_basestring(value)}"
                if form == STRING
                else f"{_vocabulary(predicate)} {value}"
                if form in _BARE
                else f'{_vocabulary(predicate)} "{value}"^^{_vocabulary(form)}'
                for predicate, value, form in each.pairs
            ]
        )
        block = f"{reference(each.subject)} {told} .\n"
        yield f"\n{reference(each.graph)} {{\n{block}}}\n" if graphs and each.graph else f"\n{block}"


@lru_cache(maxsize=4096)
def _vocabulary(iri: str) -> str:
    curie = compact(iri)
    return curie if curie != iri and _LOCAL(curie.partition(":")[2]) else f"<{iri}>"


def jsonld(descriptions: Iterable[Description], base: str = BASE) -> Iterator[str]:
    """JSON-LD: one object with its context, the graph written element by element."""
    del base
    yield f'{{"@context": {json.dumps(context())},\n"@graph": ['
    between = "\n"
    for each in descriptions:
        found: dict[str, list[str]] = {}
        for predicate, value, form in each.pairs:
            key, before, after = _member(predicate, form)
            text = encode_basestring(compact(value) if key == _TYPE_KEY else value)
            found.setdefault(key, []).append(f"{before}{text}{after}")
        members = [key + (told[0] if len(told) == 1 else f"[{', '.join(told)}]") for key, told in found.items()]
        whole = f'{{"@id": {encode_basestring(each.subject)}, {", ".join(members)}}}'
        if each.graph:
            whole = f'{{"@id": {encode_basestring(each.graph)}, "@graph": [{whole}]}}'
        yield between + whole
        between = ",\n"
    yield "\n]}\n"


_TYPE_KEY = '"@type": '


@cache
def _member(predicate: str, form: str) -> tuple[str, str, str]:
    """The key of a predicate as text, and what stands before and after a value under it."""
    if predicate == TYPE:
        return _TYPE_KEY, "", ""
    term = coerced().get((predicate, form))
    if term is not None:
        return f'"{term}": ', "", ""
    key = f'"{compact(predicate)}": '
    if form == IRI:
        return key, '{"@id": ', "}"
    return key, '{"@value": ', "}" if form == STRING else f', "@type": "{compact(form)}"}}'


WRITERS: Mapping[str, Writer] = {"trig": trig, "nquads": nquads, "turtle": turtle, "jsonld": jsonld}
