"""A style for Neo4j Browser (`.grass`): a rule for every label and relationship type of the schema.

Colours are Paul Tol's "muted" scheme, which people with any of the common colour deficiencies can tell apart; what is
close in kind is close in colour, and differs in size. What records where things come from is grey.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.schema.base import ENTITIES, FACTS
from kg.schema.layout import EDGE_TYPES, LABELS

NEUTRAL = "#BBBBBB"
RECORD = "#777777"

COLOURS: Mapping[str, str] = {
    "Organization": "#332288",
    "Person": "#AA4499",
    "Facility": "#117733",
    "FacilityGroup": "#44AA99",
    "State": "#DDCC77",
    "Metro": "#C2B34F",
    "Country": "#999933",
    "Network": "#88CCEE",
    "Product": "#CC6677",
    "Deal": "#882255",
    "Observation": "#6699CC",
    "Target": "#4477AA",
    "Event": "#EE8866",
    "Document": "#555555",
    "Dataset": "#555555",
    "Claim": RECORD,
    "Fact": "#999999",
}
"""Fill of a node by label; a label that is not here is `NEUTRAL`."""

SIZES: Mapping[str, str] = {"Organization": "65px", "Deal": "65px", "Document": "65px", "FacilityGroup": "55px"}
"""Diameter of a node by label; others have 50px."""

CAPTIONS: Mapping[str, str] = {
    "Document": "title",
    "Dataset": "id",
    "SourceEntity": "name",
    "Claim": "text",
    "Fact": "text",
    "Decision": "verdict",
    "Review": "text",
    "Name": "text",
    "Identifier": "value",
    "Meta": "schema_version",
}
"""The property that stands on a node of provenance; entities show their name."""

EDGES: Mapping[str, tuple[str, str]] = {
    "OWNS": ("#332288", "4px"),
    "PARTY_TO": ("#882255", "3px"),
    "COVERS": ("#882255", "2px"),
    "INVOLVES": ("#882255", "2px"),
    "OPERATES": ("#117733", "3px"),
    "CONNECTS": ("#44AA99", "2px"),
    "PRESENT_AT": ("#44AA99", "2px"),
    "COMPETES_WITH": ("#CC6677", "3px"),
    "JUDGES": ("#CC6677", "2px"),
}
"""Colour and width by relationship type; other facts are dark and 2px, other links grey and 1px."""

_FACT, _LINK = ("#444444", "2px"), (NEUTRAL, "1px")


def grass() -> str:
    """The style as Browser reads it."""
    facts = {fact.edge for fact in FACTS.values()}
    rules = [_node("node", NEUTRAL, "50px", "id"), _edge("relationship", *_LINK)]
    for label in LABELS:
        colour = COLOURS.get(label, NEUTRAL)
        rules.append(_node(f"node.{label}", colour, SIZES.get(label, "50px"), _caption(label)))
    for type_ in EDGE_TYPES:
        rules.append(_edge(f"relationship.{type_}", *EDGES.get(type_, _FACT if type_ in facts else _LINK)))
    return "\n".join(rules)


def _caption(label: str) -> str:
    return "name" if label in ENTITIES else CAPTIONS.get(label, "id")


def _node(selector: str, colour: str, diameter: str, caption: str) -> str:
    return (
        f"{selector} {{\n"
        f"  color: {colour};\n"
        f"  border-color: {_darker(colour)};\n"
        "  border-width: 2px;\n"
        f"  text-color-internal: {_readable_on(colour)};\n"
        "  font-size: 10px;\n"
        f"  diameter: {diameter};\n"
        f'  caption: "{{{caption}}}";\n'
        "}\n"
    )


def _edge(selector: str, colour: str, width: str) -> str:
    return (
        f"{selector} {{\n"
        f"  color: {colour};\n"
        f"  shaft-width: {width};\n"
        "  font-size: 8px;\n"
        "  padding: 3px;\n"
        "  text-color-external: #000000;\n"
        f"  text-color-internal: {_readable_on(colour)};\n"
        '  caption: "<type>";\n'
        "}\n"
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _darker(colour: str) -> str:
    return "#" + "".join(f"{channel * 3 // 4:02X}" for channel in _channels(colour))


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2)."""
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _readable_on(colour: str) -> str:
    """Black or white, whichever stands out more: the contrast is 4.5 or better on any colour."""
    return "#FFFFFF" if (1.05 / (luminance(colour) + 0.05)) >= ((luminance(colour) + 0.05) / 0.05) else "#000000"
