"""The queries that a reader is given with a document: they answer alike whatever the default graph is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

if TYPE_CHECKING:
    from rdflib import URIRef

_ABOUT = """\
CONSTRUCT { ?described ?property ?value . ?subject ?link %(node)s }
WHERE {
  { VALUES ?described { %(node)s } GRAPH ?graph { ?described ?property ?value } }
  UNION { GRAPH ?graph { ?subject ?link %(node)s } }
}
"""
_POINTING = """\
SELECT DISTINCT ?subject
WHERE { GRAPH ?graph { ?subject %(property)s %(node)s } FILTER(isIRI(?subject)) }
ORDER BY ?subject
"""
_VALUES = """\
SELECT DISTINCT ?value
WHERE { GRAPH ?graph { %(node)s %(property)s ?value } }
ORDER BY ?value
"""
_CONTENT = """\
CONSTRUCT { ?subject ?property ?value }
WHERE { GRAPH %(node)s { ?subject ?property ?value } }
"""


def about(node: URIRef) -> str:
    """Return the query for all triples of a node and all that point to it."""
    return _ABOUT % {"node": node.n3()}


def pointing(node: URIRef, link: URIRef) -> str:
    """Return the query for all that point to a node by one property."""
    return _POINTING % {"node": node.n3(), "property": link.n3()}


def values(node: URIRef, link: URIRef) -> str:
    """Return the query for all values of one property of a node."""
    return _VALUES % {"node": node.n3(), "property": link.n3()}


def content(graph: URIRef) -> str:
    """Return the query for the triples of a graph."""
    return _CONTENT % {"node": graph.n3()}


def answer_to(query: str) -> str:
    """Return the whole address of the answer to a query."""
    return url_for("sparql.endpoint", query=query, _external=True)
