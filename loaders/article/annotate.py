"""Findings in the annotation format: facts with verbatim quotes and offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from kg.loaders.article.finding import Extraction
from kg.loaders.base import Source


def annotate(source: Source, found: Extraction, name: str) -> dict[str, Any]:
    """The annotation of one document: `document` and `facts`, ready for JSON.

    What a page, a mail or a sidecar tells of the publication goes before what is found in the text.
    """
    text, told = source.text, source.sidecar
    raw = text.encode() if source.original is not None else text.encode(source.encoding)
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
            "text_sha256": hashlib.sha256(raw).hexdigest(),
            "text_chars": len(text),
            "title": told.title or found.title,
            "publisher": told.publisher or found.publisher,
            "author": told.author or found.author,
            "published": told.published or found.published,
            "language": told.language or found.language,
        },
        "facts": facts,
    }
