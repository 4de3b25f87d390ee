"""Nodes that several versions share: concepts, works, acts, organisations.

Their triples are a function of what the loaded versions say of them, so that the order of loading does not show:
the label of a concept is the smallest of its spellings, a work is named by its newest version, its versions follow
each other in time, and each of these nodes goes with the last version that mentions it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..ontology.terms import ORG, PS, RDF, SKOS, meaning
from ..store.changes import Changes
from .graph.context import node, russian
from .model import ActCitation
from .recognition.acts import ISSUER_BY_KEY, act_label, citations
from .succession import LINKS, succession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rdflib import BNode

    from ..ontology.terms import Minter
    from ..store.protocol import Quad, Term, Triple
    from ..store.writing.protocol import Reading

    Describe = Callable[[URIRef, "Evidence", Minter], Iterator[Triple]]

_CONCEPTS = {"action": PS.LaborActionConcept, "skill": PS.SkillConcept, "knowledge": PS.KnowledgeConcept}


class Evidence:
    """What the versions say of shared nodes: those in the store but the replaced ones, and the one that comes."""

    def __init__(self, reading: Reading, replaced: frozenset[URIRef], after: Iterable[Triple]) -> None:
        self._reading = reading
        self._replaced = replaced
        # What people write to graphs of their own says nothing of shared nodes.
        self._stated = f"{reading.minter.graph('asserted')}/"
        self._values: dict[tuple[str, URIRef], set[str]] = defaultdict(set)
        self._subjects: dict[tuple[URIRef, URIRef], set[URIRef]] = defaultdict(set)
        for subject, predicate, value in after:
            self._values[subject, predicate].add(str(value))
            if isinstance(value, URIRef):
                self._subjects[predicate, value].add(URIRef(subject))

    def subjects(self, predicate: URIRef, value: URIRef) -> set[URIRef]:
        """Return the subjects of `predicate` and `value`."""
        stored = self._reading.triples(None, predicate, value)
        others = {URIRef(subject) for subject, _, _, graph in stored if self._counts(graph)}
        return others | self._subjects[predicate, value]

    def values(self, subject: URIRef, predicate: URIRef) -> list[str]:
        """Return the values of `predicate` of `subject` as strings, sorted."""
        stored = self._reading.triples(subject, predicate, None)
        others = {str(value) for _, _, value, graph in stored if self._counts(graph)}
        return sorted(others | self._values[subject, predicate])

    def _counts(self, graph: URIRef) -> bool:
        return graph not in self._replaced and graph.startswith(self._stated)


def shared_changes(
    reading: Reading, replaced: frozenset[URIRef], before: frozenset[Triple], after: frozenset[Triple]
) -> Changes:
    """Return what changes in the shared graphs when `after` comes for `before`, all that the replaced graphs hold."""
    evidence = Evidence(reading, replaced, after)
    add: set[Quad] = set()
    remove: set[Quad] = set()
    for predicate, shared in sorted(_shared_nodes(before | after)):
        describe, name = _SHARED[predicate]
        graph = reading.minter.graph(name)
        add |= {(*triple, graph) for triple in describe(shared, evidence, reading.minter)}
        remove |= {quad for quad in reading.triples(shared, None, None) if quad[3] == graph}
        if predicate == PS.isVersionOf:
            versions = evidence.subjects(predicate, shared)
            add |= {(*triple, graph) for triple in succession(versions, evidence.values)}
            remove |= _times(reading, versions | _subjects(before, predicate, shared), graph)
    return Changes(remove=frozenset(remove - add), add=frozenset(add - remove))


def described_alone(stated: frozenset[Triple], minter: Minter) -> dict[tuple[URIRef, URIRef], frozenset[Triple]]:
    """Return how one version would have the shared nodes described, were it the only one: by graph and node."""
    evidence = Evidence(_Nothing(minter), frozenset(), stated)
    found = {}
    for predicate, shared in sorted(_shared_nodes(stated)):
        describe, name = _SHARED[predicate]
        described = frozenset(describe(shared, evidence, minter))
        if predicate == PS.isVersionOf:
            described |= frozenset(succession(evidence.subjects(predicate, shared), evidence.values))
        if described:
            found[minter.graph(name), shared] = described
    return found


@dataclass(frozen=True)
class _Nothing:
    """A store that holds nothing."""

    minter: Minter

    def graph(self, _iri: URIRef) -> frozenset[Triple]:
        return frozenset()

    def triples(
        self, _subject: URIRef | BNode | None, _predicate: URIRef | None, _value: Term | None
    ) -> Iterator[Quad]:
        return iter(())

    def about(self, _subjects: Iterable[URIRef]) -> Iterator[Quad]:
        return iter(())


def _shared_nodes(triples: Iterable[Triple]) -> set[tuple[URIRef, URIRef]]:
    return {(predicate, value) for _, predicate, value in triples if predicate in _SHARED and isinstance(value, URIRef)}


def _subjects(triples: Iterable[Triple], predicate: URIRef, value: URIRef) -> set[URIRef]:
    return {URIRef(subject) for subject, link, other in triples if (link, other) == (predicate, value)}


def _times(reading: Reading, versions: Iterable[URIRef], graph: URIRef) -> set[Quad]:
    """Return what the registry says of versions in time; what else it says, of one that gave way, stays."""
    said = (quad for version in versions for quad in reading.triples(version, None, None))
    return {quad for quad in said if quad[3] == graph and quad[1] in LINKS}


def _concept(concept: URIRef, evidence: Evidence, minter: Minter) -> Iterator[Triple]:
    spellings = sorted(
        text
        for statement in evidence.subjects(PS.expressesConcept, concept)
        for text in evidence.values(statement, PS.verbatimText)
    )
    if not spellings:
        return
    kind = str(concept).removeprefix(minter.base).split("/")[1]
    label = spellings[0]
    yield from node(concept, _CONCEPTS[kind], label, {SKOS.prefLabel: russian(label), PS.foldedText: meaning(label)})
    yield concept, RDF.type, PS.CompetenceConcept
    yield concept, RDF.type, SKOS.Concept


def _work(work: URIRef, evidence: Evidence, _minter: Minter) -> Iterator[Triple]:
    versions = evidence.subjects(PS.isVersionOf, work)
    if not versions:
        return
    newest = max(versions, key=lambda version: (evidence.values(version, PS.orderDate), version))
    code, name = evidence.values(newest, PS.code)[0], evidence.values(newest, PS.name)[0]
    numbers = [
        number
        for passage in sorted(map(URIRef, evidence.values(newest, PS.hasPassage)))
        if "registration-number" in evidence.values(passage, PS.group)
        for number in evidence.values(passage, PS.verbatimText)
    ]
    yield from node(
        work,
        PS.ProfessionalStandard,
        f"{code} {name}",
        {PS.code: code, PS.name: russian(name), PS.registrationNumber: tuple(numbers[:1])},
    )


def _act(act: URIRef, evidence: Evidence, minter: Minter) -> Iterator[Triple]:
    found = sorted(_citations_of(act, evidence, minter), key=act_label)
    if not found:
        return
    citation, issuer = found[0], ISSUER_BY_KEY[found[0].issuer]
    yield from node(
        act,
        PS.NormativeAct,
        act_label(citation),
        {
            PS.actKind: russian(issuer.kind),
            PS.actNumber: citation.number,
            PS.actDate: citation.date,
            PS.issuer: russian(issuer.name),
        },
    )


def _citations_of(act: URIRef, evidence: Evidence, minter: Minter) -> Iterator[ActCitation]:
    """Yield the act as the versions that it approves and the passages that cite it name it."""
    issuer = str(act).removeprefix(minter.base).split("/")[1]
    for version in evidence.subjects(PS.approvedBy, act):
        day = date.fromisoformat(evidence.values(version, PS.orderDate)[0])
        yield ActCitation(issuer, evidence.values(version, PS.orderNumber)[0], day)
    for passage in evidence.subjects(PS.cites, act):
        for text in evidence.values(passage, PS.verbatimText):
            yield from (one for one in citations(text) if minter.act(one.issuer, one.number, one.date) == act)


def _organization(organization: URIRef, evidence: Evidence, _minter: Minter) -> Iterator[Triple]:
    names = sorted(
        name for role in evidence.subjects(ORG.organization, organization) for name in evidence.values(role, PS.name)
    )
    if names:
        yield from node(organization, ORG.Organization, names[0], {PS.name: russian(names[0])})


# Which links lead to shared nodes, how such a node is described, and in which graph.
_SHARED: dict[URIRef, tuple[Describe, str]] = {
    PS.expressesConcept: (_concept, "concepts"),
    PS.isVersionOf: (_work, "registry"),
    PS.approvedBy: (_act, "registry"),
    PS.cites: (_act, "registry"),
    ORG.organization: (_organization, "registry"),
}
