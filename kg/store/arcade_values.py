"""What ArcadeDB answers, as the plain values that Neo4j's answers are turned into as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kg.store.arcade_engine import Database

# A path comes back as text: (#1:0)-[#4:0]->(#1:1)<-[#4:1]-(#1:2)
_NODE = r"\((#\d+:\d+)\)"
_EDGE = r"<?-\[(#\d+:\d+)\]->?"
_PATH = re.compile(f"{_NODE}(?:{_EDGE}{_NODE})*")
_RID = re.compile(r"#\d+:\d+")


class Plain:
    """Turns a value of an answer into str, int, float, bool, None, list or dict.

    A node becomes its properties with `_label`, a relationship its properties with `_type`, a path
    `{"nodes": […], "relationships": […]}`; dates and times are ISO text.
    """

    def __init__(self, db: Database, kinds: Callable[[], Mapping[str, str]], *, paths: bool) -> None:
        """`kinds` gives `vertex` or `edge` by type name; `paths` says whether a text may stand for a path."""
        self._db = db
        self._kinds = kinds
        self._paths = paths

    def __call__(self, value: Any) -> Any:
        """The plain form of `value`."""
        if isinstance(value, dict):
            return self._mapping(value)
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self(item) for item in value]
        if isinstance(value, str):
            return self._path(value) if self._paths and _PATH.fullmatch(value) else value
        return value if value is None or isinstance(value, (bool, int, float)) else self._other(value)

    def _mapping(self, value: Mapping[str, Any]) -> dict[str, Any]:
        if "@rid" not in value:
            return {name: self(item) for name, item in value.items()}
        # What is stored in a record is plain already, and a text in it is never a path.
        plain = {name: item for name, item in value.items() if name not in {"@rid", "@type"}}
        type_ = value["@type"]
        plain["_type" if self._kinds().get(type_) == "edge" else "_label"] = type_
        return plain

    def _other(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return float(value)
        if isinstance(value, date):
            return value.isoformat()
        text = str(value)
        return self._record(text) if _RID.fullmatch(text) else text

    def _path(self, text: str) -> dict[str, Any]:
        records = [self._record(rid) for rid in _RID.findall(text)]
        return {"nodes": records[::2], "relationships": records[1::2]}

    def _record(self, rid: str) -> dict[str, Any]:
        record = self._db.lookup_by_rid(rid)
        props = {name: record.get(name) for name in record.get_property_names() if name[0] != "@"}
        return self._mapping({**props, "@rid": rid, "@type": record.get_type_name()})
