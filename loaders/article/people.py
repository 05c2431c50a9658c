"""Who holds which title at which organization."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import table, words, wordset
from kg.loaders.article.patterns import expand
from kg.loaders.article.places import place
from kg.loaders.article.shadow import ORG, PERSON, Document


@cache
def _rows() -> list[tuple[tuple[str, ...], re.Pattern[str], bool]]:
    return [
        (tuple(r.get("triggers", ("",))), re.compile(expand(r["match"])), bool(r.get("filled")))
        for r in table("people")["patterns"]
    ]


_FUNCTION = re.compile(r"(?i)director|head|vice president|\bvp\b|manager|officer")


def _plain(name: str) -> bool:
    """Whether a name is made of ordinary words only."""
    return all(w.lower() in words("common") for w in name.split(" "))


def _personal(name: str) -> bool:
    """Whether a name can be a person's: two to four words, none of them a company's or a place."""
    parts = name.split(" ")
    org = wordset("names", "org")
    if not 2 <= len(parts) <= 4 or any(p in org for p in parts) or place(name):
        return False
    return parts[0] in words("given_names") or parts[0].lower() not in words("common")


def speaker_org(doc: Document) -> dict[str, Entity]:
    """Organizations of people, by the person's name."""
    by_name = {e.name: e for e in doc.names.entities if e.kind == "org"}
    return {f.subject: by_name[f.object] for f in findings(doc) if f.object in by_name}


def findings(doc: Document) -> Iterator[Finding]:
    """One finding per person, organization and sentence."""
    topic: Entity | None = None
    for s in doc.sentences:
        if s.zone in ("legal", "heading"):
            continue
        plain = doc.plain[s.start : s.end]
        orgs = doc.mentioned(s.start, s.end)
        if PERSON in plain:
            taken: set[int] = set()
            low = doc.work[s.start : s.end].lower()
            filled = doc.filled[s.start : s.end]
            for triggers, regex, over in _rows():
                if not any(t in low for t in triggers):
                    continue
                for m in regex.finditer(filled if over else plain):
                    found = _one(doc, s.start, m, topic, taken)
                    if found:
                        yield found
        if (orgs and orgs[0].start - s.start < 80) or (orgs and len({id(o.entity) for o in orgs}) == 1):
            topic = orgs[0].entity


def _one(doc: Document, base: int, m: re.Match[str], topic: Entity | None, taken: set[int]) -> Finding | None:
    people = doc.mentioned(base + m.start("h"), base + m.end("h"), "person")
    if not people or people[0].start in taken:
        return None
    org: Entity | None = topic
    if "o" in m.re.groupindex and m.start("o") >= 0:
        found = [x for x in doc.mentioned(base + m.start("o"), base + m.end("o")) if doc.plain[x.start] == ORG]
        org = found[0].entity if found else None
    if org is not topic and org is not None and _FUNCTION.search(m.group("r")) and _plain(org.name):
        org = topic  # "director of information technology" names no organization
    if org is None or org.publication or not _personal(people[0].entity.name):
        return None
    taken.add(people[0].start)
    title = doc.text[base + m.start("r") : base + m.end("r")].strip(" ,")
    q: dict[str, str] = {"role": re.sub(r"\s+", " ", title), "subject_type": "person"}
    said = doc.work[base + m.start() : base + m.end()]
    before = doc.work[max(0, base + m.start() - 12) : base + m.start()]
    if re.search(r"\b(?:appoint|names|named|promot|hire|elect|join)", said):
        q["status"] = "new"
    elif re.search(r"\b(?:former|ex-)\b", before + said, re.IGNORECASE):
        q["status"] = "former"
    return Finding(
        "person_role", people[0].entity.name, org.name, (Span(base + m.start(), base + m.end()),), qualifiers=q
    )
