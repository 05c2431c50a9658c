"""The share of each owner where a text names several, and words that say that an ownership has ended."""

from __future__ import annotations

import re

from kg.loaders.article.entities import Entity
from kg.loaders.article.hits import Hit
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.shadow import Document

ENDED = re.compile(r"\b(?:former(?:ly)?|previous(?:ly)?|once|used to|until)\b", re.IGNORECASE)
_BESIDE = re.compile(r"(?:,? ?\(|,? (?:with|at|holds?|has|owns?|on) (?:an? |about |around |some |the remaining )?| )$")
"""What stands between an owner and its share: "Northwind (60%)", "Northwind, with 60 percent,"."""


def share_of(doc: Document, h: Hit, owner: Entity) -> Quantity | None:
    """The percentage told right behind an owner in a clause on several owners."""
    for x in doc.mentioned(h.start, min(len(doc.work), h.end + 30)):
        if x.entity is not owner:
            continue
        for q in doc.amounts(x.end, x.end + 40, "percent"):
            if _BESIDE.match(doc.work[x.end : q.start]):
                return q
    return None
