"""Writes the store, or one standard, to a file: the same data give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
from rdflib import URIRef

from ..errors import RefusedError, UsageError
from ..loader.versions import KINDS
from ..ontology.resources import ontology_graph
from ..ontology.terms import PREFIXES, Minter
from ..store.convert import from_ox_triple, to_ox_triple
from ..store.digests import canonical_line
from .catalogue import bound_text, question
from .rendering import serialised, xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..errors import Language
    from ..store.embedded import EmbeddedStore
    from ..store.protocol import Triple

RDF_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
TABLE_FORMATS = (".csv", ".xlsx")
SUFFIXES = (*RDF_FORMATS, *TABLE_FORMATS)
# The predicate under which owlrl reports an inconsistency.
_CONTRADICTION = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
_TABLE = "competences"  # the question whose answer the tables hold


def export(store: EmbeddedStore, suffix: str, standard: URIRef | None, *, lang: Language) -> bytes:
    """Return the store, or one edition with the shared nodes that it mentions, in the format of `suffix`.

    The tables hold every action, skill and item of knowledge. Raise `UsageError` on an unknown suffix.
    """
    if suffix in TABLE_FORMATS:
        return _table(store, suffix, standard, lang)
    form = _rdf_format(suffix)
    quads = store.quads() if standard is None else _of_standard(store, standard)
    return _written(quads, form)


def export_closure(store: EmbeddedStore, suffix: str, standard: URIRef) -> bytes:
    """Return the full OWL 2 RL closure, by owlrl, of what one edition asserts and of the ontology.

    Raise `RefusedError` where the two contradict each other: then everything would follow.
    """
    import owlrl
    from rdflib import Graph, Literal

    form = _rdf_format(suffix, RDF_FORMATS)
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
    return _written(dataset, form)


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


def _of_standard(store: EmbeddedStore, standard: URIRef) -> Iterable[ox.Quad]:
    minter = Minter(store.base)
    own = list(store.quads([minter.graph(kind, standard) for kind in KINDS]))
    yield from own
    mentioned = {quad.object for quad in own if isinstance(quad.object, ox.NamedNode)}
    for quad in store.quads([minter.graph("concepts"), minter.graph("registry")]):
        if quad.subject in mentioned:
            yield quad


def _written(quads: Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    ordered = sorted(quads, key=canonical_line)
    prefixes = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    if form.supports_datasets:
        return ox.serialize(ordered, format=form, prefixes=prefixes) or b""
    triples = sorted({quad.triple for quad in ordered}, key=str)
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""


def _table(store: EmbeddedStore, suffix: str, standard: URIRef | None, lang: Language) -> bytes:
    asked = question(_TABLE)
    text = bound_text(asked, {"standard": str(standard)} if standard else {}, store, lang)
    if suffix == ".csv":
        return serialised(store, text, "csv")
    return xlsx(store.query(text), asked.columns, lang)


def _rdf_format(suffix: str, known_suffixes: Iterable[str] = SUFFIXES) -> ox.RdfFormat:
    if suffix in RDF_FORMATS:
        return RDF_FORMATS[suffix]
    known = ", ".join(known_suffixes)
    raise UsageError(
        ru=f"формат «{suffix}» неизвестен; окончание имени файла должно быть одним из: {known}",
        en=f"unknown format {suffix!r}; the file's name should end with one of: {known}",
    )
