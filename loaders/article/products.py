"""What organizations offer, and which offers are integrated with which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.loaders.article.chars import CHARS, ORG, whole
from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.lexicon import alternation, wordset
from kg.loaders.article.modality import Voice, is_projected
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document

_K, _X = CHARS["K"], CHARS["X"]
_NOUN = alternation("names", "product_nouns")
_SERVICE_NAME = r"[A-Z][\w-]*-as-a-[A-Z]\w+(?: \([A-Z]\w{1,5}\))?"
_OWNED = re.compile(
    rf"(?P<o>{whole(ORG)})(?P<p>'s|')? (?P<n>{_SERVICE_NAME}|[{_K}]+|[{_X}]+)(?P<noun> (?:[a-z-]+ )?{_NOUN}s?\b)?(?!\w)"
)
_INTEGRATION = re.compile(
    r"\b(?P<adj>[Tt]he (?:\w+ )?|[Aa]n? (?:\w+ )?)?(?P<verb>[Ii]ntegration) (?:of (?P<a>[^.;,]{3,70}?) (?:into|with) (?P<b>[^.;,]{3,70}?)|between (?P<a2>[^.;,]{3,70}?) and (?P<b2>[^.;,]{3,70}?))"  # noqa: E501
    r"(?=,| will\b| would\b| is\b| was\b| has\b| that\b| to\b| and\b| for\b| suggests?\b| allows?\b| enables?\b| provides?\b| could\b| can\b| means\b| marks\b| represents?\b|[.;]|$)"  # noqa: E501
)
_INTEGRATES = re.compile(
    rf"(?P<a>(?:{ORG}+(?:'s)? )?[{_K}{_X}]+|{ORG}+)(?: \w+)? (?:has |have |will |is |now |also |can |fully |seamlessly |been )*(?:integrat(?:es|ed|e|ing)) (?:\w+ )?(?:with|into) (?P<b>(?:{ORG}+(?:'s)? )?[{_K}{_X}]+|{ORG}+'s [a-z-]+ (?:platform|network|system|software))"  # noqa: E501
)


@dataclass(slots=True)
class Offer:
    """A product under its wordings, and who offers it."""

    name: str
    owner: Entity
    names: list[str]
    kind: str
    span: Span
    sentence: int


def _kind(text: str) -> str:
    for word, kind in (
        ("service", "service"),
        ("platform", "platform"),
        ("fabric", "platform"),
        ("technolog", "technology"),
        ("network", "technology"),
        ("software", "software"),
        ("chip", "hardware"),
        ("module", "hardware"),
        ("system", "system"),
        ("product", "product"),
        ("offering", "service"),
    ):
        if word in text.lower():
            return kind
    return "product"


def offers(doc: Document, deals: Iterable[Finding]) -> list[Offer]:
    """All products with an owner, each once."""
    out: dict[str, Offer] = {}
    heads = wordset("names", "product_heads")
    by_name = {e.name: e for e in doc.names.entities if e.kind == "org"}

    def add(name: str, owner: Entity, kind: str, span: Span, number: int) -> None:
        short = re.search(r"\(([A-Z]\w{1,5})\)$", name)
        base = re.sub(r" \([A-Z]\w{1,5}\)$", "", name)
        key = base.lower()
        found = out.get(key)
        if found is None:
            trimmed = re.sub(r" (?:platform|services?|technology|solutions?|software|offerings?)$", "", key)
            found = out.get(trimmed) or next(
                (
                    o
                    for o in out.values()
                    if re.sub(r" (?:platform|services?|technology|solutions?|software)$", "", o.name.lower()) == key
                ),
                None,
            )
        if found is None:
            names = [n for n in (base if base != name else "", short.group(1) if short else "") if n]
            out[key] = Offer(name, owner, names, kind, span, number)
        elif found.owner is owner and name not in found.names and name != found.name:
            found.names.append(name)

    for f in deals:
        if f.type == "purchase" and f.object in by_name:
            for service in f.qualifiers.get("services", ()):
                at = doc.text.find(service, f.spans[0].start)
                if (
                    at >= 0
                    and len(service.split()) <= 4
                    and re.search(r"services?$|-as-a-|technolog|platform$|software$", service)
                ):
                    begin = at
                    left = doc.mentioned(max(0, at - 40), at)
                    if left and at - left[-1].end <= 3:
                        begin = left[-1].start
                    add(service, by_name[f.object], _kind(service), Span(begin, at + len(service)), -1)
    for number, s in enumerate(doc.sentences):
        if s.zone in ("legal", "heading") or ORG not in doc.plain[s.start : s.end]:
            continue
        plain = doc.plain[s.start : s.end]
        for m in _OWNED.finditer(plain):
            name = doc.text[s.start + m.start("n") : s.start + m.end("n")]
            noun = (m["noun"] or "").strip()
            last = name.split(" ")[-1]
            service = bool(re.match(_SERVICE_NAME, name))
            if not (service or noun or (m["p"] and last in heads and " " in name)):
                continue
            if noun in ("program", "programme", "system", "series", "line", "product", "products") and not m["p"]:
                continue
            owner = doc.mentioned(s.start + m.start("o"), s.start + m.end("o"))
            if owner and len(name) > 2:
                label = f"{name} {noun}" if noun in ("services", "service") and not service else name
                add(label, owner[0].entity, _kind(noun or name), Span(s.start + m.start(), s.start + m.end()), number)
    return list(out.values())


def findings(doc: Document, voices: list[Voice], found: list[Offer]) -> Iterator[Finding]:
    """One finding per product."""
    for o in found:
        voice = voices[o.sentence] if o.sentence >= 0 else _voice_at(doc, voices, o.span.start)
        q: dict[str, Any] = {"kind": o.kind, "object_type": "product"}
        if o.names:
            q["aliases"] = o.names
        if voice.source:
            q["source"] = voice.source
        yield Finding("product", o.owner.name, o.name, (o.span,), voice.modality, qualifiers=q)


def _voice_at(doc: Document, voices: list[Voice], at: int) -> Voice:
    for s, v in zip(doc.sentences, voices, strict=True):
        if s.start <= at < s.end:
            return v
    return Voice("asserted", None)


def _side(doc: Document, found: list[Offer], start: int, end: int) -> tuple[str, Entity | None]:
    """A side of an integration: a known product by name or by its head noun, else the words themselves."""
    text = re.sub(r"^(?:the|a|an|its|their) ", "", doc.text[start:end].strip())
    orgs = doc.mentioned(start, end)
    owner = orgs[0].entity if orgs else None
    rest = (
        re.sub(r"^['’]?s? ", "", text[orgs[0].end - start :])
        if orgs and text.startswith(doc.text[orgs[0].start : orgs[0].end])
        else text
    )
    for o in found:
        if any(n and n.lower() in text.lower() for n in (o.name, *o.names)):
            return o.name, o.owner
    if owner is not None:
        own = [o for o in found if o.owner is owner and o.name.split(" ")[-1].lower() == rest.split(" ")[-1].lower()]
        if len(own) == 1:
            if text not in own[0].names:
                own[0].names += [rest, text]
            return own[0].name, owner
        return f"{owner.name} {rest}".strip(), owner
    return text, owner


def integrations(doc: Document, voices: list[Voice], found: list[Offer]) -> Iterator[Finding]:
    """ "The integration of X into Y", "X integrates with Y"."""
    for s, voice in zip(doc.sentences, voices, strict=True):
        plain = doc.plain[s.start : s.end]
        if s.zone in ("legal", "heading") or "ntegrat" not in plain:
            continue
        for regex in (_INTEGRATION, _INTEGRATES):
            for m in regex.finditer(plain):
                yield from _integration(doc, s, voice, found, m)


def _integration(doc: Document, s: Sentence, voice: Voice, found: list[Offer], m: re.Match[str]) -> Iterator[Finding]:
    pair = ("a", "b") if m["a"] else ("a2", "b2")
    left = _side(doc, found, s.start + m.start(pair[0]), s.start + m.end(pair[0]))
    right = _side(doc, found, s.start + m.start(pair[1]), s.start + m.end(pair[1]))
    if left[0].lower() == right[0].lower() or (left[1] is None and right[1] is None):
        return
    q: dict[str, Any] = {"subject_type": "product", "object_type": "product"}
    if left[1]:
        q["from_org"] = left[1].name
    if right[1]:
        q["to_org"] = right[1].name
    after = re.compile(r" (?:will|would)[^.;,]{3,50}?(?= to\b|,|[.;])").match(doc.work, s.start + m.end(), s.end)
    end = after.end() if after else s.start + m.end()
    modality = "projected" if is_projected(doc.work[s.start + m.end() : end]) else voice.modality
    yield Finding("integration", left[0], right[0], (Span(s.start + m.start(), end),), modality, qualifiers=q)
