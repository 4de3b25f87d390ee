"""The document about a node as RDF: its triples, labels of what it is linked to, and who points to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDFS, Literal, URIRef

from ...ontology.terms import VOID
from ...store.convert import to_ox_triple
from ...store.evaluation import graph_bytes
from ..wording import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...store.protocol import Triple
    from .describing import Description, Incoming

TOPIC = URIRef("http://xmlns.com/foaf/0.1/primaryTopic")


def written(
    description: Description, media_type: str, document: str, rest_of: Callable[[Incoming], str], dump: str
) -> bytes:
    """Return the description in a media type of RDF; `document` is the IRI of the document itself.

    Of those who point to the node the first are named; where there are more, the document says how many and links the
    query for all of them. The document of a graph links its content.
    """
    triples = {*description.triples, *description.in_places, *_incoming(description), *_labels(description)}
    about = URIRef(document)
    triples.add((about, TOPIC, description.node))
    triples.update(_cuts(description, about, rest_of))
    if description.is_graph:
        triples.add((description.node, VOID.dataDump, URIRef(dump)))
    return graph_bytes([to_ox_triple(one) for one in sorted(triples, key=_in_order(description))], media_type)


def _in_order(description: Description) -> Callable[[Triple], tuple[bool, str]]:
    # The node first, as a reader of Turtle expects.
    return lambda triple: (triple[0] != description.node, " ".join(term.n3() for term in triple))


def _incoming(description: Description) -> Iterator[Triple]:
    for one in description.incoming:
        for subject in one.subjects:
            yield subject, one.link, description.node


def _labels(description: Description) -> Iterator[Triple]:
    for node, labels in description.labels.items():
        for label in labels:
            yield node, RDFS.label, label


def _cuts(description: Description, about: URIRef, rest_of: Callable[[Incoming], str]) -> Iterator[Triple]:
    for one in description.incoming:
        if not one.is_cut:
            continue
        said = MESSAGES["thing.cut.rdf"].filled(property=one.link, shown=len(one.subjects), total=one.total)
        yield about, RDFS.comment, Literal(said.ru, lang="ru")
        yield about, RDFS.comment, Literal(said.en, lang="en")
        yield about, RDFS.seeAlso, URIRef(rest_of(one))
