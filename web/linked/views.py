"""`/id/…` sends the reader on to `/doc/…`, which describes a node as a page or as RDF."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, url_for
from rdflib import RDF

from ...queries.parameters import loaded_versions, refuse_outdated
from ..acceptance import accepted
from ..classifiers.gathered import gathering_address
from ..negotiation import HTML, reader_language
from ..on_day import asked_day, edition_on, of_node
from ..reading.dataset import whole_dataset
from ..reading.dispatch import special_page
from ..site import current_site, library
from ..templating import localised
from . import queries, rdf, source
from .addresses import SUFFIXES, found
from .describing import described
from .naming import Naming
from .nearest import UnknownNodeError
from .page import paged

if TYPE_CHECKING:
    from datetime import date

    from .addresses import Found
    from .describing import Description

blueprint = Blueprint("linked", __name__)

# Of equal weights the first wins: whoever takes anything is a program.
_OFFERED = tuple(SUFFIXES.values())
_RDF = tuple(suffix for suffix, media_type in SUFFIXES.items() if media_type != HTML)
FORMATS = {".ttl": "Turtle", ".jsonld": "JSON-LD", ".rdf": "RDF/XML", ".nt": "N-Triples"}


@blueprint.route("/id/<path:path>")
def thing(path: str) -> Response:
    """Send the reader of an IRI that is in the data on to the document about it."""
    one = _found(path)
    if isinstance(one, Response):
        return one
    fields = request.query_string.decode("ascii")
    address = url_for("linked.document", path=one.path)
    response = Response(status=HTTPStatus.SEE_OTHER)
    response.headers["Location"] = f"{address}?{fields}" if fields else address
    response.headers["Link"] = f'<{address}>; rel="describedby"'
    return response


@blueprint.route("/doc/<path:path>")
def document(path: str) -> Response:
    """Describe a node in the type that the reader likes best, or that the end of the address asks for."""
    base, store = current_site().base(), library()
    one = _found(path, may_end_in_suffix=True)
    if isinstance(one, Response):
        return one
    if one.is_elsewhere:
        return _sent_on(one, one.path, HTTPStatus.MOVED_PERMANENTLY)
    day = asked_day()
    if day and (edition := edition_on(store, one.iri, day)):
        return _sent_on(one, edition.iri.removeprefix(base), HTTPStatus.SEE_OTHER)
    media_type = one.media_type or _accepted()
    if day and media_type != HTML:
        # A page says that another edition is in force; RDF has no room for it.
        refuse_outdated(str(one.iri), loaded_versions(store), day)
    description = described(store, one.iri)
    response = _page(description, one, base, day) if media_type == HTML else _data(description, one, media_type)
    response.headers["Link"] = ", ".join(_links(one, media_type))
    return response


def _found(path: str, *, may_end_in_suffix: bool = False) -> Found | Response:
    """Return the node that a path names, or what leads on to a page of many; raise `UnknownNodeError`."""
    try:
        return found(library(), current_site().base(), path, may_end_in_suffix=may_end_in_suffix)
    except UnknownNodeError:
        if address := gathering_address(library(), path):
            return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})
        raise


def _sent_on(one: Found, path: str, status: HTTPStatus) -> Response:
    """Send the reader on to another document, of the same type and with the same fields."""
    ends = {media_type: suffix for suffix, media_type in SUFFIXES.items()}
    address = url_for("linked.document", path=path + ends.get(one.media_type or "", ""))
    fields = request.query_string.decode("ascii")
    response = Response(status=status)
    response.headers["Location"] = f"{address}?{fields}" if fields else address
    return response


def _accepted() -> str:
    return accepted(_OFFERED, ru="этот документ бывает только таким", en="this document comes only as")


def _links(one: Found, media_type: str) -> list[str]:
    """Return the links of the document: the thing that it describes, and its other formats."""
    others = {suffix: other for suffix, other in SUFFIXES.items() if other != media_type}
    alternates = [f'<{_file(one, suffix)}>; rel="alternate"; type="{other}"' for suffix, other in others.items()]
    # An IRI may hold letters that a header cannot.
    described_thing = [f'<{one.iri}>; rel="describes"'] if one.iri.isascii() else []
    return [*described_thing, *alternates]


def _file(one: Found, suffix: str) -> str:
    return url_for("linked.document", path=one.path + suffix)


def _data(description: Description, one: Found, media_type: str) -> Response:
    body = rdf.written(
        description,
        media_type,
        document=url_for("linked.document", path=one.path, _external=True),
        rest_of=lambda cut: queries.answer_to(queries.pointing(one.iri, cut.link)),
        dump=queries.answer_to(queries.content(one.iri)),
    )
    return Response(body, mimetype=media_type)


def _page(description: Description, one: Found, base: str, day: date | None) -> Response:
    lang, store = reader_language(), library()
    naming = Naming(description.labels, base, lang)
    places = source.places(description)
    lines = source.lines(source.text(description), places)
    types = {kind for node, link, kind in description.triples if (node, link) == (one.iri, RDF.type)}
    special = special_page(store, one.iri, types, lang, day)
    body = render_template(
        special.template if special else "source.html" if places else "thing.html",
        **(special.values if special else {}),
        dataset=whole_dataset(store) if special and current_site().settings.default_graph == "strict" else {},
        page=paged(description, naming),
        on_day=of_node(store, one.iri, base, lang, day, special.gathered if special else None),
        node=one.iri,
        files={name: _file(one, suffix) for suffix, name in FORMATS.items()},
        alternates={SUFFIXES[suffix]: _file(one, suffix) for suffix in _RDF},
        query=queries.about(one.iri),
        content=queries.content(one.iri) if description.is_graph else "",
        lines=lines,
        anchors=source.anchors(lines),
        taken=source.taken(description, places, naming),
    )
    return localised(body)
