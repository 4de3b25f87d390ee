"""Each question as a `sh:SPARQLExecutable`, in the form of sib-swiss/sparql-examples."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SH, XSD, Literal, Namespace, URIRef

from ..errors import UsageError
from ..ontology.terms import PREFIXES
from ..store.admission import form
from .catalogue import terms_of, text_with
from .endpoints import endpoints_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..store.protocol import Store, Triple
    from .question import Parameter, Question

SCHEMA = Namespace("https://schema.org/")
SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")
_KINDS: Mapping[str, tuple[URIRef, URIRef]] = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}


# As our own questions write it.
_CALLED = re.compile(r"\bSERVICE <([^>]+)>")


def example_text(question: Question, store: Store, endpoints: Collection[str] = ()) -> str:
    """Return a query that runs: bound to the examples of its parameters, open in those that the data do not have.

    Another endpoint that it calls is the first of those that may be called, where there are some.
    """
    examples = {one.name: _shown(one, store) for one in question.parameters}
    if endpoints:
        examples |= {name: [URIRef(min(endpoints))] for name in endpoints_of(question)}
    return text_with(question, examples, "ru")


def example(question: Question, text: str, iri: URIRef, endpoint: URIRef, prefixes: URIRef) -> Iterator[Triple]:
    """Yield the description of a question as an executable of the endpoint."""
    kind, query = _KINDS[form(text)]
    yield iri, RDF.type, SH.SPARQLExecutable
    yield iri, RDF.type, kind
    yield iri, query, Literal(text)
    for lang in ("ru", "en"):
        yield iri, RDFS.label, Literal(question.title.in_language(lang), lang=lang)
        said = f"{question.title.in_language(lang)} {question.description.in_language(lang)}"
        yield iri, RDFS.comment, Literal(said, lang=lang)
    for keyword in question.keywords:
        yield iri, SCHEMA.keywords, Literal(keyword)
    yield iri, SCHEMA.target, endpoint
    for called in _CALLED.findall(text):
        yield iri, SPEX.federatesWith, URIRef(called)
    yield iri, SH.prefixes, prefixes


def declared(prefixes: URIRef) -> Iterator[Triple]:
    """Yield the declarations of the prefixes that every query may use."""
    named = {prefix: URIRef(f"{prefixes}-{prefix}") for prefix in PREFIXES}
    yield from ((prefixes, SH.declare, one) for one in named.values())
    for prefix, namespace in PREFIXES.items():
        one = named[prefix]
        yield one, RDF.type, SH.PrefixDeclaration
        yield one, SH.prefix, Literal(prefix)
        yield one, SH.namespace, Literal(str(namespace), datatype=XSD.anyURI)


def _shown(parameter: Parameter, store: Store) -> Sequence[URIRef | Literal] | None:
    given = {parameter.name: parameter.example} if parameter.example is not None else {}
    with suppress(UsageError):
        return terms_of(parameter, given, store) or None
    return None
