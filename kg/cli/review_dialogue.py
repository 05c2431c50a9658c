"""The dialogue of `kg review`: one claim after the other, with the sentence it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from kg.render import printable
from kg.review.correcting import Proposal, corrected, in_line, plain, shown
from kg.review.file import form, formed
from kg.review.keeping import ReviewError, Verdict, review
from kg.review.sentence import CLOSE, OPEN, Sentences
from kg.schema.claims import Claim, Review, SourceEntity
from kg.schema.kinds import KINDS, Kind

KEYS = "[a]ccept  [r]eject  [c]orrect  [s]kip  [b]ack  [q]uit"
CLEAR = "-"
"""What empties a field."""
Correction = tuple[Claim, tuple[SourceEntity, ...]]


@dataclass(slots=True)
class Dialogue:
    """Asks a person about proposals, and gives what was decided to `keep` each `every` answers and at the end.

    `check` raises where a review cannot hold, `keep` stores reviews; `elsewhere` is what other sources say of the same
    facts, by claim. Going back takes the answer before back, as long as it is not stored.
    """

    proposals: Sequence[Proposal]
    by: str
    check: Callable[[Review], None]
    keep: Callable[[Sequence[Review]], None]
    date: str | None = None
    editor: bool = False
    elsewhere: Mapping[str, Sequence[str]] = field(default_factory=dict)
    every: int = 20
    answers: dict[int, Review] = field(default_factory=dict)
    stored: int = 0

    def run(self) -> bool:
        """Ask until the end, `q`, the end of the input or an interrupt; whether all were shown."""
        if not self.proposals:
            return True
        sentences = Sentences(self.proposals[0].document.text)
        place, first = 0, 0
        try:
            while place < len(self.proposals):
                self._show(place, sentences)
                key = _key()
                if key == "q":
                    break
                if key == "b":
                    if place == first:
                        click.echo(
                            "  nothing to go back to: what came before is stored; kg review --undo takes it back"
                        )
                        continue
                    place -= 1
                    self.answers.pop(place, None)
                    continue
                told = self._decide(self.proposals[place], key)
                if told is not None:
                    self.answers[place] = told
                elif key != "s":
                    continue
                place += 1
                if len(self.answers) >= self.every:
                    self._store()
                    first = place
        except click.Abort:
            click.echo()
        self._store()
        return place == len(self.proposals)

    def _store(self) -> None:
        if self.answers:
            self.keep([self.answers[place] for place in sorted(self.answers)])
            self.stored += len(self.answers)
            self.answers.clear()

    def _show(self, place: int, sentences: Sentences) -> None:
        proposal = self.proposals[place]
        click.echo(f"\n{place + 1} of {len(self.proposals)}  {proposal.claim.id}")
        for quote in proposal.claim.quotes:
            before, words, after = (printable(part) for part in sentences.around(quote))
            click.echo(f"  “{before}{click.style(OPEN + words + CLOSE, bold=True)}{after}”")
        click.echo(f"  → {printable(in_line(proposal.claim, proposal.entities))}")
        for line in self.elsewhere.get(proposal.claim.id, ()):
            click.echo(f"    also {printable(line)}")

    def _decide(self, proposal: Proposal, key: str) -> Review | None:
        """The review that a key asks for; nothing where it is to be asked again."""
        if key == "s":
            return None
        verdict: Verdict = {"a": "accepted", "r": "rejected", "c": "corrected"}[key]  # type: ignore[assignment]
        try:
            correction = self._correct(proposal) if key == "c" else None
            reason = "" if key == "a" else _ask("why", "")
            told = review(proposal, verdict, self.by, reason, self.date, correction)
            self.check(told)
        except (ValueError, ReviewError) as error:
            click.echo(f"  {printable(str(error))}")
            return None
        return told

    def _correct(self, proposal: Proposal) -> Correction:
        if self.editor:
            try:
                text = click.edit(form(proposal), extension=".yaml")
            except click.ClickException as error:
                raise ValueError(
                    f"{error.format_message()}; set EDITOR to one that runs, nothing was changed"
                ) from error
            if text is None:
                raise ValueError("nothing was changed in the editor")
            return corrected(proposal, formed(text))
        return corrected(proposal, _fields(proposal))


def _fields(proposal: Proposal) -> dict[str, Any]:
    """What a person says field by field; Enter keeps what was read, `-` empties it."""
    before = plain(proposal)
    click.echo(f"  Enter keeps, {CLEAR} empties; several names are parted by ;")
    told: dict[str, Any] = {"kind": _ask("kind", before["kind"])}
    kind = KINDS.get(told["kind"])
    if kind is None:
        raise ValueError(f"{told['kind']!r} is no kind of claim; known: {', '.join(sorted(KINDS))}")
    told["roles"] = {role: names for role in _asked(kind, before) if (names := _several(_role(role, before)))}
    values = {name: shown(text) for name, text in before["values"].items() if name in kind.values}
    told["values"] = {name: _ask(name, text) for name, text in values.items()}
    _further(kind, told)
    told["modality"] = _ask("modality", before["modality"])
    told["attributed_to"] = _ask("attributed to", before["attributed_to"])
    told["quotes"] = [
        text for number, quote in enumerate(before["quotes"], 1) if (text := _ask(f"quote {number}", quote))
    ]
    return told


def _asked(kind: Kind, before: Mapping[str, Any]) -> list[str]:
    """Roles to ask for: those that the claim fills, or all where it becomes one of another kind."""
    return [role for role in kind.roles if before["kind"] != kind.name or role in before["roles"] or role in kind.needs]


def _role(role: str, before: Mapping[str, Any]) -> str:
    return _ask(role, shown(before["roles"].get(role, [])))


def _further(kind: Kind, told: dict[str, Any]) -> None:
    """Roles and values that the claim did not have, as name=value, until Enter."""
    while text := _ask(f"more: a value or role as name=… ({', '.join((*kind.values, *kind.roles))})", ""):
        name, equals, value = (part.strip() for part in text.partition("="))
        if equals and name in kind.roles:
            told["roles"][name] = _several(value)
        elif equals and name in kind.values:
            told["values"][name] = value
        else:
            click.echo("  write it as name=…, with one of the names that are listed")


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _ask(what: str, default: str) -> str:
    """One field; Abort at the end of the input or an interrupt."""
    prompt = f"  {what}{f' [{printable(default)}]' if default else ''}"
    text: str = click.prompt(prompt, default="", show_default=False).strip()
    return "" if text == CLEAR else text or default


def _key() -> str:
    while True:
        text: str = click.prompt(f"  {KEYS}", default="", show_default=False).strip().lower()
        if text[:1] in tuple("arcsbq"):
            return text[:1]
        click.echo("  one of a, r, c, s, b, q")
