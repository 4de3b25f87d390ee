"""A graph from an address: from a site that is allowed, wherever it leads, in time and in size; else one line."""

from __future__ import annotations

import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.commands.fetching import fetched
from profgraph.errors import ProfGraphError, UsageError
from profgraph.settings import from_environment, origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = b"<https://e.example/a> <https://e.example/b> <https://e.example/c> .\n"
MOST = 1000


class Site(BaseHTTPRequestHandler):
    """Answers by the path: a graph, too much of it, a part of it, nothing for long, or where else to look."""

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = b"#" * 2000 if self.path == "/large" else GRAPH
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Length", str(len(body) + (10 if self.path == "/cut" else 0)))
        self.end_headers()
        if self.path == "/slow":
            for byte in GRAPH * 10:
                time.sleep(0.2)
                try:
                    self.wfile.write(bytes([byte]))
                except OSError:
                    return
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  (the standard library's signature)
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def other_site() -> Iterator[str]:
    with serving() as address:
        yield address


def complaint(address: str, *allowed: str, seconds: float = 60) -> str:
    with pytest.raises(ProfGraphError) as refused:
        fetched(address, frozenset(allowed), MOST, seconds)
    assert "\n" not in refused.value.message.ru
    return refused.value.message.en


def test_a_graph_comes_from_an_allowed_site_wherever_it_leads(site: str, other_site: str) -> None:
    allowed = frozenset({site, other_site})
    for path in ("/graph", "/to//graph", f"/to/{other_site}/graph", "/to//to//to//to//to//graph"):
        assert fetched(site + path, allowed, MOST) == GRAPH


def test_no_other_site_is_asked(site: str, other_site: str) -> None:
    cure = "nothing may be fetched from this site; fetch the file yourself, or allow it: PROFGRAPH_SOURCES="
    assert complaint(f"{site}/graph") == f"{site}/graph: {cure}{site}"
    assert complaint(f"{site}/graph", other_site) == f"{site}/graph: {cure}{site}"
    led = f"{site}/to/{other_site}/graph"
    assert complaint(led, site) == f"{led} → {other_site}/graph: {cure}{other_site}"
    inside = f"{site}/to/http://169.254.169.254/latest"
    assert complaint(inside, site) == f"{inside} → http://169.254.169.254/latest: {cure}https://…"
    plain = f"{site}/to/file:///etc/passwd"
    assert complaint(plain, site) == f"{plain} → file:///etc/passwd: {cure}https://…"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "it answered HTTP 404"),
        ("/cut", f"the answer breaks off after {len(GRAPH)} bytes"),
        ("/slow", "no whole answer within 1 s"),
    ],
)
def test_what_does_not_come_whole_in_time_is_told(site: str, path: str, reason: str) -> None:
    assert complaint(site + path, site, seconds=1 if path == "/slow" else 60) == (
        f"{site}{path}: {reason}; check the address and the site 127.0.0.1, or fetch the file yourself"
    )


def test_too_much_is_told_with_the_setting(site: str) -> None:
    assert complaint(f"{site}/large", site) == (
        f"{site}/large: more than 1000 bytes of data; take a part of the graph, or set PROFGRAPH_UPLOAD_BYTES"
    )


def test_an_address_may_have_letters_of_any_script(site: str) -> None:
    assert fetched(f"{site}/графы/один граф", frozenset({site}), MOST) == GRAPH


def test_a_site_that_leads_round_in_circles_or_is_down_is_told(site: str) -> None:
    with serving() as gone:
        pass
    cure = "check the address and the site 127.0.0.1, or fetch the file yourself"
    assert complaint(f"{gone}/graph", gone) == f"{gone}/graph: no connection (Connection refused); {cure}"
    steps = f"{site}{'/to/' * 6}/graph"
    assert complaint(steps, site) == f"{steps}: more than 5 redirections; {cure}"


@pytest.mark.parametrize(
    ("address", "site_of_it"),
    [
        ("https://example.org/a?b", "https://example.org"),
        ("https://EXAMPLE.org:8443/", "https://example.org:8443"),
        ("http://localhost:1/", "http://localhost:1"),
        ("http://[::1]:1/", "http://[::1]:1"),
        ("http://example.org/", ""),
        ("https://a@example.org/", ""),
        ("https://example.org:x/", ""),
        ("ftp://example.org/", ""),
        ("https:///a", ""),
        ("https://[/", ""),
    ],
)
def test_the_site_of_an_address(address: str, site_of_it: str) -> None:
    assert origin_of(address) == site_of_it


def test_the_setting_names_sites_and_nothing_else() -> None:
    given = {"PROFGRAPH_SOURCES": "https://a.example, https://b.example:8443/ http://127.0.0.1:1"}
    assert from_environment(given).sources == {"https://a.example", "https://b.example:8443", "http://127.0.0.1:1"}
    for name in ("http://a.example", "https://a.example/graphs", "a.example"):
        with pytest.raises(UsageError) as refused:
            from_environment({"PROFGRAPH_SOURCES": name})
        assert refused.value.message.en == (
            f"PROFGRAPH_SOURCES: {name} is not a site; write it as https://example.org (http: localhost only)"
        )
