"""`POST /update`: who may, what is taken, what is answered, what is refused and changes nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from profgraph.errors import UsageError
from profgraph.settings import BASE, Settings, from_environment
from profgraph.store.writing.opening import served_by
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    Editing = Callable[..., AbstractContextManager[FlaskClient]]
    Counted = Callable[[FlaskClient], dict[str, float]]

FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
QUERY = "application/sparql-query"
PROBLEM = "application/problem+json"
INSERT = "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> <x:o> } }"
ASSERTED = f"{BASE}graph/asserted/16.020/620n-2014-09-08"
EVERYTHING = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(5))
ENDLESS = f"INSERT {{ <x:a> <x:b> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {EVERYTHING} }} }}"
TOKEN = "a-token-of-tests-only"  # noqa: S105  (nothing is behind it)
REFUSED_FORM = f"a request body as %s is not read; possible, in UTF-8: {FORM}, {UPDATE}"
ONE_UPDATE = "one update is needed, in the field update, and no query; /sparql takes queries"


@pytest.fixture(scope="module")
def editor(folder: Path, editing: Editing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    copy = tmp_path_factory.mktemp("updated") / "store"
    shutil.copytree(folder, copy, symlinks=True)
    with editing(copy) as client:
        yield client


@pytest.fixture(autouse=True)
def _without_graphs_of_people(editor: FlaskClient) -> Iterator[None]:
    yield
    assert editor.post("/update", data="DROP SILENT GRAPH <x:g>", content_type=UPDATE).status_code == 200


def objects(client: FlaskClient) -> list[str]:
    query = "SELECT ?o { GRAPH <x:g> { ?s ?p ?o } } ORDER BY STR(?o)"
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200
    return answer.text.split("\r\n")[1:-1]


def version(client: FlaskClient) -> str:
    return str(json.loads(client.get("/readyz").text)["dataVersion"])


def refusal(response: TestResponse) -> tuple[int, str]:
    problem = json.loads(response.text)
    assert response.mimetype == PROBLEM
    assert problem["status"] == response.status_code
    return response.status_code, problem["detail"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (INSERT, UPDATE),
        (INSERT, f"{UPDATE}; charset=UTF-8"),
        (urlencode({"update": INSERT}), FORM),
    ],
)
def test_an_update_is_sent_in_two_ways(body: str, content_type: str, editor: FlaskClient) -> None:
    response = editor.post("/update", data=body, content_type=content_type)
    made = version(editor)
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert json.loads(response.text) == {"added": 1, "removed": 0, "dataVersion": made}
    assert (response.headers["ProfGraph-Data-Version"], response.headers["Cache-Control"]) == (made, "no-store")
    assert objects(editor) == ["x:o"]
    again = editor.post("/update", data=body, content_type=content_type)
    assert json.loads(again.text) == {"added": 0, "removed": 0, "dataVersion": made}


def test_the_protocol_names_the_dataset_of_the_patterns(editor: FlaskClient) -> None:
    editor.post("/update", data=INSERT, content_type=UPDATE)
    text = "INSERT { GRAPH <x:g> { ?s ?p 'copied' } } WHERE { %s }"
    for address, pattern, added in (
        ("/update?using-graph-uri=x:g", "?s ?p <x:o>", 1),
        ("/update?using-graph-uri=x:none", "?s ?p <x:o> BIND(1 AS ?x)", 0),
        ("/update?using-named-graph-uri=x:g", "GRAPH ?g { ?s ?p 'copied' }", 0),
    ):
        response = editor.post(address, data=text % pattern, content_type=UPDATE)
        assert (response.status_code, json.loads(response.text)["added"]) == (200, added)
    fields = {"update": "DELETE WHERE { GRAPH <x:g> { ?s ?p ?o } }", "using-named-graph-uri": "x:g"}
    response = editor.post("/update", data=urlencode(fields), content_type=FORM)
    assert (json.loads(response.text)["removed"], objects(editor)) == (2, [])


def test_relative_iris_are_resolved_against_the_address_of_the_endpoint(editor: FlaskClient) -> None:
    text = "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> <a/../b#c> } }"
    editor.post("/update", data=text, content_type=UPDATE)
    assert objects(editor) == ["http://localhost/b#c"]
    query = "ASK { GRAPH <x:g> { <x:s> <x:p> <b#c> } }"
    assert json.loads(editor.get("/sparql", query_string={"query": query}).text)["boolean"] is True


def test_what_was_read_before_a_write_is_not_what_is_read_after_it(editor: FlaskClient) -> None:
    reader = editor.application.test_client()
    query = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <x:g> { ?s ?p ?o } }"}

    def read(**headers: str) -> TestResponse:
        return reader.get("/sparql", query_string=query, headers={"Accept": "text/csv", **headers})

    before = read()
    assert (before.text, read(**{"If-None-Match": before.headers["ETag"]}).status_code) == ("n\r\n0\r\n", 304)
    assert editor.post("/update", data=INSERT, content_type=UPDATE).status_code == 200
    after = read(**{"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.text) == (200, "n\r\n1\r\n")
    assert after.headers["ETag"] != before.headers["ETag"]


REFUSED: dict[str, tuple[str, str | bytes, str | None, int, str]] = {
    "no update": ("/update", "", FORM, 400, ONE_UPDATE),
    "a query": ("/update", urlencode({"query": "ASK {}"}), FORM, 400, ONE_UPDATE),
    "a query beside it": ("/update?query=ASK%7B%7D", INSERT, UPDATE, 400, ONE_UPDATE),
    "two": (
        "/update",
        urlencode([("update", INSERT)] * 2),
        FORM,
        400,
        "the field update is given 2 times; send it once",
    ),
    "no media type": ("/update", INSERT, None, 415, REFUSED_FORM % "—"),
    "the type of a query": ("/update", INSERT, QUERY, 415, REFUSED_FORM % QUERY),
    "another charset": (
        "/update",
        INSERT,
        f"{UPDATE}; charset=koi8-r",
        415,
        REFUSED_FORM % f"{UPDATE}; charset=koi8-r",
    ),
    "not UTF-8": ("/update", b"CLEAR ALL #\xff", UPDATE, 400, "the request is not in UTF-8; encode it so"),
    "too large": (
        "/update",
        b"#" * 1_000_001,
        UPDATE,
        413,
        "The body is larger than 1 MB; shorten it or split the query into parts",
    ),
    "malformed": (
        "/update",
        "INSERT DATA { <x:s> }",
        UPDATE,
        400,
        "the update, line 1, column 21: error after 'INSERT DATA { <x:s>'",
    ),
    "two datasets": (
        "/update?using-graph-uri=x:g",
        "DELETE { ?s ?p ?o } USING <x:g> WHERE { ?s ?p ?o }",
        UPDATE,
        400,
        "the update: USING in the text and using-graph-uri of the request exclude each other; keep one",
    ),
    "a dataset and a graph": (
        "/update?using-named-graph-uri=x:g",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        UPDATE,
        400,
        "the update: WITH in the text and using-graph-uri of the request exclude each other; keep one",
    ),
    "no IRI": (
        "/update?using-graph-uri=g",
        "DELETE WHERE { ?s ?p ?o }",
        UPDATE,
        400,
        "'g' is not an IRI; write all of it: https://…",
    ),
    "a load": (
        "/update",
        "LOAD <http://127.0.0.1:1/x>",
        UPDATE,
        400,
        "the update, line 1, column 1: LOAD is not evaluated here; send the data yourself: INSERT DATA or PUT /graphs",
    ),
    "a call": (
        "/update",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        UPDATE,
        400,
        (
            "the update, line 1, column 29: SERVICE to http://127.0.0.1:1/x is not allowed here; "
            "load that data, ask that endpoint yourself or name it in PROFGRAPH_SERVICES"
        ),
    ),
    "the graphs of the program": (
        "/update",
        f"CLEAR GRAPH <{BASE}graph/ontology>",
        UPDATE,
        409,
        f"the graph <{BASE}graph/ontology> cannot be changed: it comes with the release of the program",
    ),
    "a second graph": (
        "/update",
        "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> <x:o> } GRAPH <x:h> { <x:s> <x:p> <x:o> } }",
        UPDATE,
        409,
        "the triple <x:s> <x:p> <x:o> would stand in two graphs: <x:g> and <x:h>; keep it in one",
    ),
}


@pytest.mark.parametrize(("address", "body", "content_type", "status", "detail"), REFUSED.values(), ids=REFUSED)
def test_promise_g_what_is_refused_changes_nothing(
    address: str, body: str | bytes, content_type: str | None, status: int, detail: str, editor: FlaskClient
) -> None:
    before = version(editor)
    response = editor.post(address, data=body, content_type=content_type)
    assert (*refusal(response), version(editor)) == (status, detail, before)


def test_an_address_is_no_place_for_an_update(editor: FlaskClient) -> None:
    response = editor.get("/update", query_string={"update": "CLEAR ALL"})
    assert refusal(response) == (405, "/update: the method GET does not fit; choose from OPTIONS, POST")
    assert response.headers["Allow"] == "OPTIONS, POST"


def test_a_standard_that_would_be_wrong_comes_back_as_a_report(editor: FlaskClient) -> None:
    before = version(editor)
    text = f"DELETE WHERE {{ GRAPH <{ASSERTED}> {{ ?s ps:expressesConcept ?c }} }}"
    for lang, line in (
        ("en", "A/01.5/action/1: The statement does not express exactly one concept. (StatementExpressesOneConcept)"),
        ("ru", "A/01.5/action/1: Утверждение не выражает ровно одно понятие. (StatementExpressesOneConcept)"),
    ):
        response = editor.post("/update", data=text, content_type=UPDATE, headers={"Accept-Language": lang})
        problem = json.loads(response.text)
        assert (response.status_code, response.headers["Content-Language"]) == (409, lang)
        assert (problem["report"][0], len(problem["report"])) == (line, 100)
        assert problem["detail"].endswith(line)
    assert version(editor) == before


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        (None, "/update"),
        ("Bearer", "/update"),
        ("Bearer a-token-of-tests-onlY", "/update"),
        ("Bearer a-token-of-tests-only2", "/update"),
        ("Bearer ключ", "/update"),
        ("Basic a-token-of-tests-only", "/update"),
        (None, "/update?access_token=a-token-of-tests-only&token=a-token-of-tests-only"),
    ],
)
def test_promise_g_without_the_token_nobody_writes(
    sent: str | None, address: str, editor: FlaskClient, counted: Counted
) -> None:
    stranger = editor.application.test_client()
    headers = {"Accept-Language": "en"} | ({} if sent is None else {"Authorization": sent})
    before, failed = version(editor), counted(editor)["profgraph_unauthorised_total"]
    response = stranger.post(address, data=INSERT, content_type=UPDATE, headers=headers)
    assert refusal(response) == (401, "writing needs the right token; send the header Authorization: Bearer TOKEN")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="ProfGraph"'
    assert (version(editor), counted(editor)["profgraph_unauthorised_total"]) == (before, failed + 1)


def test_the_name_of_the_scheme_is_read_in_any_case(editor: FlaskClient) -> None:
    headers = {"Authorization": "bearer a-token-of-tests-only"}
    assert editor.post("/update", data=INSERT, content_type=UPDATE, headers=headers).status_code == 200


def test_a_server_without_a_token_only_reads(folder: Path) -> None:
    client = create_app(Settings(store=str(folder))).test_client()
    headers = {"Authorization": "Bearer ", "Accept-Language": "en"}
    for method, address in (("POST", "/update"), ("PUT", "/graphs?default"), ("DELETE", "/graphs/x")):
        assert refusal(client.open(address, method=method, data=INSERT, content_type=UPDATE, headers=headers)) == (
            403,
            "this service only answers queries; to open it for writing, set PROFGRAPH_TOKEN on the server",
        )


def test_a_remote_store_is_only_read() -> None:
    client = create_app(Settings(store="http://127.0.0.1:1/sparql", token=TOKEN)).test_client()
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept-Language": "en"}
    assert refusal(client.post("/update", data=INSERT, content_type=UPDATE, headers=headers)) == (
        403,
        "the data of this service are in another one and only read here; write to that one",
    )


def test_a_token_is_long_and_never_shown() -> None:
    token = "s" * 16
    settings = from_environment({"PROFGRAPH_TOKEN": token, "PROFGRAPH_STORE": "x"})
    assert (settings.token, token in repr(settings)) == (token, False)
    assert from_environment({"PROFGRAPH_TOKEN": "", "PROFGRAPH_STORE": "x"}).token is None
    for poor in ("short", "s" * 15, "s" * 15 + " ", "ключ" * 5):
        with pytest.raises(UsageError) as refused:
            from_environment({"PROFGRAPH_TOKEN": poor})
        assert refused.value.message.en.startswith("PROFGRAPH_TOKEN: at least 16 characters")
        assert poor not in refused.value.message.en + refused.value.message.ru


def test_scripts_of_other_sites_may_send_the_token(editor: FlaskClient) -> None:
    response = editor.options("/update")
    assert (response.status_code, response.headers["Access-Control-Allow-Methods"]) == (204, "OPTIONS, POST")
    assert response.headers["Access-Control-Allow-Headers"].split(", ")[0] == "Authorization"
    assert "Authorization" not in editor.options("/sparql").headers["Access-Control-Allow-Headers"]
    assert "ProfGraph-Data-Version" in response.headers["Access-Control-Expose-Headers"].split(", ")


def test_an_update_that_takes_too_long_ends_alone(editing: Editing, tmp_path: Path) -> None:
    with editing(tmp_path / "store", seconds=1) as client:
        before = version(client)
        response = client.post("/update", data=ENDLESS, content_type=UPDATE)
        assert refusal(response) == (
            503,
            "the write was stopped: more than 1 s or 4 GiB; split it into parts",
        )
        assert ("Retry-After" in response.headers, version(client)) == (False, before)
        assert client.post("/update", data=INSERT, content_type=UPDATE).status_code == 200


def test_a_writer_process_that_is_killed_is_followed_by_another(editing: Editing, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with editing(folder) as client, ThreadPoolExecutor(1) as beside:
        before = version(client)
        endless = beside.submit(client.post, "/update", data=ENDLESS, content_type=UPDATE)
        while not (folder / "trial").exists():
            time.sleep(0.01)
        process = served_by(folder)
        assert process is not None
        os.kill(process, signal.SIGKILL)
        response = endless.result(60)
        assert (*refusal(response), response.headers["Retry-After"]) == (
            503,
            "the writer process ended before it answered; the store's audit.jsonl tells whether the change was made",
            "5",
        )
        assert version(client) == before
        # The next one waits until the other process is there.
        assert client.post("/update", data=INSERT, content_type=UPDATE).status_code == 200


def test_without_a_writer_process_one_is_told_to_come_back(folder: Path) -> None:
    settings = replace(Settings(store=str(folder)), token=TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept-Language": "en"}
    response = create_app(settings).test_client().post("/update", data=INSERT, content_type=UPDATE, headers=headers)
    assert (*refusal(response), response.headers["Retry-After"]) == (
        503,
        "Others are writing to the store, or its writer process is being restarted; try again in a few seconds",
        "5",
    )


def test_promise_g_every_write_leaves_a_line_without_the_token(editor: FlaskClient) -> None:
    editor.post("/update", data=INSERT, content_type=UPDATE)
    site = editor.application.extensions["profgraph"]
    log = (site.settings.folder / "audit.jsonl").read_text(encoding="utf-8")
    last = json.loads(log.splitlines()[-1])
    assert (last["what"], last["client"], last["outcome"], last["added"], last["text"]) == (
        "update",
        "http",
        "done",
        1,
        INSERT,
    )
    assert re.search("a-token-of-tests", log) is None
