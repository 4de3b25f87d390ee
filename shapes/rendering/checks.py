"""The catalogue of checks for a terminal: all of them as a list, or one with its example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .paper import FAINT, HEAD, STYLES, Paper
from .words import FAMILIES, LEVELS, OF_SEVERITY, PLURALS, WORDS, as_cells, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...errors import Language
    from ..catalogue import Shape
    from ..examples import Example


def listed_checks(shapes: Sequence[Shape], lang: Language, *, width: int = 100, colour: bool = False) -> str:
    """Return the codes and names of checks, the worst first."""
    paper = Paper(width, colour=colour)
    for level, heading in PLURALS.items():
        found = [shape for shape in shapes if OF_SEVERITY[shape.severity] == level]
        if not found:
            continue
        if paper.text:
            paper.skip()
        paper.write((heading.in_language(lang), STYLES[level]))
        for shape in found:
            paper.write((shape.code, HEAD), f": {visible(shape.name.in_language(lang))}", indent="  ", hanging="    ")
    return paper.text


def check_text(shape: Shape, example: Example | None, lang: Language, *, width: int = 100, colour: bool = False) -> str:
    """Return what one check looks at, what to do, a bad and a good example, and the rule behind it."""
    paper = Paper(width, colour=colour)
    level = OF_SEVERITY[shape.severity]
    paper.write((visible(shape.name.in_language(lang)), HEAD), (f" [{shape.code}]", FAINT))
    paper.write((LEVELS[level].in_language(lang), STYLES[level]), f", {FAMILIES[shape.family].in_language(lang)}")
    for key, said in (("description", shape.description), ("cure", shape.cure)):
        if said:
            _section(paper, WORDS[key].in_language(lang), visible(said.in_language(lang)))
    if example:
        where = f", {WORDS['in-graph'].in_language(lang)}" if example.layer == "graph" else ""
        for key, text in (("bad", example.bad), ("good", example.good)):
            paper.skip()
            paper.write((WORDS[key].in_language(lang) + where, HEAD))
            paper.cells(as_cells(text), indent="  ")
    for act in shape.sources:
        _section(paper, WORDS["sources"].in_language(lang), visible(act.in_language(lang)))
    return paper.text


def _section(paper: Paper, heading: str, text: str) -> None:
    paper.skip()
    paper.write((heading, HEAD))
    paper.write(text, indent="  ")
