"""Statements by a person: `*.statements.yaml`. What somebody asserts, denies, refutes or endorses, and why.

    by: Jane Analyst                      # whose word it is
    date: 2026-01-15                      # when it was given
    statements:
      - says: asserts                     # or denies: a claim of its own, of any kind that the schema knows
        kind: ownership
        owner: Blackstone                 # a name, or {name: …, type: Person, aliases: […], identifiers: {lei: …}}
        owned: QTS
        share: [80, 90]                   # percent; one number when exact (likewise `value`, `amount`)
        source: annual report 2024, page 12
        reason: stated in the list of holdings
      - says: refutes                     # or denies, endorses: a word on claims that are there already
        claim: claim-0123…                # by id, or by what it says:
        where: {kind: event, about: Lumen, words: bankruptcy}
        reason: …
        source: …

The file is kept whole; the evidence of each statement is its own entry, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from kg.loaders.base import BadInput, Loader, Options, Source, explain, first_line
from kg.schema.base import ENTITIES
from kg.schema.claims import Claim, Document, Quote, Reading, SourceEntity
from kg.schema.kinds import KINDS
from kg.schema.names import slug
from kg.schema.values import day_range

SUFFIX = ".statements.yaml"
ON_CLAIMS = ("refutes", "denies", "endorses")
NUMBERS = frozenset({"share_low", "share_high", "value_low", "value_high", "amount_low", "amount_high"})
FLAGS = frozenset({"delta", "value_shared"})
LISTS = frozenset({"services"})
PAIRS = {
    "share": ("share_low", "share_high"),
    "value": ("value_low", "value_high"),
    "amount": ("amount_low", "amount_high"),
}
OWN = frozenset({"says", "kind", "claim", "where", "reason", "source", "modality"})
TOP = frozenset({"by", "date", "title", "statements"})
PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
CODED = frozenset({"State", "Metro", "Country"})
Entities = dict[str, SourceEntity]


def read(source: Source, options: Options) -> Iterator[Reading]:
    """One reading of the whole file. Raises `BadInput` naming the line and the rule."""
    del options
    root, plain = _parse(source)
    by, day = plain.get("by"), plain.get("date")
    if not isinstance(by, str) or not by:
        raise BadInput(source.name, "`by` must name the person whose word it is", "line 1")
    try:
        document = Document.of(
            source.text, source.encoding, kind="statements", name=source.name, author=by, published=day,
            title=plain.get("title"), loader="statements",
        )  # fmt: skip
    except ValidationError as error:
        raise BadInput(source.name, explain(error), "line 1") from error
    entities: Entities = {}
    claims: list[Claim] = []
    for item, node in zip(plain["statements"], root, strict=True):
        line = f"line {node.start_mark.line + 1}"
        quote = _quote(source.text, node)
        try:
            claims += _claims(item, by, document.id, quote, entities)
        except ValidationError as error:
            raise BadInput(source.name, explain(error), line) from error
        except (ValueError, KeyError) as error:
            raise BadInput(source.name, str(error.args[0]), line) from error
    yield Reading(document=document, entities=tuple(entities.values()), claims=tuple(claims))


def _parse(source: Source) -> tuple[list[Any], dict[str, Any]]:
    import yaml

    try:
        plain = yaml.load(source.text, Loader=yaml.BaseLoader)  # noqa: S506 - strings only, nothing is constructed
        tree: Any = yaml.compose(source.text, Loader=yaml.BaseLoader)
    except RecursionError as error:
        raise BadInput(source.name, "no YAML that anybody wrote: it is nested too deeply") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        raise BadInput(
            source.name, f"no YAML: {getattr(error, 'problem', None) or first_line(error)}", place
        ) from error
    items = plain.get("statements") if isinstance(plain, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BadInput(source.name, "`statements` must be a list of entries that begin with `says:`", "line 1")
    _check_tree(source.name, tree)
    if unknown := sorted(set(plain) - TOP):
        raise BadInput(
            source.name, f"{unknown[0]!r} is no field of the file; it has {', '.join(sorted(TOP))}", "line 1"
        )
    node = next(value for key, value in tree.value if key.value == "statements")
    return node.value, plain


def _check_tree(name: str, tree: Any) -> None:
    """Refuse tags, aliases aside, and a field that stands twice: neither can be meant."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        place = f"line {node.start_mark.line + 1}"
        if node.tag not in PLAIN_TAGS:
            raise BadInput(name, f"the tag {node.tag} is not taken; write plain text, lists and fields", place)
        if node.id == "mapping":
            keys = [key.value for key, _ in node.value]
            for key in keys:
                if keys.count(key) > 1:
                    raise BadInput(name, f"the field {key!r} stands twice in one entry", place)
            waiting += [part for pair in node.value for part in pair]
        elif node.id == "sequence":
            waiting += node.value


def _quote(text: str, node: Any) -> Quote:
    entry = text[node.start_mark.index : node.end_mark.index].rstrip()
    # A block entry ends where the next token stands: comments between two entries belong to neither.
    while entry.rpartition("\n")[2].lstrip().startswith("#"):
        entry = entry.rpartition("\n")[0].rstrip()
    start = int(node.start_mark.index)
    return Quote(start=start, end=start + len(entry), quote=entry)


def _claims(item: Mapping[str, Any], by: str, document: str, quote: Quote, entities: Entities) -> list[Claim]:
    says = item.get("says")
    if "claim" in item or "where" in item:
        return [_verdict(item, by, document, quote)]
    if says not in ("asserts", "denies"):
        raise ValueError(f"says: {says!r} needs `claim` or `where`; without them it must be asserts or denies")
    kind = str(item.get("kind"))
    if kind not in KINDS or kind == "verdict":
        raise ValueError(f"kind {kind!r} is no kind of claim; known: {', '.join(sorted(set(KINDS) - {'verdict'}))}")
    roles = KINDS[kind].roles
    participants: list[tuple[str, str]] = []
    extra: list[Claim] = []
    for role in (name for name in item if name in roles and name not in OWN):
        for told in item[role] if isinstance(item[role], list) else [item[role]]:
            entity = _entity(told, roles[role], document, entities)
            participants.append((role, entity.id))
            extra += _described(told, entity, document, quote)
    values = _values({k: v for k, v in item.items() if k not in roles and k not in OWN}, kind)
    check_sense(kind, participants, values)
    main = Claim(
        source=document,
        kind=kind,
        stance="denies" if says == "denies" else "supports",
        participants=tuple(participants),
        values=values,
        modality=item.get("modality", "asserted"),
        attributed_to=item.get("source"),
        quotes=(quote,),
    )
    return [main, *extra]


def _verdict(item: Mapping[str, Any], by: str, document: str, quote: Quote) -> Claim:
    if item.get("says") not in ON_CLAIMS:
        raise ValueError(f"says: {item.get('says')!r} on a claim; it must be one of {', '.join(ON_CLAIMS)}")
    for needed in ("reason", "source"):
        if not item.get(needed):
            raise ValueError(f"a word on a claim needs `{needed}`")
    values = {"verdict": item["says"], "by": by, "reason": item["reason"], "cites": item["source"]}
    if "claim" in item:
        values["claim"] = item["claim"]
    else:
        where = item["where"]
        known = {"kind": "claim_kind", "about": "about", "words": "words"}
        if not isinstance(where, dict) or not where or set(where) - set(known):
            raise ValueError("`where` takes kind, about and words")
        if not {"about", "words"} & set(where):
            raise ValueError("`where` needs about or words: a kind alone would speak of every claim of that kind")
        values |= {known[name]: value for name, value in where.items()}
    return Claim(source=document, kind="verdict", participants=(), values=values, quotes=(quote,))


def _entity(told: Any, labels: tuple[str, ...], document: str, entities: Entities) -> SourceEntity:
    plain = told if isinstance(told, dict) else {"name": told}
    label = plain.get("type") or (labels[0] if labels else "Organization")
    if label not in ENTITIES or (labels and label not in labels):
        raise ValueError(f"type {label!r} does not fit here; it must be one of {', '.join(labels or sorted(ENTITIES))}")
    name = plain.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("a participant needs a name")
    if label in CODED:
        entity = SourceEntity.place(label, plain.get("code") or slug(name), name)
    else:
        entity = SourceEntity.in_document(document, label, name)
    return entities.setdefault(entity.id, entity)


def _described(told: Any, entity: SourceEntity, document: str, quote: Quote) -> Iterator[Claim]:
    """What an entry says of a participant beside its name: aliases, former names, identifiers, a count, a kind."""
    if not isinstance(told, dict):
        return

    def claim(kind: str, **values: Any) -> Claim:
        return Claim(source=document, kind=kind, participants=(("subject", entity.id),), values=values, quotes=(quote,))

    for alias in told.get("aliases", ()):
        yield claim("name", name=alias, name_kind="alias")
    for former in told.get("former", ()):
        yield claim("name", name=former, name_kind="former")
    for scheme, value in told.get("identifiers", {}).items():
        yield claim("identifier", scheme=scheme, value=value)
    for attribute in ("kind", "count", "bound"):
        if attribute in told:
            yield claim("attribute", attribute=attribute, value=told[attribute])


def _values(told: Mapping[str, Any], kind: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in told.items():
        if name in PAIRS and name not in KINDS[kind].values:
            ends = value if isinstance(value, list) else [value, value]
            values.update({key: number_of(key, end) for key, end in zip(PAIRS[name], ends, strict=False) if end != ""})
        elif name in NUMBERS:
            values[name] = number_of(name, value)
        elif name in FLAGS:
            values[name] = value == "true"
        elif name in LISTS:
            values[name] = list(value)
        else:
            values[name] = value
    if "metric_label" in values:
        values.setdefault("metric", slug(values["metric_label"]))
    if "event_label" in values:
        values.setdefault("event_class", slug(values["event_label"]))
    return values


def check_sense(kind: str, participants: list[tuple[str, str]], values: Mapping[str, Any]) -> None:
    """Refuse what cannot be: low above high, a share beyond 0 to 100, an end before its beginning, owning oneself."""
    for stem, (low, high) in PAIRS.items():
        ends = [values[name] for name in (low, high) if name in values]
        if ends != sorted(ends):
            raise ValueError(f"{stem}: the low end {ends[0]:g} lies above the high end {ends[1]:g}")
        if stem == "share" and any(not 0 <= end <= 100 for end in ends):
            raise ValueError(f"share: {max(ends):g} is no percentage between 0 and 100")
    if "since" in values and "until" in values and day_range(values["since"])[0] > day_range(values["until"])[1]:
        raise ValueError(f"until {values['until']} lies before since {values['since']}")
    if kind == "ownership" and len({entity for _, entity in participants}) < len(participants):
        raise ValueError("an owner cannot be what it owns")


def number_of(name: str, value: Any) -> float:
    """The number that a value of this name is written as. Raises `ValueError`."""
    try:
        return float(str(value).replace("_", "").replace(",", ""))
    except ValueError:
        raise ValueError(f"{name}: {value!r} is no number") from None


LOADER = Loader(
    "statements", "what a person asserts, denies, refutes or endorses, and why",
    takes=lambda name: name.endswith(SUFFIX), read=read, last=True,
)  # fmt: skip
