"""Attends to one client of the writer process: whose turn it is, and what goes back when something goes wrong."""

from __future__ import annotations

import sys
import traceback
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING

from ...errors import ProfGraphError, StoreBusyError, StoreError
from .frames import Frame, receive, send
from .problems import to_values
from .requests import REQUESTS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from .requests import Service


@dataclass
class Locks:
    """One client has the turn from its first look at the data until its change; one request runs at a time.

    It waits `patience` seconds for the turn, and after `idle` seconds of silence others may have it.
    """

    patience: float
    idle: float
    turn: Lock = field(default_factory=Lock)
    engine: Lock = field(default_factory=Lock)


class Desk:
    """The place of one client."""

    def __init__(self, service: Service, locks: Locks, stop: Event) -> None:
        self._service = service
        self._locks = locks
        self._stop = stop
        self._has_turn = False
        self._seen: str | None = None

    def attend(self, connection: Connection) -> None:
        """Answer until the client leaves; take its turn away from it then, and publish what it did not."""
        try:
            while request := self._heard(connection):
                send(connection, self._answer(request))
                if self._service.writer.is_broken:
                    # The supervisor starts a process that opens the data anew.
                    self._stop.set()
        except OSError:
            return
        finally:
            self._end_turn()
            self._publish_left()

    def _heard(self, connection: Connection) -> Frame | None:
        """Return the next request of the client; while it is silent for long, others may write."""
        if self._has_turn and not connection.poll(self._locks.idle):
            with self._locks.engine:
                self._seen = self._service.writer.data_version()
            self._end_turn()
        # What was begun must go on; before it begins, whoever keeps nobody waiting may be silent.
        connection.poll(None)
        return receive(connection)

    def _answer(self, frame: Frame) -> Frame:
        try:
            return self._in_turn(frame)
        except ProfGraphError as error:
            return Frame({"problem": to_values(error)})
        except Exception:  # noqa: BLE001  (one bad request must not end the writer; its log says which)
            traceback.print_exc(file=sys.stderr)
            return Frame({"problem": to_values(_failed())})

    def _in_turn(self, frame: Frame) -> Frame:
        request = REQUESTS[frame.header["ask"]]
        if request.needs_turn:
            self._take_turn()
        try:
            with self._locks.engine if request.touches_data else nullcontext():
                return request.answer(self._service, frame)
        finally:
            if not request.keeps_turn:
                self._end_turn()

    def _publish_left(self) -> None:
        if self._service.is_published:
            return
        # On a full disk it fails; the next one to publish, or to open the folder, does it.
        with suppress(StoreError), self._locks.engine:
            self._service.writer.publish()

    def _take_turn(self) -> None:
        if self._has_turn:
            return
        if not self._locks.turn.acquire(timeout=self._locks.patience):
            raise StoreBusyError(
                ru="в хранилище пишет другая команда или запрос; повторите позже",
                en="another command or request is writing to the store; try again later",
            )
        self._has_turn = True
        self._refuse_outdated()

    def _refuse_outdated(self) -> None:
        """Raise `StoreBusyError` when others have changed what the client saw before it fell silent."""
        seen, self._seen = self._seen, None
        if seen is None:
            return
        with self._locks.engine:
            now = self._service.writer.data_version()
        if now == seen:
            return
        self._end_turn()
        raise StoreBusyError(
            ru=f"после {self._locks.idle:g} с молчания в хранилище записал кто-то другой; начните сначала",
            en=f"after {self._locks.idle:g} s of silence somebody else has written to the store; begin again",
        )

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._locks.turn.release()


def _failed() -> StoreError:
    return StoreError(
        ru="пишущий процесс не справился с запросом; подробности в его журнале",
        en="the writer process failed at the request; its log says more",
    )
