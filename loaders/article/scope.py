"""What a deal's own sentence says it covers: facilities, places, products, who connects what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kg.loaders.article.finding import Finding
from kg.loaders.article.modality import sentence_index
from kg.loaders.article.places import place
from kg.loaders.article.products import Offer
from kg.loaders.article.shadow import Document

_CONNECTS = re.compile(r"\bto (?:directly )?connect\b|\bwill connect\b")


def with_scope(
    doc: Document, deals: Sequence[Finding], groups: Sequence[Finding], offers: Sequence[Offer]
) -> Iterator[Finding]:
    """The deals, each with `covers`, `products` and `connects` where its sentence tells them."""
    for d in deals:
        if d.type not in ("partnership", "purchase", "acquisition", "joint_venture", "investment"):
            yield d
            continue
        q: dict[str, Any] = dict(d.qualifiers)
        covers: list[str] = []
        named: list[str] = []
        for span in d.spans:
            s = doc.sentences[sentence_index(doc, span.start)]
            inside = [g for g in groups if any(s.start <= x.start < s.end for x in g.spans[:1])]
            for g in inside:
                if g.type == "facility_group":
                    covers.append(g.object or f"{g.value} facilities")
                    text = doc.work[s.start : s.end]
                    m = _CONNECTS.search(text)
                    if m and s.start + m.start() < g.spans[0].start:
                        other = d.subject if g.subject != d.subject else d.object
                        q["connects"] = {"connector": other, "group_count": g.value}
                elif g.type == "located_in" and g.object:
                    covers.append(g.object)
            for m2 in doc.mentioned(span.start, span.end, "place"):
                p = place(m2.entity.name)
                if p and p.kind == "us_state":
                    covers.append(m2.entity.name)
            named += [
                o.name
                for o in offers
                if s.start <= o.span.start < s.end
                or any(n and n in doc.text[span.start : span.end] for n in (o.name, *o.names))
            ]
        if covers:
            q["covers"] = list(dict.fromkeys(covers))
        if named:
            q["products"] = list(dict.fromkeys(named))
        yield replace(d, qualifiers=q)
