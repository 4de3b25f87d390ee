"""What may have changed from one edition to another: changes of rows, and all of them together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .edition import Edition, Row


class Kind(StrEnum):
    """What may happen to a row."""

    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    LEVEL = "level"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """What became of a row: as it is in the old edition, as it is in the new one, and in which ways these differ."""

    kinds: tuple[Kind, ...]
    old: Row | None
    new: Row | None

    @property
    def row(self) -> Row:
        """Return the row as it is now, or was last."""
        row = self.new or self.old
        if row is None:
            raise ValueError("a change of nothing")
        return row


@dataclass(frozen=True)
class Comparison:
    """Two editions and every change from the old one to the new one."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a reader has to be told first, by its name: same-edition, two-standards, equal."""
        told = {
            "same-edition": self.old.name == self.new.name,
            "two-standards": self.old.standard != self.new.standard,
            "equal": not self.changes,
        }
        return tuple(name for name, is_so in told.items() if is_so)

    @cached_property
    def counts(self) -> Mapping[str, Mapping[Kind, int]]:
        """Return how many rows of each kind changed in which way."""
        found: dict[str, Counter[Kind]] = {}
        for change in self.changes:
            found.setdefault(change.row.kind, Counter()).update(change.kinds)
        return found
