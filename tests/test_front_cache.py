"""The cache in front of the routing: what shares an answer, what is never kept, what leaves first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.changes import Changes
from profgraph.store.folder import Folder
from profgraph.store.snapshots import current_version
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Counted
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

ASK = "ASK { ?s ?p ?o }"
JSON = "application/sparql-results+json"


@pytest.fixture
def app(folder: Path) -> Flask:
    return create_app(Settings(store=str(folder)))


def query(client: FlaskClient, text: str = ASK, **headers: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": text}, headers=headers)


SAME = {
    "the same": ({}, {}),
    "no header is as good as any": ({}, {"Accept": "*/*"}),
    "spaces, cases and parameters": ({"Accept": f"{JSON};q=1.0"}, {"Accept": f" {JSON.upper()} ; charset=utf-8"}),
    "types that nobody offers": ({"Accept": "text/csv, */*;q=0.1"}, {"Accept": "image/webp,text/csv,*/*;q=0.3"}),
    "a language that is not there": ({"Accept-Language": "ru"}, {"Accept-Language": "de, ru;q=0.5"}),
    "an encoding that is not there": ({}, {"Accept-Encoding": "br"}),
    "another agent": ({"User-Agent": "a"}, {"User-Agent": "b", "Cookie": "c=d"}),
}
OTHER = {
    "type": ({}, {"Accept": "text/csv"}),
    "order of types": ({"Accept": f"text/csv,{JSON};q=0.9"}, {"Accept": f"text/csv;q=0.9,{JSON}"}),
    "page": ({}, {"Accept": "text/html"}),
    "language": ({}, {"Accept-Language": "en"}),
    "host": ({}, {"Host": "example.org"}),
}


@pytest.mark.parametrize(("first", "second"), SAME.values(), ids=SAME)
def test_equal_wishes_share_an_answer(
    first: dict[str, str], second: dict[str, str], app: Flask, counted: Counted
) -> None:
    client = app.test_client()
    one, two = query(client, **first), query(client, **second)
    assert (one.status_code, one.data, one.mimetype) == (two.status_code, two.data, two.mimetype)
    assert one.headers["ETag"] == two.headers["ETag"]
    found = counted(client)
    assert (found["profgraph_cache_misses_total"], found["profgraph_cache_hits_total"]) == (1, 1)


@pytest.mark.parametrize(("first", "second"), OTHER.values(), ids=OTHER)
def test_other_wishes_do_not(first: dict[str, str], second: dict[str, str], app: Flask, counted: Counted) -> None:
    client = app.test_client()
    one, two = query(client, **first), query(client, **second)
    assert one.headers["ETag"] != two.headers["ETag"]
    found = counted(client)
    assert (found["profgraph_cache_misses_total"], found["profgraph_cache_hits_total"]) == (2, 0)


@pytest.mark.parametrize("content_type", ["False", "None", "GET", "POST", "0"])
def test_what_is_posted_is_never_answered_as_what_is_got(app: Flask, content_type: str) -> None:
    client, address = app.test_client(), f"/sparql?query={ASK}"
    sent = {"headers": {"Content-Type": content_type, "Content-Length": "0"}}
    found = [client.post(address, **sent), client.get(address), client.post(address, **sent), client.get(address)]
    assert [one.status_code for one in found] == [415, 200, 415, 200]


def test_a_hit_is_the_whole_answer_again(app: Flask) -> None:
    client = app.test_client()
    for address in ("/", "/checks", f"/sparql?query={ASK}", "/static/style.css", "/validate/report.css"):
        first, second = (client.get(address, headers={"Accept": "text/html"}) for _ in range(2))
        assert (second.data, dict(second.headers)) == (first.data, dict(first.headers))


def test_a_posted_query_is_kept_by_its_body(app: Flask, counted: Counted) -> None:
    client = app.test_client()
    answers = [client.post("/sparql", data={"query": text}) for text in (ASK, ASK, "ASK {}")]
    assert [(one.status_code, "ETag" in one.headers) for one in answers] == [(200, False)] * 3
    found = counted(client)
    assert (found["profgraph_cache_misses_total"], found["profgraph_cache_hits_total"]) == (2, 1)


def test_a_long_posted_query_is_answered_but_not_kept(app: Flask, counted: Counted) -> None:
    client = app.test_client()
    for _ in range(2):
        answer = client.post("/sparql", data=f"{ASK} #{'x' * 100_000}", content_type="application/sparql-query")
        assert answer.get_json()["boolean"] is True
    assert counted(client)["profgraph_cache_misses_total"] == 0


def test_head_has_the_headers_of_get_and_shares_its_answer(app: Flask, counted: Counted) -> None:
    client = app.test_client()
    head = client.head("/sparql", query_string={"query": ASK})
    get = query(client)
    assert (head.status_code, head.data) == (200, b"")
    assert {**head.headers} == {**get.headers}
    assert counted(client)["profgraph_cache_hits_total"] == 1


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/sparql?query=ASK+{}", {"Authorization": "Bearer x"}),
        ("/healthz", {}),
        ("/readyz", {}),
        ("/metrics", {}),
    ],
)
def test_these_have_no_tag_and_are_not_kept(
    address: str, headers: dict[str, str], app: Flask, counted: Counted
) -> None:
    client = app.test_client()
    for _ in range(2):
        answer = client.get(address, headers=headers)
        assert (answer.status_code, "ETag" in answer.headers) == (200, False)
    found = counted(client)
    assert (found["profgraph_cache_misses_total"], found["profgraph_cache_hits_total"]) == (0, 0)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sparql?query=SELECT+(RAND()+AS+?x)+{}", 200),
        ("/sparql?query=ASK+{", 400),
        ("/nowhere", 404),
        ("/sparql/x", 404),
    ],
)
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_these_are_computed_each_time(address: str, status: int, accept: str, app: Flask, counted: Counted) -> None:
    client = app.test_client()
    for _ in range(2):
        answer = client.get(address, headers={"Accept": accept})
        assert (answer.status_code, "ETag" in answer.headers) == (status, False)
    found = counted(client)
    assert (found["profgraph_cache_misses_total"], found["profgraph_cache_entries"]) == (2, 0)


def test_a_tag_is_enough_where_nothing_is_held(folder: Path) -> None:
    first, second = (create_app(Settings(store=str(folder), cache_bytes=0)).test_client() for _ in range(2))
    tag = query(first).headers["ETag"]
    assert (query(second, **{"If-None-Match": f'"x", {tag}'}).status_code) == 304
    assert (query(second, **{"If-None-Match": f'"x", {tag}', "Accept": "text/csv"}).status_code) == 200


def test_new_data_drop_every_old_answer(tmp_path: Path, counted: Counted) -> None:
    folder = tmp_path / "store"
    fill(folder, lambda text: text)
    client = create_app(Settings(store=str(folder))).test_client()
    count = "SELECT (COUNT(*) AS ?n) { ?v a ps:StandardVersion }"
    for text in (count, ASK, "ASK {}"):
        query(client, text)
    assert counted(client)["profgraph_cache_entries"] == 3
    fill(folder, lambda text: text.replace("16.020", "16.099").replace("620н", "621н"))
    assert query(client, count, Accept="text/csv").text.split() == ["n", "2"]
    assert counted(client)["profgraph_cache_entries"] == 1


def test_data_published_while_an_answer_is_computed_do_not_go_by_the_old_name(tmp_path: Path, counted: Counted) -> None:
    folder = tmp_path / "store"
    fill(folder, lambda text: text)
    app = create_app(Settings(store=str(folder)))

    @app.get("/publishing")
    def publishing() -> str:
        """Answer while another process publishes."""
        fill(folder, lambda text: text.replace("16.020", "16.099").replace("620н", "621н"))
        return "computed"

    client = app.test_client()
    first, second = client.get("/publishing"), client.get("/publishing")
    assert ("ETag" in first.headers, "ETag" in second.headers) == (False, True)
    assert counted(client)["profgraph_cache_entries"] == 1


def test_data_that_came_and_went_meanwhile_do_not_go_by_the_name_of_those_around_them(tmp_path: Path) -> None:
    node = URIRef("http://example.org/a")
    passing = frozenset({(node, node, Literal(1), URIRef("http://example.org/g"))})
    with Writer.open(tmp_path) as writer:
        writer.publish()
        app = create_app(Settings(store=str(tmp_path)))
        changes = [Changes(add=passing), Changes(remove=passing)]

        @app.get("/publishing")
        def publishing() -> str:
            """Answer from other data, where there are no others before and after it."""
            while changes:
                writer.apply(changes.pop(0))
                writer.publish()
            return "computed"

        client, seen = app.test_client(), []
        for _ in range(2):
            version, response = current_version(Folder(tmp_path)), client.get("/publishing")
            seen.append((version, "ETag" in response.headers))
    assert seen == [(seen[0][0], False), (seen[0][0], True)]


def fill(folder: Path, changed: Callable[[str], str]) -> None:
    source = folder.parent / "order.txt"
    source.write_text(changed(bundled().read_text(encoding="utf-8")), encoding="utf-8")
    with Writer.open(folder) as writer:
        list(load([source], writer))
        writer.publish()


def test_the_cache_holds_no_more_than_it_may_and_drops_the_oldest(folder: Path, counted: Counted) -> None:
    most = 40_000
    client = create_app(Settings(store=str(folder), cache_bytes=most)).test_client()
    queries = [f"ASK {{}} #{number}" for number in range(100)]
    for text in queries:
        query(client, text)
        query(client, queries[0])
    found = counted(client)
    assert 20_000 < found["profgraph_cache_bytes"] <= most
    assert found["profgraph_cache_misses_total"] == len(queries)
    query(client, queries[1])
    query(client, queries[-1])
    assert counted(client)["profgraph_cache_misses_total"] == len(queries) + 1


def test_one_answer_never_fills_the_cache(folder: Path, counted: Counted) -> None:
    client = create_app(Settings(store=str(folder), cache_bytes=40_000)).test_client()
    for _ in range(2):
        assert query(client, "SELECT * { ?s ?p ?o } LIMIT 200").status_code == 200
    found = counted(client)
    assert (found["profgraph_cache_entries"], found["profgraph_cache_misses_total"]) == (0, 2)
