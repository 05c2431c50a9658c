"""The joint company that a text tells of: what is said behind its founding of nobody in particular is its."""

from __future__ import annotations

import re
from functools import cache

from kg.loaders.article.lexicon import table
from kg.loaders.article.patterns import expand
from kg.loaders.article.shadow import Document


@cache
def _founds() -> re.Pattern[str]:
    return re.compile(expand(table("presence")["founds"]))


def founded(doc: Document, end: int) -> str | None:
    """The venture that the text up to a position tells of: "A and B have founded C", "the venture, called C"."""
    if not ("enture" in doc.work or "found" in doc.work or "creat" in doc.work):
        return None
    m = _founds().search(doc.plain, 0, end)
    at = (m.span("o") if m["o"] else m.span("o2")) if m else (0, 0)
    return next((x.entity.name for kind in ("org", "other", "person") for x in doc.mentioned(*at, kind)), None)
