"""The access log: one line for each request, in either form, and never a query, a token or (by default) a reader."""

from __future__ import annotations

import hashlib
import json
import re
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.settings import AccessLog, Settings
from profgraph.web.access_log import Line, as_json, as_text
from profgraph.web.app import create_app
from werkzeug.test import EnvironBuilder, run_wsgi_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ASKED = "ASK { ?s ?p 'Тайна' }"
HASH = hashlib.sha256(ASKED.encode()).hexdigest()[:12]
JSON = "application/sparql-results+json"
CREDENTIALS = "Bearer very-secret"
LINE = Line("2026-11-22T10:00:00.000+00:00", "GET", "/sparql", 200, 12, 3.4, "hit", "abcdef012345", "text/csv")


def client(folder: Path, access_log: AccessLog = "json", *, log_clients: bool = False) -> FlaskClient:
    return create_app(Settings(store=str(folder), access_log=access_log, log_clients=log_clients)).test_client()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_the_two_forms_say_the_same() -> None:
    assert as_text(LINE) == (
        "time=2026-11-22T10:00:00.000+00:00 method=GET path=/sparql status=200 bytes=12 ms=3.4 cache=hit "
        "query=abcdef012345 type=text/csv"
    )
    assert json.loads(as_json(LINE)) == {name: value for name, value in LINE._asdict().items() if name != "client"}


@pytest.mark.parametrize("form", [as_text, as_json])
def test_nothing_in_a_path_ends_a_line_or_a_word(form: object) -> None:
    evil = Line("t", "GE T\n", '/a b\nstatus=200 "\\\x1b[31m\u2028ы', 404, 0, 0.1, "-", "-", "", client="1.1.1.1\n")
    line = form(evil)  # type: ignore[operator]  # one of the two functions above
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert re.findall(r"status\W+(\d+)", line.replace("status=200%20", "")) == ["404"]


def test_a_line_is_no_longer_than_a_reader_needs() -> None:
    path = "/" + "a" * 100_000
    line = as_text(Line("t", "GET", path, 404, 0, 0.1, "-", "-", ""))
    assert line == f"time=t method=GET path={path[:500]} status=404 bytes=0 ms=0.1 cache=- query=- type=-"


def test_what_a_line_tells(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reader = client(folder)
    answer = reader.get("/sparql", query_string={"query": ASKED})
    reader.get("/sparql", query_string={"query": ASKED})
    reader.get("/sparql", query_string={"query": ASKED}, headers={"If-None-Match": answer.headers["ETag"]})
    reader.post("/sparql", data={"query": ASKED})
    reader.get("/sparql", query_string={"query": ASKED}, headers={"Authorization": CREDENTIALS})
    reader.get("/no where?x=y")
    reader.head("/sparql", query_string={"query": ASKED})
    size = len(answer.data)
    common = ("method", "path", "status", "bytes", "cache", "query", "type")
    assert [tuple(line[name] for name in common) for line in lines(capsys)] == [
        ("GET", "/sparql", 200, size, "miss", HASH, JSON),
        ("GET", "/sparql", 200, size, "hit", HASH, JSON),
        ("GET", "/sparql", 304, 0, "unchanged", HASH, "-"),
        ("POST", "/sparql", 200, size, "miss", HASH, JSON),
        ("GET", "/sparql", 200, size, "-", HASH, JSON),
        ("GET", "/no%20where", 404, len(reader.get("/no where?x=y").data), "miss", "-", "application/problem+json"),
        ("HEAD", "/sparql", 200, 0, "hit", HASH, JSON),
    ]


@pytest.mark.parametrize("access_log", ["text", "json"])
@pytest.mark.parametrize("log_clients", [False, True])
def test_queries_tokens_and_readers_are_not_in_it(
    access_log: AccessLog, *, log_clients: bool, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = client(folder, access_log, log_clients=log_clients)
    peer = {"REMOTE_ADDR": "192.0.2.77"}
    reader.get(
        "/sparql",
        query_string={"query": ASKED, "token": "t0ken"},
        headers={"Authorization": CREDENTIALS},
        environ_base=peer,
    )
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert [word for word in ("Тайна", "%D0%A2", "t0ken", "very-secret", "Bearer") if word in said] == []
    assert ("192.0.2.77" in said) is log_clients


def test_off_is_silent_and_probes_always_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    client(folder, "off").get("/")
    for probe in ("/healthz", "/readyz", "/metrics"):
        client(folder, "text").get(probe)
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_written_stops_nobody(folder: Path) -> None:
    app = create_app(Settings(store=str(folder)))
    with Path("/dev/full").open("wb", buffering=0) as device:
        full = TextIOWrapper(device, encoding="utf-8", write_through=True)
        with pytest.raises(OSError, match="No space left"):
            full.write("a line\n")
        environ = EnvironBuilder("/sparql", query_string={"query": "ASK {}"}).get_environ() | {"wsgi.errors": full}
        assert run_wsgi_app(app, environ, buffered=True)[1] == "200 OK"
