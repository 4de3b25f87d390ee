"""Triples that other graphs hold already: they are counted, and not stored twice; nobody speaks of our vocabulary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import RefusedError
from ...ontology.terms import PS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...store.protocol import Quad, Triple
    from ...store.writing.protocol import Reading

_AT_ONCE = 2000  # subjects that are asked about in one request


@dataclass(frozen=True)
class Own:
    """What is left of a graph, and how many of its triples each other graph holds already."""

    triples: frozenset[Triple]
    repeats: Mapping[str, int]


def without_repeats(reading: Reading, triples: frozenset[Triple], own: frozenset[URIRef]) -> Own:
    """Return the triples that no graph but the `own` ones holds."""
    held: dict[Triple, str] = {}
    for quad in _about(reading, triples):
        if quad[3] not in own and quad[:3] in triples:
            held.setdefault(quad[:3], str(quad[3]))
    return Own(triples - held.keys(), dict(sorted(Counter(held.values()).items())))


def refuse_our_terms(triples: Iterable[Triple], name: str) -> None:
    """Raise `RefusedError` where a graph of others says of our vocabulary what it does not say itself."""
    said = sorted((one for one in triples if str(one[0]).startswith(str(PS))), key=str)
    if not said:
        return
    written = " ".join(term.n3() for term in said[0])
    raise RefusedError(
        ru=f"{name}: чужой граф говорит о терминах ps: то, чего в них нет (троек: {len(said)}), например {written}; "
        "уберите эти тройки, соответствия задайте через --mapping",
        en=f"{name}: a graph of others says of terms of ps: what they do not (triples: {len(said)}), for example "
        f"{written}; take these triples out, align terms by --mapping",
    )


def _about(reading: Reading, triples: Iterable[Triple]) -> Iterator[Quad]:
    subjects = iter(sorted({URIRef(subject) for subject, _, _ in triples}))
    while some := tuple(islice(subjects, _AT_ONCE)):
        yield from reading.about(some)
