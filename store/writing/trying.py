"""The process in which updates are tried and documents read: what it gives up first, and what it answers."""

from __future__ import annotations

import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import ProfGraphError, StoreError
from ..workers.confinement import cap_memory, end_with, leave_network
from .difference import AFTER, difference
from .documents import from_frame, to_triples
from .execution import execute
from .frames import Frame, receive, send, to_lines
from .problems import to_values
from .requests import update_from

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_OUT_OF_MEMORY = 3


def attend(connection: Connection, memory: int, networked: bool) -> None:  # noqa: FBT001  (the arguments of a process)
    """Answer until the other end is gone, in so much memory."""
    # Ctrl+C reaches the whole group; the writer ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not networked:
        # Before there is a second thread: with one, a process without privileges may not.
        leave_network()
    end_with(connection)
    cap_memory(memory)
    # Gone already, the other end wants no word of it.
    with suppress(BrokenPipeError):
        send(connection, Frame({"started": True}))
    while request := receive(connection):
        if problem := _answered(request, connection):
            send(connection, Frame({"problem": problem}))


def _answered(request: Frame, connection: Connection) -> dict[str, Any] | None:
    """Answer a request; return instead what was wrong with it.

    It is said after the error is gone, and with it the copy of the data that its frames hold open.
    """
    try:
        _answer(request, connection)
    except ProfGraphError as error:
        return to_values(error)
    except MemoryError:
        # Heard as an end without an answer, as where the engine aborts.
        raise SystemExit(_OUT_OF_MEMORY) from None
    except Exception:  # noqa: BLE001  (a fault must not look like a limit; the log says which)
        traceback.print_exc(file=sys.stderr)
        return to_values(_fault())
    return None


def _answer(request: Frame, connection: Connection) -> None:
    if request.header["ask"] == "triples":
        send(connection, Frame(parts=(to_triples(from_frame(request)),)))
    else:
        _try(request, connection)


def _try(request: Frame, connection: Connection) -> None:
    folder, hidden = Path(request.header["folder"]), request.header["hidden"]
    execute(folder / AFTER, update_from(request.header["update"]), hidden)
    # From here on only the size of the store decides how long it takes.
    send(connection, Frame({"updated": True}))
    net = difference(folder, request.header["touched"], hidden)
    header = {"create": sorted(net.create), "drop": sorted(net.drop)}
    send(connection, Frame(header, (to_lines(net.remove), to_lines(net.add))))


def _fault() -> StoreError:
    return StoreError(
        ru="запись не опробовать из-за ошибки программы; подробности в журнале пишущего процесса",
        en="the write cannot be tried because of a fault of the program; the log of the writer process says more",
    )
