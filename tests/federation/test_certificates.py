"""An endpoint by https: one whose certificate nobody vouches for, and one that speaks no TLS at all."""

from __future__ import annotations

import re
import ssl
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.errors import Message
from profgraph.store.protocol import JSON
from profgraph.web.called import Caps, called
from profgraph.web.unanswered import UnansweredError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Key and certificate of 127.0.0.1, by nobody but itself, until 2126.
PEM = Path(__file__).parent / "self-signed.pem"
RESULT = b'{"head": {"vars": []}, "results": {"bindings": []}}'
CAPS = Caps(seconds=60)


class Answering(BaseHTTPRequestHandler):
    """Answers every question with no rows."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.send_header("Content-Length", str(len(RESULT)))
        self.end_headers()
        self.wfile.write(RESULT)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  (the standard library's signature)
        """Say nothing."""


class Hushed(ThreadingHTTPServer):
    """Takes a failed handshake for what it is here."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening(context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Yield the authority of a server that speaks TLS where it has a context."""
    with Hushed(("127.0.0.1", 0), Answering) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def self_signed() -> Iterator[str]:
    """Yield the address of an endpoint that vouches for itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    with listening(context) as authority:
        yield f"https://{authority}/"


def complaint(endpoint: str) -> Message:
    with pytest.raises(UnansweredError) as caught:
        called(endpoint, b"SELECT * {}", CAPS)
    message = caught.value.message
    # What a library says of it, in brackets, is not the same in each release of it.
    return Message(ru=re.sub(r"\(.+\)", "(…)", message.ru), en=re.sub(r"\(.+\)", "(…)", message.en))


def test_a_certificate_that_nobody_vouches_for(self_signed: str) -> None:
    assert complaint(self_signed) == Message(
        ru=f"{self_signed}: сертификату нельзя верить (…); "
        "проверьте адрес; свой удостоверяющий центр задаёт SSL_CERT_FILE",
        en=f"{self_signed}: its certificate cannot be trusted (…); "
        "check the address; SSL_CERT_FILE names an authority of your own",
    )


def test_an_authority_of_ones_own_vouches_for_it(self_signed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    assert called(self_signed, b"SELECT * {}", CAPS) == RESULT


def test_no_tls_where_https_is_said() -> None:
    with listening() as authority:
        endpoint = f"https://{authority}/"
        assert complaint(endpoint) == Message(
            ru=f"{endpoint}: связь по TLS не устанавливается (…); проверьте адрес: https или http?",
            en=f"{endpoint}: no connection by TLS (…); check the address: https or http?",
        )
