"""Findings of ownership by role nouns and verbs of owning, each share bound to the owner that it stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.loaders.article.chars import FILL, ORG
from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.forms import forms
from kg.loaders.article.kin import Kin, kin
from kg.loaders.article.modality import Voice
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document
from kg.loaders.article.subjects import Subjects

_BEFORE = re.compile(r"(?: (?:is |are )?(?:held |owned )?by (?:the )?| )$")
_BEHIND = re.compile(r"[^.;,]{0,24}?,? ?(?:\(|with|on|holds?|has|at|owns?)")
_HOLDS = re.compile(r"\b(?:own|hold|control|subscribe|take|has|have|retain|keep|acquire)")
_WHOLE = re.compile(r"\b(?:wholly|fully|100%|sole)\b")
_EQUAL = re.compile(r"\b(?:equal|50[:/]50|half each)")
_STAKE = re.compile(r"\b(?:majority|minority|controlling)\b")


def _entities(doc: Document, s: Sentence, spans: tuple[tuple[int, int], ...]) -> list[Entity]:
    """The organizations of some spans."""
    return [x.entity for a, b in spans for x in doc.mentioned(s.start + a, s.start + b + 1)[:1]]


_ITS = re.compile(r"(?:Its|Their) ")
_THE = re.compile(
    r"The ((?:[a-z][\w-]* ){1,4}?)(?:[a-z]+s|has|had|is|was|[a-z]+ed|who|which)\b|The ((?:[a-z][\w-]*,? ){1,3})"
)
_JOINT = re.compile(rf"({ORG}+{FILL}*(?:, {FILL}*{ORG}+{FILL}*){{0,6}},? (?:and|&) {FILL}*(?:[a-z]+ )*{FILL}*{ORG}+)")


def band(doc: Document, number: int, without: list[Entity]) -> list[Entity]:
    """The organizations last named together before a sentence: "A and B have founded C"."""
    for s in reversed(doc.sentences[max(0, number - 12) : number]):
        for m in reversed(list(_JOINT.finditer(doc.filled, s.start, s.end))):
            found = list(dict.fromkeys(id(x.entity) for x in doc.mentioned(m.start(), m.end())))
            named = {id(x.entity): x.entity for x in doc.mentioned(m.start(), m.end())}
            every = [named[i] for i in found if named[i] not in without]
            if len(every) > 1:
                return every
    return []


def founded(doc: Document, number: int, by: list[Entity]) -> Entity | None:
    """What a band has founded: the next organization named behind them."""
    for s in reversed(doc.sentences[max(0, number - 12) : number]):
        here = doc.mentioned(s.start, s.end)
        ends = [n for n, x in enumerate(here) if x.entity is by[-1]]
        if ends and any(x.entity is by[0] for x in here):
            return next((x.entity for x in here[ends[-1] + 1 :] if x.entity not in by), None)
    return None


def _antecedent(doc: Document, number: int, k: Kin, topic: Entity | None, others: list[Entity]) -> Entity | None:
    """Whose "its" is: the subject in front of it in its sentence, else whom the text speaks of."""
    s = doc.sentences[number]
    if k.start < 5 and _ITS.match(doc.work, s.start):
        before = doc.sentences[number - 1] if number else None
        if before and before.block == s.block and (m := _THE.match(doc.work, before.start)):
            named = doc.mentioned(before.start, m.end())
            return _by_word(doc, (m[1] or m[2]).split()) or (named[0].entity if named else None)
    for x in doc.mentioned(s.start, s.start + k.start + 4):
        if doc.half[x.start] == ORG and x.entity not in others:
            return x.entity
    return topic if topic not in others else None


def _by_word(doc: Document, said: list[str]) -> Entity | None:
    """The only organization with a word of a description in its name: "the fibre provider" is Zuri Fibre."""
    orgs = {id(x.entity): x.entity for x in doc.mentions if x.entity.kind == "org"}.values()
    for word in said:
        found = [e for e in orgs if len(word) > 3 and word.strip(",") in e.name.lower().split()]
        if len(found) == 1:
            return found[0]
    return None


def findings(doc: Document, voices: list[Voice], subjects: Subjects) -> Iterator[Finding]:
    """One finding per owner and owned organization."""
    ended = forms("kinship")["ended"]
    for number, (s, voice, topic) in enumerate(zip(doc.sentences, voices, subjects.topics, strict=True)):
        if s.zone == "legal":
            continue
        half = doc.half[s.start : s.end]
        if ORG not in half:
            continue
        low = doc.work[s.start : s.end].lower()
        for k in kin(half, low):
            named = _entities(doc, s, k.owners or k.owned or ())
            other = _entities(doc, s, k.owned or () if k.owners else ())
            if k.group:
                other = band(doc, number, named)
            elif not (k.owners and k.owned):
                found = _antecedent(doc, number, k, topic, named)
                other = [found] if found else []
            owners, owned = (named, other) if k.owners else (other, named)
            for n, owner in enumerate(owners):
                for what in owned:
                    if owner is what or owner.publication or what.publication:
                        continue
                    q: dict[str, Any] = {"source": voice.source} if voice.source else {}
                    value = _share(doc, s, k, n, len(owners), q)
                    if ended.search(k.noun):
                        q["status"] = "terminated"
                    since = _since(doc, s, k)
                    if since:
                        q["date_role"] = "since"
                    yield Finding(
                        "ownership", owner.name, what.name, (Span(s.start + k.start, s.start + k.end),), voice.modality,
                        value, "percent" if value is not None else None, since, q,
                    )  # fmt: skip


def _since(doc: Document, s: Sentence, k: Kin) -> str | None:
    """Since when, where the words or those right behind them tell it."""
    near = doc.dated(s.start + k.start, min(s.end, s.start + k.end + 12))
    return next((d.iso for d in near if doc.work[max(0, d.start - 6) : d.start] == "since "), None)


def _share(doc: Document, s: Sentence, k: Kin, n: int, many: int, q: dict[str, Any]) -> Any:
    """The share of the n-th owner: told behind it before the next one, in front of it, or by the words for all."""
    found = _beside(doc, s, k.owners, n) if k.owners else None
    inside = doc.amounts(s.start + k.start, s.start + k.end, "percent")
    if found is None and len(inside) == 1 and (k.group or (many == 1 and _HOLDS.search(k.noun))):
        found = inside[0]
    if found is not None:
        if found.bound:
            q["bound"] = found.bound
        return found.value
    if many == 2 and _EQUAL.search(k.noun):
        return 50
    if many == 1 and _WHOLE.search(k.noun):
        return 100
    if many == 1 and (stake := _STAKE.search(k.noun)):
        q["stake"] = "minority" if stake.group() == "minority" else "majority"
    return None


def _beside(doc: Document, s: Sentence, owners: tuple[tuple[int, int], ...], n: int) -> Quantity | None:
    """The percentage right behind an owner, before the next one, or right in front of it."""
    start, end = s.start + owners[n][0], s.start + owners[n][1]
    until = s.start + owners[n + 1][0] if n + 1 < len(owners) else min(end + 45, s.end)
    behind = (x for x in doc.amounts(end, until, "percent") if _BEHIND.match(doc.work[end : x.start]))
    before = (
        x for x in doc.amounts(max(s.start, start - 60), start, "percent") if _BEFORE.match(doc.work[x.end : start])
    )
    return next(behind, None) or next(before, None)
