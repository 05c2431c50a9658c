"""Web pages: the article of an HTML page, without what stands around it, by `trafilatura`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.loaders.base import BadInput, Source
from kg.loaders.inputs.markup import charset_of, text_of, titled
from kg.loaders.inputs.plain import decode
from kg.loaders.inputs.sidecar import telling


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The one article of a page, with title, author, publisher and date as its head tells. Raises `BadInput`."""
    html, _ = decode(name, data, charset_of(data))
    found = _article(html)
    body = str(found.get("text") or "") or text_of(html)
    if not body.strip():
        raise BadInput(name, "no text can be found in this page")
    told = telling(
        title=found.get("title"), publisher=found.get("sitename"), author=found.get("author"),
        published=found.get("date"), url=found.get("url"), language=found.get("language"),
    )  # fmt: skip
    yield Source(name, titled(told.title, body), sidecar=told, original=data)


def _article(html: str) -> dict[str, Any]:
    import trafilatura

    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # A date that the page states, not one that is guessed from its text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return {} if found is None or isinstance(found, dict) else dict(found.as_dict())
