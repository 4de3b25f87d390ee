"""`/lookup?uri=…` leads from an IRI to what this site says of it, whatever host it names: `void:uriLookupEndpoint`."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, url_for
from rdflib import URIRef

from ...errors import UsageError, excerpt
from ...ontology.terms import PS, PSS
from ...store.convert import to_ox_iri
from ..negotiation import chosen_language
from ..site import current_site, library
from . import addresses, queries

if TYPE_CHECKING:
    from collections.abc import Mapping

blueprint = Blueprint("lookup", __name__)

# Each vocabulary is one document, in which its terms stand.
_VOCABULARIES: Mapping[str, str] = {str(PS): "vocabulary.ontology", str(PSS): "vocabulary.shapes"}
_FIELD = "uri"
_SHOWN = 200


@blueprint.route("/lookup")
def lookup() -> Response:
    """Send the reader of an IRI, which may name another host, on to the document about it here."""
    iri = _asked()
    address = _of_vocabulary(iri) or _of_data(iri)
    return Response(
        status=HTTPStatus.SEE_OTHER, headers={"Location": address, "Link": f'<{address}>; rel="describedby"'}
    )


def lookup_address() -> str:
    """Return what an IRI, encoded for an address, is appended to."""
    return f"{url_for('lookup.lookup', _external=True)}?{_FIELD}="


def _asked() -> URIRef:
    values = request.args.getlist(_FIELD)
    if len(values) != 1 or not values[0]:
        raise UsageError(
            ru=f"нужно одно поле {_FIELD}: IRI, закодированный для адреса",
            en=f"one field {_FIELD} is needed: an IRI, encoded for an address",
        )
    if len(values[0]) > addresses.LONGEST:
        raise addresses.unknown(excerpt(values[0], _SHOWN))
    return URIRef(to_ox_iri(values[0]).value)


def _of_vocabulary(iri: URIRef) -> str | None:
    document, _, anchor = iri.partition("#")
    endpoint = _VOCABULARIES.get(f"{document}#")
    return url_for(endpoint, _anchor=anchor or None, lang=chosen_language()) if endpoint else None


def _of_data(iri: URIRef) -> str:
    if not addresses.is_known(library(), iri):
        raise addresses.unknown(iri)
    # What others have named has no document here, but the data may say something of it.
    return addresses.document(iri, current_site().base()) or queries.answer_to(queries.about(iri))
