"""A file from an address: from the sites that the settings allow and no others, within a size and a time."""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

from werkzeug.urls import iri_to_uri

from ..errors import SourceError, UsageError
from ..settings import origin_of
from ..store.protocol import GRAPH_TYPES
from ..web.hindrances import hindrance
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
                    raise _unanswered(place, f"ответ HTTP {error.code}", f"it answered HTTP {error.code}") from error
                # Headers are read as Latin-1; letters of other scripts are sent in UTF-8.
                place = urljoin(place, leads.encode("latin-1", "replace").decode("utf-8", "replace"))
        except TimeoutError as error:
            raise _unanswered(
                place, f"за {seconds:g} с ответа целиком нет", f"no whole answer within {seconds:g} s"
            ) from error
        except (OSError, HTTPException, ValueError) as error:
            what = hindrance(error).what
            raise _unanswered(place, what.ru, what.en) from error
    raise _unanswered(address, f"больше {_MOST_REDIRECTS} перенаправлений", f"more than {_MOST_REDIRECTS} redirections")


def _body(address: str, most: int, deadline: float) -> bytes:
    request = Request(iri_to_uri(address), headers={"Accept": _ACCEPT, "User-Agent": "profgraph"})  # noqa: S310  (its site is allowed)
    parts: list[bytes] = []
    response: HTTPResponse = direct_opener().open(request, timeout=max(0.001, deadline - time.monotonic()))
    with response:
        while part := response.read1(_CHUNK):
            parts.append(part)
            if time.monotonic() > deadline:
                raise TimeoutError
            if sum(map(len, parts)) > most:
                raise _too_large(address, most)
        if response.length:
            size = sum(map(len, parts))
            raise _unanswered(address, f"ответ оборван на {size} байт", f"the answer breaks off after {size} bytes")
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


def _too_large(address: str, most: int) -> SourceError:
    return SourceError(
        ru=f"{address}: данные больше {most} байт; возьмите часть графа или задайте PROFGRAPH_UPLOAD_BYTES",
        en=f"{address}: more than {most} bytes of data; take a part of the graph, or set PROFGRAPH_UPLOAD_BYTES",
    )


def _unanswered(address: str, ru: str, en: str) -> SourceError:
    host = urlsplit(address).hostname
    return SourceError(
        ru=f"{address}: {ru}; проверьте адрес и сайт {host} или скачайте файл сами",
        en=f"{address}: {en}; check the address and the site {host}, or fetch the file yourself",
    )
