"""Addresses of the service as readers know them, also behind a proxy that mounts it below a prefix."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from flask import request, url_for
from werkzeug.sansio.utils import get_current_url
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Request

from ..errors import UsageError
from ..store.convert import to_ox_iri

_OF_ORIGIN = ("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME")
_LONGEST_KEPT = 300
_UNDECODED = "\ufffd"


def own_address() -> str:
    """Return the address of the request without its fields, percent-encoded alike however sent; raise `UsageError`."""
    return _encoded(request.host, request.base_url)


class Origin(NamedTuple):
    """Under what a request finds this application, as its reader knows it; `root` is where a proxy has mounted it."""

    scheme: str
    host: str
    root: str

    def address(self, path: str) -> str:
        """Return the address of a path, as `own_address` does for its request."""
        is_short = len(self.host) + len(self.root) + len(path) <= _LONGEST_KEPT
        return (_kept_address if is_short else _address)(*self, path)


def origin_of(scheme: str, host: str | None, server: tuple[str | None, str | None], root: str) -> Origin:
    """Return under what a request finds this application that says so of its host, server and mount."""
    said = zip(_OF_ORIGIN, (scheme, host, *server, root), strict=True)
    found = Request({name: value for name, value in said if value is not None})
    return Origin(found.scheme, found.host, found.root_path)


def _address(scheme: str, host: str, root: str, path: str) -> str:
    return _encoded(host, get_current_url(scheme, host, root, path))


# Clients send the same with each request; what strangers can fill the memory with is short.
_kept_address = lru_cache(maxsize=1_000)(_address)


def _encoded(host: str, address: str) -> str:
    if not host or _UNDECODED in address:
        raise unusable()
    return to_ox_iri(iri_to_uri(address)).value


def unusable() -> UsageError:
    """Return the error for a request that does not say, or not in UTF-8, where it came to."""
    return UsageError(
        ru="адрес запроса записан не в UTF-8, или имя сервера в нём не из букв, цифр, точек и дефисов (и без «_»); "
        "исправьте его",
        en="the address of the request is not in UTF-8, or the name of the server in it is not of letters, digits, "
        "dots and hyphens (nor may it have “_”); correct it",
    )


def endpoint_address() -> str:
    """Return the address at which queries are answered."""
    return url_for("sparql.endpoint", _external=True).rstrip("/")
