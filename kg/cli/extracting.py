"""`kg extract`: what a loader finds, in the annotation format, without storing it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.context import FAILED, Session
from kg.cli.loading import check_vocabulary


@click.command(epilog="Example: kg extract article.txt -o found/")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to."
)
@click.option(
    "--companies", type=click.Path(path_type=Path), help="Another vocabulary of known companies; may be empty."
)
@click.pass_obj
def extract(session: Session, paths: tuple[Path, ...], output: Path, companies: Path | None) -> None:
    """Write one NAME.json per article: every fact with its verbatim quote and offsets."""
    from kg.loaders.article import loader
    from kg.loaders.article.annotate import annotate
    from kg.loaders.base import BadInput, Options
    from kg.loaders.inputs import open_sources
    from kg.pipeline import files

    options = Options(companies=companies)
    check_vocabulary(options)
    output.mkdir(parents=True, exist_ok=True)
    written, rejected = 0, 0
    for path in files(paths, loader.LOADER):
        session.progress(f"reading {path.name}")
        try:
            found = [(source, loader.find(source, options)) for source in open_sources(path)]
        except BadInput as error:
            session.done()
            click.echo(f"kg: rejected: {error}", err=True)
            rejected += 1
            continue
        for number, (source, extraction) in enumerate(found, start=1):
            stem = path.stem if len(found) == 1 else f"{path.stem}-{number}"
            if source.original is not None:  # the text that offsets count in is not the file's
                (output / f"{stem}.txt").write_bytes(source.text.encode())
            text = json.dumps(annotate(source, extraction, stem), ensure_ascii=False, indent=1)
            (output / f"{stem}.json").write_text(text + "\n", encoding="utf-8")
            written += 1
    session.done()
    session.note(f"{written} written to {output}, {rejected} rejected")
    if rejected:
        raise SystemExit(FAILED)
