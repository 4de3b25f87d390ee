"""Validation of strangers' documents in a process of its own, which is killed at its deadline."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from ..settings import BASE
from ..shapes.rendering.json import from_json
from ..store.workers.cores import on_all_cores
from .problems import RequestError
from .reviewing import OUT_OF_MEMORY, Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..settings import Settings
    from ..shapes.report import FileReport

MOST_SECONDS = 30
MOST_MEMORY = 2 * 1024**3
# As many as run beside the queries of other readers without slowing them much.
_MOST_AT_ONCE = 2
_free = BoundedSemaphore(_MOST_AT_ONCE)


def reviewed(
    data: bytes, name: str, settings: Settings, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY
) -> tuple[FileReport, ...]:
    """Return the report on a document, or on each in an archive.

    Raise `RequestError` where it takes too long or too much, or all is busy.
    """
    task = Review(name, settings.base or BASE, settings.store, settings.shacl_engine, memory, round(seconds) + 1)
    command = [sys.executable, "-P", "-m", "profgraph.web.reviewing"]
    try:
        with place(), on_all_cores():
            # `run` kills the process at the deadline and waits for it.
            done = subprocess.run(  # noqa: S603  (our own module)
                command, input=task.line() + data, capture_output=True, timeout=seconds, check=False
            )
    except subprocess.TimeoutExpired as error:
        raise _refused(f"за {seconds:g} с", f"within {seconds:g} s") from error
    if done.returncode == -signal.SIGXCPU:
        raise _refused(f"за {seconds:g} с", f"within {seconds:g} s")
    if done.returncode == OUT_OF_MEMORY or done.returncode < 0:
        raise _refused("в отведённой памяти", "within the memory allowed")
    if done.returncode:
        raise RuntimeError(f"the validating process failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return from_json(done.stdout.decode())


@contextmanager
def place() -> Iterator[None]:
    """Hold one of the places for processes; raise `RequestError` where all are taken."""
    if not _free.acquire(blocking=False):
        raise RequestError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            ru="сейчас проверяются другие документы; повторите через несколько секунд",
            en="other documents are being validated; try again in a few seconds",
            retry_after=5,
        )
    try:
        yield
    finally:
        _free.release()


def _refused(ru: str, en: str) -> RequestError:
    return RequestError(
        HTTPStatus.SERVICE_UNAVAILABLE,
        ru=f"документ не удалось проверить {ru}; оставьте в нём только текст приказа",
        en=f"the document could not be validated {en}; leave only the text of the order in it",
    )
