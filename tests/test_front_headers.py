"""Every answer has all the headers that protect its reader: pages, data, files, errors, 304, refusals, OPTIONS."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

COMMON = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Language, Content-Range, ETag, "
    "Link, Location, ProfGraph-Data-Version, Repr-Digest, Retry-After",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Vary": "Accept, Accept-Encoding, Accept-Language",
}
FOLDER = "/var/lib/profgraph"
ANSWERS = {
    "page": ("GET", "/", {"Accept": "text/html"}, 200),
    "data": ("GET", "/sparql?query=ASK+{}", {}, 200),
    "posted": ("POST", "/sparql?query=ASK+{}", {"Content-Type": "application/x-www-form-urlencoded"}, 200),
    "authorised": ("GET", "/sparql?query=ASK+{}", {"Authorization": "Bearer x"}, 200),
    "file": ("GET", "/static/style.css", {}, 200),
    "download": ("GET", "/sparql?query=ASK+{}&download=csv", {}, 200),
    "head": ("HEAD", "/sparql?query=ASK+{}", {}, 200),
    "options": ("OPTIONS", "/sparql", {}, 204),
    "malformed": ("GET", "/sparql?query=ASK+{", {}, 400),
    "nowhere": ("GET", "/nowhere", {}, 404),
    "nowhere page": ("GET", "/nowhere", {"Accept": "text/html"}, 404),
    "not allowed": ("DELETE", "/sparql", {}, 405),
    "not acceptable": ("GET", "/sparql?query=ASK+{}", {"Accept": "image/png"}, 406),
    "fault": ("GET", "/fault", {}, 500),
    "probe": ("GET", "/healthz", {}, 200),
    "metrics": ("GET", "/metrics", {}, 200),
}


@pytest.mark.parametrize(("method", "address", "headers", "status"), ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("again", [False, True])
def test_every_answer_is_protected(
    method: str, address: str, headers: dict[str, str], status: int, *, again: bool, folder: Path
) -> None:
    app = create_app(Settings(store=str(folder)))

    @app.get("/fault")
    def fault() -> str:
        """Fail as a fault of the program does."""
        raise ZeroDivisionError(FOLDER)

    client = app.test_client()
    answer = client.open(address, method=method, headers=headers)
    if again:
        answer = client.open(address, method=method, headers=headers)
    resource = "same-origin" if answer.mimetype == "text/html" else "cross-origin"
    is_of_editor = (resource == "same-origin" or status == 204) and "/sparql" in address
    policy = COMMON["Content-Security-Policy"] + ("; script-src 'self'; connect-src 'self'" if is_of_editor else "")
    expected = {**COMMON, "Cross-Origin-Resource-Policy": resource, "Content-Security-Policy": policy}
    assert (answer.status_code, "Content-Type" in answer.headers) == (status, status != 204)
    assert {name: answer.headers.getlist(name) for name in expected} == {
        name: [value] for name, value in expected.items()
    }


def test_304_and_429_are_protected_too(folder: Path) -> None:
    client = create_app(Settings(store=str(folder), rate=2)).test_client()
    tag = client.get("/void.ttl").headers["ETag"]
    unchanged = client.get("/void.ttl", headers={"If-None-Match": tag})
    refused = client.get("/void.ttl")
    assert (unchanged.status_code, refused.status_code) == (304, 429)
    for answer in (unchanged, refused):
        assert {name: answer.headers.getlist(name) for name in COMMON} == {
            name: [value] for name, value in COMMON.items()
        }


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_a_fault_is_named_by_a_number_that_the_log_has(
    lang: str, accept: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(store=str(folder)))

    @app.get("/fault")
    def fault() -> str:
        """Fail as a fault of the program does."""
        raise ZeroDivisionError(FOLDER)

    with caplog.at_level(logging.ERROR):
        answer = app.test_client().get(f"/fault?lang={lang}", headers={"Accept": accept})
    said = {
        "ru": r"Запрос не выполнен из-за ошибки в программе; подробности — в журнале сервера под номером (\w{8})\b",
        "en": r"A fault of the program kept .+ from being answered; the server(?:'|&#39;)s log has it as (\w{8})\b",
    }[lang]
    text = answer.text if accept == "text/html" else json.loads(answer.text)["detail"]
    (number,) = re.findall(said, text)
    assert [word for word in (FOLDER, "Traceback", "ZeroDivision", ".py") if word in answer.text] == []
    assert f"fault {number}: GET /fault" in [record.getMessage() for record in caplog.records]
