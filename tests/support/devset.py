"""The marked documents by which the article grammar is made and measured, in the format of the gold.

Press releases (`tests/data/articles/dev`, `held` and `unseen`) are kept without their text: their annotations have
offsets only, and the releases lie in the shared folder. Articles that were invented for it (`invented` and the like)
lie beside their annotations. Put together they are what `score.py` of the gold reads.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

ANNOTATIONS = Path(__file__).resolve().parents[1] / "data" / "articles"
Releases = Literal["dev", "held", "unseen"]
Invented = Literal["invented", "invented-held", "invented-last"]
Part = Releases | Invented


def marked(part: Part) -> list[dict[str, Any]]:
    """The annotated documents of a part, by number: `document` and `facts`, without quotes."""
    paths = sorted((ANNOTATIONS / part).glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def words_of(shared: Path, document: dict[str, Any]) -> str:
    """The text of a marked document, exactly as its bytes decode: an article that lies here, else a shared release.

    Raises FileNotFoundError where it is missing, ValueError where it is not the text that was annotated.
    """
    name = document["text_file"]
    path: Path = next(ANNOTATIONS.glob(f"invented*/{name}"), shared / "data" / "press-releases" / name)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such release; DEALGRAPH_SHARED must name the folder that has it")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != document["text_sha256"]:
        raise ValueError(f"{path}: differs from the annotated text; restore it or annotate it again")
    return content.decode("utf-8")


def with_quotes(annotation: dict[str, Any], text: str) -> dict[str, Any]:
    """The annotation with the words of every span: `quote` = `text[start:end]`, in `also` as well."""

    def quoted(span: dict[str, Any]) -> dict[str, Any]:
        return {**span, "quote": text[span["start"] : span["end"]]}

    facts = [{**quoted(fact), "also": [quoted(span) for span in fact.get("also", [])]} for fact in annotation["facts"]]
    return {**annotation, "facts": facts}


def gold_with_quotes(shared: Path, out: Path, part: Part = "dev") -> list[str]:
    """Write complete gold files and their texts into a folder for `score.py`; gives the document ids.

    Raises FileNotFoundError or ValueError where a release of the shared folder is missing or differs.
    """
    out.mkdir(parents=True, exist_ok=True)
    ids: list[str] = []
    for annotation in marked(part):
        document = annotation["document"]
        text = words_of(shared, document)
        (out / document["text_file"]).write_bytes(text.encode("utf-8"))
        gold = json.dumps(with_quotes(annotation, text), ensure_ascii=False, indent=1)
        (out / f"{document['id']}.json").write_text(gold, encoding="utf-8")
        ids.append(document["id"])
    return ids
