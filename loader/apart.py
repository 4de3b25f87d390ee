"""Work on what strangers wrote, in a process of its own: without network, in so much memory, until the deadline."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Message, ProfGraphError, SourceError, StoreError
from ..store.workers.confinement import cap_memory, end_with, leave_network
from ..store.workers.deadline import killed_after
from ..store.writing.frames import Frame, receive, send
from ..store.writing.problems import from_values, to_values

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    Work = Callable[..., Frame]


_PART = Message(ru="возьмите часть графа", en="take a part of the graph")


@dataclass(frozen=True)
class Limits:
    """How long the work may take, the start of the process included, how much memory, and what to do beyond that."""

    seconds: float = 300
    memory: int = 4 * 1024**3
    cure: Message = _PART


def apart(work: Work, *given: object, name: str, limits: Limits) -> Frame:
    """Return what `work` gives; raise the `ProfGraphError` that it raises, or `SourceError` where a limit is met."""
    context = multiprocessing.get_context("spawn")
    mine, other = context.Pipe()
    process = context.Process(target=_attend, args=(other, work, given, limits.memory), daemon=True)
    process.start()
    other.close()
    said: Frame | None = None
    try:
        with killed_after(process, limits.seconds), suppress(OSError):
            said = receive(mine)
    finally:
        process.kill()
        process.join()
        mine.close()
    if said is None:
        raise _over(name, limits)
    if problem := said.header.get("problem"):
        raise from_values(problem)
    return said


def _attend(connection: Connection, work: Work, given: tuple[object, ...], memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_network()
    end_with(connection)
    _silence_engines()
    cap_memory(memory)
    with suppress(BrokenPipeError):
        send(connection, _answer(work, given))


def _silence_engines() -> None:
    """Keep from the screen what native code says when memory ends; tracebacks of our own are still shown."""
    sys.stderr = os.fdopen(os.dup(2), "w")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  (a device)
        os.dup2(nowhere.fileno(), 2)


def _answer(work: Work, given: tuple[object, ...]) -> Frame:
    try:
        return work(*given)
    except ProfGraphError as error:
        return Frame({"problem": to_values(error)})
    except MemoryError:
        # Heard as an end without an answer, as where the engine aborts.
        raise SystemExit(1) from None
    except Exception:  # noqa: BLE001  (a fault must not look like a limit)
        traceback.print_exc(file=sys.stderr)
        return Frame({"problem": to_values(_fault())})


def _over(name: str, limits: Limits) -> SourceError:
    seconds, memory = f"{limits.seconds:g}", f"{limits.memory / 1024**3:g}"
    return SourceError(
        ru=f"{name}: не прочитать за {seconds} с в {memory} ГиБ памяти; {limits.cure.ru}",
        en=f"{name}: not read within {seconds} s and {memory} GiB of memory; {limits.cure.en}",
    )


def _fault() -> StoreError:
    return StoreError(
        ru="файл не прочитать из-за ошибки программы; подробности выше",
        en="the file cannot be read because of a fault of the program; more is said above",
    )
