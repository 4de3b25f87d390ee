"""The changes as flat records in the order of sections, which JSON, workbooks and Turtle have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..sections import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..changes import Change, Comparison


@dataclass(frozen=True)
class Record:
    """A change, and the keys of the functions in which it stood and stands."""

    change: Change
    function_old: str
    function_new: str


def records(comparison: Comparison) -> Iterator[Record]:
    """Yield every change once; a function stands in itself."""
    for section in sections(comparison):
        for change in (*([section.own] if section.own else []), *section.changes):
            yield Record(change, _function(change, is_new=False), _function(change, is_new=True))


def _function(change: Change, *, is_new: bool) -> str:
    row = change.new if is_new else change.old
    if row is None:
        return ""
    return row.code if row.is_function else row.owner
