"""The text of a source document: its lines, and which of them the places of the graph cover."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...ontology.terms import PS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...store.protocol import Term
    from .describing import Description
    from .naming import Name, Naming

_PARAGRAPH = re.compile(r"</?p>")


@dataclass(frozen=True, order=True)
class Place:
    """Lines of a document, or a paragraph of one, under the name that their IRI has after `#`."""

    first: int
    last: int
    paragraph: int
    anchor: str
    page: int = 0

    @property
    def rows(self) -> int:
        """Return how many lines it covers."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Piece:
    """A part of a line, with the name of the place that it is, if it is one; `opens_cell` after a border of a table."""

    text: str
    anchor: str = ""
    opens_cell: bool = False


@dataclass(frozen=True)
class Line:
    """A line with its number; of each column of marks what stands there: a place, nothing ("") or a mark from above.

    `page` is that of the printed document, on the first line of each page that a place begins at.
    """

    number: int
    pieces: tuple[Piece, ...]
    marks: tuple[Place | str, ...]
    page: int = 0


def places(description: Description) -> tuple[Place, ...]:
    """Return the places of a source that its description holds, in the order of its lines."""
    numbers: dict[Term, dict[Term, int]] = {}
    for subject, link, value in description.triples:
        if link in {PS.firstLine, PS.lastLine, PS.paragraph, PS.page} and isinstance(value, Literal):
            numbers.setdefault(subject, {})[link] = int(value)
    return tuple(sorted(_place(str(one), found) for one, found in numbers.items() if PS.firstLine in found))


def text(description: Description) -> str:
    """Return the text of a source; an empty one where the data do not hold it."""
    return next((str(value) for _, link, value in description.triples if link == PS.documentText), "")


def lines(document: str, marked: tuple[Place, ...]) -> tuple[Line, ...]:
    """Return the lines of a text with the places that cover whole ones; those beyond its end are left out."""
    if not document:
        return ()
    written = document.removesuffix("\n").split("\n")
    columns = _columns([one for one in marked if not one.paragraph and one.last <= len(written)])
    paragraphs = {(one.first, one.paragraph): one.anchor for one in marked if one.paragraph}
    pages = {page: line for line, page in sorted(((one.first, one.page) for one in marked), reverse=True)}
    turned = {line: page for page, line in pages.items() if page}
    return tuple(
        Line(
            number,
            tuple(_pieces(line, number, paragraphs)),
            tuple(_mark(column, number) for column in columns),
            turned.get(number, 0),
        )
        for number, line in enumerate(written, start=1)
    )


def anchors(shown: tuple[Line, ...]) -> frozenset[str]:
    """Return the names of the places that can be jumped to in the text."""
    of_pieces = {piece.anchor for line in shown for piece in line.pieces if piece.anchor}
    return frozenset(of_pieces | {mark.anchor for line in shown for mark in line.marks if isinstance(mark, Place)})


def _place(iri: str, numbers: dict[Term, int]) -> Place:
    first = numbers[PS.firstLine]
    return Place(
        first,
        max(first, numbers.get(PS.lastLine, first)),
        numbers.get(PS.paragraph, 0),
        iri.partition("#")[2],
        numbers.get(PS.page, 0),
    )


def _columns(marked: list[Place]) -> list[list[Place]]:
    """Return the places in as few columns as there are places over one line, the longest to the left."""
    columns: list[list[Place]] = []
    for place in sorted(marked, key=lambda one: (one.first, -one.last, one.anchor)):
        free = next((column for column in columns if column[-1].last < place.first), None)
        if free is None:
            columns.append([place])
        else:
            free.append(place)
    return columns


def _mark(column: list[Place], number: int) -> Place | str:
    above = next((one for one in column if one.first <= number <= one.last), None)
    if above is None:
        return ""
    return above if above.first == number else "covered"


def _pieces(line: str, number: int, paragraphs: dict[tuple[int, int], str]) -> Iterator[Piece]:
    """Yield the paragraphs of the cells of a line; the first one of a number has its name."""
    for column, cell in enumerate(line.split("\t")):
        parts = [part for part in _PARAGRAPH.split(cell) if part.replace("*", "").strip()]
        for nth, part in enumerate(parts, start=1):
            anchor = paragraphs.pop((number, nth), "") if "<p>" in cell else ""
            yield Piece(part.strip(), anchor, opens_cell=nth == 1 and column > 0)


@dataclass(frozen=True)
class Taken:
    """A place of a source, and the nodes that were taken from it."""

    place: Place
    name: Name
    nodes: tuple[Name, ...]


def taken(description: Description, marked: tuple[Place, ...], naming: Naming) -> tuple[Taken, ...]:
    """Return what the graph has from each place of a source."""
    nodes: dict[str, list[Name]] = {}
    for subject, _, place in description.in_places:
        if isinstance(subject, URIRef):
            nodes.setdefault(str(place), []).append(naming.name(subject))
    iris = {anchor: URIRef(f"{description.node}#{anchor}") for anchor in (one.anchor for one in marked)}
    return tuple(
        Taken(one, naming.name(iris[one.anchor]), tuple(nodes.get(str(iris[one.anchor]), ()))) for one in marked
    )
