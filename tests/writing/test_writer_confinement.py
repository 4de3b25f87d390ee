"""What an update can reach and what is compared after it are decided in the writer process, whoever asks."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import closing, nullcontext, suppress
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import ProfGraphError, StoreError
from profgraph.store.admission import UPDATE, CallFailedError
from profgraph.store.engine_words import failed
from profgraph.store.protocol import QueryError
from profgraph.store.workers.confinement import leave_network
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import server_writer
from profgraph.store.writing.protocol import Update
from profgraph.store.writing.trials import TrialLimits, Trials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]
    State = Callable[[Path], frozenset[str]]

TRIPLE, OTHER = "<x:s> <x:p> <x:o>", "<x:a> <x:p> <x:o>"
OUTSIDE = ("LOAD <%s>", "INSERT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }")
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Give an address on this machine and what is sent there."""
    heard: list[bytes] = []

    def listen(listening: socket.socket) -> None:
        while True:
            with listening.accept()[0] as line:
                request = line.recv(65536)
                if request == b"end":
                    return
                heard.append(request)
                line.sendall(ANSWER)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = listening.getsockname()
        listens = Thread(target=listen, args=(listening,))
        listens.start()
        yield f"http://127.0.0.1:{address[1]}/x", heard
        with socket.create_connection(address) as line:
            line.sendall(b"end")
        listens.join()


@pytest.mark.parametrize("text", OUTSIDE)
def test_no_client_has_the_writer_process_call_out(
    served: Path, state: State, listener: tuple[str, list[bytes]], text: str
) -> None:
    address, heard = listener
    with server_writer(served) as client:
        version = client.data_version()
        for relay in (None, address):
            with pytest.raises(QueryError, match=r"is not (allowed|evaluated) here"):
                client.update(Update(text % address, relay=relay), client="test")
        assert client.data_version() == version
    assert (heard, state(served)) == ([], frozenset())


@pytest.mark.parametrize("text", OUTSIDE)
def test_the_process_of_trials_has_no_network(tmp_path: Path, listener: tuple[str, list[bytes]], text: str) -> None:
    if not _may_leave_network():
        pytest.skip("the system does not let a process give up its network")
    address, heard = listener
    with Writer.open(tmp_path) as writer:
        for networked in (False, True):
            # The answer is none to a query.
            failing = suppress(ProfGraphError) if "SERVICE" in text or not networked else nullcontext()
            with closing(Trials(TrialLimits(), networked=networked)) as trials, failing:
                trials.difference(writer, Update(text % address), None)
            assert bool(heard) is networked


def _may_leave_network() -> bool:
    code = f"from {leave_network.__module__} import leave_network; raise SystemExit(not leave_network())"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_endpoint_that_is_allowed_is_called_by_way_of_the_relay(
    process: Process, tmp_path: Path, listener: tuple[str, list[bytes]]
) -> None:
    address, heard = listener
    endpoint = "http://192.0.2.1/sparql"
    text = OUTSIDE[1] % endpoint
    with (
        process(tmp_path / "store", services=frozenset({endpoint})),
        server_writer(tmp_path / "store") as client,
        pytest.raises(ProfGraphError),
    ):
        client.update(Update(text, relay=f"{address}/"), client="test")
    (request,) = {one.split()[1] for one in heard}
    assert request.startswith(b"/x/http%3A%2F%2F192.0.2.1%2Fsparql")


def test_the_secret_address_of_a_relay_is_told_to_nobody() -> None:
    said = 'error from http://127.0.0.1:1/secret/ with payload: {"ru": "молчит", "en": "is silent", "status": 502}'
    told = failed(UPDATE, RuntimeError(said))
    assert type(told) is CallFailedError
    assert told.message.en == "SERVICE: is silent"


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("INSERT DATA { <x:s> <x:p> <x:o> }", (TRIPLE,)),
        (
            "BASE <x:> INSERT DATA { <x:s> <x:p> <x:o> . GRAPH <x:g> { <x:a> <x:p> <x:o> } }",
            (TRIPLE, "<x:a> <x:p> <x:o> <x:g>"),
        ),
        ("INSERT DATA { <s> <x:p> <x:o> }", ("<http://e.org/s> <x:p> <x:o>",)),
        ("PREFIX : <x:> INSERT DATA { GRAPH :g { :s :p :o } }", ("<x:s> <x:p> <x:o> <x:g>",)),
    ],
)
def test_what_an_update_changed_is_found_by_its_words(
    served: Path, state: State, text: str, added: tuple[str, ...]
) -> None:
    with server_writer(served) as client:
        assert client.update(Update(text, base="http://e.org/"), client="test").added == len(added)
    assert state(served) == set(added)


def test_a_fault_in_a_trial_is_not_taken_for_a_limit(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Writer.open(tmp_path) as writer, closing(Trials(TrialLimits())) as trials:
        with pytest.raises(StoreError) as fault:
            trials.difference(writer, Update("INSERT DATA { <x:s> <x:p> <x:o> }"), ("no iri",))
        assert fault.value.message.en.startswith("the write cannot be tried because of a fault of the program")
        assert "no iri" not in fault.value.message.en
        # The same process goes on.
        assert len(trials.difference(writer, Update("INSERT DATA { <x:s> <x:p> <x:o> }"), ("",)).add) == 1
    assert "ValueError" in capfd.readouterr().err
