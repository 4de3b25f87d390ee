"""Connections to other machines: to public addresses only, checked after the name is resolved, without redirects."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from contextlib import suppress
from functools import partial
from ipaddress import IPv6Address, ip_address
from threading import Timer
from typing import TYPE_CHECKING, Self
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
)

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from types import TracebackType
    from urllib.request import Request

_LOCAL_NAME = "localhost"


class NotPublicError(OSError):
    """A name leads to an address inside a network."""


class Deadline:
    """Cuts the connections of a block off when its time is over, however slowly something still comes by them."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._held: list[socket.socket] = []
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    @property
    def is_over(self) -> bool:
        """Tell whether the time is over."""
        return time.monotonic() >= self._until

    def left(self) -> float:
        """Return the seconds that are left; raise `TimeoutError` where none are."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def hold(self, connection: socket.socket) -> None:
        """Cut this one too; raise `TimeoutError` where the time is over already."""
        self._held.append(connection)
        self.left()

    def _cut(self) -> None:
        for connection in self._held:
            # Past TLS, which another thread may be reading by: the bytes below it end.
            with suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()


def direct_opener(deadline: Deadline | None = None) -> OpenerDirector:
    """Return an opener that follows no redirect, knows no proxy and connects to checked addresses only."""
    opener = OpenerDirector()
    for handler in (_HTTP(deadline), _HTTPS(deadline), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    return opener


class _HTTP(HTTPHandler):
    def __init__(self, deadline: Deadline | None) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Connection, deadline=self._deadline), req)


class _HTTPS(HTTPSHandler):
    def __init__(self, deadline: Deadline | None) -> None:
        super().__init__()
        self._deadline = deadline

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_SecureConnection, deadline=self._deadline), req)


class _Connection(http.client.HTTPConnection):
    def __init__(self, host: str, *, timeout: float, deadline: Deadline | None) -> None:
        super().__init__(host, timeout=timeout)
        self._deadline = deadline

    def connect(self) -> None:
        self.sock = _connected(self.host, self.port, self.timeout, self._deadline)
        if self._deadline:
            self._deadline.hold(self.sock)


class _SecureConnection(http.client.HTTPSConnection):
    def __init__(self, host: str, *, timeout: float, deadline: Deadline | None) -> None:
        super().__init__(host, timeout=timeout)
        self._deadline = deadline

    def connect(self) -> None:
        plain = _connected(self.host, self.port, self.timeout, self._deadline)
        context = ssl.create_default_context()
        # The handshake comes after: a peer may take its time for it too.
        self.sock = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        if self._deadline:
            self._deadline.hold(self.sock)
        self.sock.do_handshake()


def _connected(host: str, port: int, timeout: float | None, deadline: Deadline | None) -> socket.socket:
    """Return a connection to the first address of the host that answers; raise `OSError` where none may."""
    failure: OSError = NotPublicError(f"{host}: no public address")
    for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not may_connect(host, str(address[0])):
            continue
        try:
            # The address that was checked: asked again, the name could lead elsewhere.
            return socket.create_connection((str(address[0]), port), deadline.left() if deadline else timeout)
        except OSError as error:
            failure = error
    raise failure


def may_connect(host: str, address: str) -> bool:
    """Tell whether a host may be called at this address: a public one, or the very one that the host is written as."""
    numeric = ip_address(address.partition("%")[0])
    if isinstance(numeric, IPv6Address) and numeric.ipv4_mapped:
        numeric = numeric.ipv4_mapped
    if host == _LOCAL_NAME:
        return numeric.is_loopback
    return (numeric.is_global and not numeric.is_multicast) or host.strip("[]") == address
