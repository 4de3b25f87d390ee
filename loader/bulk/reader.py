"""The process in which documents are read, recognised, checked and made ready to be committed."""

from __future__ import annotations

import gc
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

from ...errors import ProfGraphError, RefusedError, SourceError
from ...ontology.terms import Minter
from ...shapes.validation import bundled_checks
from ...store.workers.confinement import bound_memory, end_with, leave_network
from ...store.writing.frames import Frame, receive, send
from ...store.writing.problems import to_values
from .. import refusals
from ..building import build
from ..known import of_package
from .prepared import prepared, to_frame

if TYPE_CHECKING:
    from datetime import date
    from multiprocessing.connection import Connection

    from ...settings import ShaclEngine
    from ...shapes.validation import Checks
    from ..known import Known

_AHEAD = 2  # documents that wait in the process, so that it never waits for the next one


@dataclass(frozen=True)
class Order:
    """What a reading process is started with; `memory` is how many bytes a document may take.

    `known` are the items of classifiers, if others than those of the package; an order dated after `today` is doubted.
    """

    base: str
    engine: ShaclEngine = "turbo"
    strict: bool = False
    details: bool = False
    memory: int = 2**30
    known: Known | None = None
    today: date | None = None


def attend(connection: Connection, order: Order) -> None:
    """Answer until the other end is gone."""
    # Ctrl+C reaches the whole group; whoever started this process ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Before there is a second thread: with one, a process without privileges may not.
    leave_network()
    end_with(connection)
    checks, minter = bundled_checks(order.engine), Minter(order.base)
    of_package(minter)
    bound_memory(order.memory)
    # What a document leaves is collected after it, not meanwhile, and what is here by now never.
    gc.disable()
    gc.freeze()
    waiting: Queue[Frame | None] = Queue(_AHEAD)
    Thread(target=_listen, args=(connection, waiting), daemon=True).start()
    # Gone already, the other end wants no word of it.
    with suppress(OSError):
        send(connection, Frame({"started": True}))
        while request := waiting.get():
            send(connection, _answered(request, order, minter, checks))
            gc.collect()


def _listen(connection: Connection, waiting: Queue[Frame | None]) -> None:
    while request := receive(connection):
        waiting.put(request)
    waiting.put(None)


def _answered(request: Frame, order: Order, minter: Minter, checks: Checks) -> Frame:
    name: str = request.header["name"]
    try:
        return _read(name, request.parts[0], request.header["known_as"], order, minter, checks)
    except ProfGraphError as error:
        return Frame({"problem": to_values(error)})
    except MemoryError:
        return Frame({"problem": to_values(_too_much(name, order.memory))})
    except Exception:  # noqa: BLE001  (one document must not end the load; what is wrong with the program is told)
        traceback.print_exc(file=sys.stderr)
        return Frame({"problem": to_values(_fault(name))})


def _read(name: str, data: bytes, known_as: list[str], order: Order, minter: Minter, checks: Checks) -> Frame:
    built = build(data, name, minter, known_as=known_as, checks=checks, known=order.known, today=order.today)
    refusals.wrong_graph(name, built.graphs.version, built.results)
    if order.strict:
        refusals.faults(built, name)
    return to_frame(prepared(built, minter, details=order.details))


def _too_much(name: str, memory: int) -> SourceError:
    size = f"{memory / 2**30:g}"
    return SourceError(
        ru=f"{name}: чтение заняло больше {size} ГиБ памяти и прервано; это не приказ, разделите файл",
        en=f"{name}: reading took over {size} GiB of memory and was stopped; it is no order, divide the file",
    )


def _fault(name: str) -> RefusedError:
    return RefusedError(
        ru=f"{name}: сбой программы при чтении; сообщите о нём, приложив файл",
        en=f"{name}: the program failed at it; report that with the file",
    )
