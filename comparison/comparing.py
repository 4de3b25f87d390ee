"""Two editions compared: which rows came, went, or are others than they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .changes import Change, Comparison, Kind
from .edition import FUNCTIONS
from .matching import matched
from .patch import applied
from .staying import longest_rising

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .edition import Edition, Place, Row


def compared(old: Edition, new: Edition) -> Comparison:
    """Return every change from `old` to `new`."""
    found = Comparison(old, new, tuple(_changes(old, new)))
    if applied(old, found.changes) != new.rows:
        # Whoever reads a comparison relies on it: one that leaves something out is not shown.
        raise RuntimeError(f"the changes from {old.name} to {new.name} do not lead there")
    return found


def _changes(old: Edition, new: Edition) -> Iterator[Change]:
    pairs = matched(old, new)
    stayed, left = _stayed(new, pairs), {before.place for before in pairs.values()}
    yield from (Change((Kind.REMOVED,), row, None) for row in old.rows if row.place not in left)
    for row in new.rows:
        before = pairs.get(row.place)
        if before is None:
            yield Change((Kind.ADDED,), None, row)
        elif kinds := tuple(_kinds(before, row, is_moved=row.place not in stayed)):
            yield Change(kinds, before, row)


def _kinds(old: Row, new: Row, *, is_moved: bool) -> Iterator[Kind]:
    if old.code != new.code:
        yield Kind.RENUMBERED
    if old.text != new.text:
        yield Kind.REWORDED
    if old.level != new.level:
        yield Kind.LEVEL
    if is_moved:
        yield Kind.MOVED


def _stayed(new: Edition, pairs: Mapping[Place, Row]) -> set[Place]:
    """Return the places of the rows that neither left their list nor were overtaken by others that stayed."""
    owners = {"": ""} | {before.code: key for key, row in new.functions.items() if (before := pairs.get(row.place))}
    found: set[Place] = set()
    for (owner, group), members in new.lists.items():
        same = [
            (before.position, row.place)
            for row in members
            if (before := pairs.get(row.place))
            and (owners.get(before.owner), before.group, before.kind) == (owner, group, row.kind)
        ]
        # The order of functions is that of their codes.
        kept = range(len(same)) if group == FUNCTIONS else longest_rising([position for position, _ in same])
        found |= {same[index][1] for index in kept}
    return found
