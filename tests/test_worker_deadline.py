"""A process that stops amid its answer is over at its deadline, as one that never begins to answer."""

from __future__ import annotations

import multiprocessing
import struct
from contextlib import suppress

import pytest
from profgraph.store.workers.deadline import killed_after
from profgraph.store.writing.frames import Frame, receive

# A process of its own cannot import a file of tests, so what it does goes to it as text.
STOPS = "import os, time; os.write(connection.fileno(), begun); time.sleep(600)"
ANSWERS = "from profgraph.store.writing.frames import Frame, send; send(connection, Frame({'said': 'all'}))"


@pytest.mark.parametrize("begun", [b"", struct.pack("!i", 1000), struct.pack("!i", 1000) + b"{"])
def test_a_process_that_stops_amid_its_answer_is_over_at_its_deadline(begun: bytes) -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=exec, args=(STOPS, {"connection": theirs, "begun": begun})
    )
    process.start()
    theirs.close()
    found = None
    with killed_after(process, 2) as over, suppress(OSError):
        found = receive(ours)
    process.join()
    assert (found, over.is_set()) == (None, True)


def test_a_process_that_answers_in_time_is_not() -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=exec, args=(ANSWERS, {"connection": theirs}))
    process.start()
    theirs.close()
    with killed_after(process, 300) as over:
        found = receive(ours)
    process.join()
    assert (found, over.is_set(), process.exitcode) == (Frame({"said": "all"}), False, 0)
