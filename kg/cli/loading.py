"""`kg load`: files into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.context import FAILED, Session
from kg.cli.extractors import Extractor, extractors

if TYPE_CHECKING:
    from kg.loaders.base import Loader
    from kg.pipeline import Summary


@click.command(epilog="Example: kg load articles/ notes.statements.yaml")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--loader", "loader_name", help="Read every file with this loader, whatever its name.")
@click.option("--companies", type=click.Path(path_type=Path), help="Another vocabulary of known companies.")
@extractors
@click.pass_obj
def load(
    session: Session, paths: tuple[Path, ...], loader_name: str | None, companies: Path | None, extractor: Extractor
) -> None:
    """Load files or folders; a rejected file leaves no trace and the rest goes on.

    Articles are texts (`.txt`, `.md`), web pages (`.html`, `.htm`), e-mails (`.eml`) and feeds (`.rss`, `.atom`);
    statements by a person are `.statements.yaml`. What a text does not tell (publisher, date, address) stands in a
    file beside it, `NAME.meta.yaml`. Loading twice changes nothing.
    """
    from kg import pipeline

    chosen = named_loader(loader_name)
    options = extractor.options(companies)
    check_vocabulary(options)
    with session.open("write") as store:
        from kg.state import State, prepare

        prepare(store)
        state = State.read(store)
        summary = pipeline.load(state, paths, options, chosen, session.progress)
    session.done()
    report(session, summary)
    if skipped := _skipped(paths, chosen):
        session.note(f"files skipped, as no loader takes their names (kg load --help tells which): {skipped}")
    elif not (summary.loaded or summary.unchanged or summary.rejected):
        session.note("nothing to load: the folder holds no file")
    extractor.report(session)
    if summary.rejected:
        raise SystemExit(FAILED)


def _skipped(paths: tuple[Path, ...], loader: Loader | None) -> int:
    """How many files of the folders no loader takes; sidecars belong to theirs."""
    from kg.loaders.base import SIDECAR
    from kg.pipeline import files

    folders = [path for path in paths if path.is_dir()]
    there = {each for path in folders for each in path.rglob("*") if each.is_file()}
    return sum(not path.name.endswith(SIDECAR) for path in there.difference(files(folders, loader)))


def report(session: Session, summary: Summary) -> None:
    """What a load did, on standard error: one line a rejected file, then the sums."""
    for line in summary.rejected:
        click.echo(f"kg: rejected: {line}", err=True)
    if session.verbose:
        for name, claims in summary.loaded:
            session.note(f"{name}: {claims} claims")
    for name in summary.unchanged:
        session.note(f"{name}: already loaded, nothing changed")
    session.note(
        f"{len(summary.loaded)} loaded, {len(summary.unchanged)} unchanged, {len(summary.rejected)} rejected; "
        f"{sum(claims for _, claims in summary.loaded)} claims read, {summary.facts} facts in the store"
    )
    if summary.waiting:
        session.note(f"{summary.waiting} pairs of names wait for a decision: kg resolve list")


def named_loader(name: str | None) -> Loader | None:
    """The loader of that name; `None` for none. Raises a usage error naming those there are."""
    if name is None:
        return None
    from kg.loaders.registry import LOADERS

    for loader in LOADERS:
        if loader.name == name:
            return loader
    raise click.UsageError(f"no loader {name!r}; there are: {', '.join(loader.name for loader in LOADERS)}")


def check_vocabulary(options: object) -> None:
    """Fail before anything is read when the chosen vocabulary cannot be used."""
    from kg.loaders.article.loader import vocabulary
    from kg.loaders.base import Options

    if isinstance(options, Options):
        vocabulary(options)
