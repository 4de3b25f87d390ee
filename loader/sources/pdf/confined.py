"""Starts the process that reads the pages of a PDF, with the time and memory it may use."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from ....errors import Message, SourceError
from .pieces import from_json

if TYPE_CHECKING:
    from .pieces import Page

MOST_SECONDS = 60  # the longest order of the corpus takes two
MOST_MEMORY = 1024**3
MOST_PAGES = 600
_COMMAND = (sys.executable, "-P", "-m", "profgraph.loader.sources.pdf.extraction")
_REASONS = {
    "password": Message(
        ru="PDF закрыт паролем; сохраните его без пароля",
        en="the PDF is locked with a password; save it without one",
    ),
    "broken": Message(
        ru="PDF повреждён или обрывается; получите файл заново",
        en="the PDF is damaged or cut off; get the file again",
    ),
    "no text": Message(
        ru="в PDF нет текста, одни картинки; распознайте его или найдите приказ текстом",
        en="the PDF has no text, only pictures; run character recognition on it or find the order as text",
    ),
    "long": Message(
        ru=f"в PDF больше {MOST_PAGES} страниц; это не приказ, возьмите файл одного стандарта",
        en=f"the PDF has over {MOST_PAGES} pages, so it is no order; take the file of one standard",
    ),
    "slow": Message(
        ru="PDF не удалось прочитать в отведённых времени и памяти; сохраните его заново или возьмите DOCX",
        en="the PDF could not be read within the time and memory allowed; save it anew or take a DOCX",
    ),
}


def pages_of(
    data: bytes, name: str, *, seconds: int = MOST_SECONDS, memory: int = MOST_MEMORY, pages: int = MOST_PAGES
) -> list[Page]:
    """Return the pages of a PDF; raise `SourceError` where they cannot be had."""
    limits = json.dumps({"seconds": seconds, "memory_bytes": memory, "pages": pages}).encode()
    try:
        # `run` kills the process at the deadline and waits for it.
        done = subprocess.run(  # noqa: S603  (our own module)
            _COMMAND, input=limits + b"\n" + data, capture_output=True, timeout=2 * seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refused("slow", name) from error
    if done.returncode in _OUT_OF_BOUNDS:
        raise _refused("slow", name)
    if done.returncode:
        raise RuntimeError(f"the process that reads PDF failed: {done.stderr.decode(errors='replace')[-2000:]}")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise _refused(answer["refused"], name)
    return from_json(answer["pages"])


# Out of memory is told by itself; SIGXCPU ends what is out of time, and the kernel may kill what is out of memory.
_OUT_OF_BOUNDS = frozenset({os.EX_TEMPFAIL, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV})


def _refused(reason: str, name: str) -> SourceError:
    message = _REASONS[reason]
    return SourceError(ru=f"{name}: {message.ru}", en=f"{name}: {message.en}")
