"""Too many requests: of one client 429, of all together 503, each with the time to come back after; probes pass."""

from __future__ import annotations

import json
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response
from hypothesis import given
from hypothesis import strategies as st
from profgraph.settings import Settings
from profgraph.web.app import create_app
from profgraph.web.buckets import Buckets, client

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Counted
    from werkzeug.test import TestResponse

PLACES = 60
ENGLISH = {"Accept-Language": "en"}


def ask(app: Flask, address: str = "/sparql?query=ASK+{}", peer: str = "10.0.0.1", **headers: str) -> TestResponse:
    return app.test_client().get(address, headers=headers, environ_base={"REMOTE_ADDR": peer})


@given(
    st.integers(1, 600),
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 50)), max_size=60),
)
def test_no_client_has_more_than_its_share(rate: int, requests: list[tuple[str, float]]) -> None:
    buckets, now = Buckets(rate), 0.0
    let_in: dict[str, list[float]] = {}
    for who, pause in requests:
        now += pause
        wait = buckets.wait(who, now)
        assert 0 <= wait <= 60 / rate + 1e-6
        if not wait:
            let_in.setdefault(who, []).append(now)
    for times in let_in.values():
        for index, first in enumerate(times):
            for count, last in enumerate(times[index:], 1):
                assert count <= rate + (last - first) * rate / 60 + 1e-6


def test_whoever_waits_as_long_as_told_is_let_in() -> None:
    buckets = Buckets(60)
    assert [buckets.wait("a", 0) for _ in range(61)] == [0.0] * 60 + [1.0]
    assert (buckets.wait("a", 1.001), buckets.wait("b", 0)) == (0, 0)


def test_no_crowd_makes_who_sends_too_much_forgotten() -> None:
    buckets = Buckets(60)
    while not buckets.wait("greedy", 0):
        pass
    for number in range(200_000):
        buckets.wait(str(number), 0.5)
    assert buckets.wait("greedy", 0.5) == 0.5


def test_processes_that_share_a_file_share_the_buckets(tmp_path: Path) -> None:
    one, two = (Buckets(60, tmp_path / "rates") for _ in range(2))
    assert [(one, two)[number % 2].wait("a", 0) for number in range(61)] == [0.0] * 60 + [1.0]
    assert (one.wait("b", 0), two.wait("a", 1.001)) == (0, 0)


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("unix:", "unix:"),
        ("x" * 1000, "x" * 64),
        ("", ""),
    ],
)
def test_who_is_behind_an_address(address: str, who: str) -> None:
    assert client(address) == who


@pytest.mark.parametrize(
    ("lang", "title", "detail"),
    [
        ("en", "Too many requests", "your address sends more requests than it may in a minute here; try again in {} s"),
        (
            "ru",
            "Слишком много запросов",
            "запросов с вашего адреса больше, чем здесь можно за минуту; повторите через {} с",
        ),
    ],
)
def test_a_client_that_sends_too_many_is_told_when_to_come_back(
    lang: str, title: str, detail: str, folder: Path, counted: Counted
) -> None:
    app = create_app(Settings(store=str(folder), rate=3))
    assert [ask(app).status_code for _ in range(3)] == [200] * 3
    refused = ask(app, **{"Accept-Language": lang})
    wait = refused.headers["Retry-After"]
    assert 1 <= int(wait) <= 20
    assert (refused.mimetype, json.loads(refused.text)) == (
        "application/problem+json",
        {"type": "about:blank", "title": title, "status": 429, "detail": detail.format(wait)},
    )
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert ask(app, "/", Accept="text/html").mimetype == "text/html"
    assert [ask(app, peer="10.0.0.2").status_code for _ in range(3)] == [200] * 3
    for probe in ("/healthz", "/readyz", "/metrics"):
        assert [ask(app, probe).status_code for _ in range(5)] == [200] * 5
    assert counted(app.test_client())["profgraph_rate_limited_total"] == 2


def test_by_default_nobody_is_limited(folder: Path) -> None:
    app = create_app(Settings(store=str(folder)))
    assert {ask(app).status_code for _ in range(200)} == {200}


@pytest.mark.parametrize(
    ("proxies", "said", "statuses"),
    [
        # Without a proxy whom we trust, everybody may say anything.
        (0, ("1.1.1.1", "2.2.2.2"), [200, 429]),
        (1, ("1.1.1.1", "2.2.2.2"), [200, 200]),
        (1, ("9.9.9.9, 1.1.1.1", "8.8.8.8, 1.1.1.1"), [200, 429]),
        (2, ("1.1.1.1, 7.7.7.7", "2.2.2.2, 7.7.7.7"), [200, 200]),
        (2, ("9.9.9.9, 1.1.1.1, 7.7.7.7", "8.8.8.8, 1.1.1.1, 7.7.7.7"), [200, 429]),
        # A header that is too short has not come through all of them.
        (2, ("1.1.1.1", "2.2.2.2"), [200, 429]),
    ],
)
def test_the_client_is_the_one_that_trusted_proxies_saw(
    proxies: int, said: tuple[str, str], statuses: list[int], folder: Path
) -> None:
    app = create_app(Settings(store=str(folder), rate=1, proxies=proxies))
    assert [ask(app, **{"X-Forwarded-For": who}).status_code for who in said] == statuses


def test_a_full_house_refuses_and_still_answers_probes(folder: Path, counted: Counted) -> None:
    app = create_app(Settings(store=str(folder)))
    entered, gone = [Event() for _ in range(PLACES)], Event()

    @app.get("/slow/<int:number>")
    def slow(number: int) -> Response:
        """Wait as a slow query does."""
        entered[number].set()
        gone.wait(60)
        return Response("done")

    threads = [Thread(target=ask, args=(app, f"/slow/{number}")) for number in range(PLACES)]
    for thread in threads:
        thread.start()
    try:
        assert all(one.wait(60) for one in entered)
        refused = ask(app, **ENGLISH)
        probes = [ask(app, probe).status_code for probe in ("/healthz", "/readyz", "/metrics")]
    finally:
        gone.set()
        for thread in threads:
            thread.join(60)
    assert (refused.status_code, refused.headers["Retry-After"], json.loads(refused.text)["detail"]) == (
        503,
        "2",
        "60 other requests are being answered now; try again in 2 s",
    )
    assert probes == [200, 200, 200]
    assert [ask(app).status_code for _ in range(2 * PLACES)] == [200] * (2 * PLACES)
    assert counted(app.test_client())["profgraph_crowded_out_total"] == 1


def test_failures_give_their_place_back(folder: Path) -> None:
    app = create_app(Settings(store=str(folder)))
    app.testing = True

    @app.get("/fault")
    def fault() -> str:
        """Fail as a fault of the program does."""
        raise ZeroDivisionError

    for _ in range(2 * PLACES):
        with pytest.raises(ZeroDivisionError):
            ask(app, "/fault")
    assert ask(app).status_code == 200
