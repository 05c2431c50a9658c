"""Page noise: what a web page puts around and into an article's prose.

Nothing is deleted: noise is overwritten with spaces of the same length, so every offset in the working
text is an offset in the document as it was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.loaders.article.lexicon import table

_SAME_LENGTH = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "\u00a0": " ",
    "\u2011": "-",
    "\u2010": "-",
    "\u202f": " ",
    "\u2009": " ",
    "\t": " ",
    "\r": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": " ",
    "\x0c": " ",
}
_ODD = re.compile(f"[{''.join(_SAME_LENGTH)}\ue000-\uf8ff]")
"""Characters that have a plain one, and those of private use, which stand for names in the shadows."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled noise table: whole lines, pieces of lines (each has a sign), and the line that ends the article."""

    line: re.Pattern[str]
    inline: re.Pattern[str]
    signs: tuple[str, ...]
    end: re.Pattern[str]


_rules: Rules | None = None


def rules() -> Rules:
    """The noise rules of `data/noise.yaml`, compiled at the first call."""
    global _rules  # noqa: PLW0603 - a compiled table, made once
    if _rules is None:
        t = table("noise")
        _rules = Rules(
            line=re.compile("|".join(f"(?:{r})" for r in t["lines"]), re.IGNORECASE),
            inline=re.compile("|".join(f"(?:{r})" for r in t["inline"])),
            signs=tuple(t["inline_signs"]),
            end=re.compile("|".join(f"(?:{r})" for r in t["end"]), re.IGNORECASE),
        )
    return _rules


_GLUED = re.compile(r"\b([A-Za-z][A-Za-z.&]{0,40}?)([A-Z]{1,5}(?:\.[A-Z])?)--(?![A-Za-z])")


def _unglue(m: re.Match[str]) -> str:
    """A linked name with its ticker stuck to it ("NameTICK--"): the name stays, the ticker is blanked."""
    name, ticker = m.group(1), m.group(2)
    whole = name + ticker
    half = len(whole) // 2
    if len(whole) % 2 == 0 and whole[:half].upper() == whole[half:]:
        name = whole[:half]
    return name + " " * (m.end() - m.start() - len(name))


def blank(text: str) -> str:
    """Spaces of the same length, keeping line ends."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


def clean(text: str) -> str:
    """The working text: same length and offsets as `text`, noise blanked, quotes and spaces plain."""
    r = rules()
    work = _ODD.sub(lambda m: _SAME_LENGTH.get(m.group(), " "), text)
    out: list[str] = []
    ended = False
    for raw in work.split("\n"):
        line = _GLUED.sub(_unglue, raw) if "--" in raw else raw
        stripped = line.strip()
        if not ended and out and r.end.match(stripped[:200]):
            ended = True
        if ended or (stripped and len(stripped) <= 400 and r.line.fullmatch(stripped)):
            out.append(blank(line))
        elif any(sign in line for sign in r.signs):
            out.append(r.inline.sub(lambda m: blank(m.group()), line))
        else:
            out.append(line)
    return "\n".join(out)
