"""Names folded for comparison. A legal form is part of a name: it is unified, never dropped."""

from __future__ import annotations

import re
import unicodedata

_FORMS = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
}
_WRITTEN_OUT = {
    "limited liability company": "llc",
    "limited liability partnership": "llp",
    "limited partnership": "lp",
    "public limited company": "plc",
}
_POSSESSIVE = re.compile(r"['’]s?\b(?=\s|$)")
_BETWEEN_LETTERS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_OTHER = re.compile(r"[^\w&+]+")


def name_key(name: str) -> str:
    """A name without case, accents, punctuation and a leading "the": `L.P.` equals `LP`, `Inc.` is not `LLC`."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(char for char in text if not unicodedata.combining(char)).casefold()
    text = _POSSESSIVE.sub("", text)
    text = _BETWEEN_LETTERS.sub("", text)
    words = _OTHER.sub(" ", text).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    key = " ".join(words)
    for form, short in _WRITTEN_OUT.items():
        if key.endswith(f" {form}"):
            key = f"{key.removesuffix(form)}{short}"
    return " ".join(_FORMS.get(word, word) for word in key.split())


def slug(text: str) -> str:
    """A label as a key: words of the folded text joined by hyphens."""
    return "-".join(name_key(text).replace("&", "and").replace("+", "plus").split())
