"""What crawlers and browsers ask of every site: `/robots.txt` and `/favicon.ico`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PREFIX = "/profgraph"
ALLOWED = {
    "/": True,
    "/doc/standard/16.020": True,
    "/q/approval?standard=16.020": True,
    "/sparql": True,
    "/diff": True,
    "/sparql?query=ASK{}": False,
    "/diff?a=16.020&b=16.020": False,
    "/classifiers": True,
    "/classifiers?search=2143": False,
    "/lookup?uri=urn:a": False,
}


@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_crawlers_read_pages_and_ask_no_queries(folder: Path, prefix: str) -> None:
    site = create_app(Settings(store=str(folder), proxies=1)).test_client()
    answer = site.get("/robots.txt", headers={"X-Forwarded-Prefix": prefix} if prefix else {})
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    robots = RobotFileParser()
    robots.parse(answer.text.splitlines())
    assert {path: robots.can_fetch("any", f"http://a{prefix}{path}") for path in ALLOWED} == ALLOWED


def test_the_icon_is_that_of_the_pages(client: FlaskClient) -> None:
    answer, icon = client.get("/favicon.ico"), client.get("/static/icon.svg")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/svg+xml", icon.data)
