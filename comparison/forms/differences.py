"""Where two readings of one order differ: what only one states, other words, other marks, another order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .matching import matched, out_of_order
from .statements import FUNCTIONS, ORDER, SINGLE, Statement, functions, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...loader.model import Standard
    from .matching import Matching
    from .statements import Key, Statements


class Kind(StrEnum):
    """What kind of difference it is."""

    ONLY_A = "only-a"
    ONLY_B = "only-b"
    WORDS = "words"
    MARKS = "marks"
    ORDER = "order"


@dataclass(frozen=True)
class Difference:
    """A difference: the function (or nothing for the standard itself), the part of it, and what each side states."""

    kind: Kind
    function: str
    part: str
    a: Statement | None
    b: Statement | None


@dataclass(frozen=True)
class Comparison:
    """The differences of two standards, how many functions both have, and how many texts are the same in both."""

    differences: tuple[Difference, ...]
    functions: int
    same: int


def compared(a: Standard, b: Standard) -> Comparison:
    """Return how the two differ: the standard itself, then its functions in the order of the first one."""
    ours, theirs = functions(a), functions(b)
    both = [key for key in ours if key in theirs]
    found = [*_only(Kind.ONLY_A, ours, theirs), *_only(Kind.ONLY_B, theirs, ours), *_order_of(ours, theirs)]
    left, right = statements(a), statements(b)
    matchings = {key: _matching(key, left, right) for key in _keys(["", *both], left, right)}
    told = [one for (function, part), matching in matchings.items() for one in _told(function, part, matching)]
    head = [one for one in told if not one.function]
    same = sum(len(one.same) for one in matchings.values())
    return Comparison((*head, *found, *(one for one in told if one.function)), len(both), same)


def _keys(wanted: list[str], left: Statements, right: Statements) -> Iterator[Key]:
    """Yield the parts of the functions that either side has, in the order of the first one."""
    parts: dict[str, dict[str, None]] = {}
    for function, part in (*left, *right):
        parts.setdefault(function, {})[part] = None
    for function in wanted:
        yield from ((function, part) for part in parts[function])


def _matching(key: Key, left: Statements, right: Statements) -> Matching:
    return matched(left.get(key, ()), right.get(key, ()), single=key[1] in SINGLE)


def _told(function: str, part: str, found: Matching) -> list[Difference]:
    """Return the differences in a part, in the order of the first side, then of the second."""
    pairs = sorted([*found.same, *found.marks, *found.words], key=lambda pair: pair[0].position)
    moved = out_of_order([other.position for _, other in pairs])
    told = [
        *(Difference(Kind.ORDER, function, part, *pairs[index]) for index in moved),
        *(Difference(Kind.MARKS, function, part, *pair) for pair in found.marks),
        *(Difference(Kind.WORDS, function, part, *pair) for pair in found.words),
        *(Difference(Kind.ONLY_A, function, part, one, None) for one in found.only_a),
        *(Difference(Kind.ONLY_B, function, part, None, one) for one in found.only_b),
    ]
    return sorted(told, key=_rank)


def _rank(one: Difference) -> tuple[int, int, str]:
    side = one.a or one.b
    return (one.a is None, side.position if side else 0, one.kind)


def _only(kind: Kind, ours: dict[str, Statement], theirs: dict[str, Statement]) -> Iterator[Difference]:
    for key, name in ours.items():
        if key not in theirs:
            sides = (name, None) if kind == Kind.ONLY_A else (None, name)
            yield Difference(kind, key, FUNCTIONS, *sides)


def _order_of(ours: dict[str, Statement], theirs: dict[str, Statement]) -> list[Difference]:
    """Return the difference that the functions of both stand in another order, told once."""
    left, right = [key for key in ours if key in theirs], [key for key in theirs if key in ours]
    if left == right:
        return []
    sides = (Statement(" ".join(keys), 1, of[keys[0]].place) for keys, of in ((left, ours), (right, theirs)))
    return [Difference(Kind.ORDER, "", ORDER, *sides)]
