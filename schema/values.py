"""Values as precise as their source: EDTF dates as day ranges, canonical JSON and content ids.

Dates follow EDTF (ISO 8601-2:2019, level 0 and the sub-years of level 1) with the common quarter and half-year
spellings: `2021`, `2025-10`, `2025-10-14`, `2025-Q3`, `2025-H2`. Nothing is ever rounded to a day.
"""

from __future__ import annotations

import calendar
import hashlib
import json
import re
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator

_DATE = re.compile(r"^(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?$")


@lru_cache(maxsize=4096)
def day_range(text: str) -> tuple[str, str]:
    """First and last ISO day that an EDTF text allows: `2025-Q3` gives 2025-07-01 and 2025-09-30.

    Raises `ValueError` when the text is no such date.
    """
    found = _DATE.match(text)
    if not found:
        raise ValueError(f"{text!r} is no date: write 2021, 2025-10, 2025-10-14, 2025-Q3 or 2025-H2")
    year, month, day, quarter, half = (int(part) if part else 0 for part in found.groups())
    if quarter:
        first, last = 3 * quarter - 2, 3 * quarter
    elif half:
        first, last = 6 * half - 5, 6 * half
    elif month:
        first = last = month
    else:
        first, last = 1, 12
    if year < 1 or not 1 <= first <= 12 or found.group(2) == "00":
        raise ValueError(f"{text!r} is no date: its month must lie between 01 and 12")
    longest = calendar.monthrange(year, last)[1]
    if day > longest or (found.group(3) and day < 1):
        raise ValueError(f"{text!r} is no date: that month has {longest} days")
    return f"{year:04}-{first:02}-{day or 1:02}", f"{year:04}-{last:02}-{day or longest:02}"


def _edtf(text: str) -> str:
    day_range(text)
    return text


Edtf = Annotated[str, AfterValidator(_edtf)]
"""A field that holds a date as `day_range` reads it; any other text breaks the rule that it names."""


def overlap(one: str, other: str) -> bool:
    """Whether two EDTF texts can mean the same day."""
    (a, b), (c, d) = day_range(one), day_range(other)
    return a <= d and c <= b


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no nulls in mappings, integral floats as integers."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def content_id(prefix: str, *parts: Any) -> str:
    """An id from content: the prefix and 80 bits of SHA-256 over the canonical JSON of the parts."""
    digest = hashlib.sha256(canonical(list(parts)).encode()).hexdigest()
    return f"{prefix}-{digest[:20]}"
