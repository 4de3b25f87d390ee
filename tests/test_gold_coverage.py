"""No silent loss: which characters of the source are not in the graph, compared with a committed list.

The source is read by the reader of `gold/check_gold.py`, not by ours. What is left over of a line, when every value
of the graph that is placed there is taken out, must be in `leftovers.tsv` with the class of its reason.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import warnings
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = os.environ.get("PROFGRAPH_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROFGRAPH_SHARED does not name the folder with the gold")

# Why text of this class is not in the graph.
CLASSES = {
    "caption": "names a row, a column or a section; the graph says the same by classes and properties",
    "running header": "printed by the legal database on every export; provider and day are kept on the source",
    "link": "addresses of the legal database's own pages; the words of the links are kept",
    "footnote marker": "kept as ps:refersToFootnote or as the number of the footnote",
    "markup": "Markdown and HTML of the export: no words",
}
PLACED = """
SELECT DISTINCT ?first ?last ?value WHERE {
  ?node prov:wasDerivedFrom ?place ; ?property ?value .
  ?place ps:firstLine ?first ; ps:lastLine ?last .
  FILTER(isLiteral(?value) && ?property NOT IN (rdfs:label, ps:position, ps:ordinal))
  FILTER NOT EXISTS { ?node a ps:Diagnostic }
}
"""
NUMBERED = """
SELECT ?first ?value WHERE {
  ?node a ps:DeveloperRole ; ps:position ?value ; prov:wasDerivedFrom/ps:firstLine ?first
}
"""
LINK = re.compile(r"\[([^\]]*)\](\([^)]*\))")
SHORT = 4  # shorter values («5», «A») are taken out as whole cells only


@pytest.fixture(scope="module")
def gold_reader() -> tuple[list[str], Callable[[str], str]]:
    """Return the lines of the source and the cleaning of `check_gold.py`, by running it."""
    path = Path(str(SHARED), "gold", "check_gold.py")
    names: dict[str, object] = {"__file__": str(path), "__name__": "check_gold"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the script leaves its files to the garbage collector
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)  # noqa: S102  (the gold is a script)
    lines, clean = names["S"], names["clean"]
    assert isinstance(lines, list)
    assert callable(clean)
    return lines, clean


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> dict[int, set[str]]:
    """Return the values of the graph by the lines of the source that they come from."""
    folder = tmp_path_factory.mktemp("coverage") / "store"
    with Writer.open(folder) as writer:
        (result,) = load([bundled()], writer)
        assert isinstance(result, Loaded)
        writer.publish()
    found: dict[int, set[str]] = defaultdict(set)
    with EmbeddedStore(folder) as store:
        placed, numbered = store.query(PLACED), store.query(NUMBERED)
        assert isinstance(placed, Table)
        assert isinstance(numbered, Table)
        for first, last, value in placed.rows:
            for line in range(int(str(first)), int(str(last)) + 1):
                found[line].add(str(value))
        for first, value in numbered.rows:
            found[int(str(first))].add(str(value))
    return found


def pieces(line: str, clean: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the pieces of a line, each with the class of what was taken off to get it («» for the text itself)."""
    found: list[tuple[str, str]] = []
    found += [(address, "link") for _, address in LINK.findall(line)]
    marks = re.findall(r"\*\*|^#+ |^[-\s]*-[-\s]*$|</?p>", line)
    found += [(" ".join(mark.split()), "markup") for mark in marks if mark.strip()]
    text = re.sub(r"\*\*|^#+ |^[-\s]*-[-\s]*$", "", LINK.sub(r"\1", line))
    cells = [piece for cell in text.split("\t") for piece in re.split(r"</?p>", cell)]
    for cell in cells:
        found += [(marker, "footnote marker") for marker in re.findall(r"<\d>", cell)]
        found.append((clean(re.sub(r"\s?<\d>", "", cell)), ""))
    return [piece for piece in found if piece[0]]


def rest(piece: str, values: set[str]) -> str:
    """Return what is left of a piece when the values are taken out of it."""
    if any(piece == value or (len(value) > len(piece) >= SHORT and piece in value) for value in values):
        return ""
    for value in sorted(values, key=len, reverse=True):
        if len(value) >= SHORT:
            piece = piece.replace(value, " ")
    return " ".join(piece.split())


def test_what_is_not_in_the_graph_is_listed(
    gold_reader: tuple[list[str], Callable[[str], str]], values: dict[int, set[str]]
) -> None:
    lines, clean = gold_reader
    left = [
        (str(number), kind or "caption", text)
        for number, line in enumerate(lines, start=1)
        for piece, kind in pieces(line, clean)
        if (text := piece if kind else rest(piece, values[number]))
    ]
    committed = (Path(__file__).parent / "leftovers.tsv").read_text(encoding="utf-8").splitlines()
    listed = [tuple(row.split("\t")) for row in committed if not row.startswith("#")]
    assert [(number, text) for number, _, text in left] == [(number, text) for number, _, text in listed]
    assert {kind for _, kind, _ in listed} <= set(CLASSES)
    # A class that the reader itself sees is not a matter of opinion.
    assert [kind for _, kind, _ in left if kind != "caption"] == [
        kind for _, kind, _ in listed if kind not in {"caption", "running header"}
    ]
