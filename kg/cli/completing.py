"""`kg completion SHELL`, and what the shell is told while somebody types: questions, parameters, names.

Questions and parameters come from the first lines of the `.cypher` files without opening a store or the schema; names
come from an embedded store only, since a server would take longer to reach than a person waits for a key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class, split_arg_string

SHELLS = ("bash", "zsh", "fish")
NAMES = 30
"""How many names are offered."""

_PACKAGE = Path(__file__).resolve().parent.parent
_PARAM = re.compile(r'// param: (?P<name>\w+)\??\s+(?P<type>\w+)(?:\((?P<labels>[^)]*)\))?[^"]*"[^"]*"\s+(?P<help>.*)')

# Unlike click's script: a name is one word that the shell takes literally, whatever a source put into it; hints are
# shown and never inserted; errors stay silent.
BASH = """\
_kg_completion() {
    local current="${COMP_WORDS[COMP_CWORD]}" type value hint=
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            hint) hint=$value ;;
            plain)
                if [[ $value == *= ]]; then compopt -o nospace; fi
                case $current in
                    \\"*) value=${value//\\\\/\\\\\\\\}; value=${value//\\"/\\\\\\"}
                         value=${value//\\$/\\\\\\$}; value=${value//\\`/\\\\\\`} ;;
                    \\'*) value=${value//\\'/\\'\\\\\\'\\'} ;;
                    *) printf -v value %q "$value" ;;
                esac
                COMPREPLY+=("$value") ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" _KG_COMPLETE=bash_complete "$1" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 0 && -n $hint && -z $current ]]; then COMPREPLY=("[$hint]" " "); fi
}
complete -o nosort -F _kg_completion kg 2>/dev/null || complete -F _kg_completion kg
"""

_LOOP = "for type key descr in ${response}; do\n"
ZSH_HINT = (_LOOP, f'{_LOOP}        if [[ "$type" == "hint" ]]; then _message -r "$key"; fi\n')
"""Click's script for zsh knows no hints: a line more shows them above the names. Fish shows them beside the names."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A parameter of a question, as its header names it."""

    name: str
    type: str
    labels: tuple[str, ...]
    help: str


@click.command(epilog="Example: echo 'eval \"$(kg completion bash)\"' >> ~/.bashrc;  fish: kg completion fish | source")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that lets a shell complete commands, options, questions and names."""
    from kg.cli import group

    if shell == "bash":
        click.echo(BASH, nl=False)
        return
    maker = get_completion_class(shell)
    if maker is not None:
        click.echo(maker(group, {}, "kg", "_KG_COMPLETE").source().replace(*ZSH_HINT))


def questions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Names of questions, with their titles where the shell shows them."""
    del ctx, param
    return [CompletionItem(name, help=_title(path)) for name, path in _files() if name.startswith(incomplete)]


def arguments(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """What the next argument of a question may be: names of entities, and a hint."""
    del param
    given = len(ctx.params.get("args") or ())
    hints = _hints(str(ctx.params.get("name")))
    if hints and hints[-1].type == "entities":  # as many as one likes
        given = min(given, len(hints) - 1)
    if given >= len(hints):
        return []
    hint = hints[given]
    told = CompletionItem(f"{hint.name}: {hint.help}", type="hint")
    return [CompletionItem(name, help=hint.help) for name in _names(ctx, hint, incomplete)] + [told]


def parameters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """`NAME=` for each parameter of the question."""
    del ctx, param
    # An option that still lacks its value keeps click from telling the arguments: take the question from the words.
    known = dict(_files())
    typed = split_arg_string(os.environ.get("COMP_WORDS", ""))
    hints = _hints(next((word for word in typed if word in known), ""))
    return [CompletionItem(f"{hint.name}=", help=hint.help) for hint in hints if hint.name.startswith(incomplete)]


def days(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """`any`, or today."""
    from datetime import date

    del ctx, param
    known = {"any": "all days", date.today().isoformat(): "today"}
    return [CompletionItem(day, help=told) for day, told in known.items() if day.startswith(incomplete)]


def entities(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Names of entities of any kind."""
    del param
    hint = Hint("", "entity", (), "a name or an identifier")
    return [CompletionItem(name) for name in _names(ctx, hint, incomplete)]


def _files() -> Iterator[tuple[str, Path]]:
    found = (_PACKAGE / "queries").glob("*/*.cypher")
    yield from sorted((path.stem, path) for path in found if path.parent.name != "basis")


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().removeprefix("//").strip()


def _hints(question: str) -> list[Hint]:
    path = dict(_files()).get(question)
    if path is None:
        return []
    found = (_PARAM.match(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Hint(match["name"], match["type"], tuple(re.findall(r"\w+", match["labels"] or "")), match["help"])
        for match in found
        if match
    ]


def _labels() -> list[str]:
    """Labels of everything that has a name, from the derived list of indexes: importing the schema takes 0.2 s."""
    indexes = (_PACKAGE / "schema" / "derived" / "arcadedb.sql").read_text(encoding="utf-8")
    return re.findall(r" ON (\w+) \(name_key\)", indexes)


def _names(ctx: click.Context, hint: Hint, incomplete: str) -> list[str]:
    """Names in an embedded store that begin with what is typed; none without a store, or while it is written."""
    address = str(ctx.find_root().params.get("store"))
    if hint.type not in ("entity", "entities", "fact") or "://" in address or not Path(address).is_dir():
        return []
    from kg.schema.names import name_key
    from kg.store.base import StoreError
    from kg.store.open import open_store

    labels = list(hint.labels or _labels())
    parts = [
        f"MATCH (e:{label}) WHERE e.name_key STARTS WITH $start RETURN e.name AS name, e.name_key AS key"
        for label in labels
    ]
    further = "MATCH (n:Name) WHERE n.key STARTS WITH $start AND n.label IN $labels RETURN n.text AS name, n.key AS key"
    try:
        store = open_store(address, wait=0)
        try:
            params = {"start": name_key(incomplete), "labels": labels}
            texts = [f"{part} ORDER BY key, name LIMIT {NAMES}" for part in [*parts, further]]
            found = [row for text in texts for row in store.read(text, params).rows]
        finally:
            store.close()
    except StoreError:
        return []
    named = sorted(found, key=lambda row: (row["key"], row["name"]))
    return list(dict.fromkeys(row["name"] for row in named if row["name"].isprintable()))[:NAMES]
