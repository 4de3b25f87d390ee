"""Reads files of shapes: Turtle, every literal as it is written, nothing fetched from anywhere."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from ..errors import ShapesError, UsageError
from ..store.convert import from_ox_triple
from .silence import without_remarks


def read_shapes(data: bytes, name: str) -> Graph:
    """Return the triples of a Turtle file; raise `ShapesError` that names the file and the line of a fault."""
    base = Path(name).absolute().as_uri()
    # Prefixes of the file are not the graph's: in a query only those count that sh:declare gives.
    graph = Graph(bind_namespaces="none")
    try:
        with without_remarks():
            for quad in ox.parse(data.removeprefix(BOM_UTF8), format=ox.RdfFormat.TURTLE, base_iri=base):
                graph.add(from_ox_triple(quad.triple))
    except SyntaxError as error:
        reason = in_a_line(error.msg)
        raise ShapesError(
            ru=f"{name}: файл фигур SHACL не читается как Turtle ({reason}); исправьте это место",
            en=f"{name}: the file of SHACL shapes cannot be read as Turtle ({reason}); mend that place",
        ) from error
    except UsageError as error:
        raise ShapesError(
            ru=f"{name}: в файле фигур SHACL есть тройка в роли значения (RDF 1.2); уберите её",
            en=f"{name}: the file of SHACL shapes has a triple for a value (RDF 1.2); take it out",
        ) from error
    return graph


def in_a_line(said: str) -> str:
    """Return what a library says without line breaks and without signs that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in " ".join(said.split()))
