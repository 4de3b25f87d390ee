"""Which text of one list is which text of another: the same ones first, then those that differ least."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .words import bare, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .statements import Statement

_ALIKE = 0.5  # less than half of the words in common are two texts, and not two wordings of one
_MOST_PAIRS = 10_000  # of texts that are compared word by word

Pair = tuple["Statement", "Statement"]


@dataclass
class Matching:
    """Pairs of the same text, of other marks, of other words; and what is in one list only."""

    same: list[Pair] = field(default_factory=list)
    marks: list[Pair] = field(default_factory=list)
    words: list[Pair] = field(default_factory=list)
    only_a: list[Statement] = field(default_factory=list)
    only_b: list[Statement] = field(default_factory=list)


def matched(a: Sequence[Statement], b: Sequence[Statement], *, single: bool = False) -> Matching:
    """Return which statements are which, each at most once; those of a `single` part are about one thing."""
    found = Matching()
    found.same, ours, theirs = _equal(a, b, lambda one: one.text)
    found.marks, ours, theirs = _equal(ours, theirs, lambda one: bare(one.text) or one.text)
    if single and len(ours) == len(theirs) == 1:
        found.words = [(ours[0], theirs[0])]
        return found
    found.words = _alike(ours, theirs)
    left, right = {id(one) for one, _ in found.words}, {id(one) for _, one in found.words}
    found.only_a = [one for one in ours if id(one) not in left]
    found.only_b = [one for one in theirs if id(one) not in right]
    return found


def out_of_order(positions: Sequence[int]) -> set[int]:
    """Return the indices of the numbers that must be moved for all to ascend: as few as can be."""
    ends: list[int] = []  # the smallest last number of an ascending row of each length
    at: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(positions):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [number]
        at[length : length + 1] = [index]
    kept, step = set(), at[-1] if at else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return set(range(len(positions))) - kept


def _equal(
    a: Iterable[Statement], b: Iterable[Statement], told: Callable[[Statement], str]
) -> tuple[list[Pair], list[Statement], list[Statement]]:
    """Return the pairs that are told alike, the n-th of one list with the n-th of the other, and the rest of both."""
    waiting: dict[str, list[Statement]] = {}
    for one in b:
        waiting.setdefault(told(one), []).append(one)
    queues = {text: iter(same) for text, same in waiting.items()}
    pairs: list[Pair] = []
    rest: list[Statement] = []
    for one in a:
        other = next(queues.get(told(one), iter(())), None)
        if other is None:
            rest.append(one)
        else:
            pairs.append((one, other))
    return pairs, rest, [one for queue in queues.values() for one in queue]


def _alike(a: Sequence[Statement], b: Sequence[Statement]) -> list[Pair]:
    """Return the pairs of texts that have most words in common, the best first; each text is in one pair."""
    if len(a) * len(b) > _MOST_PAIRS:
        return []
    scored = [
        (-score, abs(one.position - other.position), one.position, other.position, one, other)
        for one in a
        for other in b
        if (score := likeness(one.text, other.text)) >= _ALIKE
    ]
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for *_, place, spot, one, other in sorted(scored, key=lambda pair: pair[:4]):
        if place in taken[0] or spot in taken[1]:
            continue
        taken[0].add(place)
        taken[1].add(spot)
        pairs.append((one, other))
    return pairs
