"""An alignment: one line of a mapping between a thing of others and one of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, Literal, URIRef

from ...errors import RefusedError
from ...ontology.terms import PS, RDFS, SKOS, SSSOM, digest, prefixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...errors import Message
    from ...ontology.terms import Minter
    from ...store.protocol import Triple

OF_CLASSES = frozenset({OWL.equivalentClass, RDFS.subClassOf})
OF_PROPERTIES = frozenset({OWL.equivalentProperty, RDFS.subPropertyOf})
# What a match says when it is read from the other side.
_INVERSE: Mapping[URIRef, URIRef] = {
    OWL.equivalentClass: OWL.equivalentClass,
    OWL.equivalentProperty: OWL.equivalentProperty,
    SKOS.exactMatch: SKOS.exactMatch,
    SKOS.closeMatch: SKOS.closeMatch,
    SKOS.relatedMatch: SKOS.relatedMatch,
    SKOS.broadMatch: SKOS.narrowMatch,
    SKOS.narrowMatch: SKOS.broadMatch,
}
RELATIONS = OF_CLASSES | OF_PROPERTIES | _INVERSE.keys()


@dataclass(frozen=True)
class Alignment:
    """A thing of others in a relation to one of ours; `place` is where the mapping says so."""

    foreign: URIRef
    relation: URIRef
    ours: URIRef
    place: Message
    justification: URIRef | None = None
    confidence: Literal | None = None

    @property
    def triple(self) -> Triple:
        """Return the relation as a triple about the thing of others."""
        return self.foreign, self.relation, self.ours

    def triples(self, minter: Minter, name: str) -> Iterator[Triple]:
        """Yield the relation and, as SSSOM has it in RDF, why it is taken to hold and how surely."""
        yield self.triple
        if self.justification is None and self.confidence is None:
            return
        said = (self.foreign, self.relation, self.ours, self.justification or "", self.confidence or "")
        node = minter.foreign_node(name, f"alignment-{digest(*map(str, said))}")
        yield node, RDF.type, OWL.Axiom
        yield node, OWL.annotatedSource, self.foreign
        yield node, OWL.annotatedProperty, self.relation
        yield node, OWL.annotatedTarget, self.ours
        if self.justification is not None:
            yield node, SSSOM.mapping_justification, self.justification
        if self.confidence is not None:
            yield node, SSSOM.confidence, self.confidence


def is_ours(iri: str, minter: Minter) -> bool:
    """Tell whether the IRI is of our vocabulary or of a node of this store."""
    # An IRI of rdflib knows no tuple of beginnings.
    return str(iri).startswith((minter.base, str(PS)))


def aligned(
    said: Triple,
    place: Message,
    minter: Minter,
    justification: URIRef | None = None,
    confidence: Literal | None = None,
) -> Alignment:
    """Return what a line says, with the thing of others first; raise `RefusedError` where it is of no use."""
    subject, relation, value = said
    named = f"{subject.n3()} {relation.n3()} {value.n3()}"
    if relation not in RELATIONS:
        raise _refused(place, named, ru=f"такое соответствие не читается; возможны: {_listed()}", en=_possible())
    if not isinstance(subject, URIRef) or not isinstance(value, URIRef):
        raise _refused(place, named, ru="соответствие связывает два IRI", en="an alignment joins two IRIs")
    if is_ours(subject, minter) == is_ours(value, minter):
        raise _refused(
            place,
            named,
            ru="одна сторона должна быть чужой, другая — из ps: или этого хранилища; проверьте адреса",
            en="one side must be of others, one of ps: or of this store; check the IRIs",
        )
    if is_ours(value, minter):
        return Alignment(subject, relation, value, place, justification, confidence)
    if relation not in _INVERSE:
        raise _refused(
            place,
            named,
            ru="чужое стоит первым, наше вторым: из обратного о чужом графе ничего не следует",
            en="the thing of others comes first, ours second: from the reverse nothing follows for the graph",
        )
    return Alignment(value, _INVERSE[relation], subject, place, justification, confidence)


def _refused(place: Message, named: str, *, ru: str, en: str) -> RefusedError:
    return RefusedError(ru=f"{place.ru}: {named}: {ru}", en=f"{place.en}: {named}: {en}")


def _listed() -> str:
    return ", ".join(sorted(map(prefixed, RELATIONS)))


def _possible() -> str:
    return f"that is no alignment that is read; possible: {_listed()}"
