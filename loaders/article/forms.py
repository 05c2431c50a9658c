"""Forms: the regexes of a table, put together from its named parts, tried beside a word or an amount."""

from __future__ import annotations

import re
from functools import cache

from kg.loaders.article.alternatives import grouped
from kg.loaders.article.chars import CHARS
from kg.loaders.article.lexicon import table


@cache
def forms(name: str) -> dict[str, re.Pattern[str]]:
    """The compiled `forms` of `data/NAME.yaml`; `{part}` is one of its `parts` or words, `<O>` a private character."""
    content = table(name)
    parts = {k: v for k, v in content.items() if isinstance(v, str)} | content["parts"]

    def whole(text: str) -> str:
        while found := next((k for k in parts if "{" + k + "}" in text), None):
            text = text.replace("{" + found + "}", parts[found])
        return text

    chars = {k: re.sub(r"<([A-Z])>", lambda m: CHARS[m[1]], whole(v)) for k, v in content["forms"].items()}
    return {k: re.compile(grouped(v)) for k, v in chars.items()}
