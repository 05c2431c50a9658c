"""From files to a settled store: read, check, enter into the ledger, write the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.fusion.reviews import reviewed
from kg.fusion.verdicts import targets
from kg.identity.cluster import identify
from kg.ledger import Ledger
from kg.loaders.base import SIDECAR, BadInput, Loader, Options
from kg.loaders.inputs import open_sources
from kg.loaders.registry import LOADERS, loader_for
from kg.schema.claims import Claim, Reading
from kg.state import BATCH, Progress, State


@dataclass(slots=True)
class Summary:
    """What a load did: per file `(name, claims)`, the ones already there, and a line for each rejected one."""

    loaded: list[tuple[str, int]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    written: int = 0
    facts: int = 0
    waiting: int = 0


def files(paths: Iterable[Path], loader: Loader | None = None) -> Iterator[Path]:
    """The files to read: those given, and below a folder those that a loader takes, in order of name."""
    for path in paths:
        if path.is_dir():
            yield from (each for each in sorted(path.rglob("*")) if each.is_file() and _taken(each, loader))
        else:
            yield path


def _taken(path: Path, loader: Loader | None) -> bool:
    return not path.name.endswith(SIDECAR) and (loader or loader_for(path.name)) is not None


def readings(path: Path, options: Options, loader: Loader | None = None) -> list[Reading]:
    """What a loader makes of a file. Raises `BadInput`."""
    if not path.exists():
        raise BadInput(str(path), "there is no such file")
    chosen = loader or loader_for(path.name)
    if chosen is None:
        known = "; ".join(f"{each.name}: {each.description}" for each in LOADERS)
        raise BadInput(path.name, f"no loader takes this name; choose one with --loader ({known})")
    return [reading for source in open_sources(path) for reading in chosen.read(source, options)]


def load(
    state: State,
    paths: Sequence[Path],
    options: Options | None = None,
    loader: Loader | None = None,
    progress: Progress = lambda _: None,
    batch: int = BATCH,
) -> Summary:
    """Load files into an open store. A rejected file leaves no trace; the rest goes on."""
    summary = Summary()
    chosen = list(files(paths, loader))
    # Words on claims come after the claims of the same load, whatever their file names are.
    for path in sorted(chosen, key=lambda path: bool((loader or loader_for(path.name) or LOADERS[0]).last)):
        progress(f"reading {path.name}")
        try:
            read = readings(path, options or Options(), loader)
            _check_verdicts(path.name, state.ledger, read)
        except BadInput as error:
            summary.rejected.append(str(error))
            continue
        if all(known(state.ledger, reading) for reading in read):
            summary.unchanged.append(path.name)
            continue
        for reading in read:
            state.ledger.add(reading)
        summary.loaded.append((path.name, sum(len(reading.claims) for reading in read if reading.document)))
    progress("working out the facts")
    summary.written = state.settle(batch, progress)
    summary.facts = sum(label == "Fact" for label, _ in state.nodes)
    summary.waiting = state.waiting
    return summary


def known(ledger: Ledger, reading: Reading) -> bool:
    """Whether entering the reading would change nothing."""
    own = ledger.told(reading.document) if reading.document else reading.dataset
    if own is None or own not in (ledger.documents.get(own.id), ledger.datasets.get(own.id)):
        return False
    if any(ledger.entities.get(entity.id) != entity for entity in reading.entities):
        return False
    if any(ledger.claims.get(claim.id) != claim for claim in reading.claims):
        return False
    stored = [claim for claim in ledger.claims.values() if claim.source == own.id]
    return reading.document is None or len(stored) == len({claim.id for claim in reading.claims})


def _check_verdicts(name: str, ledger: Ledger, read: Iterable[Reading]) -> None:
    """A word on a claim that nobody made is a mistake of the file: refuse it, naming the line."""
    spoken = [(reading, claim) for reading in read for claim in reading.claims if claim.kind == "verdict"]
    if not spoken:
        return
    trial = Ledger(
        dict(ledger.documents),
        dict(ledger.datasets),
        dict(ledger.entities),
        dict(ledger.claims),
        dict(ledger.decisions),
        dict(ledger.reviews),
    )
    for reading, _ in spoken:
        trial.add(reading)
    force = reviewed(trial)
    identity = identify(force.ledger)
    for reading, verdict in spoken:
        if verdict.values.get("claim") in force.out:
            continue  # it was read, and a reviewer set it aside: the word on it rests
        if not targets(verdict, force.ledger.claims.values(), identity):
            raise BadInput(name, _nobody_said(verdict), _line(reading, verdict))


def _nobody_said(verdict: Claim) -> str:
    wanted = {key: verdict.values[key] for key in ("claim", "claim_kind", "about", "words") if key in verdict.values}
    told = ", ".join(f"{key.removeprefix('claim_')} {value!r}" for key, value in wanted.items())
    return f"no stored claim fits {told}; load its document first, or look for it with `kg why`"


def _line(reading: Reading, verdict: Claim) -> str:
    text = reading.document.text if reading.document else ""
    return f"line {text.count(chr(10), 0, verdict.quotes[0].start) + 1}"
