"""Words that are one letter away from a word of the dictionary, and are in none: they are read as that word."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .words import is_in_dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# In a shorter word one letter makes another word («ток», «тон»), and a wrong one may touch both of its ends.
_SHORTEST = 7
_END = 3


def corrections(texts: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return for each misspelt word of the texts the word that is meant: the commonest, one letter away."""
    from rapidfuzz.distance import OSA

    counts = Counter(token for text in texts for token in text if len(token) >= _SHORTEST and token.isalpha())
    known = {token for token in counts if is_in_dictionary(token)}
    by_end = _by_end(known)
    found = {}
    for token in counts.keys() - known:
        near = {one for end in _ends(token) for one in by_end[end]}
        meant = [one for one in near if OSA.distance(token, one, score_cutoff=1) == 1]
        if meant:
            found[token] = min(meant, key=lambda one: (-counts[one], one))
    return found


def _by_end(words: Iterable[str]) -> defaultdict[tuple[str, str], list[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for word in words:
        for end in _ends(word):
            found[end].append(word)
    return found


def _ends(word: str) -> Iterator[tuple[str, str]]:
    """Yield how a word begins and how it ends: one wrong letter leaves one of both as it is."""
    yield "begins", word[:_END]
    yield "ends", word[-_END:]
