"""Who may write: whoever sends the token of the settings; without one, nobody."""

from __future__ import annotations

from hmac import compare_digest
from http import HTTPStatus

from flask import request

from .problems import RequestError
from .site import current_site

# The views that ask for the token.
WRITING = frozenset({"updating.update", "graphs.indirect", "graphs.direct"})
_SCHEME = "bearer"


def require_token() -> None:
    """Raise `RequestError` unless the current request may write; to be called before its body is read."""
    site = current_site()
    if site.settings.is_remote:
        raise RequestError(
            HTTPStatus.FORBIDDEN,
            ru="данные этого сервиса лежат в другом, здесь они только читаются; пишите туда",
            en="the data of this service are in another one and only read here; write to that one",
        )
    if site.settings.token is None:
        raise RequestError(
            HTTPStatus.FORBIDDEN,
            ru="этот сервис только отвечает на запросы; чтобы писать, задайте на сервере PROFGRAPH_TOKEN",
            en="this service only answers queries; to open it for writing, set PROFGRAPH_TOKEN on the server",
        )
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    # Compared in bytes: of texts, only those in ASCII can be.
    is_right = compare_digest(sent.strip().encode(), site.settings.token.encode())
    if scheme.lower() != _SCHEME or not is_right:
        site.metrics.unauthorised.inc()
        raise RequestError(
            HTTPStatus.UNAUTHORIZED,
            ru="для записи нужен верный ключ; пришлите заголовок Authorization: Bearer КЛЮЧ",
            en="writing needs the right token; send the header Authorization: Bearer TOKEN",
        )


def writer_name() -> str:
    """Return who writes, for the audit log: the address only where clients are logged at all."""
    return request.remote_addr or "http" if current_site().settings.log_clients else "http"
