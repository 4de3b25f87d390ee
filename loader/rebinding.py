"""References of loaded standards, bound anew to the editions of a classifier when other items of it are known."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..ontology.terms import PS
from ..store.changes import Changes
from .classification import Classification, Row
from .gate import following

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..settings import ShaclEngine
    from ..store.protocol import Quad, Term, Triple
    from ..store.writing.protocol import Reading
    from .classifiers.editions import Edition
    from .known import Known

_BOUND = frozenset({PS.refersToItem, PS.refersToEdition, PS.editionEvidence})
_ROWS = frozenset({PS.states, PS.hasSectionIReference})
_LINKS = frozenset({PS.classifier, PS.code, PS.name})


def rebound(
    reading: Reading, edition: Edition, codes: frozenset[str], known: Known, engine: ShaclEngine
) -> tuple[Changes, int]:
    """Return what changes in the standards that name one of the codes, and how many standards that are.

    Others are among them where they name a code that the edition could have: that its whole list lacks it is evidence.
    """
    remove: set[Quad] = set()
    add: set[Quad] = set()
    standards = 0
    for graph, written in sorted(_codes_by_graph(reading, edition.kind).items()):
        is_named = not written.isdisjoint(codes)
        if not is_named and not any(map(edition.admits, written)):
            continue
        stated = reading.graph(graph)
        wanted = bound_anew(stated, known)
        if is_named or wanted != stated:
            changes = _of_version(reading, graph, (stated, wanted), known, engine)
            remove |= changes.remove
            add |= changes.add
            standards += 1
    return Changes(frozenset(remove), frozenset(add)), standards


def bound_anew(stated: frozenset[Triple], known: Known) -> frozenset[Triple]:
    """Return what a version states with its references bound by the items that are known."""
    day = next((str(value) for _, link, value in stated if link == PS.orderDate), None)
    classification = Classification(known, date.fromisoformat(day) if day else None)
    told: defaultdict[Term, dict[URIRef, Term]] = defaultdict(dict)
    for subject, link, value in stated:
        if link in _LINKS:
            told[subject][link] = value
    rows = {subject for subject, link, _ in stated if link == PS.editionEvidence}
    owners = {value: owner for owner, link, value in stated if link in _ROWS and value in rows}
    kept = {one for one in stated if not (one[1] in _BOUND and one[0] in rows) and one[1] != PS.classifiedBy}
    for row in rows:
        kept.update(_bound(row, owners.get(row), told[row], classification))
    return frozenset(kept)


def _bound(row: Term, owner: Term | None, told: dict[URIRef, Term], classification: Classification) -> Iterator[Triple]:
    if isinstance(row, Literal):
        return
    code = told.get(PS.code)
    written = Row(str(told[PS.classifier]), None if code is None else str(code), str(told.get(PS.name, "")))
    binding = classification.bind(written)
    yield row, PS.editionEvidence, Literal(binding.evidence)
    if binding.edition is not None:
        yield row, PS.refersToEdition, binding.edition
    if binding.item is not None:
        yield row, PS.refersToItem, binding.item.item
        if isinstance(owner, URIRef):
            yield owner, PS.classifiedBy, binding.item.item


def _codes_by_graph(reading: Reading, classifier: str) -> dict[URIRef, set[str]]:
    """Return the codes of the classifier that each version names, by the graph of the version."""
    stated = f"{reading.minter.graph('asserted')}/"
    found: defaultdict[URIRef, set[str]] = defaultdict(set)
    for row, _, _, graph in reading.triples(None, PS.classifier, Literal(classifier)):
        if graph.startswith(stated):
            found[graph].update(str(code) for _, _, code, _ in reading.triples(URIRef(row), PS.code, None))
    return dict(found)


def _of_version(
    reading: Reading,
    graph: URIRef,
    states: tuple[frozenset[Triple], frozenset[Triple]],
    known: Known,
    engine: ShaclEngine,
) -> Changes:
    stated, wanted = states
    changes = following(reading.minter.version_of_graph(graph), wanted, engine, reading, known)
    return Changes(
        remove=frozenset((*triple, graph) for triple in stated - wanted) | (changes.remove - changes.add),
        add=frozenset((*triple, graph) for triple in wanted - stated) | (changes.add - changes.remove),
    )
