"""The guide: one page that a person reads in any web browser, in the form that Neo4j Browser plays (`:play`)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kg.browser.favorites import Favorite

STYLE, ZIP, GUIDE = "dealgraph.grass", "dealgraph-favorites.zip", "guide.html"
"""Names of the files that stand beside one another."""

_CONNECT = f"""<h3>What lies before you</h3>
<p>Who owns whom, who signed what with whom, whose sites are where, and where rivals meet: each relationship is a
<em>fact</em>, made of <em>claims</em>, and each claim stands in a document with its words.</p>
<p>Drop two files on this window, once:</p>
<ul>
<li><code>{STYLE}</code>: names on the nodes, colours and widths;</li>
<li><code>{ZIP}</code>: the questions as favorites, in folders (the star at the left).</li>
</ul>
<p>Click a favorite, then run it. The names that are asked about stand in its first lines, in double quotes: change them
there. A name, an alias, a ticker or an id is understood; a spelling that brings nothing can be looked up with
<code>kg find</code>.</p>"""

_UNKNOWN = """<h3>What an empty table means</h3>
<p>No row is not a "no". It says that no source in this store speaks of it, or that nothing has that name.
<code>kg ask</code> asks the same question and says which it is, and what the answer rests on.</p>
<ul>
<li>A <em>planned</em> fact is one that every source speaks of as future.</li>
<li>A <em>disputed</em> fact is drawn, with <code>status</code> and <code>conflicts</code> on its relationship; a
refuted or retired one is in no drawing and in no answer but that of <em>Disputed and refuted facts</em>.</li>
<li>Drawings show facts of all days. The questions take a day: change "any" to one.</li>
</ul>"""

_WORDS = """<h3>The words behind it</h3>
<p>Every relationship has a <code>fact_id</code>, and its <code>claims</code>. On the command line,
<code>kg why FACT_ID</code> shows the words and where they stand; here, this does, for one organization:</p>"""


def guide(files: Sequence[Favorite]) -> str:
    """The guide, with the drawings among the favorites to click."""
    drawings = {each.name: each for each in files if each.group == "draw"}
    first = ("ownership", "deals", "sites", "between")
    slides = [
        _CONNECT,
        *(f"<h3>{escape(_title(drawings[name]))}</h3>\n{_runnable(drawings[name])}" for name in first),
        f"{_WORDS}\n{_runnable(drawings['evidence'])}",
        _UNKNOWN,
    ]
    body = "\n".join(
        f'<slide class="row-fluid">\n<div class="col-sm-12">\n{slide}\n</div>\n</slide>' for slide in slides
    )
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>dealgraph</title>\n</head>\n<body>\n'
        '<article class="guide">\n<title>dealgraph</title>\n'
        f'<carousel class="deck container-fluid">\n{body}\n</carousel>\n</article>\n</body>\n</html>\n'
    )


def _title(drawing: Favorite) -> str:
    return drawing.text.splitlines()[0].removeprefix("// ")


def _runnable(drawing: Favorite) -> str:
    return f'<pre class="pre-scrollable code runnable">{escape(drawing.text, quote=False)}</pre>'
