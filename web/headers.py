"""Headers of every answer: what a page may load, who may read it, what it depends on."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.datastructures import Headers

from .authorisation import WRITING
from .negotiation import HTML

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

# Pages need one stylesheet and one icon of their own, and no script at all.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The editor of queries is a script, and asks this site for answers and for the terms that it completes.
_POLICY_OF_EDITOR = f"{_POLICY}; script-src 'self'; connect-src 'self'"
_OF_EDITOR = frozenset({"/sparql", "/sparql/"})
_SECURITY = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Reads are open to scripts of every site; nothing here depends on who asks.
_CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Language, Content-Range, ETag, Link, "
    "Location, ProfGraph-Data-Version, Repr-Digest, Retry-After",
}
_VARY = "Accept, Accept-Encoding, Accept-Language"
_SENT = "Accept, Accept-Language, Content-Type, If-None-Match, If-Range, ProfGraph-Query, Range"
_SECONDS_OF_PREFLIGHT = "86400"


def register(app: Flask) -> None:
    """Make the application send these headers, and answer OPTIONS by itself."""
    app.before_request(_preflight)
    app.after_request(_with_headers)


def _preflight() -> Response | None:
    """Answer OPTIONS with what the address allows."""
    rule = request.url_rule
    if request.method != "OPTIONS" or rule is None:
        return None
    response = Response(status=HTTPStatus.NO_CONTENT)
    allowed = ", ".join(sorted(rule.methods or ()))
    response.headers.update({"Allow": allowed, "Access-Control-Allow-Methods": allowed})
    # The token is sent by the script itself and never by the browser, so a page of another site has it or has it not.
    sent = f"Authorization, If-Match, {_SENT}" if rule.endpoint in WRITING else _SENT
    response.headers["Access-Control-Allow-Headers"] = sent
    response.headers["Access-Control-Max-Age"] = _SECONDS_OF_PREFLIGHT
    return response


def of_every_answer(media_type: str, path: str) -> Mapping[str, str]:
    """Return the headers that an answer of this type, at this path, never lacks; "" is that of what says no type."""
    return _of_every_answer(media_type, is_of_editor=path in _OF_EDITOR)


@lru_cache(maxsize=100)
def _of_every_answer(media_type: str, *, is_of_editor: bool) -> Mapping[str, str]:
    # Data are there to be built into other sites; pages are not.
    resource = "same-origin" if media_type == HTML else "cross-origin"
    policy = _POLICY_OF_EDITOR if is_of_editor and media_type in {HTML, ""} else _POLICY
    own = {"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": resource, "Vary": _VARY}
    return MappingProxyType(_SECURITY | _CROSS_ORIGIN | own)


def _with_headers(response: Response) -> Response:
    if response.status_code == HTTPStatus.NO_CONTENT:
        # There is no content that has a type.
        response.headers.remove("Content-Type")
    wanted = of_every_answer(response.mimetype or "", request.path)
    # One pass: `update` looks through all headers once for each of these, for each answer.
    kept = [(name, value) for name, value in response.headers if name not in wanted]
    response.headers = Headers([*kept, *wanted.items()])
    return response
