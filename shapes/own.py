"""A reader's own shapes beside the bundled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph

from ..errors import ShapesError
from ..ontology.terms import RDF, SH
from .catalogue import catalogue
from .reading import read_shapes
from .validation import checks

if TYPE_CHECKING:
    from rdflib import URIRef

    from ..settings import ShaclEngine
    from .validation import Checks

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)


def with_own(ready: Checks, data: bytes, name: str, engine: ShaclEngine = "turbo") -> Checks:
    """Return the checks with the shapes of a Turtle file besides; raise `ShapesError` that names the file."""
    own = read_shapes(data, name)
    if not _has_shapes(own):
        raise ShapesError(
            ru=f"{name}: в файле нет ни одной фигуры SHACL; опишите её: sh:NodeShape с sh:targetClass",
            en=f"{name}: the file has not one SHACL shape; describe one: a sh:NodeShape with a sh:targetClass",
        )
    known = sorted(set(catalogue(own)) & set(ready.shapes))
    if known:
        raise _taken(name, known[0])
    try:
        return checks(_joined(ready.graph, own), engine)
    except ShapesError as error:
        raise naming(error, name) from error


def naming(error: ShapesError, name: str) -> ShapesError:
    """Return an error of shapes with the name of the file that they are in."""
    return ShapesError(ru=f"{name}: {error.message.ru}", en=f"{name}: {error.message.en}")


def _taken(name: str, shape: URIRef) -> ShapesError:
    return ShapesError(
        ru=f"{name}: фигура {shape} уже есть; дайте своей другой адрес (IRI)",
        en=f"{name}: the shape {shape} exists already; give yours another IRI",
    )


def _has_shapes(graph: Graph) -> bool:
    typed = any((None, RDF.type, kind) in graph for kind in (SH.NodeShape, SH.PropertyShape))
    return typed or any((None, target, None) in graph for target in _TARGETS)


def _joined(one: Graph, other: Graph) -> Graph:
    """Return both graphs as one without their prefixes: in a query only those count that sh:declare gives."""
    joined = Graph(bind_namespaces="none")
    for triple in (*one, *other):
        joined.add(triple)
    return joined
