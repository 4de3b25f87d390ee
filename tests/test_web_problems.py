"""Errors: the status of each kind, in the reader's language and form, with nothing of the server in them."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import (
    LimitError,
    ProfGraphError,
    RefusedError,
    ShapesError,
    SourceError,
    StoreError,
    UnknownNameError,
    UsageError,
)
from profgraph.settings import Settings
from profgraph.store.protocol import QueryError
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PROGRAM = "*/*"
BROWSER = "text/html,*/*;q=0.8"
FOLDER = "/var/lib/profgraph/store"
# Each route, and what it is for: a new one needs a line here and a test of its own.
ROUTES = {
    "/": "tests/test_web_pages.py",
    "/dumps/": "tests/test_dumps_list.py",
    "/dumps/<name>": "tests/test_dumps_files.py",
    "/graphs": "tests/graph_store/test_graph_store.py",
    "/graphs/<path:name>": "tests/graph_store/test_graph_store.py",
    "/healthz": "tests/test_front_probes.py",
    "/favicon.ico": "tests/test_web_crawlers.py",
    "/robots.txt": "tests/test_web_crawlers.py",
    "/lookup": "tests/test_linked_lookup.py",
    "/metrics": "tests/test_front_metrics.py",
    "/readyz": "tests/test_front_probes.py",
    "/.well-known/sparql-examples/": "tests/test_q_examples.py",
    "/.well-known/sparql-examples/<name>": "tests/test_q_examples.py",
    "/.well-known/void": "tests/test_web_void.py",
    "/catalog": "tests/test_web_void.py",
    "/catalog.<end>": "tests/test_web_void.py",
    "/ns": "tests/test_web_ns.py",
    "/ns.<end>": "tests/test_web_ns.py",
    "/shapes": "tests/test_web_ns.py",
    "/shapes.<end>": "tests/test_web_ns.py",
    "/void": "tests/test_web_void.py",
    "/void.<end>": "tests/test_web_void.py",
    "/classifiers": "tests/classifiers/test_page.py",
    "/checks": "tests/test_web_validate.py",
    "/ims/case/v1p1/<kind>/<identifier>": "tests/exports/test_case_service.py",
    "/ims/case/v1p1/CFDocuments": "tests/exports/test_case_service.py",
    "/diff": "tests/comparison/test_diff_page.py",
    "/diff.<suffix>": "tests/comparison/test_diff_page.py",
    "/diff/comparison.css": "tests/comparison/test_diff_page.py",
    "/doc/<path:path>": "tests/test_linked_data.py",
    "/id/<path:path>": "tests/test_linked_data.py",
    "/openapi.json": "tests/test_q_openapi.py",
    "/q/": "tests/test_q_pages.py",
    "/q/<name>": "tests/test_q_pages.py",
    "/q/<name>.<suffix>": "tests/test_q_files.py",
    "/sparql": "tests/test_web_protocol.py",
    "/sparql/running/<name>": "tests/hostile/test_hostile_calling_off.py",
    "/sparql/terms": "tests/test_web_editor.py",
    "/sparql/": "tests/test_web_protocol.py",
    "/static/<path:filename>": "tests/test_web_markup.py",
    "/update": "tests/test_web_update.py",
    "/validate": "tests/test_web_validate.py",
    "/validate/report.css": "tests/test_web_validate.py",
}


class TellTaleError(Exception):
    """A fault of the program that names a path of the server."""


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    app = create_app(Settings(store=str(tmp_path / "none")))

    @app.get("/fault/<kind>")
    def fault(kind: str) -> str:
        both = {"ru": f"что-то в {FOLDER}", "en": f"something in {FOLDER}"}
        raise {
            "usage": UsageError(**both),
            "name": UnknownNameError(**both),
            "query": QueryError(**both),
            "store": StoreError(**both),
            "source": SourceError(**both),
            "refused": RefusedError(**both),
            "shapes": ShapesError(**both),
            "program": TellTaleError(FOLDER),
        }[kind]

    return app.test_client()


@pytest.mark.parametrize(
    ("kind", "status", "title"),
    [
        ("usage", 400, "The request is not understood"),
        ("query", 400, "The request is not understood"),
        ("name", 404, "Not found"),
        ("store", 503, "The service is unavailable"),
        ("program", 500, "Internal error"),
        ("source", 500, "Internal error"),
        ("refused", 409, "The change is refused"),
    ],
)
def test_the_status_of_each_kind(kind: str, status: int, title: str, client: FlaskClient) -> None:
    response = client.get(f"/fault/{kind}?lang=en", headers={"Accept": PROGRAM})
    problem = json.loads(response.text)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", title, status)


@pytest.mark.parametrize("kind", ["store", "program"])
@pytest.mark.parametrize("accept", [PROGRAM, BROWSER])
def test_paths_and_tracebacks_go_to_the_log_only(
    kind: str, accept: str, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = client.get(f"/fault/{kind}", headers={"Accept": accept})
    assert FOLDER not in response.text
    assert "Traceback" not in response.text
    assert FOLDER in caplog.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (PROGRAM, "application/problem+json"),
        ("application/sparql-results+json", "application/problem+json"),
        ("application/problem+json, text/html;q=0.5", "application/problem+json"),
        (BROWSER, "text/html"),
        ("text/html", "text/html"),
    ],
)
def test_the_form_of_an_error(accept: str, media_type: str, client: FlaskClient) -> None:
    response = client.get("/nowhere", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (404, media_type)


@pytest.mark.parametrize(
    ("query", "accepted", "detail"),
    [
        ("", "", "/nowhere: такого адреса здесь нет; начните с главной страницы /"),
        ("", "en", "/nowhere: there is no such address here; start from the front page /"),
        ("?lang=ru", "en", "/nowhere: такого адреса здесь нет; начните с главной страницы /"),
        ("?lang=en", "ru", "/nowhere: there is no such address here; start from the front page /"),
    ],
)
@pytest.mark.parametrize("accept", [PROGRAM, BROWSER])
def test_the_language_of_an_error(query: str, accepted: str, detail: str, accept: str, client: FlaskClient) -> None:
    response = client.get(f"/nowhere{query}", headers={"Accept": accept, "Accept-Language": accepted})
    assert detail in response.text
    assert ('"detail": "' in response.text) == (accept == PROGRAM)


def test_a_page_of_an_error_never_links_to_another_host(client: FlaskClient) -> None:
    response = client.get("/%2F/evil.example/", headers={"Accept": BROWSER})
    assert 'href="//' not in response.text


def test_nothing_is_loaded_yet(client: FlaskClient) -> None:
    answer = client.get("/sparql?query=ASK+{}&lang=en")
    assert (answer.status_code, json.loads(answer.text)["detail"]) == (
        503,
        "The data are not loaded or cannot be opened; come back later, the server's log has the cause",
    )


@pytest.mark.parametrize("error", ProfGraphError.__subclasses__())
def test_every_kind_of_error_is_in_the_table(error: type[ProfGraphError]) -> None:
    assert error in {UsageError, SourceError, RefusedError, ShapesError, LimitError, StoreError}


def test_every_route_is_known_and_described(tmp_path: Path) -> None:
    app = create_app(Settings(store=str(tmp_path)))
    assert {rule.rule for rule in app.url_map.iter_rules()} == set(ROUTES)
    assert [name for name, view in app.view_functions.items() if name != "static" and not view.__doc__] == []
