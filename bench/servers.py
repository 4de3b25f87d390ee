"""The servers that the bench compares, over the same data: ours and `oxigraph serve`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADS_OF_CODES = 50


@contextmanager
def ours(store: Path, **environment: str) -> Iterator[int]:
    """Give the port of a `profgraph serve` over a store."""
    port = free_port()
    command = [sys.executable, "-m", "profgraph", "--store", str(store), "serve", "--port", str(port)]
    with running(command, port, "/readyz", {**os.environ, **environment}):
        yield port


@contextmanager
def oxigraph(store: Path, copy: Path) -> Iterator[int]:
    """Give the port of an `oxigraph serve` over a copy of the store's newest snapshot; the same engine as ours."""
    shutil.copytree(store / "current" / "engine", copy)
    port = free_port()
    program = str(Path(sysconfig.get_path("scripts")) / "oxigraph")
    bind = f"127.0.0.1:{port}"
    command = [program, "serve", "--location", str(copy), "--bind", bind, "--union-default-graph"]
    with running(command, port, "/", dict(os.environ)):
        yield port


@contextmanager
def running(
    command: list[str], port: int, ready: str, environment: dict[str, str], folder: Path | None = None
) -> Iterator[None]:
    """Run a server until the end of the block, from when it answers the address `ready`."""
    with subprocess.Popen(  # noqa: S603  (our own commands)
        command,
        env=environment,
        cwd=folder or Path(__file__).parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_for(process, port, ready)
            yield
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(process: subprocess.Popen[bytes], port: int, ready: str) -> None:
    deadline = time.monotonic() + 120
    while not _is_ready(port, ready):
        if process.poll() is not None or time.monotonic() > deadline:
            message = f"the server on port {port} does not start"
            raise RuntimeError(message)
        time.sleep(0.05)


def _is_ready(port: int, ready: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
            one.sendall(f"GET {ready} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            return one.recv(12) == b"HTTP/1.1 200"
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def filled(store: Path, standards: int) -> None:
    """Load the bundled standard and so many copies of it, each under a code and an order of its own."""
    texts = store.with_name(f"{store.name}-texts")
    texts.mkdir()
    text = bundled().read_text(encoding="utf-8")
    for number in range(standards - 1):
        code = f"{17 + number // _HEADS_OF_CODES:02}.{100 + number % _HEADS_OF_CODES}"
        order = str(1000 + number)
        other = text.replace("16.020", code).replace("620н", f"{order}н").replace("N 620", f"N {order}")
        (texts / f"{number}.txt").write_text(other, encoding="utf-8")
    with Writer.open(store) as writer:
        for result in load([bundled(), *sorted(texts.iterdir())], writer):
            if not isinstance(result, Loaded):
                raise result.error
        writer.publish()
