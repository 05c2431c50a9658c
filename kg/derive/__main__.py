"""`python -m kg.derive` writes the derived files; with `--check` it names those that are stale and ends with 1."""

from __future__ import annotations

import sys

from kg.derive.files import stale, write


def main(arguments: list[str]) -> int:
    """The exit code: 1 when `--check` found a stale file."""
    if "--check" in arguments:
        late = stale()
        sys.stderr.write("".join(f"{path} is stale: run python -m kg.derive\n" for path in late))
        return 1 if late else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
