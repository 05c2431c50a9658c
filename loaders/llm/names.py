"""Who is who within one article: which wordings name one thing, by what the article itself says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.loaders.article.entities import Entity, Mention, bare
from kg.loaders.article.finding import Span
from kg.loaders.article.lexicon import words, wordset
from kg.loaders.article.shadow import Document

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|our|this|that|both) ", re.IGNORECASE)
_PRONOUNS = frozenset(
    {"it", "they", "we", "he", "she", "both", "board", "corporation", "business", "agency", "fund", "bank"}
)


def fold(text: str) -> str:
    """The text with plain quotes, dashes and spaces, of the same length: models change them, and offsets must hold."""
    return text.translate(_FOLDED)


_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\t\n\r\u2028\u2029\x0b\x0c", " "),
    }
)


class Names:
    """The names of an article: those that the grammar resolved, and those of a model that the text ties together."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._work = fold(doc.work)
        self._entities: dict[str, Entity] = {}
        for entity in doc.names.entities:
            for name in (entity.name, *entity.names, *((entity.ticker,) if entity.ticker else ())):
                self._entities.setdefault(fold(name), entity)
        self._learned: dict[str, str] = {}
        self._fullest: set[str] = {fold(e.name) for e in doc.names.entities if e.kind == "org"}

    def full(self, name: str) -> str:
        """The fullest form of a name that the article uses, as far as the article ties the two."""
        name = " ".join(fold(name).split())
        for _ in range(2):
            known = self._entities.get(name)
            name = self._learned.get(name, known.name if known else name)
        return name

    def kind(self, name: str) -> str | None:
        """What the grammar takes a name for: org, person, product, place or other; `None` if it does not know it."""
        known = self._entities.get(" ".join(fold(name).split()))
        return known.kind if known else None

    def learn(self, full: str, short: str) -> bool:
        """Take two wordings for one name if the article ties them; whether it does."""
        full, short = " ".join(fold(full).split()), " ".join(fold(short).split())
        if self.full(full) == self.full(short):
            return True
        if not (self.find(full) and self.find(short)) or generic(full) or generic(short):
            return False
        if not (self._defined(full, short) or self._begins(full, short)):
            return False
        longer, shorter = sorted((self.full(full), self.full(short)), key=_length, reverse=True)
        for wording in {full, short, shorter}:
            self._learned[wording] = longer
        self._fullest.discard(shorter)
        self._fullest.add(longer)
        return True

    def note(self, name: str) -> None:
        """Take note of a full name that a model gives, so that a short form that fits two is tied to neither."""
        self._fullest.add(self.full(name))

    def find(self, name: str, span: Span | None = None) -> Span | None:
        """Where a wording first stands, as whole words; in the whole article or in a span of it."""
        return next(self._all(name, span or Span(0, len(self._work))), None)

    def stands(self, name: str, span: Span) -> bool:
        """Whether a span names this thing: by these words, another of its names, or "the company" and the like."""
        return any(True for _ in self.named(name, span))

    def named(self, name: str, span: Span) -> Iterator[Span]:
        """Every place in a span that names this thing; "Data" within "Harbor Data Centers" names nobody else."""
        full = self.full(name)
        for wording in dict.fromkeys((name, full, *self.wordings(full))):
            yield from (at for at in self._all(wording, span) if not self._within_another(at, full))
        yield from (Span(m.start, m.end) for m in self._corefs(span) if self.full(m.entity.name) == full)

    def free(self, name: str, span: Span) -> bool:
        """Whether a place stands in a span as itself, not only within a longer name: "Texas" of "Texas Instruments"."""
        own = self.full(name)
        return any(not self._within_another(at, own, but="place") for at in self._all(name, span))

    def _all(self, name: str, span: Span) -> Iterator[Span]:
        wording = r"\s+".join(re.escape(word) for word in fold(name).split())
        if wording:
            for found in re.compile(rf"(?<!\w){wording}(?!\w)").finditer(self._work, span.start, span.end):
                yield Span(found.start(), found.end())

    def _within_another(self, at: Span, full: str, but: str = "") -> bool:
        around = self._around(at)
        if around is None or at.end > around.end or around.entity.kind == but:
            return False
        return Span(around.start, around.end) != at and self.full(around.entity.name) != full

    def _around(self, at: Span) -> Mention | None:
        """The last mention that begins where a span does, or before."""
        place = bisect_right(self._doc.starts, at.start) - 1
        return self._doc.mentions[place] if place >= 0 else None

    def _corefs(self, span: Span) -> list[Mention]:
        return [m for m in self._doc.mentions if span.start <= m.start and m.end <= span.end and m.how == "coref"]

    def wordings(self, full: str) -> list[str]:
        """Every wording of a full name."""
        return [w for w in dict.fromkeys((*self._entities, *self._learned)) if w != full and self.full(w) == full]

    def meant(self, said: str, span: Span) -> str | None:
        """Whom "the company" and the like mean within a span, where the article leaves only one reading."""
        wanted = fold(said).lower().strip()
        here = ((self._work[m.start : m.end].lower(), m.entity.name) for m in self._corefs(span))
        meant = {self.full(name) for wording, name in here if wording == wanted}
        return meant.pop() if len(meant) == 1 else None

    def _defined(self, full: str, short: str) -> bool:
        """ "Harbor Fiber Partners (“Harbor”)", "Harbor, formerly known as Vesta", the name "Switched Access (SA)"."""
        if full.endswith(f" ({short})") or (full.endswith(")") and full.startswith(f"{short} (")):
            return True
        one, other = re.escape(full), re.escape(short)
        renamed = r"(?:formerly|now|also|previously)(?: known as)?"
        quoted = rf" ?\((?:[^()\"]{{0,40}}[,;] )?(?:the )?[\"']{other}[\"']"
        return bool(re.search(rf"(?<!\w){one}(?:{quoted}|,? \(?{renamed} {other}(?!\w))", self._work))

    def _begins(self, full: str, short: str) -> bool:
        """Whether the short form begins the full one and no other full name: "Harbor" of "Harbor Fiber Partners"."""
        mine = self.full(full)
        if not bare(mine).startswith(f"{bare(short)} ") or short.lower() in words("common"):
            return False
        own = (mine, self.full(short))
        return not any(bare(name).startswith(bare(short)) for name in self._fullest if name not in own)


def _length(name: str) -> tuple[int, int]:
    return len(name.split()), len(name)


def generic(name: str) -> bool:
    """Whether words only describe: "the company", "the two operators", "it"."""
    parts = _ARTICLE.sub("", fold(name).strip()).lower().split()
    nouns = wordset("names", "kinds") | wordset("names", "coref") | _PRONOUNS
    return all(each in nouns or each.rstrip("s") in nouns for each in parts) or not re.search(r"[A-Z0-9]", fold(name))
