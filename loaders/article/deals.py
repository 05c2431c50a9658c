"""Deals: partnerships, ventures, acquisitions, purchases and ownership, by the tables that `data/deals.yaml` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.loaders.article.chars import OF_KIND, ORG, PERCENT
from kg.loaders.article.clauses import clause_subject
from kg.loaders.article.datelines import announced_on
from kg.loaders.article.denials import affirmed, elsewhere
from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.frames import framed
from kg.loaders.article.hits import Hit
from kg.loaders.article.modality import Voice
from kg.loaders.article.patterns import BOTH, Pattern, fitting, matches
from kg.loaders.article.refusals import is_subject, refused, second_verb, subject
from kg.loaders.article.seen import Seen
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document, is_money
from kg.loaders.article.shares import ENDED, share_of
from kg.loaders.article.stages import THAT_DEAL, rumoured, stage_of, status
from kg.loaders.article.subjects import Subjects
from kg.loaders.article.telegrams import Telegrams
from kg.loaders.article.ventures import shares

_NO_AIM = "".join(f"(?<!{word})" for word in ("according", "due", "thanks", "access", "prior", "subject", "addition"))
_PURPOSE = re.compile(
    rf"[^.;\"]{{0,60}}?{_NO_AIM} (to (?!\d|the |a |its )[a-z]+ [^.;\"]{{5,200}}?)(?:,? according to|[.;\"]|$)"
)

_GROUPS = ("a", "b", "h", "s", "s2", "s3", "s4", "b2", "t")


def _entities(doc: Document, m: re.Match[str], group: str, base: int) -> list[Entity]:
    a, b = m.span(group)
    if a < 0:
        return []
    text = m.group(group)
    out: list[Entity] = []
    kind = "person" if group == "h" else "org"
    for x in doc.mentioned(base + a, base + b, kind):
        if text[x.start - base - a] == OF_KIND[kind] and x.entity not in out:
            out.append(x.entity)
    return out


def _thing(doc: Document, m: re.Match[str], base: int) -> str:
    a, b = m.span("t")
    label = doc.text[base + a : base + b].strip()
    return re.sub(r"^(?:an?|the|its|their|another|one|some|all) ", "", label, flags=re.IGNORECASE)


def _pairs(p: Pattern, found: dict[str, list[Entity]], thing: str | None) -> list[tuple[Entity, Entity | str]]:
    subject, object_ = p.row["subject"], p.row["object"]
    if object_ == "t":
        # nobody acquires its own: "X signed a letter of intent to acquire all of X's businesses"
        return [(s, thing) for s in found[subject][:1] if thing and s not in found["t"]]
    left, right = found.get(subject, []), found.get(object_, [])
    if p.row.get("each") == "mutual":
        every = left + [x for x in right if x not in left]
        return [(every[0], x) for x in every[1:]] if every else []
    if p.row["type"] in ("partnership", "joint_venture") and len(left) > 1 and len(right) == 1:
        every = left + right
        return [(every[0], x) for x in every[1:]]
    return [(s, o) for s in left for o in right]


def hits(  # noqa: PLR0912, PLR0915
    doc: Document, s: Sentence, about: Entity | None = None, seen: Seen | None = None, topic: Entity | None = None
) -> Iterator[Hit]:
    """The deals that one sentence states; one that names no buyer is the principal's.

    A supply or an alliance without a customer is that of the topic, of whom the paragraph speaks.

    `seen` is the sentence as it reads without its words of denial, where it has some.
    """
    words = seen.low if seen else doc.work[s.start : s.end]
    seen = seen or doc.seen(s)
    if ORG not in seen.filled:
        return
    things: list[tuple[int, Hit]] = []
    taken: set[int] = set()
    halved = fitting("deals", seen.low, "half", seen.keys)
    if seen.half == seen.filled:  # rows that read both shadows need do so once
        halved = [p for p in halved if p.row.get("half") != BOTH]
    rows = [
        *((p, m, seen.filled) for p, m in matches(fitting("deals", seen.low, keys=seen.keys), seen.filled)),
        *((p, m, seen.half) for p, m in matches(halved, seen.half)),
    ]
    for p, m, shadow in rows:
        role = p.row.get("clause")
        own = m.start() if role else second_verb(m)
        moved = bool(role) or (own is not None and not is_subject(shadow, m.start()))
        if refused(words, p, m, shadow, moved):
            continue
        found = {g: _entities(doc, m, g, s.start) for g in _GROUPS if g in m.re.groupindex}
        if "b2" in found and not found.get("b"):
            found["b"] = found["b2"]
        begin = s.start + m.start()
        first = None if not moved else clause_subject(doc, s, begin) if role else subject(doc, s, begin)
        if moved and first is None and not p.row.get("loose"):
            continue
        if first is not None:
            found[role or ("s" if m.re.groupindex.get("s") == 1 else "a")] = [first.entity]
            begin = first.start
        if p.row.get("open"):
            who = about if p.row["type"] == "acquisition" else topic
            found["a"] = [] if who is None or who in found["b"] else [who]
        sellers = found.get("s", []) + found.get("s2", []) + found.get("s3", []) + found.get("s4", [])
        thing = _thing(doc, m, s.start) if "t" in m.re.groupindex else None
        if (
            thing and " " not in thing and m.group("t") == thing
        ):  # "bought property", "bought network": none in particular
            continue
        part = m.groupdict().get("part")
        pairs: list[tuple[Entity, Entity | str]] = []
        if not _fits(p, found):
            continue
        for left, right in _pairs(p, found, thing):
            seller = right if part and isinstance(right, Entity) else None
            target: Entity | str = f"{right.name} {part}" if seller is not None and isinstance(right, Entity) else right
            if (
                left is right
                or left.publication
                or (seller is left)
                or (isinstance(right, Entity) and right.publication)
            ):
                continue
            pairs.append((left, target))
            if seller is not None:
                sellers.append(seller)
        if not pairs:
            continue
        hit = Hit(
            p.row["type"],
            p,
            pairs,
            begin,
            s.start + m.end(),
            begin if own is None else s.start + own,
            sellers[0] if sellers else None,
            {k: v for k, v in m.groupdict().items() if v},
        )
        if thing is not None:
            if s.zone != "heading":  # a heading names the thing otherwise than the text below it
                things.append((m.start(), hit))
            continue
        if hit.type == "acquisition":
            taken.add(m.start())
        yield hit
    yield from _frames(doc, s, seen, about)
    # "bought X, an operator of data centers": the thing bought is X
    yield from (h for at, h in things if at not in taken)


def _frames(doc: Document, s: Sentence, seen: Seen, about: Entity | None) -> Iterator[Hit]:
    """The deals that frames read in a sentence."""
    for f in framed(seen):
        row = f.pattern.row
        named = {
            role: list(dict.fromkeys(x.entity for a, b in spans for x in doc.mentioned(s.start + a, s.start + b)))
            for role, spans in f.parties.items()
        }
        if f.topic:
            named[f.topic] = [about] if about else []
        pairs: list[tuple[Entity, Entity | str]] = [
            (a, b)
            for a in named[row["subject"]]
            for b in named[row["object"]]
            if a is not b and not a.publication and not b.publication
        ]
        if pairs:
            seller = next(iter(named.get(row.get("seller", ""), ())), None)
            yield Hit(row["type"], f.pattern, pairs, s.start + f.start, s.start + f.end, s.start + f.verb, seller)


def _fits(p: Pattern, found: dict[str, list[Entity]]) -> bool:
    """Whether the parties are of the kinds that give a pattern its direction: `a_is`, `a_not`, `b_is`, `b_not`."""
    for key, words in p.row.items():
        group, _, test = key.partition("_")
        if test not in ("is", "not") or group not in found:
            continue
        named = found[group][:1]
        told = " ".join((x.name, x.kind_known or "", *x.descriptions)) if (x := next(iter(named), None)) else ""
        if bool(re.search(words, told, re.IGNORECASE)) != (test == "is"):
            return False
    return True


def _value(doc: Document, h: Hit, s: Sentence) -> tuple[Any, str | None, str | None, int]:
    """Amount, unit and bound of a deal, and where the words that give them end."""
    end = min(s.end, h.end + 90)
    for q in doc.amounts(h.verb, end):
        if is_money(q.unit):
            before = doc.work[max(h.verb, q.start - 30) : q.start].lower()
            after = doc.work[q.end : q.end + 30].lower()
            if re.search(
                r"(?:\bfor|\bof|worth|valued at|a|an|price of|at|paid|consideration of|deal|the|its) ?$", before
            ) and not re.match(r" (?:in )?(?:revenues?|sales|ebitda|assets|a share|per share|annual)", after):
                return q.value, q.unit, q.bound, q.end
    return None, None, None, h.end


def findings(doc: Document, voices: list[Voice], subjects: Subjects) -> Iterator[Finding]:
    """All deal findings of the document, one per pair and sentence; equal ones are joined later."""
    about = subjects.principal
    last: list[Finding] = []
    told: set[tuple[str, str]] = set()
    open_: list[Finding] = []
    telegrams = Telegrams()
    for s, voice, topic in zip(doc.sentences, voices, subjects.topics, strict=True):
        if s.zone == "legal":
            continue
        before, last = last, []
        if before and (taken_up := THAT_DEAL.match(doc.work, s.start, s.end)):
            stage = status(taken_up.group(), None)
            span = Span(s.start, taken_up.end())
            if stage:
                last = [replace(f, spans=(span,), qualifiers={**f.qualifiers, "status": stage}) for f in before]
                yield from last
                continue
        denied = [] if (read := affirmed(doc, s)) is None else read[1]
        for h in hits(doc, s, about, topic=topic):
            if any(d.holds(h.verb, h.end) for d in denied):
                continue
            for f in _made(doc, s, voice, h):
                if f.type == "acquisition" and not h.pattern.row.get("open"):
                    last.append(f)
                if h.pattern.row.get("open"):
                    open_.append(f)
                    continue
                told |= {(f.type, f.subject), (f.type, f.object or "")}
                yield f
        if s.zone != "heading" and not denied:
            more = list(telegrams.read(doc, s, last))
            last = last or more
            yield from more
    # "the acquisition of X": the principal's only where no sentence tells whose it is
    yield from (f for f in open_ if (f.type, f.object) not in told)
    yield from shares(doc, voices)


def denials(doc: Document) -> Iterator[Finding]:
    """What the text says is no deal: the parties and the words, said by who denies where that is told."""
    for s in doc.sentences:
        if s.zone == "legal" or (read := affirmed(doc, s)) is None:
            continue
        seen, found = read
        for h in hits(doc, s, seen=seen):
            d = next((d for d in found if d.holds(h.verb, h.end)), None)
            if d is None or h.pattern.row.get("open") or elsewhere(doc.work[d.end : h.end]):
                continue
            begin = min(h.start, d.start)
            span = Span(begin, max(h.end, d.end))
            by = {"source": d.by.name} if d.by else {}
            for left, right in h.pairs:
                told = {**by, **({} if isinstance(right, Entity) else {"object_type": "facility"})}
                name = right.name if isinstance(right, Entity) else right
                yield Finding(h.type, left.name, name, (span,), "attributed" if by else "asserted", qualifiers=told)


def _ownership(doc: Document, h: Hit, q: dict[str, Any]) -> tuple[Any, str | None, str | None]:
    """Share, unit and start of an ownership; a majority or minority without a figure goes to `stake`."""
    share = h.groups.get("share", "")
    exact = [x for x in doc.amounts(h.verb, h.end) if x.unit == "percent"]
    if h.pattern.row.get("last"):  # "60% of X, with the rest held by Y": the share in front is another's
        exact = exact[-1:] if PERCENT in share else []
    value: Any = None
    if exact:
        value = exact[0].value
        if exact[0].bound:
            q["bound"] = exact[0].bound
    elif re.search(r"wholly|fully|100%", share):
        value = 100
    elif re.search(r"majority|controlling", share):
        q["stake"] = "majority"
    elif "minority" in share:
        q["stake"] = "minority"
    if ENDED.search(doc.work[h.start : h.end]):
        q["status"] = "terminated"
    near = doc.dated(h.start, h.end + 45)
    since = bool(near) and doc.work[max(0, near[0].start - 6) : near[0].start] == "since "
    if since:
        q["date_role"] = "since"
    return value, "percent" if value is not None else None, near[0].iso if since else None


def _acquisition(doc: Document, h: Hit, s: Sentence, q: dict[str, Any]) -> tuple[Any, str | None, int]:
    if h.pattern.row.get("kind"):
        q["kind"] = h.pattern.row["kind"]
    if h.seller is not None:
        q["seller"] = h.seller.name
    value, unit, bound, end = _value(doc, h, s)
    if bound and value is not None:
        q["bound"] = bound
    percent = [x for x in doc.amounts(h.verb, h.end) if x.unit == "percent"]
    if percent:
        q["stake_percent"] = percent[0].value
    return value, unit, max(end, h.end)


def _alliance(doc: Document, h: Hit, s: Sentence, q: dict[str, Any]) -> int:
    """Purpose and stakes of a partnership or venture; where its evidence ends."""
    stakes = re.search(r"\b(\d{2})[/:-](\d{2})\b", doc.work[h.start : h.end])
    if h.type == "joint_venture" and stakes:
        q["stakes"] = f"{stakes[1]}/{stakes[2]}"
    m = _PURPOSE.match(doc.work, h.end, s.end)
    if not m:
        return h.end
    q["purpose"] = doc.text[m.start(1) : m.end(1)].strip(" ,")[3:]
    return h.end if h.type == "joint_venture" else m.start(1) + len(doc.text[m.start(1) : m.end(1)].rstrip(" ,"))


def _made(doc: Document, s: Sentence, voice: Voice, h: Hit) -> Iterator[Finding]:
    clause = doc.work[h.start : h.end]
    q: dict[str, Any] = {"source": voice.source} if voice.source else {}
    near = doc.dated(h.verb, min(s.end, h.end + 45))
    date = near[0].iso if near else None
    dateline = None if near or h.type == "ownership" else announced_on(doc, s, h)
    date = dateline.iso if dateline else date
    value, unit, end = None, None, h.end
    if h.type == "ownership":
        value, unit, date = _ownership(doc, h, q)
    else:
        stage = stage_of(doc, h, s)
        if stage:
            q["status"] = stage
    start = rumoured(doc, h, s, q)
    if h.type == "acquisition":
        value, unit, end = _acquisition(doc, h, s, q)
    elif h.type in ("partnership", "joint_venture"):
        end = _alliance(doc, h, s, q)
    elif h.type == "purchase":
        q["services"] = _services(doc, h, s)
    planned = q.get("status") == "planned" and re.search(r"\b(?:plans?|intends?|aims?|expects?)\b", clause)
    modality = "projected" if planned and voice.modality == "asserted" else voice.modality
    if near and h.type != "ownership":
        end = max(end, min(near[0].end, s.end))  # the evidence holds the date that it gives
    together = _together(h)
    told = (Span(dateline.start, dateline.end),) if dateline else ()
    for left, right in h.pairs:
        name = right.name if isinstance(right, Entity) else right
        extra = dict(q)
        if isinstance(right, str):
            extra["object_type"] = "facility" if h.type == "acquisition" else "label"
        if h.seller is not None and h.seller is left:
            extra.pop("seller", None)
        share = share_of(doc, h, left) if h.type == "ownership" and len(h.pairs) > 1 else None
        if left.name == name or (isinstance(right, Entity) and h.seller is right and not h.groups.get("part")):
            continue
        if together:
            extra["together"] = together
        part, of = (share.value, share.unit) if share else (value, unit)
        yield Finding(h.type, left.name, name, (Span(start, end), *told), modality, part, of, date, extra)


def _together(h: Hit) -> list[str]:
    """All parties of one deal of three and more; empty where each pair has a deal of its own."""
    names = {x.name for pair in h.pairs for x in pair if isinstance(x, Entity)}
    return sorted(names) if h.pattern.row.get("each") == "mutual" and len(names) > 2 else []


def _services(doc: Document, h: Hit, s: Sentence) -> list[str]:
    raw = h.groups.get("svc")
    if not raw:
        return []
    at = doc.filled.find(raw, h.start, s.end)
    end = at + len(raw)
    more = re.compile(r"(?:,| and|, and) (?:leverag|us|deploy|adopt)(?:ing|es|e|s)? ").match(doc.work, end, s.end)
    out = [doc.text[at:end].strip(" ,'").removeprefix("s ").strip()]
    if more:
        rest = re.compile(r"[^.;]{3,160}").match(doc.work, more.end(), s.end)
        if rest:
            for piece in re.split(r",? and |, ", doc.text[rest.start() : rest.end()]):
                out.append(re.sub(r"^[A-Z][\w.]*(?:'s|’s) ", "", piece.strip()))
    return [o for o in out if 2 < len(o) < 90]
