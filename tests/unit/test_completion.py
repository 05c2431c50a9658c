"""Completion as a shell asks for it: by a real bash with the printed script, and by the protocol of zsh and fish."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg import Graph
from kg.queries import all_queries

SAMPLE = Path(kg.__file__).parent / "sample"
BIN = Path(sys.executable).parent
BASH = shutil.which("bash")
QUESTIONS = [query.name for query in all_queries()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion") / "store"
    with Graph.open(path, mode="write") as graph:
        graph.load(SAMPLE)
    return path


def environment(store: Path | str) -> dict[str, str]:
    return {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "KG_STORE": str(store)}


@functools.cache
def script_of(shell: str) -> str:
    return subprocess.run([BIN / "kg", "completion", shell], capture_output=True, text=True, check=True).stdout


def bash(store: Path | str, *words: str) -> list[str]:
    """What bash would offer for the last of the words, as it would insert it."""
    if BASH is None:
        pytest.skip("no bash here")
    script = script_of("bash") + (
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kg_completion kg; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [BASH, "--norc", "-c", script, "bash", "kg", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment(store),
        timeout=60,
    )
    offered: list[str] = done.stdout.splitlines()
    return [line for line in offered if line]


def told(store: Path | str, shell: str, *words: str, last: str = "") -> str:
    """What `kg` answers to a shell's script; nothing of it may go to the terminal."""
    at = last if shell == "fish" else str(len(words) + 1)
    asked = {"COMP_WORDS": " ".join(["kg", *words, last]), "COMP_CWORD": at, "_KG_COMPLETE": f"{shell}_complete"}
    done = subprocess.run(
        [BIN / "kg"], capture_output=True, text=True, check=False, env={**environment(store), **asked}, timeout=60
    )
    assert done.stderr == ""
    return done.stdout


def test_commands_options_and_choices_are_completed(store: Path) -> None:
    assert {"ask", "queries", "find", "why"} <= set(bash(store, ""))
    assert bash(store, "dem") == ["demo"]
    assert bash(store, "ask", "--w") == ["--why"]
    assert set(bash(store, "-f", "")) == {"auto", "table", "json", "jsonl", "csv", "md"}
    assert bash(store, "completion", "") == ["bash", "zsh", "fish"]


def test_every_question_is_completed_by_name(store: Path) -> None:
    assert sorted(bash(store, "ask", "")) == sorted(QUESTIONS)
    assert bash(store, "ask", "ultim") == ["ultimate-owners"]
    assert bash(store, "queries", "show", "ultim") == ["ultimate-owners"]


def test_parameters_and_days_are_completed(store: Path) -> None:
    assert bash(store, "ask", "deals", "--param", "") == ["party=", "kind="]
    assert bash(store, "ask", "deals", "Lumen", "--param", "k") == ["kind="]
    assert bash(store, "ask", "deals", "--valid-at", "a") == ["any"]


def test_a_parameter_without_known_values_is_a_hint_that_is_not_inserted(store: Path) -> None:
    (hint, blank) = bash(store, "ask", "deals", "Lumen", "")
    assert hint.startswith("[kind: ")
    assert not blank.strip()
    assert bash(store, "ask", "owners", "QTS", "") == []


def test_names_come_from_an_embedded_store_as_one_word_each(store: Path) -> None:
    assert "Quality\\ Technology\\ Services" in bash(store, "ask", "owners", "qual")
    assert bash(store, "ask", "owners", '"Quality T') == ["Quality Technology Services"]
    assert "Blackstone" in bash(store, "find", "black")
    assert bash(store, "ask", "overlap", "Lumen", "Quality\\ T") == ["Quality\\ Technology\\ Services"]


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_name_is_taken_literally_whatever_a_source_put_into_it(quote: str, tmp_path: Path) -> None:
    name = "Evil $(touch here) `id` \\ \" & Sons' Co"
    path = tmp_path / "evil.statements.yaml"
    told_names = [name, "Evil \x07 bell"]
    said = [{"says": "asserts", "kind": "rivalry", "competitor": each, "rival": "Zed"} for each in told_names]
    path.write_text(json.dumps({"by": "Ada", "statements": said}))
    with Graph.open(tmp_path / "store", mode="write") as graph:
        graph.load(path)
        assert graph.find("Evil")
    (offered,) = bash(tmp_path / "store", "find", f"{quote}evil")
    words = f"printf %s {quote}{offered}{quote}"
    meant = subprocess.run([str(BASH), "-c", words], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert meant == name
    assert not (tmp_path / "here").exists()


def test_names_are_of_the_kinds_that_the_question_takes(store: Path) -> None:
    with Graph.open(store) as graph:
        (person, *_) = graph.ask("people", "QTS")
    first = person.person.split()[0]
    assert any(person.person.replace(" ", "\\ ") == name for name in bash(store, "ask", "people", first))
    assert bash(store, "ask", "owners", first) == []


@pytest.mark.parametrize("address", ["nowhere", "neo4j://127.0.0.1:1"])
def test_without_an_embedded_store_there_are_hints_and_no_errors(address: str, tmp_path: Path) -> None:
    where = address if "://" in address else tmp_path / address
    (hint, _) = bash(where, "ask", "owners", "")
    assert hint.startswith("[owned: ")
    assert bash(where, "ask", "owners", "q") == []
    told(where, "fish", "no-such-command")
    assert told(where, "fish", "ask", "no-such-question").strip() == ""


def test_zsh_and_fish_see_titles_and_what_a_parameter_means(store: Path) -> None:
    title = next(query.title for query in all_queries() if query.name == "owners")
    assert "_message" in script_of("zsh")
    assert f"plain\nowners\n{title}" in told(store, "zsh", "ask", last="owners")
    assert f"plain,owners\t{title}" in told(store, "fish", "ask", last="owners").splitlines()
    assert "plain,Blackstone\twhose owners" in told(store, "fish", "ask", "owners", last="black").splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_one_that_the_shell_reads(shell: str) -> None:
    script = script_of(shell)
    assert "_KG_COMPLETE" in script
    path = shutil.which(shell)
    if path is not None:
        subprocess.run([path, "-n"], input=script, capture_output=True, text=True, check=True)


def test_completing_imports_neither_the_schema_nor_an_engine(store: Path) -> None:
    heavy = "{'pydantic', 'neo4j', 'arcadedb', 'rdflib', 'kg.queries'}"
    code = (
        "import sys\n"
        "from kg.cli import group\n"
        "try:\n"
        "    group.main(prog_name='kg')\n"
        "except SystemExit:\n"
        f"    print('heavy:', *sorted({heavy} & set(sys.modules)))\n"
    )
    asked = {"COMP_WORDS": "kg ask u", "COMP_CWORD": "2", "_KG_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**environment(store), **asked}
    )
    assert done.stdout.splitlines() == ["plain,ultimate-owners", "heavy:"]
