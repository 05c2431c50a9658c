"""What is sent to a model: the rules as the system's words, the passage as data between marks that it cannot forge."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from kg.loaders.llm.answer import json_schema
from kg.schema.values import canonical


@cache
def system() -> str:
    """The rules of `data/system.md`."""
    return (files("kg.loaders.llm") / "data" / "system.md").read_text(encoding="utf-8")


@cache
def version() -> str:
    """Eight hexadecimal digits that change with the rules, the types or the schema: what an answer was an answer to."""
    return hashlib.sha256(f"{system()}\n{canonical(json_schema())}".encode()).hexdigest()[:8]


def messages(passage: str) -> list[dict[str, str]]:
    """The two messages of a request.

    The marks carry a hash of the passage: a text that holds its own hash, to end the data early, cannot be written.
    """
    code = hashlib.sha256(passage.encode()).hexdigest()[:16]
    data = f"<passage {code}>\n{passage}\n</passage {code}>"
    return [{"role": "system", "content": system()}, {"role": "user", "content": data}]


def response_format() -> dict[str, Any]:
    """Structured output by the answer's JSON Schema."""
    return {"type": "json_schema", "json_schema": {"name": "facts", "strict": True, "schema": json_schema()}}
