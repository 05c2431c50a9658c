"""Findings in the annotation format: facts with verbatim quotes and offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from kg.loaders.article.finding import Extraction


def annotate(text: str, found: Extraction, name: str, raw: bytes | None = None) -> dict[str, Any]:
    """The annotation of one document: `document` and `facts`, ready for JSON.

    `raw` are the bytes of the text file where they differ from its UTF-8 form.
    """
    facts: list[Mapping[str, Any]] = []
    for number, f in enumerate(found.findings, 1):
        first, *rest = f.spans
        fact: dict[str, Any] = {
            "id": f"f{number:03d}",
            "type": f.type,
            "subject": f.subject,
            "object": f.object,
            "value": list(f.value) if isinstance(f.value, tuple) else f.value,
            "unit": f.unit,
            "date": f.date,
            "qualifiers": {k: v for k, v in f.qualifiers.items() if v is not None},
            "modality": f.modality,
            "quote": text[first.start : first.end],
            "start": first.start,
            "end": first.end,
        }
        if rest:
            fact["also"] = [{"quote": text[s.start : s.end], "start": s.start, "end": s.end} for s in rest]
        facts.append(fact)
    return {
        "document": {
            "id": name,
            "text_file": f"{name}.txt",
            "text_sha256": hashlib.sha256(text.encode() if raw is None else raw).hexdigest(),
            "text_chars": len(text),
            "title": found.title,
            "publisher": found.publisher,
            "author": found.author,
            "published": found.published,
            "language": found.language,
        },
        "facts": facts,
    }
