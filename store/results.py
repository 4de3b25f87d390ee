"""Replies of an endpoint as values, as leniently read as real endpoints make it necessary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef

from .convert import rdf_12_term
from .evaluation import graph_of
from .protocol import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib import Graph

    from .protocol import Term


def from_json(body: bytes) -> Table | bool:
    """Return the answer to a SELECT or an ASK; raise `ValueError` when the bytes are not SPARQL results."""
    read = json.loads(body.decode("utf-8-sig"))
    try:
        if "boolean" in read:
            return bool(read["boolean"])
        variables = tuple(map(str, read["head"]["vars"]))
        bindings = read["results"]["bindings"]
        rows = tuple(tuple(_term(row.get(variable)) for variable in variables) for row in bindings)
    except (AttributeError, KeyError, TypeError) as error:
        problem = f"not SPARQL results: {error!r}"
        raise ValueError(problem) from error
    return Table(variables, rows)


def from_rdf(body: bytes, media_type: str) -> Graph:
    """Return the answer to a CONSTRUCT or a DESCRIBE; raise `ValueError` when the bytes are not such RDF."""
    syntax = ox.RdfFormat.from_media_type(media_type)
    if syntax is None:
        problem = f"not a media type of RDF: {media_type}"
        raise ValueError(problem)
    try:
        return graph_of(quad.triple for quad in ox.parse(body, syntax, lenient=True))
    except SyntaxError as error:
        raise ValueError(str(error)) from error


def _term(value: Mapping[str, Any] | None) -> Term | None:
    if value is None:
        return None
    kind, text = value["type"], value["value"]
    if kind == "uri":
        return URIRef(text)
    if kind == "bnode":
        return BNode(text)
    if kind in {"literal", "typed-literal"}:
        return _literal(text, value.get("xml:lang"), value.get("datatype"))
    if kind == "triple":
        raise rdf_12_term(json.dumps(text, ensure_ascii=False))
    problem = f"unexpected kind of term in SPARQL results: {kind!r}"
    raise ValueError(problem)


def _literal(text: str, language: str | None, datatype: str | None) -> Literal:
    if language:
        return Literal(text, lang=language)
    if datatype is None or datatype == str(XSD.string):
        return Literal(text)
    return Literal(text, datatype=URIRef(datatype), normalize=False)
