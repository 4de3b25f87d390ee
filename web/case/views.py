"""The read operations of CASE 1.1: all documents, and what one identifier names."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, Response, json, request, url_for
from werkzeug.exceptions import HTTPException

from ...errors import ProfGraphError
from ...ontology.terms import Minter
from ...queries.exports.case.finding import KINDS, documents, found
from ...queries.parameters import loaded_versions
from ..problems import told
from ..site import current_site, library
from .status import CaseError, bad_page, status_info, unknown, unknown_field

if TYPE_CHECKING:
    from ...queries.exports.case.naming import Object

blueprint = Blueprint("case", __name__, url_prefix="/ims/case/v1p1")

_JSON = "application/json"
# Those that the specification has for lists; of these the service knows two.
_PAGING = ("limit", "offset")
_UNSUPPORTED = {"sort": "invalid_sort_field", "orderBy": "invalid_sort_field", "fields": "invalid_selection_field"}
_USUAL, _MOST = 100, 500


@blueprint.route("/CFDocuments")
def listing() -> Response:
    """Give the loaded editions as documents of CASE, a page of them at a time."""
    for name, code in _UNSUPPORTED.items():
        if name in request.args:
            raise unknown_field(name, code)
    limit, offset = (_number(name, usual) for name, usual in zip(_PAGING, (_USUAL, 0), strict=True))
    store = library()
    versions = loaded_versions(store)
    shown = versions[offset : offset + min(limit, _MOST)]
    response = _answer({"CFDocuments": documents(store, _minter(), shown)})
    response.headers["X-Total-Count"] = str(len(versions))
    after = offset + len(shown)
    if shown and after < len(versions):
        following = url_for("case.listing", limit=limit, offset=after)
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


@blueprint.route("/<kind>/<identifier>")
def one(kind: str, identifier: str) -> Response:
    """Give the object of CASE that has this identifier: a package, a document, an item, an association."""
    named = _uuid(identifier)
    object_ = found(library(), _minter(), kind, named) if kind in KINDS else None
    if object_ is None:
        raise unknown(kind, identifier)
    return _answer(object_)


@blueprint.errorhandler(ProfGraphError)
@blueprint.errorhandler(HTTPException)
def refused(error: ProfGraphError | HTTPException) -> Response:
    """Give an error as CASE has it, with the status and the words that it has everywhere."""
    status, message, retry_after = told(error)
    code = error.code if isinstance(error, CaseError) else _CODES.get(status, "internal_server_error")
    field = error.field if isinstance(error, CaseError) else "sourcedId"
    response = Response(json.dumps(status_info(message, code, field)), status, mimetype=_JSON)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


_CODES = {
    HTTPStatus.NOT_FOUND: "unknownobject",
    HTTPStatus.SERVICE_UNAVAILABLE: "server_busy",
    HTTPStatus.TOO_MANY_REQUESTS: "server_busy",
    HTTPStatus.FORBIDDEN: "forbidden",
}


def _uuid(text: str) -> UUID:
    try:
        named = UUID(text)
    except ValueError:
        named = None
    # Other spellings of a UUID are none of this format.
    if named is None or str(named) != text.lower():
        raise unknown("", text, code="invalid_uuid")
    return named


def _number(name: str, usual: int) -> int:
    text = request.args.get(name, str(usual))
    if not (text.isascii() and text.isdecimal() and len(text) <= len("1000000000")):
        raise bad_page(name, text)
    return int(text)


def _minter() -> Minter:
    return Minter(current_site().base())


def _answer(object_: Object) -> Response:
    return Response(json.dumps(object_), mimetype=_JSON)
