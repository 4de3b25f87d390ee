"""An endpoint that may not be called, is down, slow or answers rubbish: said in one line, and nothing hangs."""

from __future__ import annotations

import errno
import json
import os
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message
from profgraph.settings import Settings
from profgraph.store.admission import QUERY, CallFailedError, CallLateError, CallsBusyError
from profgraph.store.engine_words import failed
from profgraph.store.workers.worker import ERRORS
from profgraph.store.writing.problems import from_values, to_values
from profgraph.web.app import create_app
from profgraph.web.problems import status_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

NAME = "esco-occupations-elsewhere"
LATER = "try again later"
NO_ROWS = "the answer holds no rows of a SELECT in JSON; check the address: is it a SPARQL endpoint?"
SPARQL_JSON = "application/sparql-results+json"
NOT_JSON = f"the answer is {{}}, not {SPARQL_JSON}; check the address: is it a SPARQL endpoint?"
FAULTS = {
    "error": f"it answered HTTP 500; {LATER}",
    "refused": "it answered HTTP 400; check the address: is it a SPARQL endpoint?",
    "barred": "it answered HTTP 401; it does not answer everybody; name an endpoint that does",
    "busy": f"it answered HTTP 429; {LATER}",
    "moved": (
        "it redirects (HTTP 302) to http://10.0.0.1/elsewhere, and redirections are not followed; "
        "ask by the final address and name it in PROFGRAPH_SERVICES"
    ),
    "html": NOT_JSON.format("text/html"),
    "typed": NOT_JSON.format("application/sparql-results+xml"),
    "broken": NO_ROWS,
    "term": NO_ROWS,
    "boolean": NO_ROWS,
    "truncated": f"the answer breaks off after 103 bytes; {LATER}",
    "chunked": f"the answer breaks off after 103 bytes; {LATER}",
    "long": "the answer has more than 10000 rows; ask for less",
    "large": "the answer has more than 10 MB; ask for less",
    "cut": "the answer was cut there at 1 rows; ask for less",
    "nothing": f"no connection (Remote end closed connection without response); check the address, {LATER}",
}
SLOW = ("slowly", "heads")
FOREVER = "no whole answer within {} s; try again later or ask for less"
LEFT_OUT = "SELECT ?code ?esco { ?f ps:code ?code FILTER(?code = 'B/03.6') SERVICE SILENT <%s> { ?esco a ?kind } }"


@pytest.fixture(scope="module")
def closed() -> Iterator[str]:
    """Yield an address where nothing listens, and nothing else will."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/query"


@pytest.fixture(scope="module")
def allowed(rubbish: str, closed: str) -> frozenset[str]:
    return frozenset(f"{rubbish}/{name}" for name in (*FAULTS, *SLOW)) | {closed}


@pytest.fixture(scope="module")
def client(folder: Path, allowed: frozenset[str]) -> FlaskClient:
    """Return a client of a service that may call every bad endpoint, and gives a slow one 4 seconds."""
    client = create_app(Settings(store=str(folder), services=allowed, query_seconds=6)).test_client()
    client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en"}
    return client


def by_http(client: FlaskClient, endpoint: str) -> tuple[int, str, str]:
    """Return the status of the question as a file, what its problem document says, and what its page does."""
    given = {"function": "16.020/A", "endpoint": endpoint}
    file = client.get(f"/q/{NAME}.csv", query_string=given)
    page = client.get(f"/q/{NAME}", query_string=given, headers={"Accept": "text/html"})
    assert (file.mimetype, page.mimetype, page.status_code) == (
        "application/problem+json",
        "text/html",
        file.status_code,
    )
    faults = re.findall(r'<p class="fault"[^>]*>(.*?)</p>', page.text)
    assert len(faults) == 1
    return file.status_code, file.json["detail"], unescape(faults[0])


def by_command(folder: Path, endpoint: str, **variables: str) -> tuple[int, str, str]:
    """Return the exit status of the question as a command, its output and its complaints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROFGRAPH_", "LC_", "LANG"))}
    words = ["--store", str(folder), "query", NAME, "function=16.020/A", f"endpoint={endpoint}"]
    command = [sys.executable, "-m", "profgraph", *words]
    done = subprocess.run(command, capture_output=True, check=False, env=kept | variables, timeout=300)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(("name", "said"), FAULTS.items())
def test_what_is_wrong_is_told_by_http(client: FlaskClient, rubbish: str, name: str, said: str) -> None:
    line = f"SERVICE: {rubbish}/{name}: {said}"
    assert by_http(client, f"{rubbish}/{name}") == (HTTPStatus.BAD_GATEWAY, line, line)


@pytest.mark.parametrize("name", ["error", "html", "truncated", "large"])
def test_what_is_wrong_is_told_on_the_command_line(folder: Path, rubbish: str, name: str) -> None:
    endpoint = f"{rubbish}/{name}"
    line = f"SERVICE: {endpoint}: {FAULTS[name]}\n"
    assert by_command(folder, endpoint, PROFGRAPH_SERVICES=endpoint) == (2, "", line)


def test_an_endpoint_that_is_down(client: FlaskClient, folder: Path, closed: str) -> None:
    line = f"SERVICE: {closed}: no connection ({os.strerror(errno.ECONNREFUSED)}); check the address, {LATER}"
    assert by_http(client, closed) == (HTTPStatus.BAD_GATEWAY, line, line)
    assert by_command(folder, closed, PROFGRAPH_SERVICES=closed) == (2, "", f"{line}\n")


def test_an_endpoint_that_is_not_allowed_is_not_called(
    client: FlaskClient, folder: Path, heard: list[str], rubbish: str
) -> None:
    before = [*heard]
    endpoint = f"{rubbish}/other"
    line = f"{endpoint}: this SPARQL endpoint is not asked here; name it in PROFGRAPH_SERVICES"
    assert by_http(client, endpoint) == (HTTPStatus.BAD_REQUEST, line, line)
    assert by_command(folder, endpoint) == (2, "", f"{line}\n")
    in_russian = f"{endpoint}: этой точки SPARQL здесь не спрашивают; назовите её в PROFGRAPH_SERVICES\n"
    others = {"PROFGRAPH_SERVICES": f"{rubbish}/error", "PROFGRAPH_LANG": "ru"}
    assert by_command(folder, endpoint, **others) == (2, "", in_russian)
    assert heard == before


@pytest.mark.parametrize(
    "value", ["sparql.example.org", "ftp://example.org/", "https://a.example/> { } #", "https://a b"]
)
def test_what_is_no_address_is_refused_before_anything_is_asked(client: FlaskClient, folder: Path, value: str) -> None:
    line = f"{value!r} is not the address of a SPARQL endpoint; write all of it: https://…"
    assert by_http(client, value) == (HTTPStatus.BAD_REQUEST, line, line)
    assert by_command(folder, value) == (2, "", f"{line}\n")


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_endpoint_is_left_at_its_deadline(client: FlaskClient, folder: Path, rubbish: str, name: str) -> None:
    endpoint = f"{rubbish}/{name}"
    with ThreadPoolExecutor() as both:
        command = both.submit(by_command, folder, endpoint, PROFGRAPH_SERVICES=endpoint, PROFGRAPH_QUERY_SECONDS="4")
        line = f"SERVICE: {endpoint}: {FOREVER.format(4)}"
        assert by_http(client, endpoint) == (HTTPStatus.GATEWAY_TIMEOUT, line, line)
        assert command.result() == (2, "", f"SERVICE: {endpoint}: {FOREVER.format(2.7)}\n")
    # Its worker is free, and so is its place in the relay.
    assert client.get("/sparql?query=ASK+{}", headers={"Accept": SPARQL_JSON}).json == {"head": {}, "boolean": True}


def test_silent_goes_on_without_any_of_them(client: FlaskClient, rubbish: str, closed: str) -> None:
    endpoints = [closed, *(f"{rubbish}/{name}" for name in (*FAULTS, SLOW[0]))]
    answers = [client.get("/sparql", query_string={"query": LEFT_OUT % endpoint}) for endpoint in endpoints]
    rows = [json.loads(answer.text)["results"]["bindings"] for answer in answers]
    assert rows == [[{"code": {"type": "literal", "value": "B/03.6"}}]] * len(endpoints)


def test_silent_on_the_command_line_too_but_not_for_who_may_not_be_called(folder: Path, closed: str) -> None:
    words = ["--store", str(folder), "query", "--format", "csv", "-q", LEFT_OUT % closed]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROFGRAPH_", "LC_", "LANG"))}
    done = [
        subprocess.run([sys.executable, "-m", "profgraph", *words], capture_output=True, check=False, env=kept | more)
        for more in ({"PROFGRAPH_SERVICES": closed}, {})
    ]
    assert [(one.returncode, one.stdout) for one in done] == [(0, b"code,esco\r\nB/03.6,\r\n"), (2, b"")]


STATUSES = {
    HTTPStatus.BAD_GATEWAY: CallFailedError,
    HTTPStatus.GATEWAY_TIMEOUT: CallLateError,
    HTTPStatus.SERVICE_UNAVAILABLE: CallsBusyError,
}


@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_what_the_relay_says_is_answered_with_its_status(status: HTTPStatus, kind: type[CallFailedError]) -> None:
    payload = json.dumps({"ru": "молчит", "en": "is silent", "status": status.value})
    error = failed(QUERY, RuntimeError(f"error from http://127.0.0.1:1/secret/ with payload: {payload}"))
    # As it comes from a worker, and from the writer process.
    sent = ERRORS[type(error).__name__](ru=error.message.ru, en=error.message.en)
    assert (type(error), type(sent), type(from_values(to_values(error)))) == (kind, kind, kind)
    assert (status_of(sent), sent.message) == (status, Message(ru="SERVICE: молчит", en="SERVICE: is silent"))
