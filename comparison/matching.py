"""Which row of the new edition is which of the old one: the same words in the same list first, other places last."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from ..ontology.terms import meaning
from .edition import COMPETENCES, Edition, Place, Row
from .functions import same_functions
from .likeness import REWORDED, best_first, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    Pair = tuple[Row, Row]
    Keys = Mapping[str, str]
    # What equal rows have in common, given the key of the function in the new edition; None is in common with nothing.
    Mark = Callable[[Row, str | None], Hashable]

# Of two lists with more pairs of rows left than these only equal rows are found: no standard has such lists.
_MOST_PAIRS = 1_000_000


def matched(old: Edition, new: Edition) -> dict[Place, Row]:
    """Return the rows of the old edition by the places of those that they are in the new one."""
    keys = same_functions(old, new)
    found = {new.functions[after].place: old.functions[before] for before, after in keys.items()}
    befores = [row for row in old.rows if not row.is_function]
    afters = [row for row in new.rows if not row.is_function]
    for stage in (_same, _same_function, _alike, _elsewhere):
        pairs = list(stage(befores, afters, {"": "", **keys}))
        gone = {before.place for before, _ in pairs}
        found |= {after.place: before for before, after in pairs}
        befores = [row for row in befores if row.place not in gone]
        afters = [row for row in afters if row.place not in found]
    return found


def _same(befores: Sequence[Row], afters: Sequence[Row], keys: Keys) -> Iterator[Pair]:
    """Yield the rows that say the same in the same list."""
    return _equal(befores, afters, keys, lambda row, owner: owner is not None and (owner, row.group, *_said(row)))


def _same_function(befores: Sequence[Row], afters: Sequence[Row], keys: Keys) -> Iterator[Pair]:
    """Yield the rows that went from one list of a function to another one: a skill that is called knowledge now."""
    return _equal(
        befores, afters, keys, lambda row, owner: _is_competence(row) and owner and (owner, meaning(row.text))
    )


def _elsewhere(befores: Sequence[Row], afters: Sequence[Row], keys: Keys) -> Iterator[Pair]:
    """Yield the rows that went to another function."""
    return _equal(befores, afters, keys, lambda row, _: _is_competence(row) and (row.group, *_said(row)))


def _equal(befores: Sequence[Row], afters: Sequence[Row], keys: Keys, mark: Mark) -> Iterator[Pair]:
    """Yield the rows that have a mark in common, in their order."""
    waiting: defaultdict[Hashable, deque[Row]] = defaultdict(deque)
    for row in befores:
        waiting[mark(row, keys.get(row.owner))].append(row)
    for row in afters:
        common = mark(row, row.owner)
        if common and waiting[common]:
            yield waiting[common].popleft(), row


def _alike(befores: Sequence[Row], afters: Sequence[Row], keys: Keys) -> Iterator[Pair]:
    """Yield the rows of the same list that are worded alike, or have the same code."""
    lists: defaultdict[tuple[str | None, str], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in befores:
        lists[keys.get(row.owner), row.group][0].append(row)
    for row in afters:
        lists[row.owner, row.group][1].append(row)
    for left, right in lists.values():
        if len(left) * len(right) <= _MOST_PAIRS:
            yield from ((left[number], right[nth]) for number, nth in best_first(_scores(left, right)))


def _scores(befores: Sequence[Row], afters: Sequence[Row]) -> Iterator[tuple[float, int, int]]:
    texts, others = [meaning(row.text) for row in befores], [meaning(row.text) for row in afters]
    for number, before in enumerate(befores):
        for nth, after in enumerate(afters):
            if before.kind != after.kind:
                continue
            if before.code and before.code == after.code:
                yield 1 + likeness(texts[number], others[nth]), number, nth
            elif score := likeness(texts[number], others[nth], REWORDED):
                yield score, number, nth


def _said(row: Row) -> tuple[str, str, str]:
    return row.kind, row.code, meaning(row.text)


def _is_competence(row: Row) -> bool:
    return row.kind in COMPETENCES
