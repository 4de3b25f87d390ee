"""A comparison in the order in which people read it: the standard itself, then function by function."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .changes import Change, Comparison
    from .edition import Row

    Side = tuple[str, str]  # "new" with the key of a function there, or "old" with that of one that is gone

# The order of the lists of a standard and of a function, which is that of the official template.
_LISTS = (
    *("name", "activity", "purpose", "origin", "title", "education", "experience", "admission"),
    *("actions", "skills", "knowledge", "other"),
    *("okz", "okved", "eks", "etks", "okpdtr", "okso", "oksvnk", "map-entry", "responsible", "developer", "footnote"),
)
_RANKS = {name: rank for rank, name in enumerate(_LISTS)}
_STANDARD: Side = ("new", "")


@dataclass(frozen=True)
class Section:
    """What changed in a function, which is `old`, `new` or both, or in the standard itself, which is neither.

    `own` is what became of the function; `left` are rows that went from it to other functions, where they are told.
    """

    old: Row | None
    new: Row | None
    own: Change | None
    changes: tuple[Change, ...]
    left: tuple[Change, ...]

    @property
    def function(self) -> Row | None:
        """Return the function as it is now, or was last; None for the standard itself."""
        return self.new or self.old

    @property
    def anchor(self) -> str:
        """Return the id of the section in a document: two functions may have had one code."""
        if self.function is None:
            return "standard"
        return f"{'new' if self.new else 'old'}-{self.function.code.replace('/', '-')}"


def sections(comparison: Comparison) -> tuple[Section, ...]:
    """Return the sections that have changes; a function that is gone stands after the one that it stood after."""
    own = {_side(change.new): change for change in comparison.changes if change.new and change.new.is_function}
    gone = {change.row.code: change for change in comparison.changes if change.row.is_function and not change.new}
    own |= {("old", key): change for key, change in gone.items()}
    befores = {key: _before(comparison, own.get(("new", key)), key) for key in comparison.new.functions}
    homes = {"": _STANDARD, **{row.code: ("new", key) for key, row in befores.items() if row}}
    homes |= {key: ("old", key) for key in gone}
    rows, left = _sorted_out(comparison, homes)
    found = []
    for side in (_STANDARD, *_sides(comparison, homes)):
        kind, key = side
        new = comparison.new.functions.get(key) if kind == "new" else None
        old = befores.get(key) if kind == "new" else comparison.old.functions[key]
        found.append(Section(old, new, own.get(side), _in_order(rows[side]), _in_order(left[side])))
    return tuple(one for one in found if one.own or one.changes or one.left)


def _side(row: Row) -> Side:
    return "new", row.code


def _before(comparison: Comparison, change: Change | None, key: str) -> Row | None:
    """Return the function that one of the new edition was in the old one; what did not change kept its key."""
    return change.old if change else comparison.old.functions[key]


def _sorted_out(
    comparison: Comparison, homes: dict[str, Side]
) -> tuple[defaultdict[Side, list[Change]], defaultdict[Side, list[Change]]]:
    """Return the changes of rows by where they are told, and those of rows that left by where they were."""
    rows: defaultdict[Side, list[Change]] = defaultdict(list)
    left: defaultdict[Side, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        if change.row.is_function:
            continue
        was = homes[change.old.owner] if change.old else None
        home = ("new", change.new.owner) if change.new else was
        if home:
            rows[home].append(change)
        if was and was != home:
            left[was].append(change)
    return rows, left


def _sides(comparison: Comparison, homes: dict[str, Side]) -> Iterator[Side]:
    """Yield the functions of both editions in one order: those of the new one, and after each those gone after it."""
    orders = {("new", key): (number, 0) for number, key in enumerate(comparison.new.functions)}
    last = -1
    for number, key in enumerate(comparison.old.functions):
        if homes[key] in orders:
            last = orders[homes[key]][0]
        else:
            orders[homes[key]] = (last, number + 1)
    return iter(sorted(orders, key=lambda side: orders[side]))


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes list by list, what is gone before what has come in its place."""

    def order(change: Change) -> tuple[int, str, int, bool]:
        row = change.row
        return _RANKS.get(row.group, len(_RANKS)), row.group, row.position, change.new is not None

    return tuple(sorted(changes, key=order))
