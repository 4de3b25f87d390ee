"""Which concepts may be one: those that name the same things in the same way, but for a word that qualifies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from ...errors import UsageError
from .misspelling import corrections
from .words import tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rdflib import URIRef

    from .words import Word

# Nobody has looked at the pair yet.
_MOST = 0.99
# So many words may one wording have more than the other; each more multiplies what is looked up.
_MOST_EXTRA = 2
# Nobody looks through more; a file of many thousand spellings of one row would else fill the memory.
MOST_PAIRS = 100_000


@dataclass(frozen=True, order=True)
class Concept:
    """A concept with its kind and how it is worded."""

    iri: URIRef
    kind: str
    label: str


@dataclass(frozen=True)
class Pair:
    """Two concepts that may be one, the smaller IRI first; `is_same` where their words are the same."""

    one: Concept
    other: Concept
    confidence: float
    is_same: bool


class _Form(NamedTuple):
    """What is compared of a wording: the things it names and denies, how it qualifies them, all in its order."""

    objects: tuple[str, ...]
    qualifiers: tuple[str, ...]
    order: tuple[str, ...]


def likely_pairs(concepts: Iterable[Concept], above: float) -> list[Pair]:
    """Return the pairs of a kind whose confidence is `above` or more, the surest first.

    Concepts that name other things, other numbers, or deny something else are no pair however alike they look.
    """
    known = sorted(concepts)
    forms = _forms(known)
    likely = (pair for pair in _pairs(known, forms) if pair.confidence >= above)
    found = set(islice(likely, MOST_PAIRS + 1))
    if len(found) > MOST_PAIRS:
        raise UsageError(
            ru=f"похожих пар больше {MOST_PAIRS}; поднимите --above или укажите --kind",
            en=f"over {MOST_PAIRS} pairs are alike; raise --above or give --kind",
        )
    return sorted(found, key=lambda pair: (-pair.confidence, pair.one.kind, pair.one.iri, pair.other.iri))


def _forms(concepts: Sequence[Concept]) -> dict[Concept, _Form]:
    written = {concept: tokens(concept.label) for concept in concepts}
    meant = corrections(written.values())
    return {concept: _form(words([meant.get(token, token) for token in text])) for concept, text in written.items()}


def _form(found: Sequence[Word]) -> _Form:
    return _Form(
        objects=tuple(sorted(word.lemma for word in found if word.role == "object")),
        qualifiers=tuple(sorted(word.lemma for word in found if word.role == "qualifier")),
        order=tuple(word.lemma for word in found if word.role != "link"),
    )


def _groups(concepts: Iterable[Concept], forms: Mapping[Concept, _Form]) -> Mapping[object, list[Concept]]:
    """Return the concepts of a kind that name the same things together: only these are compared."""
    groups: defaultdict[object, list[Concept]] = defaultdict(list)
    for concept in concepts:
        if forms[concept].objects:
            groups[concept.kind, forms[concept].objects].append(concept)
    return groups


def _meeting(group: Sequence[Concept], forms: Mapping[Concept, _Form]) -> Iterator[tuple[Concept, Concept]]:
    """Yield the pairs of which one wording is the other without some words that qualify, or with all of them."""
    by_qualifiers: defaultdict[tuple[str, ...], list[Concept]] = defaultdict(list)
    for concept in group:
        by_qualifiers[forms[concept].qualifiers].append(concept)
    for concept in group:
        for left in _shorter(forms[concept].qualifiers):
            for other in by_qualifiers.get(left, ()):
                if left != forms[concept].qualifiers or concept < other:
                    yield (concept, other) if concept < other else (other, concept)


def _shorter(qualifiers: tuple[str, ...]) -> set[tuple[str, ...]]:
    length = len(qualifiers)
    return {left for extra in range(min(_MOST_EXTRA, length) + 1) for left in combinations(qualifiers, length - extra)}


def _pairs(concepts: Sequence[Concept], forms: Mapping[Concept, _Form]) -> Iterator[Pair]:
    for group in _groups(concepts, forms).values():
        for one, other in _meeting(group, forms):
            yield _pair(one, other, forms)


def _pair(one: Concept, other: Concept, forms: Mapping[Concept, _Form]) -> Pair:
    from rapidfuzz.distance import Indel

    first, second = forms[one].order, forms[other].order
    likeness = Indel.normalized_similarity(first, second)
    return Pair(one, other, min(_MOST, round(likeness, 3)), first == second)
