"""Behind a proxy: every link of every page keeps the prefix, and nobody whom we do not trust can put one there."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PREFIX = "/profgraph"
LINK = re.compile(r'\b(?:href|action|src)="([^"]*)"')
HTML = {"Accept": "text/html"}
PAGES = (
    "/",
    "/?lang=en",
    "/sparql",
    "/sparql?query=SELECT+*+{?s+?p+?o}+LIMIT+3",
    "/q/effective-skills?function=B/03.6",
    "/validate",
    "/checks",
    "/nowhere",
)


def client(folder: Path, proxies: int = 1) -> FlaskClient:
    return create_app(Settings(store=str(folder), proxies=proxies)).test_client()


def links(client: FlaskClient, page: str, **headers: str) -> set[str]:
    return {unescape(link) for link in LINK.findall(client.get(page, headers={**HTML, **headers}).text)}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_keeps_the_prefix_and_leads_somewhere(page: str, folder: Path) -> None:
    reader = client(folder)
    local = {link for link in links(reader, page, **{"X-Forwarded-Prefix": PREFIX}) if not link.startswith("http")}
    assert len(local) > 3
    assert [link for link in local if not link.startswith((f"{PREFIX}/", "#"))] == []
    for link in sorted(local):
        # Where an IRI of the data leads has tests of its own.
        if link.startswith("/") and not link.startswith((f"{PREFIX}/nowhere", f"{PREFIX}/id/")):
            # As the proxy does: the prefix is cut off and said in a header.
            answer = reader.get(link.removeprefix(PREFIX), headers={**HTML, "X-Forwarded-Prefix": PREFIX})
            assert answer.status_code == 200, link


def test_with_and_without_a_prefix_are_different_answers(folder: Path) -> None:
    reader = client(folder)
    first, second, third = (
        reader.get("/", headers={**HTML, **sent}) for sent in ({}, {"X-Forwarded-Prefix": PREFIX}, {})
    )
    assert (first.data, first.headers["ETag"]) == (third.data, third.headers["ETag"])
    assert first.headers["ETag"] != second.headers["ETag"]
    assert 'href="/profgraph/' not in first.text


def test_an_error_names_addresses_as_the_reader_sees_them(folder: Path) -> None:
    answer = client(folder).get("/nowhere?lang=en", headers={"X-Forwarded-Prefix": PREFIX})
    assert answer.get_json()["detail"] == (
        "/profgraph/nowhere: there is no such address here; start from the front page /profgraph/"
    )


@pytest.mark.parametrize(
    "prefix", ["//evil.example", "/a//evil.example", "evil", "/a?b", "/a b", "/../x\\", "/a, //evil.example", "/"]
)
def test_a_prefix_that_could_name_another_host_is_not_taken(prefix: str, folder: Path) -> None:
    reader = client(folder)
    assert links(reader, "/", **{"X-Forwarded-Prefix": prefix}) == links(reader, "/")


@pytest.mark.parametrize("host", ['evil"><x>', "a b", "a/b", "[::1", "profgraph_web:8014", ""])
@pytest.mark.parametrize("path", ["/", "/dumps", "/dumps/16.020.ttl", "/sparql?query=ASK{}", "/.well-known/void"])
def test_a_host_that_is_none_is_refused_and_leads_nowhere(path: str, host: str, folder: Path) -> None:
    reader = client(folder, proxies=0)
    for _ in range(2):
        answer = reader.get(path, headers={"Host": host})
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
        assert (answer.location, "ETag" in answer.headers) == (None, False)
    assert reader.get("/healthz", headers={"Host": host}).status_code == 200


def test_without_a_trusted_proxy_the_headers_mean_nothing(folder: Path) -> None:
    reader = client(folder, proxies=0)
    said = {
        "X-Forwarded-Prefix": PREFIX,
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "1.1.1.1",
    }
    first, second = reader.get("/", headers=HTML), reader.get("/", headers={**HTML, **said})
    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
