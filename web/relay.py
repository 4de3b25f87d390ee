"""The way out of a federated query: a listener on loopback that asks the allowed endpoints, and no others."""

from __future__ import annotations

import hmac
import json
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore, Thread
from typing import Any
from urllib.parse import unquote

from ..errors import Message
from ..store import protocol
from .called import Caps, called
from .unanswered import UnansweredError


class Relay:
    """Listens until it is closed; only who knows `address` can ask it, and only for the allowed endpoints."""

    def __init__(self, allowed: frozenset[str], caps: Caps | None = None) -> None:
        self._allowed = allowed
        self._caps = caps or Caps()
        self._secret = secrets.token_urlsafe(32)
        self._free = BoundedSemaphore(self._caps.calls)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.relay = self
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Return what an endpoint's quoted IRI is put behind to be asked through the relay."""
        return f"http://127.0.0.1:{self._server.server_port}/{self._secret}/"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, question: bytes) -> bytes:
        """Return the endpoint's answer in SPARQL JSON; raise `UnansweredError` where it may not or does not answer."""
        _, secret, *rest = path.split("/", 2)
        endpoint = unquote(rest[0]) if rest else ""
        if not hmac.compare_digest(secret.encode(), self._secret.encode()) or endpoint not in self._allowed:
            raise _refused(HTTPStatus.NOT_FOUND, ru="такой точки доступа нет", en="no such endpoint")
        # A question that names the relay would give its secret away.
        if self._secret.encode() in question:
            raise _refused(
                HTTPStatus.FORBIDDEN,
                ru="SERVICE внутри SERVICE не выполняется",
                en="a SERVICE inside a SERVICE is not evaluated",
            )
        if not self._free.acquire(blocking=False):
            raise _refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                ru=f"{endpoint}: сейчас идут другие вызовы, повторите через несколько секунд",
                en=f"{endpoint}: other calls are under way, try again in a few seconds",
            )
        try:
            return called(endpoint, question, self._caps)
        finally:
            self._free.release()

    def question(self, size: str | None) -> int:
        """Return the bytes to read of a question; raise `UnansweredError` when they are unknown or too many."""
        if size is None or not size.isdigit() or int(size) > self._caps.question:
            raise _refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                ru="вопрос слишком велик; сократите то, что стоит в SERVICE",
                en="the question is too large; shorten what stands in SERVICE",
            )
        return int(size)


def _refused(status: HTTPStatus, *, ru: str, en: str) -> UnansweredError:
    return UnansweredError(status, Message(ru=ru, en=en))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    relay: Relay


class _Handler(BaseHTTPRequestHandler):
    timeout = 30

    def do_POST(self) -> None:
        relay: Relay = self.server.relay  # type: ignore[attr-defined]  # it is a _Server
        try:
            question = self.rfile.read(relay.question(self.headers["Content-Length"]))
            status, body, kind = HTTPStatus.OK, relay.answer(self.path, question), protocol.JSON
        except UnansweredError as error:
            # In ASCII, whatever the engine takes the text for.
            status, body, kind = error.status, json.dumps(error.told).encode(), "application/json"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  (the standard library's signature)
        """Say nothing: the path holds the secret."""
