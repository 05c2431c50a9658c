"""Deals told in telegram style, over more than one sentence: "Sold: X." "Buyer: Y." "Seller: Z."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.loaders.article.chars import FILL, ORG, TITLE
from kg.loaders.article.entities import Entity
from kg.loaders.article.finding import Finding, Span
from kg.loaders.article.sentences import Sentence
from kg.loaders.article.shadow import Document, is_money

_ONE = f"(?P<o>{FILL}*{ORG}+{FILL}*)"
_WAS = r"(?::| is| was| will be| turns out to be|,| –| —) ?"
_LABELS = {
    "buyer": r"(?:[Tt]he )?(?:[Nn]ew (?:[Oo]wner|" + TITLE + r"{5})|[Bb]uyer|[Aa]cquirer|[Pp]urchaser)",
    "seller": r"(?:[Tt]he )?(?:[Ss]eller|[Vv]endor|[Pp]revious [Oo]wner|[Ff]ormer [Oo]wner)",
    "target": r"(?:[Tt]arget|[Aa]sset|(?:Sold|Bought|Acquired|Gone|Changing hands|For sale|Snapped up)(?:, [^:.]{2,30})?)",  # noqa: E501
}
_LABELLED = {k: re.compile(rf"(?:^|(?<=[.;,|] )){v}{_WAS}{_ONE}") for k, v in _LABELS.items()}
_CHANGES = re.compile(
    rf"(?P<o>{FILL}*{ORG}+{FILL}*)(?: (?:is|are|has|have|was|will|be|been|being|also|now|soon|a|an|its|under|gets?|getting|got))*"  # noqa: E501
    r" (?:chang(?:es?|ing|ed) (?:hands|owners?)|new (?:owner(?:ship)?|{TITLE}{{5}})|sold|found a buyer)(?=[.,;:]| (?:for|in|after|again)\b)"  # noqa: E501
)
_CHANGED = ("chang", " new ", " sold", "found a buyer")
"""What a sentence has that `_CHANGES` fits: looked for before it."""
_TAKES = re.compile(
    rf"(?:accept(?:ed|s)|agreed to|took|taking|takes|(?:is|are|was|were) (?:selling|sold)) (?:[^.;{ORG}]{{0,60}}? )?(?:from|to) {_ONE}"  # noqa: E501
)
_GOES = re.compile(
    rf"(?:,? which |^It |,? )(?:goes|went|going|passes|will go|will pass|moves|to|by|and goes) ?(?:to |by )?{_ONE}"
)
_PAYS = re.compile(
    rf"^{_ONE}(?: (?:is|has|have|had|will|to|be|now|also))* (?:paying|paid|pays?|buys it|bought it|takes it|snapped it up)\b"  # noqa: E501
)
_SETTLED = re.compile(r"\b(?:clos|complet)ed\b")


@dataclass(slots=True)
class Telegrams:
    """What the telegrams of one item (a block) have told so far."""

    block: int = -1
    parts: dict[str, tuple[Entity, Span]] = field(default_factory=dict)
    last: list[Finding] = field(default_factory=list)

    def read(self, doc: Document, s: Sentence, made: list[Finding]) -> Iterator[Finding]:
        """The deals that a sentence completes; `made` are the acquisitions that it tells by itself."""
        if s.block != self.block:
            self.block, self.parts, self.last = s.block, {}, []
        if made:
            self.last, self.parts = made, {}
        new = self._parts(doc, s)
        if self.last and not made and "seller" in new and "buyer" not in new and "target" not in new:
            seller, span = new["seller"]
            yield from (
                replace(f, spans=(*f.spans, span), qualifiers={**f.qualifiers, "seller": seller.name})
                for f in self.last
                if seller.name not in (f.subject, f.object)
            )
            return
        if made:
            return
        self.parts |= new
        if not {"buyer", "target"} <= self.parts.keys():
            return
        (buyer, at), (target, named) = self.parts["buyer"], self.parts["target"]
        if buyer is target:
            return
        q = {"status": "completed" if _SETTLED.search(doc.work, s.start, s.end) else "announced"}
        spans = [named, at]
        if "seller" in self.parts and self.parts["seller"][0] not in (buyer, target):
            q["seller"] = self.parts["seller"][0].name
            spans.append(self.parts["seller"][1])
        price = next((x for x in doc.amounts(s.start, s.end) if is_money(x.unit)), None)
        first, last = min(x.start for x in spans), max(x.end for x in spans)
        together = (Span(first, last),) if "\n" not in doc.text[first:last] else tuple(dict.fromkeys(spans))
        deal = Finding("acquisition", buyer.name, target.name, together, "asserted", qualifiers=q)
        if price:
            deal = replace(deal, value=price.value, unit=price.unit)
        self.last, self.parts = [deal], {}
        yield deal

    def _parts(self, doc: Document, s: Sentence) -> dict[str, tuple[Entity, Span]]:
        """The buyer, target and seller that a sentence names in this style."""
        text = doc.filled[s.start : s.end]
        found: dict[str, tuple[Entity, Span]] = {}

        def put(role: str, m: re.Match[str] | None) -> None:
            named = doc.mentioned(s.start + m.start("o"), s.start + m.end("o")) if m else []
            if m and named and role not in found:
                found[role] = named[0].entity, Span(s.start + m.start(), s.start + m.end())

        if ":" in text or "owner" in text or "uyer" in text or "eller" in text:
            for role, label in _LABELLED.items():
                put(role, label.search(text))
        if "target" not in found and any(word in text for word in _CHANGED):
            put("target", _CHANGES.search(text))
        if "target" in found and "buyer" not in found:
            rest = found["target"][1].end - s.start
            m = _GOES.match(text, rest)
            if m:
                put("buyer", m)
        elif "target" in self.parts and "buyer" not in found:
            put("buyer", _TAKES.search(text) or _GOES.match(text) or _PAYS.match(text))
        return found
