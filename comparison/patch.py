"""The old edition with the changes: the new edition, which proves that nothing is left out of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from .edition import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .changes import Change
    from .edition import Edition, Place, Row


def applied(old: Edition, changes: Sequence[Change]) -> tuple[Row, ...]:
    """Return the rows of the edition that the changes lead to.

    The rows that did not change take, in their old order, the places of their lists that changes leave free.
    """
    gone = {change.old.place for change in changes if change.old}
    rows = {change.new.place: change.new for change in changes if change.new}
    keys = {one.old.code: one.new.code for one in changes if one.old and one.new and one.old.is_function}
    kept = [replace(row, owner=keys.get(row.owner, row.owner)) for row in old.rows if row.place not in gone]
    taken = frozenset(rows)
    for (owner, group), members in listed(kept).items():
        free = _free(owner, group, taken)
        rows |= {place: replace(row, position=place[2]) for place, row in zip(free, members, strict=False)}
    return tuple(rows[place] for place in sorted(rows))


def _free(owner: str, group: str, taken: Collection[Place]) -> Iterator[Place]:
    return (place for number in count(1) if (place := (owner, group, number)) not in taken)
