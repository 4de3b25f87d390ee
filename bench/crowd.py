"""What a crowd of endless queries costs the readers of quick ones, through our limits."""

from __future__ import annotations

import statistics
import time
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

from connections import Connection

if TYPE_CHECKING:
    from collections.abc import Iterator

CROWD = 20
QUICK = 300
_ENDLESS = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} LIMIT {}"


def asking(text: str, more: str = "") -> bytes:
    """Return the bytes that ask a query for JSON, or for Turtle; `more` are further fields of the address."""
    accept = "text/turtle" if text.startswith("CONSTRUCT") else "application/sparql-results+json"
    return f"GET /sparql?query={quote(text)}{more} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n".encode()


def beside_a_crowd(port: int) -> tuple[float, float]:
    """Return p95 of a quick query in seconds, alone and beside 20 clients that ask for cross products all the time."""
    alone = _late(_quick(port))
    done = Event()
    crowd = [Thread(target=_endless, args=(port, number, done)) for number in range(CROWD)]
    for one in crowd:
        one.start()
    beside = _late(_quick(port))
    done.set()
    for one in crowd:
        one.join()
    return alone, beside


def _quick(port: int) -> Iterator[float]:
    with Connection(port) as connection:
        for number in range(QUICK):
            begun = time.perf_counter()
            status = connection.ask(asking(f"ASK {{}} # {time.monotonic_ns()} {number}"))
            if status == 200:
                yield time.perf_counter() - begun
            time.sleep(0.01)


def _endless(port: int, number: int, done: Event) -> None:
    with Connection(port) as connection:
        while not done.is_set():
            connection.ask(asking(_ENDLESS.format(1000 + number)))
            # Refused at once where there is no room: a client that behaves comes back later.
            done.wait(1)


def _late(times: Iterator[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
