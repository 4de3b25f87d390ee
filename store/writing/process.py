"""The writer process: holds the store folder, listens for the user's other processes, ends with its parent."""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from multiprocessing import AuthenticationError
from multiprocessing.connection import Listener, answer_challenge, deliver_challenge
from threading import Event, Thread
from typing import TYPE_CHECKING

from ...errors import ProfGraphError, StoreError
from ..guards import engine_errors
from ..writer import Writer
from .desk import Desk, Locks
from .editing import Editor
from .frames import Frame, send
from .problems import to_values
from .registration import Registration, announced, new_registration
from .requests import Service
from .silence import limit_silence
from .trials import TrialLimits, Trials

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from .editing import Gate


@dataclass(frozen=True)
class Order:
    """What a writer process is started with.

    A client waits `patience` seconds for its turn, may sleep on it for `idle`, and stop for `silence` in the middle of
    what it says or hears; updates may call `services`.
    """

    folder: Path
    base: str | None
    gate: Gate
    is_union: bool = True
    bare: bool = False
    patience: float = 30
    idle: float = 60
    silence: float = 60
    services: frozenset[str] = frozenset()
    limits: TrialLimits = field(default_factory=TrialLimits)


def run_writer(order: Order, ready: Connection) -> None:
    """Hold the folder until SIGTERM or the end of the parent; say on `ready` that it is held, or why it is not."""
    stop = Event()
    # Ctrl+C reaches the whole group; the parent stops this process when its own work is done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    Thread(target=_stop_with_parent, args=(stop,), daemon=True).start()
    with ready, ExitStack() as held:
        try:
            locks = _opened(order, held, stop)
        except ProfGraphError as error:
            send(ready, Frame({"problem": to_values(error)}))
            return
        send(ready, Frame({"ready": True}))
        stop.wait()
        # Never given back: the request that runs is finished, and no other begins.
        locks.engine.acquire()


def _opened(order: Order, held: ExitStack, stop: Event) -> Locks:
    writer = held.enter_context(Writer.open(order.folder, base=order.base, bare=order.bare))
    # A load that was cut off may have committed what it did not publish.
    held.callback(_published, writer)
    trials = held.enter_context(closing(Trials(order.limits, networked=bool(order.services))))
    editor = Editor(writer, trials, order.gate, order.is_union, order.services)
    locks = Locks(order.patience, order.idle)
    with engine_errors(writer.folder):
        registration = held.enter_context(new_registration())
        listener = held.enter_context(Listener(registration.address, family="AF_UNIX"))
        held.enter_context(announced(writer.folder, registration))
    Thread(target=_listen, args=(listener, registration, editor, order.silence, locks, stop), daemon=True).start()
    return locks


def _published(writer: Writer) -> None:
    # On a full disk it fails; the next writer publishes when it opens the folder.
    with suppress(StoreError):
        writer.publish()


def _listen(
    listener: Listener, registration: Registration, editor: Editor, silence: float, locks: Locks, stop: Event
) -> None:
    while True:
        try:
            connection = listener.accept()
        except OSError:
            return
        desk = Desk(Service(editor.writer, editor), locks, stop)
        Thread(target=_attend, args=(connection, registration, desk, silence), daemon=True).start()


def _attend(connection: Connection, registration: Registration, desk: Desk, silence: float) -> None:
    # Here and not in `accept`: a client that says nothing keeps nobody else from being heard.
    with connection:
        # One that stops within a word, or does not hear the answer, keeps no turn either.
        limit_silence(connection, silence)
        try:
            deliver_challenge(connection, registration.secret)
            answer_challenge(connection, registration.secret)
        except (OSError, EOFError, AuthenticationError):
            return
        desk.attend(connection)


def _stop_with_parent(stop: Event) -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        stop.set()
