"""Reviews in a file: every open claim of a document to fill in, and the file taken back, all of it or nothing.

document: doc-0123…                # its title and name stand above as comments
reviews:
  # the sentence, »the quote« marked
  - claim: claim-0123…
    verdict:                       # accepted, rejected or corrected; empty leaves the claim open
    reason:                        # why, in your words
    says:                          # for corrected: change what is wrong here
      kind: ownership
      …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from kg.ledger import Ledger
from kg.loaders.base import BadInput
from kg.render import printable
from kg.review.correcting import FIELDS, Proposal, corrected, in_line, plain
from kg.review.keeping import ReviewError, Verdict, check, read_claims, review
from kg.review.sentence import Sentences
from kg.schema.claims import Document, Review


class _Words(yaml.BaseLoader):
    """Strings, lists and fields only, and a plain `null` is an empty one; nothing is constructed."""


_Words.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"~|null|Null|NULL"), list("~nN"))
_Words.add_constructor("tag:yaml.org,2002:null", lambda *_: "")

VERDICTS = get_args(Verdict)
TOP = frozenset({"document", "date", "reviews"})
ENTRY = frozenset({"claim", "verdict", "reason", "says"})


def written(document: Document, proposals: Iterable[Proposal]) -> str:
    """The file of some open claims, ready to be filled in."""
    sentences = Sentences(document.text)
    lines = [
        f"# {printable(document.title or document.name)}",
        f"# For each claim write a verdict: {', '.join(VERDICTS)}; leave it empty to leave the claim open.",
        "# For corrected, change what is wrong under `says`; a quote must stay word for word as in the text.",
        f"document: {document.id}",
        "date:",
        "reviews:",
    ]
    for proposal in proposals:
        lines += ["", *_entry(proposal, sentences)]
    return "\n".join(lines) + "\n"


def _entry(proposal: Proposal, sentences: Sentences) -> Iterator[str]:
    for quote in proposal.claim.quotes:
        yield f"  # {printable(sentences.marked(quote))}"
    yield f"  # {printable(in_line(proposal.claim, proposal.entities))}"
    yield f"  - claim: {proposal.claim.id}"
    yield "    verdict:"
    yield "    reason:"
    yield "    says:"
    yield from (f"      {line}" for line in form(proposal).splitlines())


def form(proposal: Proposal) -> str:
    """The claim in plain words as YAML, to be changed by hand."""
    told: str = yaml.safe_dump(plain(proposal), allow_unicode=True, sort_keys=False, width=110)
    return told


def formed(text: str) -> Mapping[str, Any]:
    """What a changed form says. Raises `ValueError` where it is no YAML of fields."""
    try:
        told = yaml.load(text, Loader=_Words)  # noqa: S506 - strings only
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(told, dict):
        raise ValueError("no YAML of fields: leave the names before the colons as they are")  # noqa: TRY004
    return told


def taken(ledger: Ledger, path: Path, by: str, date: str | None = None) -> list[Review]:
    """The reviews that a filled-in file gives. Raises `BadInput`: file, line and the rule that is broken."""
    root, entries = _parse(path)
    document = ledger.documents.get(str(root.get("document")))
    if document is None:
        raise BadInput(path.name, f"document {root.get('document')!r} is not in this store; load it first")
    known = {each.claim.id: each for each in read_claims(ledger, document)}
    trial = replace(ledger, reviews=dict(ledger.reviews))
    found: list[Review] = []
    seen: dict[str, int] = {}
    for line, entry in entries:
        first = seen.setdefault(str(entry.get("claim")), line)
        if first != line:
            raise BadInput(path.name, f"{entry.get('claim')} stands at line {first} already; keep one", f"line {line}")
        try:
            told = _review(entry, known, document, by, str(root.get("date") or date or "") or None)
            if told is not None:
                check(trial, told)
        except (ValueError, ReviewError) as error:
            raise BadInput(path.name, str(error), f"line {line}") from error
        if told is not None:
            trial.reviews[told.id] = told
            found.append(told)
    return found


def _review(
    entry: Mapping[str, Any], known: Mapping[str, Proposal], document: Document, by: str, date: str | None
) -> Review | None:
    if unknown := sorted(set(entry) - ENTRY):
        raise ValueError(f"{unknown[0]!r} is no field of a review; it has {', '.join(sorted(ENTRY))}")
    verdict, says = entry.get("verdict") or "", entry.get("says") or {}
    proposal = known.get(str(entry.get("claim")))
    if proposal is None:
        raise ValueError(f"{entry.get('claim')} is no claim of {document.name}; write the file anew with --to")
    if not isinstance(says, Mapping):
        raise ValueError(f"`says` holds {', '.join(FIELDS)}")  # noqa: TRY004 - a rule of the file, not a type
    if verdict not in ("", *VERDICTS):
        raise ValueError(f"{verdict!r} is no verdict; write {', '.join(VERDICTS)}, or nothing")
    claim, entities = corrected(proposal, says)
    changed = claim.id != proposal.claim.id
    if changed and verdict != "corrected":
        what = f"is {verdict}" if verdict else "has no verdict"
        raise ValueError(f"the claim {what}, and what it says was changed: write corrected, or change it back")
    if not verdict:
        return None
    correction = (claim, entities) if verdict == "corrected" else None
    return review(proposal, cast(Verdict, verdict), by, str(entry.get("reason") or ""), date, correction)


def _parse(path: Path) -> tuple[Mapping[str, Any], list[tuple[int, Mapping[str, Any]]]]:
    """The fields of the file, and each entry with its line."""
    try:
        text = path.read_text(encoding="utf-8")
        plain_: Any = yaml.load(text, Loader=_Words)  # noqa: S506 - strings only
        tree: Any = yaml.compose(text, Loader=yaml.BaseLoader)
    except OSError as error:
        raise BadInput(str(path), error.strerror or "cannot be read") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise BadInput(path.name, "is no YAML in UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        raise BadInput(path.name, f"no YAML: {getattr(error, 'problem', None) or error}", place) from error
    entries = plain_.get("reviews") if isinstance(plain_, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadInput(path.name, "`reviews` must be a list of entries that begin with `claim:`", "line 1")
    if unknown := sorted(set(plain_) - TOP):
        raise BadInput(path.name, f"{unknown[0]!r} is no field of the file; it has {', '.join(sorted(TOP))}", "line 1")
    nodes = next(value for key, value in tree.value if key.value == "reviews").value
    return plain_, [(node.start_mark.line + 1, entry) for node, entry in zip(nodes, entries, strict=True)]
