"""Quoted statements with their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.loaders.article.chars import PERSON, TITLE
from kg.loaders.article.entities import Entity, Mention
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import alternation
from kg.loaders.article.shadow import Document

_QUOTE = re.compile(r"\"([^\"]{8,2000}?)(?:\"|(?=\n|$))")


@cache
def _after() -> re.Pattern[str]:
    say = alternation("speech", "say")
    return re.compile(
        rf",?\s*(?:{say}\s+(?:also\s+)?(?:[^.\"]{{0,90}}?)?(?P<h>{PERSON}+)|(?P<h2>{PERSON}+)(?:,[^.\"]{{0,120}}?,)?\s+(?:also\s+|further\s+)?{say}\b|(?:[^.\"]{{0,60}}?{TITLE}+[, ]+)(?P<h3>{PERSON}+)\s+{say})"  # noqa: E501
    )


@cache
def _before() -> re.Pattern[str]:
    say = alternation("speech", "say")
    return re.compile(
        rf"(?P<h>{PERSON}+)(?:,[^.\"]{{0,140}}?,)?(?: [a-z]+ly| also| has| then| later)*\s+(?:{say}|called|calls|described|describes|dubbed|characterized)\b[^.;\"]{{0,160}}$"  # noqa: E501
    )


def findings(doc: Document) -> Iterator[Finding]:
    """One finding per speaker and run of quotes in a paragraph."""
    last: tuple[int, Entity] | None = None
    pending: dict[tuple[int, int], Finding] = {}
    blocks: dict[int, tuple[int, int]] = {}
    for s in doc.sentences:
        if s.zone in ("body", "about"):
            a, _b = blocks.get(s.block, (s.start, s.end))
            blocks[s.block] = (a, s.end)
    for block, (start, end) in blocks.items():
        if '"' not in doc.work[start:end]:
            continue
        for m in _QUOTE.finditer(doc.work, start, end):
            found = _speaker(doc, start, end, m)
            speaker, span = found if found else (None, None)
            if speaker is None and last and last[0] == block and len(m.group(1).split()) >= 6:
                key = (block, id(last[1]))
                if key in pending:
                    f = pending[key]
                    pending[key] = Finding(
                        f.type,
                        f.subject,
                        f.object,
                        (*f.spans, Span(m.start(), m.end())),
                        f.modality,
                        qualifiers=f.qualifiers,
                    )
                continue
            if speaker is None or span is None or len(m.group(1).split()) < 3:
                continue
            key = (block, id(speaker.entity))
            last = (block, speaker.entity)
            if key in pending:
                f = pending[key]
                pending[key] = Finding(
                    f.type, f.subject, f.object, (*f.spans, span), f.modality, qualifiers=f.qualifiers
                )
                continue
            said = doc.text[m.start(1) : m.end(1)].strip(" ,.")
            q: dict[str, object] = {"subject_type": "person", "words": said, "object_type": "label"}
            about = _about(doc, m)
            if about:
                q["about"] = about
            pending[key] = Finding("statement", speaker.entity.name, said[:160], (span,), "attributed", qualifiers=q)
    yield from pending.values()


def _about(doc: Document, m: re.Match[str]) -> str | None:
    verb = re.search(
        r"\b(?:called|calls|described|describes|dubbed)\b ([^\"]{2,60}?)(?: (?:as|their|its|a|an|the)\b|$)",
        doc.work[max(0, m.start() - 90) : m.start()],
    )
    if not verb:
        return None
    return verb.group(1).strip()


def _person(doc: Document, start: int, end: int) -> Mention | None:
    found = doc.mentioned(start, end, "person")
    return found[0] if found else None


def _speaker(doc: Document, start: int, end: int, m: re.Match[str]) -> tuple[Mention, Span] | None:
    after = _after().match(doc.plain[m.end() : min(end, m.end() + 320)])
    if after:
        g = "h" if after["h"] else ("h2" if after["h2"] else "h3")
        who = _person(doc, m.end() + after.start(g), m.end() + after.end(g))
        if who:
            stop = re.compile(r"[.\"]").search(doc.work, m.end() + after.end(), min(end, m.end() + after.end() + 200))
            return who, Span(m.start(), stop.start() if stop else m.end() + after.end())
    left = max(start, m.start() - 320)
    before = _before().search(doc.plain[left : m.start()])
    if before:
        who = _person(doc, left + before.start("h"), left + before.end("h"))
        if who:
            begin = who.start
            title = re.search(r"[^.,;\"]{0,80}$", doc.work[max(start, who.start - 80) : who.start])
            pre = [
                x
                for x in doc.mentioned(max(start, who.start - 70), who.start)
                if not re.search(r"[.;,]", doc.work[x.end : who.start])
            ]
            if pre and title:
                begin = pre[0].start
            tail = re.compile(r"[^.;\"]{0,90}?(?=,| while|[.;]|$)").match(doc.work, m.end(), end)
            return who, Span(begin, tail.end() if tail else m.end())
    return None
