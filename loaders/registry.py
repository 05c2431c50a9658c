"""The loaders there are, in the order in which they are asked whether they take a file."""

from __future__ import annotations

from kg.loaders import statements
from kg.loaders.article import loader as article
from kg.loaders.base import Loader

LOADERS: tuple[Loader, ...] = (statements.LOADER, article.LOADER)


def loader_for(name: str) -> Loader | None:
    """The first loader that takes a file of this name."""
    return next((loader for loader in LOADERS if loader.takes(name)), None)
