"""Large answers are files: they pass in pieces, are not kept, hold a place until closed, and are never cut silently."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response
from profgraph.settings import Settings
from profgraph.web.app import create_app
from werkzeug.test import EnvironBuilder, run_wsgi_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Counted

PIECE = b"x" * 100_000
PIECES = 300
LENGTH = len(PIECE) * PIECES
PLACES = 60


@dataclass
class Spooled:
    """An answer that lies on the disk: its pieces are read one by one."""

    pieces: int = PIECES
    read: int = 0
    closed: int = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self.read == self.pieces:
            raise StopIteration
        self.read += 1
        return bytes(PIECE)

    def close(self) -> None:
        self.closed += 1


@dataclass
class Files:
    """The view, and every file that it handed out."""

    length: int | None = LENGTH
    pieces: int = PIECES
    opened: list[Spooled] = field(default_factory=list)

    def __call__(self) -> Response:
        """Answer with a file."""
        self.opened.append(Spooled(self.pieces))
        response = Response(self.opened[-1], mimetype="text/plain", direct_passthrough=True)
        response.content_length = self.length
        return response


def serving(folder: Path, files: Files) -> Flask:
    app = create_app(Settings(store=str(folder)))
    app.add_url_rule("/file", view_func=files, endpoint="file")
    return app


@pytest.mark.parametrize("length", [LENGTH, None])
def test_a_large_answer_is_never_whole_in_memory(length: int | None, folder: Path, counted: Counted) -> None:
    app, environ = serving(folder, files := Files(length)), EnvironBuilder("/file").get_environ()
    app.test_client().get("/healthz")
    tracemalloc.start()
    try:
        pieces, status, headers = run_wsgi_app(app, {**environ, "HTTP_ACCEPT_ENCODING": "gzip"})
        received = sum(map(len, pieces))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    pieces.close()  # type: ignore[attr-defined]  # as a WSGI server does
    assert (status, headers.get("Content-Length", type=int), received) == ("200 OK", length, LENGTH)
    assert "Content-Encoding" not in headers
    assert most < LENGTH / 4
    assert [one.closed for one in files.opened] == [1]
    assert counted(app.test_client())["profgraph_cache_entries"] == 0


def test_a_large_answer_has_a_tag_and_is_not_read_for_who_has_it(folder: Path) -> None:
    client = serving(folder, files := Files()).test_client()
    with client.get("/file") as first:
        tag = first.headers["ETag"]
    assert (client.get("/file", headers={"If-None-Match": tag}).status_code, len(files.opened)) == (304, 1)
    head = client.head("/file")
    assert (head.headers["ETag"], head.headers["Content-Length"], head.data) == (tag, str(LENGTH), b"")
    assert [(one.read, one.closed) for one in files.opened] == [(1, 1), (1, 1)]


def test_a_reader_who_leaves_gives_the_place_back(folder: Path) -> None:
    app = serving(folder, files := Files())
    for _ in range(2 * PLACES):
        pieces, status, _ = run_wsgi_app(app, EnvironBuilder("/file").get_environ())
        assert status == "200 OK"
        next(iter(pieces))
        pieces.close()  # type: ignore[attr-defined]  # as a WSGI server does when the connection is gone
    assert {(one.closed, one.read < 3) for one in files.opened} == {(1, True)}


def test_a_place_is_held_until_the_last_byte(folder: Path) -> None:
    app = serving(folder, Files())
    held = [run_wsgi_app(app, EnvironBuilder("/file").get_environ())[0] for _ in range(PLACES)]
    assert app.test_client().get("/file").status_code == 503
    held.pop().close()  # type: ignore[attr-defined]  # as a WSGI server does
    assert app.test_client().get("/file").status_code == 200
    for one in held:
        one.close()  # type: ignore[attr-defined]  # as a WSGI server does


def test_an_answer_that_is_cut_becomes_an_error(folder: Path, counted: Counted) -> None:
    client = serving(folder, files := Files(length=3 * len(PIECE), pieces=2)).test_client()
    answer = client.get("/file")
    assert (answer.status_code, json.loads(answer.text)["status"]) == (500, 500)
    assert [one.closed for one in files.opened] == [1]
    assert counted(client)["profgraph_cache_entries"] == 0
