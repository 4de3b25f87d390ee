"""Addresses of the service as readers know them, also behind a proxy that mounts it below a prefix."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.urls import iri_to_uri

from ..errors import UsageError
from ..store.convert import to_ox_iri

_UNDECODED = "\ufffd"


def own_address() -> str:
    """Return the address of the request without its fields, percent-encoded alike however sent; raise `UsageError`."""
    address = request.base_url
    if not request.host or _UNDECODED in address:
        raise UsageError(
            ru="адрес запроса записан не в UTF-8 или без имени сервера; исправьте его",
            en="the address of the request is not in UTF-8 or lacks the name of the server; correct it",
        )
    return to_ox_iri(iri_to_uri(address)).value


def endpoint_address() -> str:
    """Return the address at which queries are answered."""
    return url_for("sparql.endpoint", _external=True).rstrip("/")
