"""The way out of a federated query: a listener on loopback that asks the allowed endpoints, and no others."""

from __future__ import annotations

import hmac
import json
import secrets
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import unquote

from SPARQLWrapper import JSON, POST, SPARQLWrapper

from ..store import protocol
from .outward import direct_opener

if TYPE_CHECKING:
    from http.client import HTTPResponse

_CHUNK = 65_536


@dataclass(frozen=True)
class Caps:
    """How much a call may take: seconds, bytes of the question and of the answer, rows, calls at once."""

    seconds: int = 20
    question: int = 1_000_000
    answer: int = 10_000_000
    rows: int = 10_000
    calls: int = 8


class _RefusedError(Exception):
    def __init__(self, status: HTTPStatus, *, ru: str, en: str) -> None:
        self.status = status
        # In ASCII, whatever the engine takes the text for.
        self.body = json.dumps({"ru": ru, "en": en}).encode()
        super().__init__(en)


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
        """Return the endpoint's answer in SPARQL JSON; raise `_RefusedError` where it may not or does not answer."""
        _, secret, *rest = path.split("/", 2)
        endpoint = unquote(rest[0]) if rest else ""
        if not hmac.compare_digest(secret.encode(), self._secret.encode()) or endpoint not in self._allowed:
            raise _RefusedError(HTTPStatus.NOT_FOUND, ru="такой точки доступа нет", en="no such endpoint")
        # A question that names the relay would give its secret away.
        if self._secret.encode() in question:
            raise _RefusedError(
                HTTPStatus.FORBIDDEN,
                ru="SERVICE внутри SERVICE не выполняется",
                en="a SERVICE inside a SERVICE is not evaluated",
            )
        if not self._free.acquire(blocking=False):
            raise _RefusedError(
                HTTPStatus.SERVICE_UNAVAILABLE, ru="слишком много вызовов сразу", en="too many calls at once"
            )
        try:
            return _checked(_asked(endpoint, question.decode(), self._caps), self._caps)
        except HTTPError as error:
            with error:
                raise _RefusedError(
                    HTTPStatus.BAD_GATEWAY,
                    ru=f"{endpoint} ответил: HTTP {error.code}",
                    en=f"{endpoint} answered HTTP {error.code}",
                ) from error
        except (OSError, HTTPException, ValueError) as error:
            raise _RefusedError(
                HTTPStatus.BAD_GATEWAY,
                ru=f"{endpoint} не дал годного ответа в отведённые время и объём",
                en=f"{endpoint} gave no usable answer within the time and the size allowed",
            ) from error
        finally:
            self._free.release()

    def question(self, size: str | None) -> int:
        """Return the bytes to read of a question; raise `_RefusedError` when they are unknown or too many."""
        if size is None or not size.isdigit() or int(size) > self._caps.question:
            raise _RefusedError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ru="вопрос слишком велик", en="the question is too large"
            )
        return int(size)


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
        except _RefusedError as error:
            status, body, kind = error.status, error.body, "application/json"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  (the standard library's signature)
        """Say nothing: the path holds the secret."""


class _Direct(SPARQLWrapper):
    """SPARQLWrapper through our opener instead of the one of the process."""

    def _query(self) -> tuple[HTTPResponse, str]:
        return direct_opener().open(self._createRequest(), timeout=self.timeout), self.returnFormat


def _asked(endpoint: str, question: str, caps: Caps) -> bytes:
    deadline = time.monotonic() + caps.seconds
    wrapper = _Direct(endpoint, agent="profgraph")
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    wrapper.timeout = caps.seconds
    # Set past `setQuery`, which takes a query for an update when a comment before it says so.
    wrapper.queryString, wrapper.queryType = question, "SELECT"
    wrapper.setReturnFormat(JSON)
    wrapper.addCustomHttpHeader("Accept", protocol.JSON)
    parts: list[bytes] = []
    with wrapper.query().response as response:
        while part := response.read1(_CHUNK):
            parts.append(part)
            if time.monotonic() > deadline or sum(map(len, parts)) > caps.answer:
                raise ValueError("the answer is too slow or too large")
    return b"".join(parts)


def _checked(body: bytes, caps: Caps) -> bytes:
    """Return an answer; raise `ValueError` when it is no result of a SELECT, or longer than is taken."""
    answer = json.loads(body)
    rows = answer.get("results", {}).get("bindings") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or len(rows) > caps.rows:
        raise ValueError("no result of a SELECT, or too many rows")
    return body
