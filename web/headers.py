"""Headers of every answer: what a page may load, who may read it, what it depends on."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, request

if TYPE_CHECKING:
    from flask import Flask

# Pages need one stylesheet and one icon of their own, and no script at all.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SECURITY = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Reads are open to scripts of every site; nothing here depends on who asks.
_CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Language, ETag, Link",
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


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
    response.headers.extend(_PREFLIGHT)
    return response


def _with_headers(response: Response) -> Response:
    response.headers.update(_SECURITY | _CROSS_ORIGIN)
    response.vary.update(("Accept", "Accept-Language"))
    return response
