"""The full OWL 2 RL closure of one edition, by owlrl."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
from rdflib import URIRef

from ..errors import RefusedError
from ..ontology.resources import ontology_graph
from ..ontology.terms import Minter
from ..store.convert import from_ox_triple, to_ox_triple
from .export import RDF_FORMATS, known_format, write_quads

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from ..store.embedded import EmbeddedStore
    from ..store.protocol import Triple

# The predicate under which owlrl reports an inconsistency.
_CONTRADICTION = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def export_closure(store: EmbeddedStore, suffix: str, standard: URIRef, output: BinaryIO) -> None:
    """Write the full OWL 2 RL closure, by owlrl, of what one edition asserts and of the ontology.

    Raise `RefusedError` where the two contradict each other: then everything would follow.
    """
    import owlrl
    from rdflib import Graph, Literal

    known_format(suffix, RDF_FORMATS)
    graph = Graph()
    graph += ontology_graph()
    asserted = Minter(store.base).graph("asserted", standard)
    for quad in store.quads([asserted]):
        graph.add(from_ox_triple(quad.triple))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    _refuse_contradictions(sorted(str(error) for error in graph.objects(None, _CONTRADICTION)), standard)
    # The rules on datatypes conclude about literals; RDF has no triples with a literal subject.
    triples = cast("Iterable[Triple]", (triple for triple in graph if not isinstance(triple[0], Literal)))
    dataset = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in map(to_ox_triple, triples))
    # The ontology's lists are blank nodes; canonical names make equal closures equal bytes.
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    write_quads(dataset, suffix, output)


def _refuse_contradictions(errors: list[str], standard: URIRef) -> None:
    if not errors:
        return
    edition = "@".join(standard.rsplit("/", 2)[-2:])
    raise RefusedError(
        ru=f"{edition}: противоречит онтологии, замыкание не имеет смысла ({errors[0]}); "
        f"круги ссылок покажет profgraph query broken-references standard={edition}",
        en=f"{edition}: contradicts the ontology, so its closure means nothing ({errors[0]}); "
        f"for circles of references see profgraph query broken-references standard={edition}",
    )
