"""The real server: started as a process, asked over HTTP, stopped by its own id."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from profgraph.errors import UsageError
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from profgraph.web.serving import serve
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
QUERY = "SELECT ?code ?name WHERE { ?f a ps:ParticularWorkFunction ; ps:code ?code ; ps:name ?name } ORDER BY ?code"
HTML = {"Accept": "text/html"}
CODES = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
SERVE = """
import sys
from profgraph.settings import Settings
from profgraph.web.app import create_app
from profgraph.web.serving import serve
if __name__ == "__main__":
    serve(Settings(store=sys.argv[1], port=int(sys.argv[2])))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serving") / "store"
    with Writer.open(path) as writer:
        list(load([bundled()], writer))
        writer.publish()
    return path


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("program") / "serving.py"
    path.write_text(SERVE, encoding="utf-8")
    return path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def started(program: Path, folder: Path, port: int) -> subprocess.Popen[str]:
    # From the checkout, whose root is a package: a server found by an import path would not start there.
    return subprocess.Popen(
        [sys.executable, str(program), str(folder), str(port)], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    )


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
            return True
    except HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


def until(condition: bool, port: int) -> None:  # noqa: FBT001  (read as: until it answers, or not)
    for _ in range(1200):
        if answers(port) is condition:
            return
        time.sleep(0.1)
    pytest.fail(f"the server on {port} is not as awaited: answering={condition}")


@pytest.fixture(scope="module")
def port(program: Path, folder: Path) -> Iterator[int]:
    number = free_port()
    with started(program, folder, number) as server:
        assert server.stdout is not None
        try:
            assert server.stdout.readline() == f"ProfGraph answers at http://127.0.0.1:{number}/ (Ctrl+C stops it)\n"
            until(condition=True, port=number)
            yield number
        finally:
            server.terminate()
            assert server.wait(120) == 0
    until(condition=False, port=number)


def test_sparqlwrapper_asks_and_reads(port: int) -> None:
    service = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql", returnFormat=JSON)
    service.setQuery(QUERY)
    answer = service.queryAndConvert()
    assert isinstance(answer, dict)
    assert [row["code"]["value"] for row in answer["results"]["bindings"]] == CODES


@pytest.mark.parametrize(
    ("query", "form", "beginning"),
    [
        ("SELECT (1 AS ?x) {}", CSV, b"x\r\n1\r\n"),
        ("CONSTRUCT { <urn:a> <urn:b> 'ё' } WHERE {}", TURTLE, b"@prefix ps: <https://w3id.org/profgraph/ns#> .\n"),
    ],
)
def test_sparqlwrapper_posts(query: str, form: str, beginning: bytes, port: int) -> None:
    service = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql", returnFormat=form)
    service.setMethod(POST)
    service.setQuery(query)
    answer = service.queryAndConvert()
    assert isinstance(answer, bytes)
    assert answer.startswith(beginning)


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere", 404), ("/sparql?query=%FF", 400), ("/sparql?query=" + quote("ASK {"), 400)]
)
def test_errors_come_through_whole(address: str, status: int, port: int) -> None:
    with pytest.raises(HTTPError) as failed:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=10)
    with failed.value as error:
        assert json.loads(error.read())["status"] == error.code == status


def test_the_pages_of_a_remote_store_are_the_same(port: int, folder: Path) -> None:
    stores = str(folder), f"http://127.0.0.1:{port}/sparql"
    near, far = (create_app(Settings(store=store)).test_client() for store in stores)
    for address in ("/", "/q/effective-knowledge?function=B/03.6"):
        assert near.get(address, headers=HTML).text == far.get(address, headers=HTML).text


def test_a_taken_port_is_one_line(port: int, folder: Path) -> None:
    with pytest.raises(UsageError) as refused:
        serve(Settings(store=str(folder), port=port))
    assert refused.value.message.en == (
        f"127.0.0.1:{port}: cannot listen there (Address already in use); choose another: --host ADDRESS, --port PORT"
    )


def test_an_interrupt_stops_it(program: Path, folder: Path) -> None:
    number = free_port()
    with started(program, folder, number) as server:
        until(condition=True, port=number)
        server.send_signal(signal.SIGINT)
        assert server.wait(120) == 0
    until(condition=False, port=number)


def test_a_killed_server_leaves_no_worker(program: Path, folder: Path) -> None:
    number = free_port()
    with started(program, folder, number) as server:
        until(condition=True, port=number)
        server.kill()
    until(condition=False, port=number)


def test_without_an_install_server_py_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", str(ROOT / "server.py")],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        encoding="utf-8",
        env={"PYTHONPATH": ""},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "server.py: No module named 'profgraph'; install ProfGraph in this folder first: pip install .\n"
    )


def test_server_py_has_the_factory_and_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "server.py", "--help"], capture_output=True, check=True, cwd=ROOT, encoding="utf-8"
    )
    assert "--port" in done.stdout
    done = subprocess.run(
        [sys.executable, "-c", "import server; print(server.create_app.__module__)"],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert done.stdout == "profgraph.web.app\n"
