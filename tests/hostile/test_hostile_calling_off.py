"""A query that its reader calls off by its name: it ends at once, in whichever process, and nothing but it."""

from __future__ import annotations

import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app
from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from conftest import Answer, Server, Serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "55"  # seconds: what ends before was called off


@pytest.fixture(scope="module")
def patient(served: Serving) -> Iterator[Server]:
    """Yield a server that lets a query run for long."""
    with served(PROFGRAPH_QUERY_SECONDS=LONG, PROFGRAPH_WORKERS="3") as one:
        yield one


@pytest.fixture(scope="module")
def readers() -> Iterator[ThreadPoolExecutor]:
    """Yield threads that ask."""
    with ThreadPoolExecutor() as threads:
        yield threads


def asked(readers: ThreadPoolExecutor, server: Server, name: str, text: str = ENDLESS) -> Future[Answer]:
    """Return the answer to come to a query of this name."""
    headers = {"Accept": "text/csv", "Accept-Language": "en", "ProfGraph-Query": name}
    return readers.submit(server.ask, f"/sparql?query={quote(text)}", timeout=float(LONG), **headers)


def called_off(server: Server, name: str) -> int:
    """Return the status of calling a query off."""
    return server.ask(f"/sparql/running/{name}", method="DELETE").status


def busy(server: Server) -> float:
    """Return how many places are taken by queries."""
    families = text_string_to_metric_families(server.ask("/metrics").body.decode())
    return sum(one.value for family in families for one in family.samples if one.name == "profgraph_query_workers_busy")


def test_it_ends_at_once_and_its_place_is_free(
    patient: Server, readers: ThreadPoolExecutor, until: Callable[..., None]
) -> None:
    name = secrets.token_hex(16)
    answer = asked(readers, patient, name)
    until(lambda: busy(patient) == 1)
    begun = time.monotonic()
    assert called_off(patient, name) == 204
    problem = json.loads(answer.result().body)
    assert called_off(patient, name) == 404
    until(lambda: busy(patient) == 0)
    assert time.monotonic() - begun < int(LONG) / 2
    assert problem == {
        "type": "about:blank",
        "title": "The service is unavailable",
        "status": 503,
        "detail": "the query was stopped by whoever sent it; send it again if its answer is still wanted",
    }
    assert patient.valid()


def test_only_the_query_of_that_name_ends(
    patient: Server, readers: ThreadPoolExecutor, until: Callable[..., None]
) -> None:
    names = [secrets.token_hex(16), secrets.token_hex(16)]
    first, second = (asked(readers, patient, name) for name in names)
    until(lambda: busy(patient) == 2)
    assert called_off(patient, names[0]) == 204
    assert first.result().status == 503
    assert (second.done(), busy(patient)) == (False, 1)
    assert called_off(patient, names[1]) == 204
    assert second.result().status == 503


def test_a_query_that_waits_for_its_place_never_begins(
    served: Serving, readers: ThreadPoolExecutor, until: Callable[..., None]
) -> None:
    with served(PROFGRAPH_QUERY_SECONDS=LONG, PROFGRAPH_WORKERS="2") as narrow:
        names = [secrets.token_hex(16), secrets.token_hex(16)]
        first = asked(readers, narrow, names[0])
        until(lambda: narrow.metric('profgraph_query_workers_busy{lane="slow"}') == 1)
        second = asked(readers, narrow, names[1], f"{ENDLESS} # another")
        until(lambda: narrow.metric('profgraph_query_queue_length{lane="slow"}') == 1)
        assert called_off(narrow, names[1]) == 204
        assert called_off(narrow, names[0]) == 204
        assert (first.result().status, second.result().status) == (503, 503)
        until(lambda: busy(narrow) == 0)


def test_another_process_on_the_store_calls_it_off(
    patient: Server, readers: ThreadPoolExecutor, until: Callable[..., None]
) -> None:
    name = secrets.token_hex(16)
    answer = asked(readers, patient, name)
    until(lambda: busy(patient) == 1)
    folder = Path(f"/proc/{patient.process.pid}/cwd").readlink()
    client = create_app(Settings(store=str(folder))).test_client()
    assert client.delete(f"/sparql/running/{name}").status_code == 204
    assert answer.result().status == 503
    until(lambda: busy(patient) == 0)
    assert list((folder / "running").iterdir()) == []


def test_a_name_is_used_once_at_a_time(
    patient: Server, readers: ThreadPoolExecutor, until: Callable[..., None]
) -> None:
    name = secrets.token_hex(16)
    first = asked(readers, patient, name)
    until(lambda: busy(patient) == 1)
    again = asked(readers, patient, name, "ASK {}").result()
    assert (again.status, json.loads(again.body)["detail"]) == (
        400,
        "ProfGraph-Query: a query of this name is running already; give each query a new name",
    )
    assert called_off(patient, name) == 204
    assert first.result().status == 503
    assert asked(readers, patient, name, "ASK {}").result().body == b"true"


@pytest.mark.parametrize("name", ["x", "0" * 31, "G" * 32, "A" * 32, "..%2F..%2Fstore.json"])
def test_what_is_no_name_is_refused(patient: Server, readers: ThreadPoolExecutor, name: str) -> None:
    refused = asked(readers, patient, name, "ASK {}").result()
    assert (refused.status, json.loads(refused.body)["detail"]) == (
        400,
        "ProfGraph-Query: the name of a query is 32 random digits 0-9 a-f; send such a one",
    )
    assert called_off(patient, name) == 404


def test_an_equal_query_goes_on(patient: Server, readers: ThreadPoolExecutor, until: Callable[..., None]) -> None:
    unnamed, name = readers.submit(patient.query, ENDLESS, timeout="8"), secrets.token_hex(16)
    until(lambda: busy(patient) == 1)
    named = asked(readers, patient, name)
    until(lambda: busy(patient) == 2)
    assert called_off(patient, name) == 204
    assert (named.result().status, unnamed.done()) == (503, False)
    assert json.loads(unnamed.result().body)["detail"].startswith("запрос не уложился в 8 с")
