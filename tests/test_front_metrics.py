"""/metrics: every request is counted under its rule, names are few whatever strangers send, the manual knows each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app
from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from prometheus_client import Metric

MANUAL = Path(__file__).parent.parent / "docs" / "operation.md"


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return create_app(Settings(store=str(folder))).test_client()


def families(client: FlaskClient) -> dict[str, Metric]:
    return {one.name: one for one in text_string_to_metric_families(client.get("/metrics").text)}


def requests(client: FlaskClient) -> dict[tuple[str, str, str], float]:
    samples = [one for one in families(client)["profgraph_requests"].samples if one.name.endswith("_total")]
    return {(one.labels["route"], one.labels["method"], one.labels["status"]): one.value for one in samples}


def test_requests_are_counted_by_rule_method_and_status(client: FlaskClient) -> None:
    tag = client.get("/sparql?query=ASK+{}").headers["ETag"]
    client.get("/sparql?query=ASK+{}")
    client.get("/sparql?query=ASK+{}", headers={"If-None-Match": tag})
    client.get("/sparql?query=ASK+{")
    client.post("/sparql", data={"query": "ASK {}"})
    client.get("/static/style.css")
    client.get("/healthz")
    client.options("/sparql")
    for stranger in range(20):
        client.get(f"/nowhere/{stranger}")
        client.open("/sparql", method=f"INVENTED{stranger}")
    assert requests(client) == {
        ("/sparql", "GET", "200"): 2,
        ("/sparql", "GET", "304"): 1,
        ("/sparql", "GET", "400"): 1,
        ("/sparql", "POST", "200"): 1,
        ("/sparql", "OPTIONS", "204"): 1,
        ("/static/<path:filename>", "GET", "200"): 1,
        ("/healthz", "GET", "200"): 1,
        ("none", "GET", "404"): 20,
        ("none", "other", "405"): 20,
    }


def test_an_unchanged_answer_that_nobody_holds_has_its_rule(folder: Path) -> None:
    one, two = (create_app(Settings(store=str(folder))).test_client() for _ in range(2))
    tag = one.get("/sparql?query=ASK+{}").headers["ETag"]
    assert two.get("/sparql?query=ASK+{}", headers={"If-None-Match": tag}).status_code == 304
    assert requests(two) == {("/sparql", "GET", "304"): 1}


def test_times_are_counted_by_rule(client: FlaskClient) -> None:
    for _ in range(3):
        client.get("/checks")
    found = families(client)["profgraph_request_seconds"].samples
    counts = {one.labels["route"]: one.value for one in found if one.name.endswith("_count")}
    assert counts == {"/checks": 3}


def test_the_data_version_is_the_one_last_served(client: FlaskClient) -> None:
    client.get("/")
    version = client.get("/readyz").get_json()["dataVersion"]
    assert [one.labels for one in families(client)["profgraph_data_version"].samples] == [{"version": version}]


def test_two_applications_count_apart(folder: Path) -> None:
    one, two = (create_app(Settings(store=str(folder))).test_client() for _ in range(2))
    one.get("/checks")
    assert (requests(one), requests(two)) == ({("/checks", "GET", "200"): 1}, {})


def test_the_manual_has_every_metric_and_setting(client: FlaskClient) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    client.get("/")
    # When each counter began is told by the library, for every one of them.
    ours = {name for name in families(client) if name.startswith("profgraph_") and not name.endswith("_created")}
    assert set(re.findall(r"^\| `(profgraph_\w+?)(?:_total)?(?:\{.*\})?` ", text, re.MULTILINE)) == ours
    settings = (MANUAL.parent.parent / "settings.py").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(PROFGRAPH_\w+)` ", text, re.MULTILINE)) == set(
        re.findall(r'"(PROFGRAPH_\w+)"', settings)
    )
