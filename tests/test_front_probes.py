"""/healthz tells that the process lives, whatever the store does; /readyz that queries are answered."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import UsageError
from profgraph.settings import Settings
from profgraph.web.app import create_app
from profgraph.web.readiness import Readiness

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_a_loaded_store_is_ready(client: FlaskClient, folder: Path) -> None:
    version = (folder / "current").resolve().name
    answers = [client.get(probe) for probe in ("/healthz", "/readyz")]
    assert [(one.status_code, one.get_json(), one.headers["Cache-Control"]) for one in answers] == [
        (200, {"status": "alive"}, "no-store"),
        (200, {"status": "ready", "dataVersion": version}, "no-store"),
    ]


@pytest.mark.parametrize("store", ["none", "http://127.0.0.1:9/query"])
def test_without_data_it_is_alive_but_not_ready(store: str, tmp_path: Path) -> None:
    where = store if store.startswith("http") else str(tmp_path / store)
    client = create_app(Settings(store=where)).test_client()
    assert client.get("/healthz").get_json() == {"status": "alive"}
    answer = client.get("/readyz?lang=en")
    problem = json.loads(answer.text)
    assert (answer.status_code, answer.mimetype, problem["status"], problem["title"]) == (
        503,
        "application/problem+json",
        503,
        "The service is unavailable",
    )
    assert client.get("/metrics").status_code == 200


def test_being_alive_needs_no_store(tmp_path: Path) -> None:
    store = tmp_path / "store"
    client = create_app(Settings(store=str(store))).test_client()
    store.write_text("not a folder", encoding="utf-8")
    assert [client.get("/healthz").status_code for _ in range(3)] == [200] * 3


def test_one_probe_asks_and_the_others_are_told() -> None:
    fresh, stale = Readiness(1_000), Readiness(0)
    asking, done = Event(), Event()

    def slowly() -> str:
        asking.set()
        assert done.wait(60)
        return "new"

    def never() -> str:
        raise AssertionError("two probes ask at once")

    assert [one.told(lambda: "old") for one in (fresh, stale)] == ["old", "old"]
    with ThreadPoolExecutor(20) as crowd:
        # A late one may come when the first has its answer already: it asks for itself then.
        for readiness, told, ask in ((fresh, "old", never), (stale, "new", lambda: "new")):
            asking.clear()
            done.clear()
            first = crowd.submit(readiness.told, slowly)
            assert asking.wait(60)
            others = [crowd.submit(readiness.told, ask) for _ in range(10)]
            if told == "old":
                assert [one.result(60) for one in others] == [told] * 10
            done.set()
            assert ([one.result(60) for one in others], first.result(60)) == ([told] * 10, "new")


def test_what_keeps_queries_from_being_answered_is_told_until_it_is_over() -> None:
    readiness = Readiness(1_000)

    def failing() -> str:
        raise UsageError(ru="нет", en="no")

    with pytest.raises(UsageError, match="no"):
        readiness.told(failing)
    assert readiness.told(lambda: "again") == "again"


def test_a_crowd_of_probes_is_told_the_same(client: FlaskClient) -> None:
    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(lambda _: client.application.test_client().get("/readyz"), range(60)))
    assert {(one.status_code, one.get_json()["status"]) for one in answers} == {(200, "ready")}
