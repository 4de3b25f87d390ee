"""The questions for programs that look for queries: each as RDF, and all in one."""

from __future__ import annotations

from http import HTTPStatus
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
from .namespaces import DESCRIBING
from .negotiation import HTML, chosen_language
from .site import current_site, library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..queries.question import Question

blueprint = Blueprint("examples", __name__, url_prefix="/.well-known/sparql-examples")


@blueprint.route("/")
def every() -> Response:
    """Describe all questions as executables of the endpoint."""
    media_type = _accepted()
    if media_type == HTML:
        return _sent_to(url_for("questions.catalogue", lang=chosen_language()))
    return _described(catalogue().values(), media_type)


@blueprint.route("/<name>")
def one(name: str) -> Response:
    """Describe a question as an executable of the endpoint."""
    asked, media_type = question(name), _accepted()
    if media_type == HTML:
        return _sent_to(url_for("questions.page", name=asked.name, lang=chosen_language()))
    return _described([asked], media_type)


def _accepted() -> str:
    return accepted(
        (*GRAPH_TYPES, HTML), ru="примеры запросов бывают только такими", en="examples of queries come only as"
    )


def _sent_to(page: str) -> Response:
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": page})


def _described(questions: Iterable[Question], media_type: str) -> Response:
    endpoint = URIRef(endpoint_address())
    prefixes = URIRef(url_for("examples.every", _external=True, _anchor="prefixes"))
    store, services = library(), current_site().services
    triples = [*declared(prefixes)]
    for asked in questions:
        iri = URIRef(url_for("examples.one", name=asked.name, _external=True))
        triples += example(asked, example_text(asked, store, services), iri, endpoint, prefixes)
    written = graph_bytes([to_ox_triple(triple) for triple in triples], media_type, DESCRIBING)
    return Response(written, mimetype=media_type)
