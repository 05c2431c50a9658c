"""Measurements, networks and targets: numbers with whom they are about, what they measure and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from kg.loaders.article.aims import REACH, Aims, Due, Plan
from kg.loaders.article.chars import ORG, PERSON, PLACE, PRODUCT
from kg.loaders.article.counts import again, forms, part
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.measured import clause, key, label_of
from kg.loaders.article.modality import Voice
from kg.loaders.article.numerals import exclusions, listed, words
from kg.loaders.article.periods import Calendar
from kg.loaders.article.quantities import Quantity
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document, is_money
from kg.loaders.article.subjects import Subjects
from kg.loaders.article.themes import Subject

_BULLET = re.compile(r"(?:^|\n|\s)[-*•·▪◦●–]\s+$")
"""A short line behind it is a point of a list, no heading."""
NOT_HERE = frozenset({"facilities", "sites", "campuses", "plants"})
"""Units that other facts count."""
LENGTHS = frozenset({"route_miles", "fiber_miles", "route_km", "miles", "km"})
"""Units in which a network is measured as well as described."""
FEW = 12
"""Up to this many things a text may tell in words without counting them."""
NAMED = frozenset((ORG, PERSON, PLACE, PRODUCT))
STATUS = {"deploy": "deploying", "roll": "deploying", "plan": "planned", "will": "planned", "": "expanding"}
"""The first letters of a word before a network's size, and the state that it tells."""
PRICED = frozenset({"purchase", "acquisition", "investment", "joint_venture"})
"""Facts whose amounts are no measurements, wherever the text repeats them."""


def findings(
    doc: Document, voices: list[Voice], subjects: Subjects, others: Sequence[Finding] = ()
) -> Iterator[Finding]:
    """Metrics, networks and targets of the whole document; `others` are facts that have taken their numbers."""
    calendar = Calendar(doc)
    aims = Aims(doc, calendar)
    taken = {
        q.start for f in others for span in f.spans for q in doc.amounts(span.start, span.end) if q.value == f.value
    }
    paid = {(f.value, f.unit) for f in others if f.type in PRICED}
    subjects.employers = {f.subject: f.object for f in others if f.type == "person_role" and f.object}
    bought = {f.object for f in others if f.type == "acquisition" and f.object}
    subjects.venture = founded(doc, others)
    for number, (s, voice) in enumerate(zip(doc.sentences, voices, strict=True)):
        if s.zone == "legal" or (s.zone == "heading" and not _BULLET.search(doc.work, max(0, s.start - 5), s.start)):
            continue
        aimed: list[tuple[int, int]] = []
        for q in _amounts(doc, s):
            if q.start in taken or (q.value, q.unit) in paid or _none(doc, s, q):
                if is_money(q.unit):
                    aimed.append((q.start, q.end))
                continue
            who = _added(doc, s, q, bought) or subjects.of(number, q.start, q.end)
            if who is None:
                continue
            if aims.aimed(s, q):
                due = aims.due(s, q)
                aimed.append((q.start, max(q.end, due[1] if due else 0)))
                yield _target(doc, s, voice, q, who, due)
            else:
                network = _network(doc, s, voice, q, who)
                if network:
                    yield network
                if network is None or _length(doc, q):
                    yield _metric(doc, s, voice, q, who, calendar.period(s, q))
        for plan in aims.plans(s, aimed):
            who = subjects.of(number, plan.at, plan.span.end)
            if who is not None:
                yield _planned(doc, s, voice, plan, who)


def founded(doc: Document, others: Sequence[Finding]) -> str | None:
    """The one joint venture that a text names: shared out among owners, or described as jointly held."""
    shares = Counter(f.object for f in others if f.type == "ownership" and f.object and f.value is not None)
    joint = {name for name, owners in shares.items() if owners > 1 and name}
    if "joint" not in doc.work:
        return None
    described = words("subjects")["joint"].finditer(doc.plain)
    joint |= {o.entity.name for m in described for o in doc.mentioned(*m.span("o"))}
    return next(iter(joint)) if len(joint) == 1 else None


def _amounts(doc: Document, s: Sentence) -> Iterator[Quantity]:
    """The quantities of a sentence, with bare numbers that take up the unit of the one before."""
    every = doc.amounts(s.start, s.end)
    counted = [q for q in every if not (q.unit == "percent" or is_money(q.unit) or q.unit in listed("labels", "spans"))]
    yield from (q for q in every if q not in counted)
    for q, following in zip_longest(counted, counted[1:]):
        if following is not q and q is not None:
            yield from part(doc.work, q, s.start)
            yield q
            stop = following.start if following else s.end
            yield from (x for x in again(doc.work, q, stop) if not doc.dated(x.start - 12, x.end))


def _none(doc: Document, s: Sentence, q: Quantity) -> bool:
    """Whether a number is no measurement: a price, a career, a count of sites, a part of a name."""
    if q.unit in NOT_HERE or _in_name(doc, q) or _narrated(doc, s, q):
        return True
    left, after = max(s.start, q.start - 110), doc.plain[q.end : min(s.end, q.end + 90)]
    befores = (doc.plain[left : q.start], doc.work[left : q.start])
    return any(row.holds(q, befores, after) for row in exclusions())


def _narrated(doc: Document, s: Sentence, q: Quantity) -> bool:
    """Whether a few things of no known unit are rather told than counted: "six operators sign up"."""
    if not doc.work[q.start].isalpha() or not isinstance(q.value, int | float) or q.value > FEW:
        return False
    if q.bound or q.unit in forms().values() or q.unit == "percent" or is_money(q.unit):
        return False
    if words("subjects")["uses"].match(doc.plain[q.end : min(s.end, q.end + 90)]):
        return False
    return not words("network")["having"].search(doc.work, max(s.start, q.start - 40), q.start)


def _in_name(doc: Document, q: Quantity) -> bool:
    """Whether a number or its unit is a part of a name: "1547 Critical Systems", "42 Oak Partners"."""
    return not {doc.plain[q.start], doc.plain[q.end - 1]}.isdisjoint(NAMED)


def _extra(voice: Voice, q: Quantity | None, who: Subject, label: str) -> dict[str, Any]:
    extra: dict[str, Any] = {"label_key": key(label), "object_type": "label", "subject_type": who.kind}
    if voice.source:
        extra["source"] = voice.source
    if q and q.bound:
        extra["bound"] = q.bound
    return extra


def _metric(doc: Document, s: Sentence, voice: Voice, q: Quantity, who: Subject, period: str | None) -> Finding:
    label = label_of(doc, s, q)
    extra = _extra(voice, q, who, label.text)
    if label.direction:
        extra["direction"] = label.direction
    if words("labels")["yearly"].search(doc.work, q.start, min(s.end, q.end + 60)):
        extra["basis"] = "year over year"
    span = clause(doc, s, q.start, q.end)
    unit = "employees" if q.unit == "people" and "mploy" in doc.work[s.start : q.start] else q.unit
    return Finding("metric", who.name, label.text, (span,), voice.modality, q.value, unit, period, extra)


def _target(doc: Document, s: Sentence, voice: Voice, q: Quantity, who: Subject, due: Due | None) -> Finding:
    label = label_of(doc, s, q).text
    extra = _extra(voice, q, who, label)
    extra["deadline"] = due is not None
    span = clause(doc, s, q.start, q.end)
    if due and q.end < due[1] < q.end + REACH:
        span = Span(span.start, max(span.end, due[1]))
    people = doc.mentioned(s.start, q.start, "person")
    if people:
        extra["by"] = people[-1].entity.name
    return Finding("target", who.name, label, (span,), "projected", q.value, q.unit, due[0] if due else None, extra)


def _planned(doc: Document, s: Sentence, voice: Voice, plan: Plan, who: Subject) -> Finding:
    """A plan with a date; with the size of what shall be finished, where the sentence gives one before."""
    sizes: list[Quantity] = []
    if words("aims")["finished"].search(plan.label):
        sizes = [q for q in doc.amounts(s.start, plan.at) if q.unit in listed("aims", "sizes")]
    size = sizes[0] if len(sizes) == 1 else None
    extra = _extra(voice, size, who, plan.label)
    extra["deadline"] = True
    span = plan.span if size is None else Span(min(size.start, plan.span.start), plan.span.end)
    value, unit = (size.value, size.unit) if size else (None, None)
    return Finding("target", who.name, plan.label, (span,), "projected", value, unit, plan.due, extra)


def _added(doc: Document, s: Sentence, q: Quantity, bought: set[str]) -> Subject | None:
    """The one business bought by the text, of a number that its purchase adds: "Adds 2,640 route miles"."""
    if len(bought) != 1 or not words("subjects")["adds"].match(doc.work, s.start, q.start):
        return None
    return None if doc.mentioned(s.start, q.start) else Subject(next(iter(bought)))


def _length(doc: Document, q: Quantity) -> bool:
    """Whether the length of a network is told as a measure and does not merely describe it: "a 340-mile network"."""
    return q.unit in LENGTHS and "-" not in doc.work[q.start : q.end + 1]


def _network(doc: Document, s: Sentence, voice: Voice, q: Quantity, who: Subject) -> Finding | None:
    """The size of a network, with what it is called and whether it is being built."""
    if q.unit not in listed("network", "units"):
        return None
    t, span = words("network"), clause(doc, s, q.start, q.end)
    if q.unit not in listed("network", "sure") and not t["words"].search(doc.plain, span.start, span.end):
        return None
    label = t["label"].search(doc.work[q.end : q.end + 60])
    verb = t["verb"].search(doc.work, span.start, q.start)
    name = label.group(1).strip() if label else verb.group(1).strip() if verb else "network"
    extra = _extra(voice, q, who, name)
    status = t["status"].search(doc.work, max(span.start, q.start - 55), q.start)
    if status and not (who.at and 0 <= q.start - who.at[1] < 6):
        extra["status"] = next(v for k, v in STATUS.items() if status.group(1).lower().startswith(k))
    if verb and "to add" in doc.work[span.start : span.end]:
        extra["delta"] = True
    extra["object_type"] = "network" if re.search(r"network|backbone|route|fiber|fibre", name) else "label"
    return Finding("network", who.name, name, (span,), voice.modality, q.value, q.unit, None, extra)
