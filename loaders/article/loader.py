"""The article loader: the text of one article, in; its claims, out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.loaders import companies
from kg.loaders.article.claims import reading
from kg.loaders.article.extract import extract
from kg.loaders.article.finding import Extraction
from kg.loaders.article.markdown import prose
from kg.loaders.base import BadInput, Loader, Options, Source
from kg.loaders.inputs import READERS
from kg.loaders.vocabulary import Vocabulary, VocabularyError, read_vocabulary
from kg.schema.claims import Document, Reading

SUFFIXES = (".txt", ".md", *READERS)


@lru_cache(maxsize=4)
def _vocabulary(path: Path | None) -> Vocabulary:
    return read_vocabulary(path)


def vocabulary(options: Options) -> Vocabulary:
    """The vocabulary that the options choose. Raises `BadInput`."""
    try:
        return _vocabulary(options.companies)
    except VocabularyError as error:
        raise BadInput("companies", str(error)) from error


def find(source: Source, options: Options) -> Extraction:
    """What the grammar, or the extractor of the options, finds in the text of a source. Raises `BadInput`."""
    if options.extractor is not None:
        found: Extraction = options.extractor(source, options)
        return found
    if source.name.lower().endswith(".md"):
        words = prose(source.text)
        return words.placed(extract(words.text, vocabulary(options)))
    return extract(source.text, vocabulary(options))


def read(source: Source, options: Options) -> Iterator[Reading]:
    """The document with its claims, then the records of the known companies that it mentions."""
    found = find(source, options)
    told = source.sidecar
    document = Document.of(
        source.text,
        source.encoding,
        source.original,
        kind="article",
        name=source.name,
        title=told.title or found.title,
        publisher=told.publisher or found.publisher,
        author=told.author or found.author,
        published=told.published or found.published,
        url=told.url,
        licence=told.licence,
        language=told.language or found.language,
        reported_by=told.reported_by,
        loader=options.reader,
    )
    yield reading(document, found)
    names = [
        n for f in found.findings if f.type == "organization" for n in (f.subject, *f.qualifiers.get("aliases", ()))
    ]
    known = companies.reading(vocabulary(options), names)
    if known is not None:
        yield known


LOADER = Loader(
    "article", "a news article, release or newsletter as text, Markdown, HTML, e-mail or feed",
    takes=lambda name: name.lower().endswith(SUFFIXES), read=read, find=find,
)  # fmt: skip
