"""A small article about invented companies in a store, for tests of reviews."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from kg.cli import group
from kg.cli.context import exit_code
from kg.ledger import Ledger
from kg.review.correcting import Proposal, corrected
from kg.review.keeping import Verdict, read_claims, review
from kg.schema.claims import Document, Reading, Review
from kg.state import State, prepare
from kg.store.base import Store
from kg.store.open import open_store
from tests.support.build import Report
from tests.support.cli import Run

NAME = "Northline news.txt"

RIVALS = "Northline competes with Quay, as Ada Vesta of Vesta Holdings told Quince in Arizona."
"""A line with names that only corrections speak of."""


def article() -> Report:
    """Five claims of five kinds, each with a line of its own."""
    return (
        Report("Northline news", publisher="Fibre Weekly", published="2025-11-03")
        .say("ownership", "Vesta Capital owns Harbor since 2021.", owner="Vesta Capital", owned="Harbor", since="2021")
        .say("partnership", "Northline works with Zed.", partner=["Northline", "Zed"], announced="2025")
        .say("supply", "Northline buys waves from Harbor.", customer="Northline", supplier="Harbor", services=["waves"])
        .say("role", "Pat Larch leads Zed.", person="Pat Larch", organization="Zed", title="CEO")
        .say("rivalry", RIVALS, competitor="Northline", rival="Quay")
    )


def fill(store: Store, *readings: Reading) -> Ledger:
    """Enter readings (the article, where none is given) into an open store; its ledger."""
    prepare(store)
    state = State.read(store)
    for reading in readings or (article().reading(),):
        state.ledger.add(reading)
    state.settle()
    return state.ledger


def filled(address: str) -> str:
    """A store with the article at an address; the id of its document."""
    store = open_store(address, "write")
    try:
        (document,) = fill(store).documents
    finally:
        store.close()
    return document


def ledger() -> tuple[Ledger, Document]:
    """A ledger of the article, and its document."""
    found = Ledger()
    found.add(article().reading())
    (document,) = found.documents.values()
    return found, document


def proposal(of: Ledger, kind: str) -> Proposal:
    """The only claim of a kind, as it is proposed."""
    (document,) = of.documents.values()
    (found,) = (each for each in read_claims(of, document) if each.claim.kind == kind)
    return found


def word(
    of: Ledger, verdict: Verdict, kind: str, by: str = "Jane Analyst", reason: str = "", date: str | None = None,
    **says: object,
) -> Review:  # fmt: skip
    """A person's word on the only claim of a kind; `says` are the fields that a correction changes."""
    about = proposal(of, kind)
    correction = corrected(about, says) if verdict == "corrected" else None
    return review(about, verdict, by, reason, date, correction)


def here(address: str, *args: str | Path, keys: str = "") -> Run:
    """Run `kg --store ADDRESS ARGS…` in this process, which is faster, with its answers from `keys`."""
    told = CliRunner().invoke(group, ["--store", address, *map(str, args)], input=keys, standalone_mode=False)
    error = told.exception
    if error is None:
        return Run(told.return_value if isinstance(told.return_value, int) else 0, told.stdout, told.stderr)
    if isinstance(error, click.ClickException):
        return Run(error.exit_code, told.stdout, f"{told.stderr}{error.format_message()}")
    code = exit_code(error) if isinstance(error, Exception) else None
    if code is None:
        raise error
    return Run(code, told.stdout, f"{told.stderr}kg: {error}")


def talk(address: str, keys: str, *args: str) -> Run:
    """Jane reviews the article, with her answers from `keys`."""
    return here(address, "review", NAME, *args, "--by", "Jane Analyst", keys=keys)
