"""One fact of a model at one place of its quote: each field checked against the words that stand there.

Every string that passes comes from a closed list, stands in the quote, or is a name that the article itself leads to
from the quote. Numbers and dates are read from the words (`measures`), they are not what a model makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.loaders.article.facilities import topic_before
from kg.loaders.article.finding import Finding, Modality, Number, Span
from kg.loaders.article.modality import Voice, sentence_index
from kg.loaders.article.places import place
from kg.loaders.article.quantities import Quantity
from kg.loaders.llm import measures, saying
from kg.loaders.llm.answer import Fact, Type, types
from kg.loaders.llm.names import Names, fold, generic
from kg.loaders.llm.quotes import Text, Ungrounded

DEALS = frozenset({"partnership", "joint_venture", "purchase", "acquisition", "ownership", "investment"})
RELATIONS = DEALS | {"person_role", "integration", "located_in"}
"""Types whose quote must carry both sides itself."""
VIEWS = frozenset({"risk", "assessment"})
LABEL = 160
"""Most code points of a label that is the quote itself."""
QUALIFIERS: Mapping[str, str] = {
    "status": "status", "relation": "relation", "direction": "direction", "sentiment": "sentiment", "happened": "class",
    "form": "kind", "title": "role", "words": "words", "kind": "kind", "purpose": "purpose", "ticker": "ticker",
    "services": "services", "seller": "seller", "lenders": "lenders", "by": "by", "about": "about",
    "aliases": "aliases", "places": "places",
}  # fmt: skip
"""Fields of an answer and the qualifiers of the annotation format that they become."""
WORDED = frozenset({"status", "direction", "form", "happened"})
"""Fields of closed lists of whose values the quote must hold a word."""
YES = "True"
"""The value of `ended` and `merger` in the table of words."""
AS_SAID = VIEWS | {"statement", "organization", "product"}
"""Types that are no plain fact: their words are the fact, whatever they deny."""
Grounded = tuple[list[Finding], list[str]]
"""The findings of a fact, and the fields that were left out, each with the reason."""


class Grounding:
    """A fact, the article and a place of the quote."""

    def __init__(self, text: Text, names: Names, voices: list[Voice], fact: Fact, span: Span) -> None:
        self.doc, self.text, self.names, self.fact, self.span = text.doc, text, names, fact, span
        self.voice = voices[sentence_index(text.doc, span.start)]
        self.left_out: list[str] = []

    def findings(self) -> Grounded:
        """What the fact says here. Raises `Ungrounded`."""
        fact, spec = self.fact, types()[self.fact.type]
        subject_is = fact.subject_is or spec.subject.rule
        self._widen()
        subject = self._topic() or self._side(fact.subject, subject_is)
        label, object_is = self._object(spec)
        if subject == label and fact.type in RELATIONS:
            raise Ungrounded(f"both sides are {subject!r}")
        told = {"subject_type": subject_is, "object_type": object_is, **self._qualifiers()}
        self._plain(spec, subject, label, told)
        amount, number, unit = self._amount(), None, None
        if amount is not None:
            number, unit, told["bound"] = amount.value, amount.unit, amount.bound
        if fact.type == "ownership" and fact.stake:
            number, unit = told.pop("stake_percent"), "percent"
        if fact.type in VIEWS:
            label = self.doc.text[self.span.start : self.span.end][:LABEL].strip(" .")
        modality, date = self._modality(told), self._date()
        told = {key: value for key, value in told.items() if value}
        finding = Finding(fact.type, subject, label, (self.span,), modality, number, unit, date, told)
        return [finding, *_located(finding)], self.left_out

    def _plain(self, spec: Type, subject: str, label: str | None, told: Mapping[str, Any]) -> None:
        """Raise `Ungrounded` where the words deny the fact, or say it the other way round."""
        fact, over = self.fact, told.get("status") in ("terminated", "rejected")
        own = self._at(fact.object) if fact.object and spec.object and spec.object.rule == "words" else None
        if fact.type not in AS_SAID and not over and saying.denied(self.text, self.span, own):
            raise Ungrounded("denied in its words")
        if fact.type == "ownership" and label and saying.reversed_(self.text, self.names, subject, label, self.span):
            raise Ungrounded(f"its words say that {label!r} owns {subject!r}")

    def _widen(self) -> None:
        """Take the name of whom it is about into the quote when it stands beside it in the same sentence.

        A number without its company is still a number of the sentence. A relation is not: its quote carries both sides.
        """
        if self.fact.type in RELATIONS or self.names.stands(self.fact.subject, self.span):
            return
        beside = list(self.names.named(self.fact.subject, self.text.sentence(self.span)))
        if beside:
            near = min(beside, key=lambda at: max(self.span.start - at.end, at.start - self.span.end))
            self.span = Span(min(near.start, self.span.start), max(near.end, self.span.end))

    def _topic(self) -> str | None:
        """Whom a view without any organization in its sentence is about, if the sentences before leave one reading."""
        sentence, number = self.text.sentence(self.span), sentence_index(self.doc, self.span.start)
        if self.fact.type not in VIEWS or self.doc.mentioned(sentence.start, sentence.end):
            return None
        topic, own = topic_before(self.doc, number), self.names.full(self.fact.subject)
        return own if topic is not None and self.names.full(topic.entity.name) == own else None

    # --- names ---------------------------------------------------------------------------------------------------

    def _side(self, name: str, rule: str) -> str:
        """A participant under the fullest name that the article uses for it. Raises `Ungrounded`."""
        if rule in ("organization", "person") and generic(name):
            meant = self.names.meant(name, self.span)
            if meant is None:
                raise Ungrounded(f"{name[:80]!r} is no name, and the article does not say whom it means")
            return meant
        if rule == "organization" and (place(name) or self.names.kind(name) == "place"):
            raise Ungrounded(f"{name[:80]!r} is a place")
        if self.names.stands(name, self.span):
            return self.names.full(name)
        if not self.names.find(name):
            raise Ungrounded(f"{name[:80]!r} does not stand in the article")
        raise Ungrounded(f"{name[:80]!r} is not named in the quote, and no other name in it leads there")

    def _organization(self, name: str) -> str:
        return self._side(name, "organization")

    def _object(self, spec: Type) -> tuple[str | None, str | None]:
        """The other side, and what it is."""
        name, side = self.fact.object, spec.object
        if side is None or not name:
            return None, None
        rule = side.rule
        if rule == "party_or_words":
            rule = "organization" if self.names.kind(name) == "org" else "words"
        if rule == "words":
            return self._words(name), "label"
        if rule in ("place", "facility"):
            return self._as_written(name), rule
        kind = self.fact.object_is or rule
        return self._side(name, kind), kind

    def _as_written(self, name: str) -> str:
        """A name that stands in the quote itself, in the article's letters on one line. Raises `Ungrounded`."""
        at = self.names.find(name, self.span)
        if at is None:
            raise Ungrounded(f"{name[:80]!r} does not stand in the quote")
        if place(name) and not self.names.free(name, self.span):
            raise Ungrounded(f"{name[:80]!r} stands in the quote only as part of another name")
        return " ".join(self.doc.text[at.start : at.end].split())

    # --- words, numbers, dates -----------------------------------------------------------------------------------

    def _at(self, words: str) -> Span:
        """Where words stand in the quote, whatever their case. Raises `Ungrounded`."""
        wanted = fold(words).strip().lower()
        quote = fold(self.doc.text[self.span.start : self.span.end]).lower()
        found = quote.find(wanted) if wanted and len(quote) == self.span.end - self.span.start else -1
        if found < 0:
            raise Ungrounded(f"{words[:80]!r} does not stand in the quote")
        return Span(self.span.start + found, self.span.start + found + len(wanted))

    def _words(self, words: str) -> str:
        """Words as the quote writes them, on one line. Raises `Ungrounded`."""
        at = self._at(words)
        return " ".join(self.doc.text[at.start : at.end].split())

    def _amount(self) -> Quantity | None:
        """The number that the words of `amount` hold. Raises `Ungrounded`."""
        words = self.fact.amount
        return measures.amount(self.doc, self._at(words), self.span, self.fact.type) if words else None

    def _stake(self, words: str) -> Number | tuple[Number, Number]:
        """The percentage that words hold. Raises `Ungrounded`."""
        return measures.percentage(self.doc, self._at(words), self.span)

    def _date(self) -> str | None:
        """The date that the words of `when` hold; words without a year are left out. Raises `Ungrounded`."""
        words = self.fact.when
        if not words:
            return None
        iso = measures.date(self.doc, self._at(words), self.span)
        if iso is None:
            why = f"{words[:80]!r} holds no date with a year"
            if "when" in types()[self.fact.type].needs:
                raise Ungrounded(why)
            self.left_out.append(f"when: {why}")
        return iso

    # --- the rest ------------------------------------------------------------------------------------------------

    def _modality(self, told: dict[str, Any]) -> Modality:
        """Who stands for it. What the article's own grammar sees attributed is never taken as asserted."""
        source = self._detail("source", self.fact.source, self._nearby)
        if self.fact.type not in ("organization", "product"):  # a name is the article's own, whomever it cites
            source = source or self.voice.source
        source = " ".join(source.split()) if source else None
        told["source"] = self.names.full(source) if source and self.names.kind(source) == "org" else source
        given: Any = self.fact.modality
        modality: Modality = "attributed" if source and given == "asserted" else given
        return modality

    def _nearby(self, name: str) -> str:
        """A name in the quote's paragraph: a source may stand in front of the quote. Raises `Ungrounded`."""
        paragraph = self.text.paragraph(self.span)
        if paragraph is None or not self.names.find(name, paragraph):
            raise Ungrounded(f"{name[:80]!r} does not stand in the paragraph")
        return name

    def _detail(self, field: str, value: Any, check: Callable[[Any], Any]) -> Any:
        """A field that a fact can do without: left out, and listed, when it fails its check."""
        if not value:
            return None
        try:
            return check(value)
        except Ungrounded as error:
            self.left_out.append(f"{field}: {error}")
            return None

    def _closed(self, field: str, value: str) -> str | None:
        """A value of a closed list of which the quote holds a word. Raises `Ungrounded` where the fact needs it."""
        if saying.carried(field, value, self.text.folded[self.span.start : self.span.end]):
            return value
        why = f"{field}: no words of the quote carry {'it' if value == YES else repr(value)}"
        if saying.holds_back(field, value):
            raise Ungrounded(why)
        self.left_out.append(why)
        return None

    def _title(self, title: str) -> str:
        """A title in the sentence of the one who holds it. Raises `Ungrounded`."""
        at = self._at(title)
        if not self.names.stands(self.fact.subject, self.text.sentence(at)):
            raise Ungrounded(f"{title[:80]!r} and {self.fact.subject[:80]!r} do not stand in one sentence")
        return self._words(title)

    def _spoken(self, words: str) -> str:
        """Words that the article gives as spoken, by this speaker. Raises `Ungrounded`."""
        at, kind = self._at(words), "org" if self.fact.subject_is == "organization" else "person"
        if not saying.spoken(self.text, at):
            raise Ungrounded(f"{words[:80]!r} is not given as spoken")
        if not saying.speaks(self.text, self.names, self.fact.subject, kind, at):
            raise Ungrounded(f"the sentence lets somebody else than {self.fact.subject[:80]!r} speak")
        return self._words(words)

    def _ticker(self, ticker: str) -> str:
        """A symbol, not the exchange in front of it. Raises `Ungrounded`."""
        if ticker.upper() in saying.EXCHANGES:
            raise Ungrounded(f"{ticker!r} is an exchange")
        return self._words(ticker)

    def _qualifiers(self) -> dict[str, Any]:
        """The further fields under the names of the annotation format. Raises `Ungrounded` for those that must hold."""
        fact = self.fact
        one: dict[str, Callable[[Any], Any]] = {
            "kind": self._words, "purpose": self._words, "ticker": self._ticker, "seller": self._organization,
            "about": self._organization, "by": lambda name: self.names.full(self._nearby(name)),
        }  # fmt: skip
        many: dict[str, Callable[[Any], Any]] = {
            "services": self._words, "lenders": self._organization, "aliases": self._alias, "places": self._as_written,
        }  # fmt: skip
        needed: dict[str, Callable[[Any], Any]] = {"title": self._title, "words": self._spoken}
        told: dict[str, Any] = {}
        for field, key in QUALIFIERS.items():
            value = getattr(fact, field)
            if field in one:
                value = self._detail(field, value, one[field])
            elif field in many:
                good = [self._detail(field, each, many[field]) for each in value]
                value = list(dict.fromkeys(each for each in good if each))
            elif field in WORDED and value:
                value = self._closed(field, value)
            elif field in needed and value:
                value = needed[field](value)
            told |= {key: value} if value else {}
        if fact.merger and self._closed("merger", YES):
            told["kind"] = "merger"
        if fact.ended and self._closed("ended", YES):
            told["status"] = "terminated"
        if fact.stake:
            told["stake_percent"] = self._stake(fact.stake)
        if len(fact.together) > 2:
            told["together"] = self._detail(
                "together", fact.together, lambda all_: tuple(map(self._organization, all_))
            )
        if fact.type == "located_in":
            what = "facility" if fact.subject_is == "facility" else "organization"
            told |= {**_gazetteer(fact.object or ""), "what": what}
        kinds = {name: _gazetteer(name)["place_kind"] for name in told.get("places", ())}
        told["states"] = [name for name, kind in kinds.items() if kind == "us_state"]
        told["metros"] = [name for name, kind in kinds.items() if kind == "metro"]
        return told

    def _alias(self, name: str) -> str:
        """Another wording that the article ties to the name. Raises `Ungrounded`."""
        own = self.fact.subject if self.fact.type == "organization" else self.fact.object or ""
        if not self.names.find(name) or not self.names.learn(own, name):
            raise Ungrounded(f"nothing in the article says that {name[:80]!r} is {own[:80]!r}")
        return name


def _located(group: Finding) -> Iterator[Finding]:
    """A group of facilities lies in each of its places."""
    if group.type == "facility_group":
        for name in group.qualifiers.get("places", ()):
            told = {**_gazetteer(name), "what": "facility_group", "object_type": "place", "group_count": group.value}
            told["source"] = group.qualifiers.get("source")
            yield Finding("located_in", group.subject, name, group.spans, group.modality, qualifiers=told)


def _gazetteer(name: str) -> dict[str, Any]:
    known = place(name)
    coded = known is not None and known.kind in ("us_state", "country")
    return {"place_kind": known.kind if known else "metro", "place_code": known.code if known and coded else None}
