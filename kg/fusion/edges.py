"""Facts as edges, as nodes of their own, and as one record each that `kg why` looks up."""

from __future__ import annotations

from collections.abc import Iterator

from kg.fusion.entities import Shown, status_props
from kg.fusion.facts import FusedFact
from kg.fusion.periods import Period
from kg.schema.base import FACTS, typed
from kg.schema.graph import Edge, Node, Value
from kg.schema.names import name_key

NODE_OF = {"observation": "Observation", "target": "Target", "event": "Event"}
TIMES = ("since", "since_latest", "since_text", "until", "until_earliest", "until_text")


def fact_edges(fact: FusedFact, edge: str, names: Shown) -> Iterator[Edge]:
    """One edge for each period of the fact."""
    made = fact.kind in NODE_OF
    for place, period in enumerate(fact.periods):
        values = {} if made else _values(fact, period)
        props: dict[str, Value] = {**values, **status_props(fact), **_times(period)}
        own = fact.id if len(fact.periods) == 1 else f"{fact.id}.{place + 1}"
        yield Edge(edge, own, names.key(fact.source), names.key(fact.target), props)


def made_node(fact: FusedFact, names: Shown) -> Node:
    """The observation, target or event that a fact makes; it carries the values."""
    period = fact.periods[-1]
    values = _values(fact, period)
    what = str(values.get("metric_label") or values.get("event_label") or fact.discriminator[0])
    name = f"{names.name(fact.source)}: {what}"
    props: dict[str, Value] = {"name": name, "name_key": name_key(name)}
    return Node(NODE_OF[fact.kind], fact.id, {**props, **values, **status_props(fact), **_times(period)})


def fact_node(fact: FusedFact, names: Shown, text: str = "") -> Node:
    """The record of a fact, whatever its status: it stays when the fact is refuted and its edges are gone."""
    edge = FACTS[fact.kind].edge if fact.kind in FACTS else "DEAL"
    first = fact.periods[0]
    said = text or f"{names.name(fact.source)} {edge} {names.name(fact.target)}{_detail(fact, first)}"
    props: dict[str, Value] = {
        **status_props(fact),
        "kind": fact.kind,
        "edge": edge,
        "text": said,
        "source_id": fact.source,
        "target_id": fact.target,
    }
    del props["fact_id"]
    for name in ("since_text", "until_text"):
        if value := getattr(first, name):
            props[name] = value
    return Node("Fact", fact.id, props)


def _values(fact: FusedFact, period: Period) -> dict[str, Value]:
    if fact.kind == "party":
        return {"role": fact.discriminator[0]}
    cls = FACTS[fact.kind]
    return typed(cls, {name: value for name, value in period.values.items() if name in cls.values_of()})


def _times(period: Period) -> dict[str, Value]:
    return {name: value for name in TIMES if (value := getattr(period, name))}


def _detail(fact: FusedFact, period: Period) -> str:
    values = _values(fact, period)
    words = [f"as {values[name]}" for name in ("role", "title") if name in values]
    low, high = (_number(values.get(name)) for name in ("share_low", "share_high"))
    if low is not None or high is not None:
        words.append(f"{low:g}%" if low == high else f"{low or 0:g}% to {100 if high is None else high:g}%")
    words += [f"{word} {text}" for word, text in (("since", period.since_text), ("until", period.until_text)) if text]
    return " " + " ".join(words) if words else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
