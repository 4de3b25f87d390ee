"""A writer process that says nothing, and a client that sleeps on its turn, keep nobody waiting for ever."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreBusyError
from profgraph.store.changes import Changes
from profgraph.store.folder import Folder
from profgraph.store.writing.client import WriterClient
from profgraph.store.writing.frames import Frame, send
from profgraph.store.writing.opening import open_writer, server_writer
from profgraph.store.writing.protocol import Update
from profgraph.store.writing.registration import registered
from rdflib import Literal, Namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profgraph.store.protocol import Quad
    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]

EX = Namespace("http://example.org/")


def quad(name: str) -> Quad:
    return EX[name], EX.p, Literal(name), EX.g


def add(name: str) -> Changes:
    return Changes(add=frozenset({quad(name)}))


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_a_stopped_writer_process_is_not_awaited_for_ever(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with process(folder) as writer:
        assert writer.pid is not None
        with stopped(writer.pid):
            for opened in (open_writer, server_writer):
                with pytest.raises(StoreBusyError) as silent, opened(folder):
                    pass
                assert silent.value.message.en == (
                    "the writer process of the server does not answer just now; try again in a few seconds"
                )
        with server_writer(folder) as client:
            assert client.update(Update("INSERT DATA { <x:s> <x:p> <x:o> }"), client="test").added == 1


def test_a_client_that_sleeps_on_its_turn_loses_it(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with process(folder, patience=120, idle=0.2), open_writer(folder) as one, open_writer(folder) as other:
        assert one.graph(EX.g) == frozenset()
        assert other.apply(add("b")) is True
        with pytest.raises(StoreBusyError) as late:
            one.apply(add("a"))
        assert late.value.message.en == "after 0.2 s of silence somebody else has written to the store; begin again"
        assert other.graph(EX.g) == {quad("b")[:3]}
        assert one.graph(EX.g) == {quad("b")[:3]}
        assert one.apply(add("a")) is True


@pytest.mark.parametrize("said", [b"", b"\0\0", b"\0\0\1\0half of what was to be said"])
def test_a_client_that_stops_within_a_word_loses_its_turn(process: Process, tmp_path: Path, said: bytes) -> None:
    folder = tmp_path / "store"
    with process(folder, patience=120, idle=0.2, silence=3), ExitStack() as held:
        server = registered(Folder(folder))
        assert server is not None
        line = held.enter_context(socket.socket(socket.AF_UNIX))
        line.connect(server.address)
        with Connection(os.dup(line.fileno())) as connection:
            answer_challenge(connection, server.secret)
            deliver_challenge(connection, server.secret)
            WriterClient(connection, "test").graph(EX.g)
        line.sendall(said)
        with open_writer(folder) as other:
            assert other.apply(add("b")) is True


def test_a_client_that_does_not_hear_the_answer_loses_its_turn(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    large = Changes(add=frozenset((EX[f"s{number}"], EX.p, Literal("x" * 1000), EX.g) for number in range(1000)))
    with process(folder, patience=120, silence=3), open_writer(folder) as one, open_writer(folder) as other:
        assert one.apply(large) is True
        send(one._connection, Frame({"ask": "graph", "graph": str(EX.g)}))  # noqa: SLF001  (no client of ours stops)
        assert one._connection.poll(60)  # noqa: SLF001  (the answer begins, so it has the turn)
        assert other.apply(add("b")) is True


def test_a_client_that_slept_while_nobody_wrote_goes_on(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with process(folder, patience=120, idle=0.2), open_writer(folder) as one, open_writer(folder) as other:
        assert one.graph(EX.g) == frozenset()
        # It waits for the turn, so that the first one has slept when this is answered.
        assert other.graph(EX.g) == frozenset()
        assert one.apply(add("a")) is True
        with pytest.raises(StoreBusyError):
            other.apply(add("b"))
