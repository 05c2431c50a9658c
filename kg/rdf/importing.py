"""From a file of RDF to a settled store: read, check against the shapes, enter into the ledger, work the graph out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.loaders.base import BadInput
from kg.rdf.check import check
from kg.rdf.ledger import Told, told
from kg.rdf.parse import parse, syntax_of
from kg.state import BATCH, Progress, State

if TYPE_CHECKING:
    from kg.pipeline import Summary


def read(path: Path, syntax: str | None = None) -> Told:
    """What a file tells of the ledger. Raises `BadInput`: file, line, rule."""
    file = parse(path, syntax or syntax_of(path))
    check(file)
    return told(file)


def import_files(
    state: State,
    paths: Sequence[Path],
    syntax: str | None = None,
    progress: Progress = lambda _: None,
    batch: int = BATCH,
) -> Summary:
    """Import files into an open store. Nothing of a rejected file is stored; the rest goes on.

    Entities, facts and edges of a file are checked against their shapes and then worked out again from the claims,
    together with what the store held before. A verdict on a claim that is not there rests, as it did where the file
    was written.
    """
    from kg.pipeline import Summary, known  # imports every loader, which reading a file does not need

    summary = Summary()
    for path in paths:
        progress(f"reading {path.name}")
        try:
            found = read(path, syntax)
            _check_reviews(path.name, found, state)
        except BadInput as error:
            summary.rejected.append(str(error))
            continue
        decided = {decision.id: decision for decision in found.decisions}
        reviewed = {review.id: review for review in found.reviews}
        if (
            all(known(state.ledger, reading) for reading in found.readings)
            and {**state.ledger.decisions, **decided} == state.ledger.decisions
            and {**state.ledger.reviews, **reviewed} == state.ledger.reviews
        ):
            summary.unchanged.append(path.name)
            continue
        for reading in found.readings:
            state.ledger.add(reading)
        state.ledger.decisions.update(decided)
        state.ledger.reviews.update(reviewed)
        summary.loaded.append((path.name, sum(len(reading.claims) for reading in found.readings)))
    progress("working out the facts")
    summary.written = state.settle(batch, progress)
    summary.facts = sum(label == "Fact" for label, _ in state.nodes)
    summary.waiting = state.waiting
    return summary


def _check_reviews(name: str, found: Told, state: State) -> None:
    """Refuse a review whose quotes do not stand in its document; one of a document that is not there rests."""
    texts = {key: document.text for key, document in state.ledger.documents.items()}
    texts |= {reading.document.id: reading.document.text for reading in found.readings if reading.document}
    for review in found.reviews:
        wrong = review.misquoted(texts[review.document]) if review.document in texts else None
        if wrong:
            raise BadInput(
                name, f"{review.id}: its quote does not stand at {wrong.start}:{wrong.end} of {review.document}"
            )
