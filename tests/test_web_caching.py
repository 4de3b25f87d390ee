"""What a reader may keep: an answer has a tag made of data, query and type, and is sent again only when one changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

COUNT = "SELECT (COUNT(*) AS ?n) { ?v a ps:StandardVersion }"
CSV = {"Accept": "text/csv"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caching") / "store"
    fill(path, {})
    return path


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(Settings(store=str(folder))).test_client()


def fill(store: Path, changes: dict[str, str]) -> None:
    text = bundled().read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    source = store.parent / "order.txt"
    source.write_text(text, encoding="utf-8")
    with Writer.open(store) as writer:
        list(load([source], writer))
        writer.publish()


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/sparql", query_string={"query": COUNT})
    again = client.get("/sparql", query_string={"query": COUNT}, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    kept = ("ETag", "Vary", "Cache-Control", "Access-Control-Allow-Origin")
    assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]


def test_new_data_are_seen_at_once_and_have_another_tag(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    fill(folder, {})
    client = create_app(Settings(store=str(folder))).test_client()
    first = client.get("/sparql", query_string={"query": COUNT}, headers=CSV)
    fill(folder, {"16.020": "16.099", "620н": "621н"})
    headers = {**CSV, "If-None-Match": first.headers["ETag"]}
    second = client.get("/sparql", query_string={"query": COUNT}, headers=headers)
    assert [(one.status_code, one.text.split()) for one in (first, second)] == [(200, ["n", "1"]), (200, ["n", "2"])]
    assert first.headers["ETag"] != second.headers["ETag"]


def test_every_other_request_has_another_tag(client: FlaskClient, folder: Path) -> None:
    strict = create_app(Settings(store=str(folder), default_graph="strict")).test_client()
    requests = [
        client.get("/sparql", query_string={"query": COUNT}),
        client.get("/sparql", query_string={"query": COUNT}, headers=CSV),
        client.get("/sparql", query_string={"query": COUNT + " "}),
        client.get("/sparql", query_string={"query": COUNT, "default-graph-uri": "urn:a"}),
        client.get("/sparql", query_string={"query": COUNT, "named-graph-uri": "urn:a"}),
        strict.get("/sparql", query_string={"query": COUNT}),
    ]
    assert len({response.headers["ETag"] for response in requests}) == len(requests)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (StrUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
    ],
)
def test_what_is_another_each_time_has_no_tag(query: str, client: FlaskClient) -> None:
    assert "ETag" not in client.get("/sparql", query_string={"query": query}).headers


def test_a_name_with_now_in_it_is_no_reason(client: FlaskClient) -> None:
    query = "ASK { ?f ps:requiresKnowledge ?k }"
    assert "ETag" in client.get("/sparql", query_string={"query": query}).headers


def test_the_answer_to_a_post_has_no_tag(client: FlaskClient) -> None:
    assert "ETag" not in client.post("/sparql", data={"query": COUNT}).headers
