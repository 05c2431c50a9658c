"""Favorites of Neo4j Browser: every question as one statement that runs as it stands, on both engines.

A question takes parameters, and Browser shows no rows for a script that sets them first. So a favorite names what is
asked in its first clause, finds who is meant as `kg find` does, and carries these values through the question's
clauses as variables. One line is to be changed to ask about somebody else.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from kg.browser.drawings import DRAWINGS
from kg.queries import Param, all_queries
from kg.schema.base import ENTITIES

_OPAQUE = re.compile(r"""('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//[^\n]*)""")
_PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*)")
_SUBQUERY = re.compile(r"\bCALL\s*\(([^)]*)\)\s*\{")
_WITH = re.compile(r"(?<!STARTS )(?<!ENDS )\bWITH\b(?:\s+DISTINCT\b)?(?!\s*\*)")
_EPOCH = (1980, 1, 1, 0, 0, 0)

VALID_AT = Param(name="valid_at", type="text", example="any", default="any", help="a day as 2025-12-31, or any")
_FOLDS = "[" + ", ".join(f'["{mark}", " "]' for mark in (*",:;/()–—-", "  ", "  ")) + "]"
"""What the key of a name has no more (`kg.schema.names.name_key`), in so far as Cypher says it in a line."""
ON_RECORD = ("Fact", "Claim")
"""What a parameter of type `fact` may name besides an entity."""


@dataclass(frozen=True, slots=True)
class Favorite:
    """One file: Browser names it by the first line of its text, and its folder by its group."""

    group: str
    name: str
    text: str

    @property
    def path(self) -> str:
        """Where it stands in a folder or a zip."""
        return f"{self.group}/{self.name}.cypher"


def favorites() -> list[Favorite]:
    """The drawings, then every packaged question, by group and name."""
    drawn = [Favorite("draw", d.name, statement(d.title, d.params, d.cypher)) for d in DRAWINGS]
    return drawn + [
        Favorite(query.group, query.name, statement(query.title, (*query.params, VALID_AT), query.cypher))
        for query in all_queries()
    ]


def as_zip(files: Sequence[Favorite]) -> bytes:
    """The favorites in one zip, each group a folder; the same favorites give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for each in files:
            target.writestr(zipfile.ZipInfo(each.path, _EPOCH), each.text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def statement(title: str, params: Sequence[Param], cypher: str) -> str:
    """A question as one statement without parameters; each starts with its example, or absent where it may be."""
    carried = [f"given_{param.name}" for param in params]
    lines = [f"// {title}"]
    if params:
        lines += ["// Change here what is asked:", "WITH", *_head(params)]
    for param in params:
        if param.type in ("entity", "fact"):
            lines += _lookup(param)
    return "\n".join([*lines, _bound(cypher, carried) if carried else cypher, ""])


def _head(params: Sequence[Param]) -> list[str]:
    lines = []
    for place, param in enumerate(params, start=1):
        value = param.default if param.optional else param.example
        example = f', as "{param.example}"' if value is None else ""
        comma = "," if place < len(params) else ""
        lines.append(f"  {json.dumps(value, ensure_ascii=False)} AS {_typed(param)}{comma}  // {param.help}{example}")
    return lines


def _typed(param: Param) -> str:
    """The variable for what the user types: looked up first where it names an entity."""
    return f"{'asked' if param.type in ('entity', 'fact') else 'given'}_{param.name}"


def _lookup(param: Param) -> list[str]:
    """Who is meant: the first of id, identifier, name and further name that has a hit, as `kg find` does."""
    asked, keys = f"asked_{param.name}", f"keys_{param.name}"
    wanted = param.labels or tuple(ENTITIES)
    any_of, listed = "|".join(wanted), json.dumps(wanted)
    on_record = "|".join((*ON_RECORD, *wanted)) if param.type == "fact" else any_of
    folded = (
        f'trim(reduce(text = replace(toLower({asked}), ".", ""), pair IN {_FOLDS} | replace(text, pair[0], pair[1])))'
    )
    return [
        f'WITH *, [toLower(trim({asked})), {folded}, last(split(toLower({asked}), ":"))] AS {keys}',
        f"UNWIND CASE WHEN {asked} IS NULL THEN [null] ELSE head([found IN [",
        f"    COLLECT {{ MATCH (x:{on_record} {{id: {asked}}}) RETURN x.id }},",
        f"    COLLECT {{ MATCH (x:SourceEntity {{id: {asked}}}) WHERE x.label IN {listed} RETURN x.entity }},",
        f"    COLLECT {{ MATCH (x:Identifier) WHERE x.key IN {keys} AND x.label IN {listed} "
        "RETURN DISTINCT x.entity },",
        f"    COLLECT {{ MATCH (x:{any_of}) WHERE x.name_key IN {keys} RETURN x.id }},",
        f"    COLLECT {{ MATCH (x:Name) WHERE x.key IN {keys} AND x.label IN {listed} RETURN DISTINCT x.entity }}",
        f"  ] WHERE size(found) > 0]) END AS given_{param.name}",
    ]


def _bound(cypher: str, carried: Sequence[str]) -> str:
    """The statement with `$name` as the variable `given_name`, which every `WITH` and every subquery takes along."""
    names = ", ".join(carried)

    def into(match: re.Match[str]) -> str:
        own = match[1].strip()
        return f"CALL ({names}, {own}) {{" if own else f"CALL ({names}) {{"

    def bind(text: str) -> str:
        text = _PARAMETER.sub(r"given_\1", text)
        text = _SUBQUERY.sub(into, text)
        return _WITH.sub(lambda match: f"{match[0]} {names},", text)

    parts = _OPAQUE.split(cypher)
    return "".join(part if _OPAQUE.fullmatch(part) else bind(part) for part in parts)
