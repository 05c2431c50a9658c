"""`kg demo`: the packaged sample, then the first answers."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from kg.cli.asking import show, words
from kg.cli.context import Session

FIRST = (
    ("Who owns QTS?", "ultimate-owners", ("QTS",), True),
    ("In which states do Lumen and QTS work together?", "overlap", ("Lumen", "QTS"), True),
    ("What has Lumen signed?", "deals", ("Lumen",), False),
    ("What is disputed or refuted?", "disputed", (), False),
)
"""Question, query, arguments, and whether the words behind the answer follow at once."""


@click.command()
@click.pass_obj
def demo(session: Session) -> None:
    """Load the packaged sample into a fresh store and show the first answers with their words.

    The sample retells in its own words what two articles reported on Lumen's partnerships. The store stays: go on
    with `kg ask`, `kg why` and `kg queries list`.
    """
    from kg import answer, pipeline
    from kg.state import State, prepare
    from kg.store.base import StoreError

    with resources.as_file(resources.files("kg").joinpath("sample")) as folder, session.open("write") as store:
        prepare(store)
        state = State.read(store)
        own = {path.name for path in Path(folder).iterdir()}
        foreign = sorted(d.name for d in state.ledger.documents.values() if d.name not in own)
        if foreign:
            raise StoreError(f"{session.store} holds {foreign[0]} already; the demo takes a store of its own: "
                             "kg --store demo.kg demo")  # fmt: skip
        summary = pipeline.load(state, [Path(folder)], progress=session.progress)
    session.done()
    session.note(f"{summary.facts} facts in {session.store}")
    shown = Session(
        session.store, "table" if session.format == "auto" else session.format, session.quiet, session.verbose
    )
    with session.open() as store:
        for question, name, args, with_words in FIRST:
            click.echo(f"\n{question}\n$ kg ask {' '.join((name, *args))}\n")
            found = answer.ask(store, name, args, valid_at="any")
            show(shown, found)
            if with_words and shown.format in ("table", "md"):
                words(store, found.facts)
    click.echo("\nNext: kg ask deals Lumen --why    kg queries list    kg why QTS")
