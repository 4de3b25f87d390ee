"""The questions for programs that look for queries: each as RDF, and all in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, url_for
from rdflib import URIRef

from ..queries.catalogue import catalogue, question
from ..queries.examples import declared, example, example_text
from ..store.convert import to_ox_triple
from ..store.evaluation import graph_bytes
from ..store.protocol import GRAPH_TYPES
from .acceptance import accepted
from .addressing import endpoint_address
from .site import library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..queries.question import Question

blueprint = Blueprint("examples", __name__, url_prefix="/.well-known/sparql-examples")


@blueprint.route("/")
def every() -> Response:
    """Describe all questions as executables of the endpoint."""
    return _described(catalogue().values())


@blueprint.route("/<name>")
def one(name: str) -> Response:
    """Describe a question as an executable of the endpoint."""
    return _described([question(name)])


def _described(questions: Iterable[Question]) -> Response:
    media_type = accepted(
        GRAPH_TYPES, ru="примеры запросов бывают только такими", en="examples of queries come only as"
    )
    endpoint = URIRef(endpoint_address())
    prefixes = URIRef(url_for("examples.every", _external=True, _anchor="prefixes"))
    store = library()
    triples = [*declared(prefixes)]
    for asked in questions:
        iri = URIRef(url_for("examples.one", name=asked.name, _external=True))
        triples += example(asked, example_text(asked, store), iri, endpoint, prefixes)
    return Response(graph_bytes([to_ox_triple(triple) for triple in triples], media_type), mimetype=media_type)
