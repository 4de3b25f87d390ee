"""/healthz tells that the process lives, whatever the store does; /readyz that queries are answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app

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
