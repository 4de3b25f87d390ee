"""Where in a source something stands, and how a code is written there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

Script = Literal["Latin", "Cyrillic", "mixed"]


@dataclass(frozen=True)
class Place:
    """Lines of a text source, counted from 1; `paragraph` is the n-th paragraph of a line that holds several.

    `elements` are those of an XML source that stand there: the line on which each begins, and its path.
    """

    lines: tuple[int, ...]
    paragraph: int | None = None
    elements: tuple[tuple[int, str], ...] = ()

    @property
    def first(self) -> int:
        """Return the first line."""
        return self.lines[0]

    @property
    def last(self) -> int:
        """Return the last line."""
        return self.lines[-1]

    @property
    def path(self) -> str | None:
        """Return the path of the element, or of the first and last one (`UnitOKZ.1/CodeOKZ.1-NameOKZ.1`)."""
        if not self.elements:
            return None
        first, last = self.elements[0][1], self.elements[-1][1]
        if first == last:
            return first
        pairs = zip(first.split("/"), last.split("/"), strict=False)
        common = sum(len(step) + 1 for step, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return f"{first}-{last[common:]}"

    def __lt__(self, other: Place) -> bool:
        """Order by lines; a whole line stands before its paragraphs."""
        return (self.lines, self.paragraph or 0) < (other.lines, other.paragraph or 0)

    def __add__(self, other: Place) -> Place:
        lines, elements = {*self.lines, *other.lines}, {*self.elements, *other.elements}
        return Place(tuple(sorted(lines)), elements=tuple(sorted(elements)))


@dataclass(frozen=True)
class SourceFile:
    """The file that a standard was read from.

    A file that is no text has no `encoding`; `page_starts` are the first lines of its pages, where it has pages.
    """

    name: str
    sha256: str
    byte_count: int
    line_count: int
    encoding: str | None
    provider: str | None = None
    saved_on: dt.date | None = None
    page_starts: tuple[int, ...] = ()

    def page(self, line: int) -> int | None:
        """Return the page, counted from 1, on which a line of the text stands."""
        return bisect_right(self.page_starts, line) or None


@dataclass(frozen=True)
class WrittenCode:
    """A function's code: normalised to Latin, and as it is written in one place."""

    normal: str
    as_written: str
    place: Place

    @property
    def script(self) -> Script:
        """Return the alphabet of the letters that are written."""
        letters = {"Latin" if letter.isascii() else "Cyrillic" for letter in self.as_written if letter.isalpha()}
        return "mixed" if len(letters) > 1 else "Cyrillic" if "Cyrillic" in letters else "Latin"
