"""Documents that come as a page and in every syntax of RDF: which one is wanted, and where the others are."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, request, url_for

from ..errors import UnknownNameError, excerpt
from ..store.protocol import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from .acceptance import accepted
from .negotiation import HTML, chosen_language, ranked
from .templating import localised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The end of an address that asks for one syntax, so that there is a link to it.
ENDS: Mapping[str, str] = {"ttl": TURTLE, "jsonld": JSON_LD, "rdf": RDF_XML, "nt": N_TRIPLES}
NAMES: Mapping[str, str] = {"ttl": "Turtle", "jsonld": "JSON-LD", "rdf": "RDF/XML", "nt": "N-Triples"}


def wanted_type(end: str | None) -> str:
    """Return the type that the address or else `Accept` asks for; raise `RequestError` where we have none of them."""
    if end is not None:
        return _type_of(end)
    offered = (HTML, *ENDS.values())
    return accepted(offered, ru="этот документ бывает только таким", en="this document comes only as")


def files(endpoint: str) -> dict[str, str]:
    """Return the addresses of the document in each syntax, by the name of the syntax."""
    return {NAMES[end]: url_for(endpoint, end=end) for end in ENDS}


def page(endpoint: str, text: str) -> Response:
    """Return the document as a page in the reader's language."""
    return _linked(localised(text), endpoint)


def page_elsewhere(endpoint: str, address: str) -> Response:
    """Lead the reader to the page that another address has."""
    response = _linked(Response(status=HTTPStatus.SEE_OTHER), endpoint)
    response.location = address
    return response


def data(endpoint: str, body: bytes, media_type: str) -> Response:
    """Return the document in a syntax of RDF."""
    return _linked(Response(body, mimetype=media_type), endpoint)


def elsewhere(address: str, besides: Sequence[str] = (HTML,)) -> Response | None:
    """Lead whoever wants RDF to the document that says the same; None for who likes one of the types `besides` more."""
    best = ranked((*besides, *ENDS.values()))[:1]
    if not best or best[0] in besides:
        return None
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


def _type_of(end: str) -> str:
    if end in ENDS:
        return ENDS[end]
    listed = ", ".join(f".{one}" for one in ENDS)
    path = excerpt(request.path)
    raise UnknownNameError(
        ru=f"{path}: такого вида у документа нет; возможны: {listed}",
        en=f"{path}: the document has no such form; choose from {listed}",
    )


def _linked(response: Response, endpoint: str) -> Response:
    """Name the other forms of the document in the header `Link`."""
    page_address = url_for(endpoint, lang=chosen_language())
    others = [(page_address, HTML), *((url_for(endpoint, end=end), media_type) for end, media_type in ENDS.items())]
    response.headers["Link"] = ", ".join(f'<{address}>; rel="alternate"; type="{kind}"' for address, kind in others)
    return response
