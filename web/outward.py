"""Connections to other machines: to public addresses only, checked after the name is resolved, without redirects."""

from __future__ import annotations

import http.client
import socket
import ssl
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
)

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.request import Request

_LOCAL_NAME = "localhost"


class NotPublicError(OSError):
    """A name leads to an address inside a network."""


def direct_opener() -> OpenerDirector:
    """Return an opener that follows no redirect, knows no proxy and connects to checked addresses only."""
    opener = OpenerDirector()
    for handler in (_HTTP(), _HTTPS(), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    return opener


class _HTTP(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Connection, req)


class _HTTPS(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_SecureConnection, req)


class _Connection(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _connected(self.host, self.port, self.timeout)


class _SecureConnection(http.client.HTTPSConnection):
    def connect(self) -> None:
        plain = _connected(self.host, self.port, self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _connected(host: str, port: int, timeout: float | None) -> socket.socket:
    """Return a connection to the first address of the host that answers; raise `OSError` where none may."""
    failure: OSError = NotPublicError(f"{host}: no public address")
    for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not may_connect(host, str(address[0])):
            continue
        try:
            # The address that was checked: asked again, the name could lead elsewhere.
            return socket.create_connection((str(address[0]), port), timeout)
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
