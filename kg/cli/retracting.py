"""`kg retract`: a document or dataset as if it had never been loaded."""

from __future__ import annotations

import click

from kg.cli.context import Session


@click.command(epilog="Example: kg retract lumen-qts-agreement.txt")
@click.argument("source", metavar="DOCUMENT")
@click.pass_obj
def retract(session: Session, source: str) -> None:
    """Erase a document (its id, file name or title) or a dataset, as if it had never been loaded.

    Decisions and reviews that speak of it stay, and rest until it comes back. A file that was changed is another
    document: retract the old one by its id, which `kg ask sources` shows.
    """
    from kg.review.keeping import find_document
    from kg.state import State, prepare

    with session.open("write") as store:
        prepare(store)
        state = State.read(store)
        ledger = state.ledger
        found = source if source in ledger.datasets else find_document(ledger, source).id
        name = ledger.documents[found].name if found in ledger.documents else found
        claims = sum(claim.source == found for claim in ledger.claims.values())
        ledger.forget(found)
        written = state.settle(progress=session.progress)
    session.done()
    session.note(f"{name} ({found}) retracted with {claims} claims; {written} nodes and edges written or dropped")
