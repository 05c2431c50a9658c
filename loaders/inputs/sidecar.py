"""What is known of a document's publication: as the document tells, and as `NAME.meta.yaml` beside it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from kg.loaders.base import SIDECAR, BadInput, Sidecar, first_line
from kg.loaders.inputs.plain import decode
from kg.schema.values import day_range

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")


def telling(**fields: str | None) -> Sidecar:
    """What a document tells of itself: on one line each, without control characters, and no date that is none."""
    told = {key: _line(value) for key, value in fields.items() if value}
    return Sidecar.model_validate({key: value for key, value in told.items() if value and _holds(key, value)})


def beside(path: Path) -> Sidecar:
    """What the file beside a document tells; an empty `Sidecar` where there is none. Raises `BadInput`.

    The sidecar of `a.txt` is `a.meta.yaml` or `a.txt.meta.yaml`, and not both.
    """
    names = dict.fromkeys((path.stem + SIDECAR, path.name + SIDECAR))
    found = [file for file in map(path.with_name, names) if file.is_file()]
    if not found:
        return Sidecar()
    if len(found) > 1:
        raise BadInput(path.name, f"has two sidecars, {' and '.join(file.name for file in found)}; keep one")
    return _read(found[0])


def _read(file: Path) -> Sidecar:
    import yaml

    keys = ", ".join(Sidecar.model_fields)
    try:
        # BaseLoader gives strings only: dates stay as they are written, and nothing is ever constructed.
        told = yaml.load(decode(file.name, file.read_bytes())[0], Loader=yaml.BaseLoader) or {}  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise BadInput(file.name, f"no YAML: {first_line(error)}") from error
    if not isinstance(told, dict):
        raise BadInput(file.name, f"must hold lines `key: value`; the keys are {keys}")
    if unknown := next((key for key in told if key not in Sidecar.model_fields), None):
        raise BadInput(file.name, f"{unknown!r} is no key; the keys are {keys}")
    try:
        return Sidecar.model_validate(
            {key: _line(value) if isinstance(value, str) else value for key, value in told.items() if value}
        )
    except ValidationError as error:
        raise BadInput(file.name, "; ".join(_faults(error))) from error


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors()[:1]:
        key = str(fault["loc"][0])
        if fault["type"] == "value_error":
            yield f"{key}: {fault['msg'].removeprefix('Value error, ')}"
        else:
            yield f"{key}: must be {'a list of texts' if key == 'reported_by' else 'one text'}"


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _holds(key: str, value: str) -> bool:
    if key == "published":
        try:
            day_range(value)
        except ValueError:
            return False
    return True
