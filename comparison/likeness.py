"""How like two texts are, and an assignment by it: best first, each thing at most once, always the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# From this share of common letters on, a text is taken for another wording; two rows of a list that have nothing to do
# with each other come to 0.4–0.6.
REWORDED = 0.7


def likeness(text: str, other: str, least: float = 0.0) -> float:
    """Return the share of letters that two texts have in common in one order; 0 where it is below `least`."""
    return fuzz.ratio(text, other, score_cutoff=100 * least) / 100


def common_share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of what two sets have in common (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def best_first(candidates: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the best scores, none of whose members is in a better one; of equal scores the first."""
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, old, new in sorted(candidates, key=lambda one: (-one[0], one[1], one[2])):
        if old not in taken_old and new not in taken_new:
            taken_old.add(old)
            taken_new.add(new)
            yield old, new
