"""One core for the requests of a web process: threads that run by turns on two cores take twice the time.

They hold one lock of the interpreter by turns, so that a second core gains them nothing and costs them what the first
one's caches had. The server's own threads are not held, and neither is what a request starts `on_all_cores`.
"""

from __future__ import annotations

import os
import socket
import threading
from random import SystemRandom
from typing import TYPE_CHECKING

from ..store.workers.cores import cores, hold_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class OnOneCore:
    """WSGI middleware that holds each thread it is called by to a core that no other web process of this server has."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner
        self._claim = _claim()
        self._threads = threading.local()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on, from now on on the core of this process; anywhere where there is none for it."""
        if self._claim is not None and not hasattr(self._threads, "is_held"):
            self._threads.is_held = True
            # A core may be taken away while the server runs.
            hold_to(cores() & {self._claim[0]})
        return self._inner(environ, start_response)

    def close(self) -> None:
        """Let another process have the core; threads that are held to it stay so."""
        if self._claim is not None:
            self._claim[1].close()


def _claim() -> tuple[int, socket.socket] | None:
    """Return a core, with the name that claims it as long as this process lives; None where there is no choice.

    Servers do not know of each other, and in containers all have the same number: each takes any core.
    """
    server, ours = os.getppid(), sorted(cores())
    for core in SystemRandom().sample(ours, len(ours)) if len(ours) > 1 else ():
        # Of Linux alone, as the rest: a name that is no file, and goes with its process.
        name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            name.bind(f"\0profgraph-{server}-core-{core}")
        except OSError:
            name.close()
        else:
            return core, name
    return None
