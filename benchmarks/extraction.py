"""How well and how fast the article grammar reads: `python benchmarks/extraction.py [--part dev] [--write]`.

Reads a part of the marked documents of `tests/data/articles` and the sentences of CORE (releases and CORE from the
shared folder: DEALGRAPH_SHARED, else `../shared`), with the packaged vocabulary and with an empty one. Prints, and with
`--write` puts into the part's section of `benchmarks/extraction.md`: precision, recall and F1 by groups of fact types,
each with a 95 % bootstrap interval over documents; deal facts on pages without a deal; pages per second of one process;
errors by their causes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import re
import statistics
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

REPO = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPO))

from kg.loaders.article.annotate import annotate  # noqa: E402
from kg.loaders.article.extract import extract  # noqa: E402
from kg.loaders.base import Source  # noqa: E402
from kg.loaders.vocabulary import Vocabulary, read_vocabulary  # noqa: E402
from tests.support.devset import Invented, Part, Releases, marked, with_quotes, words_of  # noqa: E402

SHARED = Path(os.environ.get("DEALGRAPH_SHARED", REPO.parent / "shared"))
DEALS = ("partnership", "purchase", "acquisition", "ownership", "joint_venture", "investment")
GROUPS = {
    "deal facts": DEALS,
    **{name: (name,) for name in ("person_role", "facility_group", "located_in", "metric", "target")},
}
CORE = {
    "acquired_by": {"acquisition"},
    "collaboration": {"partnership", "joint_venture"},
    "client_of": {"purchase"},
    "shareholder_of": {"ownership", "investment", "acquisition"},
    "subsidiary_of": {"ownership", "acquisition"},
    "merged_with": {"acquisition"},
}
"""What a relation of CORE may be called here."""
UNSEEN = ("unseen", "invented-last")
"""Parts in which nobody looks for the errors."""
Counts = Counter[str]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Pages:
    """One part of the marked documents, read with one vocabulary."""

    def __init__(self, part: Part, vocabulary: Vocabulary) -> None:
        score = scorer()
        self.counts: list[dict[str, Counts]] = []
        self.errors: list[tuple[str, str, str, str, str]] = []
        self.false_deals: list[int] = []
        self.seconds: list[float] = []
        options = {"types": None, "core": False, "strict": False, "grounded": True}
        for gold in marked(part):
            document = gold["document"]
            text = words_of(SHARED, document)
            began = time.process_time()
            found = extract(text, vocabulary)
            self.seconds.append(time.process_time() - began)
            made = annotate(Source(document["text_file"], text), found, document["id"])
            total: dict[str, dict[str, int]] = {}
            log: list[Any] = []
            score.score_document(made, with_quotes(gold, text), text, options, total, {}, log)
            self.counts.append({t: Counter(c) for t, c in total.items()})
            organizations = {score.norm(f["subject"]) for f in made["facts"] if f["type"] == "organization"}
            self.errors += [(document["id"], *error(row, organizations, score)) for row in log]
            if document["polarity"] == "negative":
                self.false_deals.append(sum(total.get(t, {}).get("fp", 0) for t in DEALS))

    def figures(self, types: Iterable[str]) -> tuple[float, float, float]:
        return figures([sum((page.get(t, Counter()) for t in types), Counter()) for page in self.counts])


def error(row: tuple[Any, ...], organizations: set[str], score: ModuleType) -> tuple[str, str, str, str]:
    """Kind of error, fact type, parties and cause of one line of the scorer's log."""
    kind, type_, subject, object_, value, _quote = row
    parties = f"{subject} | {object_}" if object_ else str(subject)
    if kind == "EXTRA":
        return "wrong", type_, parties, "found, not marked"
    if type_ in ("metric", "target"):
        return "missed", type_, f"{subject} | {value}", "number or its subject not read"
    names = [n for n in (subject, object_) if n] if type_ in DEALS else [subject]
    lost = [n for n in names if score.norm(n) not in organizations]
    if type_ == "person_role":
        return "missed", type_, parties, "title pattern"
    return "missed", type_, parties, "a party is not read as an organization" if lost else "no pattern for the wording"


def figures(pages: list[Counts]) -> tuple[float, float, float]:
    """Precision, recall and F1 of counts added up."""
    total = sum(pages, Counter())
    p = total["tp"] / (total["tp"] + total["fp"]) if total["tp"] + total["fp"] else 1.0
    r = total["tp"] / (total["tp"] + total["fn"]) if total["tp"] + total["fn"] else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def interval(pages: list[dict[str, Counts]], types: Iterable[str], at: int) -> tuple[float, float]:
    """The 95 % interval of one figure over documents drawn again with replacement."""
    pick = random.Random(1)
    added = [sum((page.get(t, Counter()) for t in types), Counter()) for page in pages]
    drawn = sorted(figures(pick.choices(added, k=len(added)))[at] for _ in range(500))
    return drawn[12], drawn[487]


def sentence(tokens: list[str]) -> str:
    """A sentence of CORE from its tokens."""
    text = re.sub(r" ([.,;:!?%)\]’])", r"\1", " ".join(tokens))
    text = re.sub(r" ('s|n't|’s)\b", r"\1", re.sub(r"([(\[$€£]) ", r"\1", text))
    return text.replace("`` ", '"').replace(" ''", '"')


def same(a: str, b: str) -> bool:
    a, b = (re.sub(r"\W+", " ", x.lower()).strip() for x in (a, b))
    return bool(a and b) and (a in b or b in a)


def core(part: str) -> tuple[Counts, Counts, int, int]:
    """Sentences and hits by relation, facts between the two marked parties, and how many have another relation."""
    marked_: Counts = Counter()
    hit: Counts = Counter()
    found = wrong = 0
    for row in json.loads((SHARED / "data" / "core" / "train.json").read_text(encoding="utf-8")):
        if (zlib.crc32(row["id"].encode()) % 4 == 0) != (part == "held"):
            continue
        names = [sentence(row[k].split()) for k in ("e1_name", "e2_name")]
        text = f"In the year before that there was little to tell of. {sentence(row['context']).rstrip('.')}.\n"
        types = {
            f.type
            for f in extract(text, Vocabulary()).findings
            for a, b in (names, names[::-1])
            if f.type in DEALS and f.object and same(f.subject, a) and same(f.object, b)
        }
        wanted = CORE.get(row["relation"], set())
        if wanted:
            marked_[row["relation"]] += 1
            hit[row["relation"]] += bool(wanted & types)
        found += len(types)
        wrong += len(types - wanted)
    return marked_, hit, found, wrong


def report(part: Part) -> Iterator[str]:
    """The tables in Markdown, line by line."""
    read = {"packaged": Pages(part, read_vocabulary()), "empty": Pages(part, Vocabulary())}
    for name, pages in read.items():
        yield f"\n## Part `{part}` ({len(pages.counts)} documents), {name} vocabulary\n"
        yield "| facts | precision | recall | F1 |"
        yield "| --- | --- | --- | --- |"
        for group, types in GROUPS.items():
            cells = []
            for at, value in enumerate(pages.figures(types)):
                low, high = interval(pages.counts, types, at)
                cells.append(f"{value:.2f} ({low:.2f}–{high:.2f})")
            yield f"| {group} | {' | '.join(cells)} |"
        yield f"\nFalse deal facts on {len(pages.false_deals)} pages without a deal: {sum(pages.false_deals)}."
        rate = len(pages.seconds) / sum(pages.seconds)
        yield (
            f"Speed: {rate:.0f} pages/s of one core (mean over documents; the slowest page took "
            f"{max(pages.seconds):.2f} s, the median {statistics.median(pages.seconds):.3f} s), import excluded."
        )
    if part in ("dev", "held"):
        yield from of_core(part)
    if part in UNSEEN:
        return
    pages = read["empty"]
    yield f"\n## Errors by cause, part `{part}`, empty vocabulary\n"
    for (kind, cause), n in Counter((e[1], e[4]) for e in pages.errors).most_common():
        yield f"- {kind}, {cause}: {n}"
    yield "\n| document | error | fact | parties | cause |"
    yield "| --- | --- | --- | --- | --- |"
    yield from (f"| {' | '.join(str(c).replace('|', '→') for c in e)} |" for e in pages.errors if e[2] in DEALS)


def of_core(part: str) -> Iterator[str]:
    """The table of CORE in Markdown."""
    marked_, hit, found, wrong = core(part)
    yield f"\n## CORE, part `{part}`, empty vocabulary\n"
    yield "| relation | sentences | found |"
    yield "| --- | ---: | ---: |"
    yield from (f"| {r} | {marked_[r]} | {hit[r] / marked_[r]:.2f} |" for r in CORE)
    yield f"\nFacts between the two marked names: {found}, of them {wrong} where CORE marks another relation or none."


def put(text: str, part: str, lines: Iterable[str]) -> str:
    """The report with the section of one part replaced, or added at its end; the others stay as they are."""
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->\n"
    section = begin + "\n".join(lines).strip() + "\n" + end
    before, found, rest = text.partition(begin)
    return before + section + rest.partition(end)[2] if found else text.rstrip() + "\n\n" + section


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=get_args(Releases) + get_args(Invented), default="dev")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/extraction.md")
    options = parser.parse_args()
    extract("Warm up.", read_vocabulary())
    lines = list(report(options.part))
    print("\n".join(lines))
    if options.write:
        page = REPO / "benchmarks" / "extraction.md"
        page.write_text(put(page.read_text(encoding="utf-8"), options.part, lines), encoding="utf-8")


if __name__ == "__main__":
    main()
