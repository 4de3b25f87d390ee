"""For all requests: wishes are told apart, no header breaks anything, every cached answer is the true one."""

from __future__ import annotations

import gzip
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profgraph.settings import Settings
from profgraph.web.app import create_app
from profgraph.web.cache import Cache
from profgraph.web.metrics import Metrics
from profgraph.web.negotiation import OFFERED, ranked, ranks, remembered
from profgraph.web.replies import Reply
from werkzeug.test import EnvironBuilder, run_wsgi_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

RANGES = (*OFFERED, "*/*", "text/*", "application/*", "image/png", "TEXT/HTML", "text/html;level=1", "a", "")
WEIGHTS = ("", ";q=1", ";q=0.9", ";q=0.5", ";q=0.001", ";q=0", ";q=x", "; q=0.5")
ACCEPT = st.lists(st.tuples(st.sampled_from(RANGES), st.sampled_from(WEIGHTS)).map("".join), max_size=6).map(", ".join)
NOISE = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=40)
HEADERS = (
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_PREFIX",
    "QUERY_STRING",
    "CONTENT_TYPE",
    "REMOTE_ADDR",
)


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    return create_app(Settings(store=str(folder), access_log="json", rate=1_000_000, proxies=1))


@given(ACCEPT, st.lists(st.sampled_from(OFFERED), unique=True))
def test_the_places_of_the_types_decide_every_choice_between_them(accept: str, offered: list[str]) -> None:
    places = dict(zip(OFFERED, ranks(accept), strict=True))
    chosen = sorted((one for one in offered if places[one]), key=places.__getitem__, reverse=True)
    with create_app(Settings(store="")).test_request_context(headers={"Accept": accept} if accept else {}):
        assert ranked(offered) == chosen


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(HEADERS), NOISE),
    st.sampled_from(("/", "/sparql", "/static/style.css", "/healthz")) | NOISE.map("/{}".format),
    st.sampled_from(("GET", "HEAD", "POST", "OPTIONS", "x")),
)
def test_no_header_breaks_anything(app: Flask, noise: dict[str, str], path: str, method: str) -> None:
    environ = EnvironBuilder(method=method, data=b"query=ASK{}" if method == "POST" else None).get_environ()
    body, status, headers = run_wsgi_app(app, {**environ, "PATH_INFO": path, **noise}, buffered=True)
    assert int(status[:3]) < 500
    assert headers["X-Content-Type-Options"] == "nosniff"
    b"".join(body)


def test_long_headers_of_strangers_are_not_remembered() -> None:
    read = remembered(len)
    tracemalloc.start()
    try:
        assert [read(f"{number:100000}") for number in range(100)] == [100_000] * 100
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1_000_000


ENCODINGS = st.sampled_from(("gzip", "identity"))
STEPS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abcdef"), ENCODINGS, st.integers(0, 9000)),
    st.tuples(st.just("get"), st.sampled_from("abcdef"), ENCODINGS, st.just(0)),
    st.tuples(st.just("turn"), st.sampled_from(("1", "2")), ENCODINGS, st.just(0)),
)


@given(st.lists(STEPS, max_size=40))
def test_the_cache_gives_back_what_was_put_and_keeps_to_its_bytes(steps: list[tuple[str, str, str, int]]) -> None:
    metrics, most = Metrics(lambda: None), 20_000
    cache, bodies = Cache(most, metrics), dict[str, set[bytes]]()
    cache.turn_to("1")
    version = "1"
    for step, name, encoding, size in steps:
        if step == "turn":
            if name != version:
                bodies.clear()
            cache.turn_to(version := name)
        elif step == "put":
            body = (name * size).encode()
            bodies.setdefault(name, set()).add(body)
            # Callers compress before they put; what is short or not a text stays as it is.
            cache.put(version, name, "identity", Reply("200 OK", (("Content-Type", "text/plain"),), body))
        elif (found := cache.get(name, encoding)) is not None:  # type: ignore[arg-type]  # one of the two
            assert isinstance(found.body, bytes)
            packed = ("Content-Encoding", "gzip") in found.headers
            assert not (packed and encoding == "identity")
            assert (gzip.decompress(found.body) if packed else found.body) in bodies[name]
        held = metrics.cache_bytes.collect()
        assert 0 <= next(iter(held)).samples[0].value <= most


QUERIES = (
    "ASK {}",
    "ASK { ?s ?p 1 }",
    "SELECT ?c { ?f ps:code ?c } ORDER BY ?c",
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 60",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "ASK {",
)
ACCEPTS = ("*/*", "text/csv", "application/sparql-results+xml", "text/html", "text/turtle")


def test_many_readers_at_once_have_the_answers_of_one_alone(folder: Path) -> None:
    alone = create_app(Settings(store=str(folder), cache_bytes=0, access_log="off"))
    crowded = create_app(Settings(store=str(folder), cache_bytes=60_000, access_log="off"))
    wishes = [(query, accept, lang) for query in QUERIES for accept in ACCEPTS for lang in ("ru", "en")]
    truth = {wish: asked(alone, wish, "identity") for wish in wishes}

    def read(seed: int) -> None:
        random = Random(seed)  # noqa: S311  (an order of requests, not a secret)
        for _ in range(25):
            wish = random.choice(wishes)
            assert asked(crowded, wish, random.choice(("gzip", "identity"))) == truth[wish]

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(read, seed) for seed in range(8)]:
            done.result()


def asked(app: Flask, wish: tuple[str, str, str], encoding: str) -> tuple[int, str, bytes]:
    query, accept, lang = wish
    headers = {"Accept": accept, "Accept-Language": lang, "Accept-Encoding": encoding}
    answer = app.test_client().get("/sparql", query_string={"query": query}, headers=headers)
    packed = "Content-Encoding" in answer.headers
    return answer.status_code, answer.mimetype, gzip.decompress(answer.data) if packed else answer.data
