"""`/ns` and `/shapes`: the ontology and the shapes as data by negotiation, and as pages that explain them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
from flask import Blueprint, render_template, url_for

from ...ontology.resources import ontology_bytes, ontology_graph
from ...ontology.terms import DCTERMS, ONTOLOGY, OWL
from ...shapes.catalogue import bundled_shapes
from ...store.convert import to_ox_triple
from ...store.evaluation import graph_bytes
from ...store.protocol import TURTLE
from .. import formats
from ..negotiation import HTML, chosen_language, reader_language
from ..nodes import address
from ..site import library
from .examples import examples
from .sections import KINDS, SECTIONS, TRAITS
from .terms import terms, worded
from .uses import questions_using, rules_making, shapes_checking
from .words import words

if TYPE_CHECKING:
    from flask import Response

    from ...errors import Language

blueprint = Blueprint("vocabulary", __name__)


@blueprint.route("/ns")
@blueprint.route("/ns.<end>")
def ontology(end: str | None = None) -> Response:
    """Return the ontology, as it is written or in another syntax, or the page of its terms."""
    media_type = formats.wanted_type(end)
    if media_type == HTML:
        return formats.page("vocabulary.ontology", _page(reader_language()))
    return formats.data("vocabulary.ontology", _ontology_as(media_type), media_type)


@blueprint.route("/shapes")
@blueprint.route("/shapes.<end>")
def shapes(end: str | None = None) -> Response:
    """Return the shapes as data; a page is there already, the one that explains the checks."""
    media_type = formats.wanted_type(end)
    if media_type == HTML:
        address = url_for("checking.checks", lang=chosen_language())
        return formats.page_elsewhere("vocabulary.shapes", address)
    return formats.data("vocabulary.shapes", _shapes_as(media_type), media_type)


@cache
def _ontology_as(media_type: str) -> bytes:
    if media_type == TURTLE:
        return ontology_bytes()
    quads = ox.parse(ontology_bytes(), format=ox.RdfFormat.TURTLE)
    return graph_bytes([quad.triple for quad in quads], media_type)


@cache
def _shapes_as(media_type: str) -> bytes:
    triples = [to_ox_triple(one) for one in bundled_shapes()]  # type: ignore[arg-type]  # rdflib allows more than RDF does
    return graph_bytes(sorted(triples, key=str), media_type)


def _page(lang: Language) -> str:
    described = terms()
    by_section = {
        heading: [term for term in described.values() if term.section == number] for number, heading in SECTIONS.items()
    }
    graph = ontology_graph()
    return render_template(
        "ns.html",
        by_section=by_section,
        kinds=KINDS,
        traits=TRAITS,
        ontology=ONTOLOGY,
        version=graph.value(ONTOLOGY, OWL.versionInfo),
        about=worded(graph, ONTOLOGY, DCTERMS.description).in_language(lang),
        address=address,
        examples=examples(library(), tuple(described.values()), lang),
        files=formats.files("vocabulary.ontology"),
        rules_making=rules_making,
        shapes_checking=shapes_checking,
        questions_using=questions_using,
        **words(lang),
    )
