"""Small invented worlds for property-based tests: documents about a few companies that may agree or not."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.schema.claims import Claim, Decision, Document, Quote, Reading, SourceEntity

NAMES = (
    "Northline Fiber",
    "Northline",
    "Northline Fiber, LLC",
    "Harbor Data Centers",
    "Harbor",
    "Zed",
    "Vesta Capital",
)
STATES = (("US-AZ", "Arizona"), ("US-VA", "Virginia"), ("US-OH", "Ohio"))
DATES = ("2021", "2025", "2025-10", "2025-11-03", "2025-Q3")
PUBLISHERS = ("Fibre Weekly", "Dock News", None)


class _Text:
    """A document under construction: lines become quotes."""

    def __init__(self, number: int, publisher: str | None, published: str | None) -> None:
        self.lines: list[str] = [f"Report {number}."]
        self.meta = {"publisher": publisher, "published": published, "name": f"{number}.txt"}
        self.drafts: list[dict[str, object]] = []

    def say(self, line: str, kind: str, roles: list[tuple[str, str, str]], **values: object) -> None:
        start = sum(len(each) + 1 for each in self.lines)
        self.lines.append(line)
        self.drafts.append({"kind": kind, "roles": roles, "values": values, "span": (start, start + len(line), line)})

    def reading(self) -> Reading:
        document = Document.of("\n".join(self.lines), **self.meta)
        entities: dict[str, SourceEntity] = {}
        claims = []
        for draft in self.drafts:
            participants = []
            for role, label, name in draft["roles"]:  # type: ignore[attr-defined]
                if label == "State":
                    entity = SourceEntity.place("State", name, dict(STATES)[name])
                else:
                    entity = SourceEntity.in_document(document.id, label, name)
                entities[entity.id] = entity
                participants.append((role, entity.id))
            start, end, line = draft["span"]  # type: ignore[misc]
            claims.append(
                Claim(
                    source=document.id,
                    kind=str(draft["kind"]),
                    participants=tuple(participants),
                    values=draft["values"],  # type: ignore[arg-type]
                    modality=draft["values"].pop("modality", "asserted"),  # type: ignore[attr-defined]
                    quotes=(Quote(start=start, end=end, quote=line),),
                )
            )
        return Reading(document=document, entities=tuple(entities.values()), claims=tuple(claims))


@st.composite
def readings(draw: st.DrawFn, number: int) -> Reading:
    """One document with a few claims of mixed kinds."""
    text = _Text(number, draw(st.sampled_from(PUBLISHERS)), draw(st.sampled_from((*DATES, None))))
    for place in range(draw(st.integers(1, 5))):
        one, other = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
        line = f"Line {place} on {one} and {other}."
        kind = draw(st.sampled_from(("ownership", "partnership", "group", "name", "event", "observation", "capex")))
        date = draw(st.sampled_from((*DATES, None)))
        org = "Organization"
        when = {"since": date} if date else {}
        if kind == "ownership":
            share = draw(st.sampled_from((None, 30.0, 51.0)))
            stake = {} if share is None else {"share_low": share, "share_high": share}
            text.say(line, kind, [("owner", org, one), ("owned", org, other)], **when, **stake)
        elif kind == "partnership":
            told = {"announced": date} if date else {}
            text.say(line, kind, [("partner", org, one), ("partner", org, other)], **told)
        elif kind == "capex":
            amount = draw(st.sampled_from((100.0, 250.0)))
            text.say(line, kind, [("investor", org, one)], amount_low=amount, amount_high=amount, currency="USD")
        elif kind == "group":
            group = f"{one} sites"
            state = draw(st.sampled_from(STATES))[0]
            text.say(line, "attribute", [("subject", "FacilityGroup", group)], attribute="count", value=16)
            text.say(line, "operation", [("operator", org, one), ("operated", "FacilityGroup", group)])
            text.say(line, "location", [("located", "FacilityGroup", group), ("place", "State", state)])
            text.say(
                line,
                "partnership",
                [("partner", org, one), ("partner", org, other), ("covers", "FacilityGroup", group)],
            )
        elif kind == "name":
            text.say(
                line, kind, [("subject", org, one)], name=other, name_kind=draw(st.sampled_from(("alias", "former")))
            )
        elif kind == "event":
            text.say(
                line,
                kind,
                [("subject", org, one)],
                event_class="outage",
                event_label="an outage",
                **({"date": date} if date else {}),
            )
        else:
            value = draw(st.sampled_from((10.0, 20.0)))
            text.say(line, kind, [("subject", org, one)], metric="route-miles", metric_label="route miles",
                     value_low=value, value_high=value, unit=draw(st.sampled_from(("miles", "km"))))  # fmt: skip
    return text.reading()


@st.composite
def worlds(draw: st.DrawFn) -> list[Reading]:
    """One to four documents."""
    return [draw(readings(number)) for number in range(draw(st.integers(1, 4)))]


@st.composite
def decisions(draw: st.DrawFn, world: list[Reading]) -> Decision:
    """A decision on two organizations that the world names, or on one that it does not."""
    members = sorted(
        {e.id for reading in world for e in reading.entities if e.label == "Organization"} | {"org-absent"}
    )
    pair = (
        draw(st.lists(st.sampled_from(members), min_size=2, max_size=2, unique=True))
        if len(members) > 1
        else ["org-a", "org-b"]
    )
    return Decision(verdict=draw(st.sampled_from(("same", "different"))), one=pair[0], other=pair[1], by="a test")
