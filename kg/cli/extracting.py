"""`kg extract`: what a loader finds, in the annotation format, without storing it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from kg.cli.context import FAILED, Session
from kg.cli.extractors import Extractor, extractors
from kg.cli.loading import check_vocabulary


@click.command(epilog="Example: kg extract article.txt -o found/")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to."
)
@click.option(
    "--companies", type=click.Path(path_type=Path), help="Another vocabulary of known companies; may be empty."
)
@extractors
@click.pass_obj
def extract(
    session: Session, paths: tuple[Path, ...], output: Path, companies: Path | None, extractor: Extractor
) -> None:
    """Write one NAME.json per article: every fact with its verbatim quote and offsets.

    What a language model said and the article does not bear out stands under `rejected`, with the reason.
    """
    from kg.loaders.article import loader
    from kg.loaders.article.annotate import annotate
    from kg.loaders.base import BadInput
    from kg.loaders.inputs import open_sources
    from kg.pipeline import files

    options = extractor.options(companies)
    check_vocabulary(options)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"cannot write to {output}: {error.strerror}; choose another folder") from error
    written, rejected = 0, 0
    written_for: dict[str, Path] = {}
    for path in files(paths, loader.LOADER):
        session.progress(f"reading {path.name}")
        try:
            sources = open_sources(path)
            stems = _stems(path, len(sources), written_for)
            found = [(stem, source, loader.find(source, options)) for stem, source in zip(stems, sources, strict=True)]
        except BadInput as error:
            session.done()
            click.echo(f"kg: rejected: {error}", err=True)
            rejected += 1
            continue
        for stem, source, extraction in found:
            written_for[stem] = path
            if source.original is not None:  # the text that offsets count in is not the file's
                (output / f"{stem}.txt").write_bytes(source.text.encode())
            told = {**annotate(source, extraction, stem), **extractor.refused(extraction)}
            text = json.dumps(told, ensure_ascii=False, indent=1)
            (output / f"{stem}.json").write_text(text + "\n", encoding="utf-8")
            written += 1
    session.done()
    session.note(f"{written} written to {output}, {rejected} rejected")
    extractor.report(session)
    if rejected:
        raise SystemExit(FAILED)


def _stems(path: Path, texts: int, written_for: Mapping[str, Path]) -> list[str]:
    """The names of what is written for the texts of a file. Raises `BadInput` where another file's result has one."""
    from kg.loaders.base import BadInput

    stems = [path.stem if texts == 1 else f"{path.stem}-{number}" for number in range(1, texts + 1)]
    if taken := next((stem for stem in stems if stem in written_for), None):
        rule = f"{taken}.json is that of {written_for[taken]}; rename one, or write to another folder"
        raise BadInput(str(path), rule)
    return stems
