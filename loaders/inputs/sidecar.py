"""`NAME.meta.yaml` beside a document."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from kg.loaders.base import SIDECAR, BadInput, Sidecar, explain, first_line
from kg.loaders.inputs.plain import decode


def beside(path: Path) -> Sidecar:
    """What the file beside a document tells; an empty `Sidecar` where there is none. Raises `BadInput`."""
    found = path.with_name(path.name.removesuffix(path.suffix) + SIDECAR)
    if not found.is_file():
        return Sidecar()
    import yaml

    try:
        # BaseLoader gives strings only: dates stay as they are written, and nothing is ever constructed.
        told = yaml.load(decode(found.name, found.read_bytes())[0], Loader=yaml.BaseLoader)  # noqa: S506
        return Sidecar.model_validate(told or {})
    except (yaml.YAMLError, RecursionError) as error:
        raise BadInput(found.name, f"no YAML: {first_line(error)}") from error
    except ValidationError as error:
        raise BadInput(found.name, explain(error)) from error
