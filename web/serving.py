"""The server process: granian, whose workers are web processes that open the store as readers."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ..errors import Message, UsageError
from .app import create_app
from .cores import OnOneCore
from .gate import THREADS
from .listening import give_up_who_does_not_read
from .live_metrics import forget_dead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed.wsgi import WSGIApplication

    from ..settings import Settings

_SECONDS_TO_STOP = 5  # what is answered within them is answered; a longer query is stopped
_STARTED = Message(
    ru="ProfGraph отвечает на {address} (остановить: Ctrl+C)", en="ProfGraph answers at {address} (Ctrl+C stops it)"
)


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; raise `UsageError` when the address cannot be listened at."""
    _refuse_taken(settings.host, settings.port)
    # A fork would carry locks of the engine's threads into the worker.
    multiprocessing.set_start_method("spawn", force=True)
    with _folder_of_processes(settings.processes) as shared:
        _run(settings, shared)


@contextmanager
def _folder_of_processes(count: int) -> Iterator[Path | None]:
    """Give the folder in which several web processes keep their metrics and rates; one needs none."""
    if count == 1:
        yield None
        return
    with TemporaryDirectory(prefix="profgraph-", ignore_cleanup_errors=True) as name:
        # Read by `prometheus_client` when a web process imports it.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = name
        yield Path(name)


def _run(settings: Settings, shared: Path | None) -> None:
    server = Granian(
        "profgraph",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        websockets=False,
        blocking_threads=THREADS,
        workers_kill_timeout=_SECONDS_TO_STOP,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    )
    sys.stdout.write(_STARTED.filled(address=_address(settings)).in_language(settings.lang) + "\n")
    sys.stdout.flush()
    # Named by a value: granian reads a dotted name as a path below the current folder.
    server.serve(target_loader=partial(_application, settings, shared), wrap_loader=False)


def _application(settings: Settings, shared: Path | None) -> WSGIApplication:
    """Return the application of a web process, which ends with the process that started it, however that ends."""
    if shared is not None:
        forget_dead(shared)
    Thread(target=_end_with_parent, daemon=True).start()
    Thread(target=give_up_who_does_not_read, args=(settings.port,), daemon=True).start()
    app = create_app(_share_of(settings), shared)
    # What is there now stays: else every full collection of garbage would stop all requests to look through it.
    gc.freeze()
    return OnOneCore(app.wsgi_app)


def _share_of(settings: Settings) -> Settings:
    """Return what one web process may use: its share of the cache and of the places of slow queries."""
    slow = max(1, (settings.workers - 1) // settings.processes)
    return replace(settings, workers=slow + 1, cache_bytes=settings.cache_bytes // settings.processes)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        # Nobody is left who would end what does not end by itself.
        time.sleep(_SECONDS_TO_STOP)
        os._exit(1)


def _refuse_taken(host: str, port: int) -> None:
    """Raise `UsageError` when another process listens there: granian would share the port with it."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            ru=f"{host}:{port}: этот адрес не занять ({reason}); выберите другой: --host АДРЕС, --port ПОРТ",
            en=f"{host}:{port}: cannot listen there ({reason}); choose another: --host ADDRESS, --port PORT",
        ) from error


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/"
