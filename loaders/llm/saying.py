"""What the words of a quote say beside naming the sides: carried or denied, and who speaks (`data/bears.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.loaders.article.finding import Span
from kg.loaders.llm.names import Names
from kg.loaders.llm.quotes import Text

NEAR = 5
"""Words before another one that can take it back: "did not, in the end, acquire"."""
EXCHANGES = frozenset({"NYSE", "NASDAQ", "AMEX", "LSE", "TSX", "ASX", "HKEX", "OTC", "OTCQX", "EURONEXT"})
_VERB = re.compile(r"(?<!\w)(?:owns|owned|holds|held|controls|controlled|acquires|acquired|buys|bought)(?!\w)", re.I)


@cache
def table() -> Mapping[str, Any]:
    """The rows of `data/bears.yaml`."""
    import yaml

    told: Mapping[str, Any] = yaml.safe_load((files("kg.loaders.llm") / "data" / "bears.yaml").read_text("utf-8"))
    return told


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{table()['words'][name]})(?!\w)", re.IGNORECASE)


def carried(field: str, value: str, words: str) -> bool:
    """Whether words carry a value of a closed list: one of its words stands there, and nothing takes it back."""
    pattern = table()[field].get(value)
    if pattern is None:
        return True
    words = _words("harmless").sub(_blank, words)
    done = value in table()["done"].get(field, ())
    for found in re.finditer(rf"(?<!\w)(?:{pattern})", words, re.IGNORECASE):
        before = " ".join(re.split(r"[.;]", words[: found.start()])[-1].split()[-NEAR:])
        if not _words("denial").search(before) and not (done and _words("intent").search(before)):
            return True
    return False


def holds_back(field: str, value: str) -> bool:
    """Whether a fact without this value would say more than the model did."""
    return value in table()["holds_back"].get(field, ())


def denied(text: Text, span: Span, label: Span | None) -> bool:
    """Whether a quote, or its sentence around it, takes back what it says; a label may hold its own "not"."""
    words = _words("harmless").sub(_blank, text.folded[span.start : span.end])
    for found in _words("denial").finditer(words):
        at = span.start + found.start()
        if label is None or not label.start <= at < label.end:
            return True
    before = text.folded[text.sentence(span).start : span.start]
    after = text.folded[span.end : text.sentence(Span(span.end - 1, span.end)).end]
    behind = _words("after").search(re.split(r"[.;]", after)[0][:80])
    return bool(_words("before").search(before) or behind)


def spoken(text: Text, at: Span) -> bool:
    """Whether words stand between quotation marks, or beside a verb of speaking in their sentence."""
    paragraph, sentence = text.paragraph(at), text.sentence(at)
    if paragraph is None:
        return False
    if '"' in text.folded[at.start : at.end] or text.folded.count('"', paragraph.start, at.start) % 2:
        return True
    behind = re.split(r"[.;]", text.folded[at.end : paragraph.end])[0].split()
    return bool(
        _words("said").search(text.folded, sentence.start, at.start) or _words("said").search(" ".join(behind[:6]))
    )


def speaks(text: Text, names: Names, name: str, kind: str, at: Span) -> bool:
    """Whether the sentence of some words lets this one speak, where it names several of the kind ("org", "person")."""
    start, end = text.sentence(at).start, text.sentence(Span(at.end - 1, at.end)).end
    kinds = (kind, "other") if kind == "person" else (kind,)  # a person without a title is one of the others
    told = {Span(m.start, m.end): names.full(m.entity.name) for k in kinds for m in text.doc.mentioned(start, end, k)}
    told |= dict.fromkeys(names.named(name, Span(start, end)), names.full(name))
    outside = sorted((each for each in told if not _touch(each, at)), key=lambda each: each.start)
    if len({told[each] for each in outside}) < 2:
        return True
    words = text.folded[start : at.start] + " " * (at.end - at.start) + text.folded[at.end : end]
    heard = set()
    for verb in _words("said").finditer(words):
        if verb.group().lower() == "that":  # it begins what is said, after the verb
            continue
        before = [each for each in outside if each.end <= start + verb.start()]
        behind = [each for each in outside if each.start >= start + verb.end()]
        if behind and _words("inverted").fullmatch(verb.group()) and (at.end <= behind[0].start or not before):
            heard.add(told[behind[0]])
        elif before:
            heard.add(told[before[-1]])
    return names.full(name) in heard


def reversed_(text: Text, names: Names, owner: str, owned: str, span: Span) -> bool:
    """Whether the words between two names say that the second one owns: "owned" active, or passive with "by"."""
    pairs = [(a, b) for a in names.named(owner, span) for b in names.named(owned, span) if not _touch(a, b)]
    if not pairs:
        return False
    one, other = min(pairs, key=lambda pair: max(pair[0].start, pair[1].start) - min(pair[0].end, pair[1].end))
    between = text.folded[min(one.end, other.end) : max(one.start, other.start)]
    verb = _VERB.search(between)
    if verb is None or re.search(r"(?<!\w)(?:which|that|who)(?!\w)", between[verb.end() :]):
        return False
    passive = re.search(r"(?<!\w)by(?!\w)", between[verb.end() :]) is not None
    return (one.start < other.start) is passive


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
