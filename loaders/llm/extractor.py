"""An article read by a language model: its passages, the answers to them, and of those what the text carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.loaders.article.clean import clean
from kg.loaders.article.finding import Extraction, Span
from kg.loaders.article.loader import vocabulary
from kg.loaders.article.shadow import read_document
from kg.loaders.base import BadInput, Options, Source
from kg.loaders.llm import prompt
from kg.loaders.llm.accept import Checked, Rejection, Said, accept
from kg.loaders.llm.answer import Malformed, parse
from kg.loaders.llm.cache import Cache, key
from kg.loaders.llm.client import Client, NoAnswer, Reply, Spent, estimate
from kg.loaders.llm.settings import Settings
from kg.loaders.llm.windows import halves, windows

ANSWERS = 2
"""How often a passage is asked about when the answer is malformed."""
CUT = "cut off"
"""What is kept instead of an answer that was cut off, so that a second run does not ask for it again."""


@dataclass(slots=True)
class Tally:
    """What a run did: facts, questions and tokens; and what was not believed, with the document's name."""

    accepted: int = 0
    rejected: list[tuple[str, Rejection]] = field(default_factory=list)
    asked: int = 0
    cached: int = 0
    tokens: int = 0
    estimated: bool = False
    unwritable: bool = False


class LanguageModel:
    """An extractor, called with a source and the options. Raises `BadInput` for a document that is not read."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.tally = Tally()
        self._client = Client(settings)
        self._cache = Cache(settings.cache)
        self._stopped: NoAnswer | None = None

    @property
    def name(self) -> str:
        """Who read a document, for its record: the model, and the version of prompt and schema."""
        return f"llm:{self.settings.model}@{prompt.version()}"

    def __call__(self, source: Source, options: Options) -> Extraction:
        """What the model says of a text and the text bears out; the rest is in the tally."""
        answers: list[Said] = []
        try:
            for window in windows(source.text):
                answers += self._answers(source.text, window)
        except NoAnswer as error:
            raise BadInput(source.name, f"not read by {self.settings.model}: {error}") from error
        found = accept(read_document(source.text, clean(source.text), vocabulary(options)), answers)
        self._count(source.name, found)
        return found

    def _count(self, name: str, found: Checked) -> None:
        self.tally.accepted += len(found.findings)
        self.tally.rejected += [(name, each) for each in found.rejected]

    def _answers(self, text: str, window: Span) -> Iterator[Said]:
        """The facts of a passage; one whose answer was cut off is asked about again in shorter passages."""
        passage = text[window.start : window.end]
        known = key(passage, self.settings.model, prompt.version(), self.settings.host)
        content = self._cache.get(known)
        if content is None:
            content = self._ask(passage)
            self.tally.unwritable |= not self._cache.put(known, content)
        else:
            self.tally.cached += 1
        if content != CUT:
            yield from (Said(window, raw, fact) for raw, fact in parse(content))
            return
        shorter = halves(text, window)
        if not shorter:
            raise NoAnswer("the answer was cut off, even for a short passage; allow the model longer answers")
        for each in shorter:
            yield from self._answers(text, each)

    def _ask(self, passage: str) -> str:
        """A well-formed answer, or `CUT`. Raises `NoAnswer`."""
        messages = prompt.messages(passage)
        why = ""
        for _ in range(ANSWERS):
            reply = self._reply(messages)
            if reply.truncated:
                return CUT
            try:
                parse(reply.content)
            except Malformed as error:
                why = str(error)
                continue
            return reply.content
        raise NoAnswer(f"{why} (asked {ANSWERS} times)")

    def _reply(self, messages: list[dict[str, str]]) -> Reply:
        """One question, if it may still be asked; what it cost is counted whatever comes of it."""
        if self._stopped is not None:
            raise self._stopped
        limit = self.settings.max_tokens
        if limit is not None and self.tally.tokens + estimate(messages) > limit:
            used = f"{'about ' if self.tally.estimated else ''}{self.tally.tokens:,} used"
            why = f"the limit of {limit:,} tokens leaves no room for another request ({used})"
            self._stopped = NoAnswer(why, final=True)
            raise self._stopped
        self.tally.asked += 1
        try:
            reply = self._client.ask(messages)
        except Spent as error:
            self._pay(error.reply)
            raise
        except NoAnswer as error:
            if error.final:
                self._stopped = error
            raise
        self._pay(reply)
        return reply

    def _pay(self, reply: Reply) -> None:
        self.tally.tokens += reply.tokens
        self.tally.estimated |= not reply.counted
