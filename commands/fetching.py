"""A file from an address: from the sites that the settings allow and no others, within a size and a time."""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

from ..errors import SourceError, UsageError
from ..settings import origin_of
from ..store.protocol import GRAPH_TYPES
from ..web.outward import direct_opener

if TYPE_CHECKING:
    from http.client import HTTPResponse

_SECONDS = 60
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHUNK = 65_536
_ACCEPT = ", ".join(f"{one};q={1 - number / 10:.1f}" for number, one in enumerate(GRAPH_TYPES))


def is_address(name: str) -> bool:
    """Tell whether a person gave an address rather than a file."""
    return name.startswith(("http://", "https://"))


def fetched(address: str, allowed: frozenset[str], most: int, seconds: float = _SECONDS) -> bytes:
    """Return the bytes at an address; raise `UsageError` where it is not allowed, `SourceError` where none come."""
    deadline = time.monotonic() + seconds
    place = address
    for _ in range(_MOST_REDIRECTS + 1):
        _refuse_other_site(place, address, allowed)
        try:
            return _body(place, most, deadline)
        except HTTPError as error:
            with error:
                leads = error.headers.get("Location")
                if error.code not in _REDIRECTS or not leads:
                    raise _unanswered(place, f"HTTP {error.code}") from error
                place = urljoin(place, leads)
        except TimeoutError as error:
            raise _unanswered(place, f"> {seconds:g} s") from error
        except (OSError, HTTPException, ValueError) as error:
            raise _unanswered(place, str(error) or type(error).__name__) from error
    raise _unanswered(address, f"> {_MOST_REDIRECTS} redirects")


def _body(address: str, most: int, deadline: float) -> bytes:
    request = Request(address, headers={"Accept": _ACCEPT, "User-Agent": "profgraph"})  # noqa: S310  (its site is allowed)
    parts: list[bytes] = []
    response: HTTPResponse = direct_opener().open(request, timeout=max(0.001, deadline - time.monotonic()))
    with response:
        while part := response.read1(_CHUNK):
            parts.append(part)
            if time.monotonic() > deadline:
                raise TimeoutError
            if sum(map(len, parts)) > most:
                raise ValueError(f"> {most} bytes (PROFGRAPH_UPLOAD_BYTES)")
        if response.length:
            raise ValueError("cut off")
    return b"".join(parts)


def _refuse_other_site(place: str, address: str, allowed: frozenset[str]) -> None:
    site = origin_of(place)
    if site in allowed:
        return
    led = "" if place == address else f" → {place}"
    raise UsageError(
        ru=f"{address}{led}: с этого сайта брать нельзя; скачайте файл сами или разрешите: "
        f"PROFGRAPH_SOURCES={site or 'https://…'}",
        en=f"{address}{led}: nothing may be fetched from this site; fetch the file yourself, or allow it: "
        f"PROFGRAPH_SOURCES={site or 'https://…'}",
    )


def _unanswered(address: str, reason: str) -> SourceError:
    said = " ".join(reason.split())
    host = urlsplit(address).hostname
    return SourceError(
        ru=f"{address}: не получить ({said}); проверьте адрес и сайт {host} или скачайте файл сами",
        en=f"{address}: cannot be fetched ({said}); check the address and the site {host}, or fetch the file yourself",
    )
