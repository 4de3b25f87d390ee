"""Which function of the new edition is which of the old one: by name, by what it states, then by code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..ontology.terms import meaning
from .edition import FUNCTIONS, OF_FUNCTIONS
from .likeness import best_first, common_share, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .edition import Edition

# From these on two functions are one: the likeness of their names, the share of rows that they have in common, or, with
# one code, both of these together.
_NAME, _CONTENT, _BOTH = 0.75, 0.4, 0.75
_SAME_CODE = 0.1
# Of one code and one name: more than any other score.
_CERTAIN = 3.0


@dataclass(frozen=True)
class Told:
    """A function by what tells it from others: its kind, code and name, and the texts of what it states."""

    kind: str
    code: str
    name: str
    texts: frozenset[str]


def same_functions(old: Edition, new: Edition) -> dict[str, str]:
    """Return the keys of the new edition by those of the old one; generalised functions are apart."""
    befores, afters = [*_told(old)], [*_told(new)]
    return {
        before.code: after.code
        for kind in sorted(OF_FUNCTIONS)
        for before, after in _matched(
            [one for one in befores if one.kind == kind], [one for one in afters if one.kind == kind]
        )
    }


def _matched(befores: Sequence[Told], afters: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    scores = (
        (_score(before, after), number, nth)
        for number, before in enumerate(befores)
        for nth, after in enumerate(afters)
    )
    for number, nth in best_first(one for one in scores if one[0]):
        yield befores[number], afters[nth]


def _score(before: Told, after: Told) -> float:
    """Return how much two functions are alike; 0 where they are two."""
    is_same_code = before.code == after.code
    if is_same_code and before.name == after.name:
        return _CERTAIN
    name, content = likeness(before.name, after.name), common_share(before.texts, after.texts)
    if name >= _NAME or content >= _CONTENT or (is_same_code and name + content >= _BOTH):
        return name + content + (_SAME_CODE if is_same_code else 0)
    return 0.0


def _told(edition: Edition) -> Iterator[Told]:
    """Yield the functions with what they state; a generalised one with the names and rows of its own functions."""
    own = {key: {meaning(row.text) for row in edition.of(key)} for key in edition.functions}
    for key, row in edition.functions.items():
        members = edition.lists.get((key, FUNCTIONS), ())
        texts = own[key].union(*({meaning(member.text), *own[member.code]} for member in members))
        yield Told(row.kind, key, meaning(row.text), frozenset(texts))
