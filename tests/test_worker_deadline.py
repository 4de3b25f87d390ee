"""A process that stops amid its answer is over at its deadline, as one that never begins to answer."""

from __future__ import annotations

import multiprocessing
import os
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from profgraph.store.workers.deadline import killed_after
from profgraph.store.writing.frames import Frame, receive, send

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def say(connection: Connection, begun: bytes) -> None:
    """Say the beginning of an answer, and nothing more."""
    os.write(connection.fileno(), begun)
    time.sleep(600)


def answer(connection: Connection, _begun: bytes) -> None:
    send(connection, Frame({"said": "all"}))


@pytest.mark.parametrize("begun", [b"", struct.pack("!i", 1000), struct.pack("!i", 1000) + b"{"])
def test_a_process_that_stops_amid_its_answer_is_over_at_its_deadline(begun: bytes) -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=say, args=(theirs, begun))
    process.start()
    theirs.close()
    found = None
    with killed_after(process, 2) as over, suppress(OSError):
        found = receive(ours)
    process.join()
    assert (found, over.is_set()) == (None, True)


def test_a_process_that_answers_in_time_is_not() -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=answer, args=(theirs, b""))
    process.start()
    theirs.close()
    with killed_after(process, 300) as over:
        found = receive(ours)
    process.join()
    assert (found, over.is_set(), process.exitcode) == (Frame({"said": "all"}), False, 0)
