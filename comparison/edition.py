"""An edition as it is compared: rows in lists, each list of the standard itself or of a function."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FUNCTIONS = "functions"
GENERALIZED, PARTICULAR, CODE = "generalized", "particular", "code"
OF_FUNCTIONS = frozenset({GENERALIZED, PARTICULAR})
_DIGITS = re.compile(r"(\d+)")
COMPETENCES = frozenset({"action", "skill", "knowledge"})

Place = tuple[str, str, int]
Lists = dict[tuple[str, str], tuple["Row", ...]]


@dataclass(frozen=True)
class Row:
    """A function, or what one states: its place (the function that it stands in, the list, from 1) and its words.

    `owner` is the key of a function, or nothing for the standard itself; `code` is the key of a function itself, or the
    code of a classifier. `iri`, under which the graph has the row, follows from its place.
    """

    owner: str
    group: str
    position: int
    kind: str
    text: str
    code: str = ""
    level: str = ""
    iri: str = field(default="", compare=False)

    @property
    def place(self) -> Place:
        """Return what no other row of the edition has."""
        return self.owner, self.group, self.position

    @property
    def is_function(self) -> bool:
        """Tell whether the row is a function."""
        return self.kind in OF_FUNCTIONS


@dataclass(frozen=True)
class Edition:
    """An edition of a standard: its IRI, the code of the standard, what it is called, and its rows by their places."""

    iri: str
    standard: str
    label: str
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """Return `06.001@679n-2013-11-18`."""
        return f"{self.standard}@{self.iri.rpartition('/')[2]}"

    @cached_property
    def lists(self) -> Lists:
        """Return the rows by owner and list, in their order."""
        return listed(self.rows)

    @cached_property
    def functions(self) -> Mapping[str, Row]:
        """Return the functions by key in the order of the document: each generalised one before its own."""
        return {row.code: row for row in self._walked()}

    def of(self, owner: str) -> Iterator[Row]:
        """Yield the rows of a function, or of the standard itself, but for functions."""
        yield from self._by_owner.get(owner, ())

    @cached_property
    def _by_owner(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            if not row.is_function:
                found.setdefault(row.owner, []).append(row)
        return found

    def _walked(self) -> Iterator[Row]:
        for whole in self.lists.get(("", FUNCTIONS), ()):
            yield whole
            yield from self.lists.get((whole.code, FUNCTIONS), ())


def listed(rows: Iterable[Row]) -> Lists:
    """Return rows by owner and list, in the order in which they come."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.owner, row.group), []).append(row)
    return {place: tuple(members) for place, members in found.items()}


def arranged(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows by their places, counted from 1 in each list, in the order of their positions and IRIs.

    Functions stand in the order of their codes, whatever the file has: the registry's XML has them in any.
    """

    def order(row: Row) -> tuple[int, list[tuple[int, str]]]:
        return (0, _natural(row.code)) if row.is_function else (row.position, _natural(row.iri))

    found = (
        replace(row, position=number)
        for members in listed(sorted(rows, key=order)).values()
        for number, row in enumerate(members, start=1)
    )
    return tuple(sorted(found, key=lambda row: row.place))


def _natural(text: str) -> list[tuple[int, str]]:
    """Return what orders texts by the numbers in them."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(text)]
