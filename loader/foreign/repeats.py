"""Triples that other graphs hold already: they are counted, and not stored twice; nobody speaks of our vocabulary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import RefusedError, excerpt
from ...ontology.terms import PS
from ...store.convert import from_ox_triple, to_ox_triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from ...store.protocol import Quad
    from ...store.writing.protocol import Reading

_AT_ONCE = 2000  # subjects that are asked about in one request
_SHOWN = 400


@dataclass(frozen=True)
class Own:
    """What is left of a graph, and how many of its triples each other graph holds already."""

    triples: frozenset[ox.Triple]
    repeats: Mapping[str, int]


def without_repeats(reading: Reading, triples: frozenset[ox.Triple], own: frozenset[URIRef]) -> Own:
    """Return the triples that no graph but the `own` ones holds."""
    held: dict[ox.Triple, str] = {}
    for subject, predicate, value, graph in _about(reading, triples):
        if graph not in own and (triple := to_ox_triple((subject, predicate, value))) in triples:
            held.setdefault(triple, str(graph))
    return Own(triples - held.keys(), dict(sorted(Counter(held.values()).items())))


def refuse_our_terms(triples: Iterable[ox.Triple], name: str) -> None:
    """Raise `RefusedError` where a graph of others says of our vocabulary what it does not say itself."""
    ours = f"<{PS}"
    said = sorted((from_ox_triple(one) for one in triples if str(one.subject).startswith(ours)), key=str)
    if not said:
        return
    written = excerpt(" ".join(term.n3() for term in said[0]), _SHOWN)
    raise RefusedError(
        ru=f"{name}: чужой граф говорит о терминах ps: то, чего в них нет (троек: {len(said)}), например {written}; "
        "уберите эти тройки, соответствия задайте через --mapping; из другого хранилища ProfGraph берите по одной "
        "редакции: export --standard",
        en=f"{name}: a graph of others says of terms of ps: what they do not (triples: {len(said)}), for example "
        f"{written}; take these triples out, align terms by --mapping; of another store of ProfGraph take one edition "
        "at a time: export --standard",
    )


def _about(reading: Reading, triples: Iterable[ox.Triple]) -> Iterator[Quad]:
    # Every node of theirs has an IRI by now.
    subjects = iter(sorted({str(triple.subject)[1:-1] for triple in triples}))
    while some := tuple(map(URIRef, islice(subjects, _AT_ONCE))):
        yield from reading.about(some)
