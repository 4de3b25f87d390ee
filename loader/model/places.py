"""Where in a source something stands, and how a code is written there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

Script = Literal["Latin", "Cyrillic", "mixed"]


@dataclass(frozen=True)
class Place:
    """Lines of a text source, counted from 1; `paragraph` is the n-th paragraph of a line that holds several."""

    lines: tuple[int, ...]
    paragraph: int | None = None

    @property
    def first(self) -> int:
        """Return the first line."""
        return self.lines[0]

    @property
    def last(self) -> int:
        """Return the last line."""
        return self.lines[-1]

    def __lt__(self, other: Place) -> bool:
        """Order by lines; a whole line stands before its paragraphs."""
        return (self.lines, self.paragraph or 0) < (other.lines, other.paragraph or 0)

    def __add__(self, other: Place) -> Place:
        return Place(tuple(sorted({*self.lines, *other.lines})))


@dataclass(frozen=True)
class SourceFile:
    """The file that a standard was read from."""

    name: str
    sha256: str
    byte_count: int
    line_count: int
    encoding: str
    provider: str | None = None
    saved_on: dt.date | None = None


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
