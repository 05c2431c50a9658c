"""A test case from reviews: what people accepted, corrected and rejected in a document, as an annotation.

Accepted and corrected claims are the facts that a loader must find; each rejected claim, and each one that was read
wrongly, is a trap with the fact that must not be found. A type is exhaustive where every claim of it was reviewed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.fusion.reviews import Reviewed, reviewed
from kg.ledger import Ledger
from kg.review.annotation import DEAL_TYPES, Fact, Spoken, facts
from kg.review.correcting import in_line
from kg.review.keeping import ReviewError
from kg.schema.claims import Claim, Document, SourceEntity
from kg.schema.kinds import KINDS


def write(ledger: Ledger, document: Document, folder: Path) -> tuple[Path, list[str]]:
    """Write NAME.json and NAME.txt into a folder; the first of them, and a line for each claim that is left out.

    Raises `ReviewError` when nothing of the document was reviewed.
    """
    stem = Path(document.name).stem or document.id
    case, left_out = annotation(ledger, document, stem)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.txt").write_bytes(document.text.encode())
    path = folder / f"{stem}.json"
    path.write_text(json.dumps(case, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path, left_out


def annotation(ledger: Ledger, document: Document, stem: str) -> tuple[dict[str, Any], list[str]]:
    """The annotation of a document's reviews, and a line for each claim that the format has no type for."""
    force = reviewed(ledger)
    holding = [each for _, each in sorted(force.holding.items()) if each.document == document.id]
    if not holding:
        raise ReviewError(f"nothing of {document.name} was reviewed yet: kg review {document.id} --by NAME")
    entities = {**ledger.entities, **force.ledger.entities}
    entities |= {entity.id: entity for each in holding for entity in each.entities}
    told = [claim for claim in force.ledger.claims.values() if claim.source == document.id]
    spoken = Spoken.of(told, entities)
    found: list[Fact] = []
    left_out: list[str] = []
    for claim in _in_order(claim for claim in told if claim.id in force.gives):
        stated = facts(claim, spoken)
        found += [fact for fact in stated if fact not in found]
        if not stated and KINDS[claim.kind].family != "attribute":  # a name or a kind goes with the facts it describes
            left_out.append(_left_out(claim, entities))
    before = Spoken.of([*told, *(each.read for each in holding)], entities)
    traps = []
    for each in sorted(holding, key=lambda each: ([quote.start for quote in each.read.quotes], each.id)):
        if each.verdict != "accepted":
            wrong = facts(each.read, before)
            traps += [_trap(fact, each.verdict, each.reason) for fact in wrong if not _stated(fact, found)]
            left_out += [] if wrong else [_left_out(each.read, entities)]
    numbered = [{"id": f"f{number:03d}", **fact, "salience": "core"} for number, fact in enumerate(found, 1)]
    described = _described(document, stem, found, sorted(_whole(ledger, force, document, before)))
    described["notes"] = f"reviewed by {', '.join(sorted({each.by for each in holding}))}"
    return {"document": described, "facts": numbered, "traps": traps}, left_out


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(
        claims, key=lambda claim: ([(quote.start, quote.end) for quote in claim.quotes], claim.kind, claim.id)
    )


def _left_out(claim: Claim, entities: dict[str, SourceEntity]) -> str:
    return f"{claim.id}: {in_line(claim, entities)}: the format has no type for it"


def _trap(fact: Fact, verdict: str, reason: str) -> dict[str, Any]:
    wrong = {name: fact[name] for name in ("type", "subject", "object", "value", "unit", "date", "modality")}
    words = {name: fact[name] for name in ("quote", "start", "end")}
    said = " – ".join(str(fact[name]) for name in ("subject", "object") if fact[name])
    why = f": {reason}" if reason else ""
    return {"kind": f"{verdict}_claim", **words, "rule": f"no {fact['type']} {said}{why}", "fact": wrong}


def _stated(fact: Fact, found: list[Fact]) -> bool:
    same = ("type", "subject", "object", "value", "unit", "date", "modality")
    return any(all(fact[name] == other[name] for name in same) for other in found)


def _whole(ledger: Ledger, force: Reviewed, document: Document, spoken: Spoken) -> set[str]:
    """Types of which every claim that was read is reviewed."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    decided = {*force.holding, *force.gives}
    for claim in [*ledger.claims.values(), *(each.read for each in force.holding.values())]:
        if claim.source == document.id:
            types = {fact["type"] for fact in facts(claim, spoken)}
            found[claim.id in decided] |= types
    return found[True] - found[False]


def _described(document: Document, stem: str, found: list[Fact], whole: list[str]) -> dict[str, Any]:
    return {
        "id": stem,
        "text_file": f"{stem}.txt",
        "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        "text_chars": len(document.text),
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "published": document.published,
        "language": document.language,
        "genre": document.kind,
        "completeness": "as it was loaded",
        "polarity": "positive" if any(fact["type"] in DEAL_TYPES for fact in found) else "negative",
        "exhaustive_types": whole,
    }
