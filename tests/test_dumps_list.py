"""The list of dumps, as a page and as JSON: every file, and the length and the digest of those that were made."""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from profgraph.queries.dumps import EDITION_FORMS, WHOLE_FORMS
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

EDITION = "16.020@620n-2014-09-08"
IRI = "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"
JSON = {"Accept": "application/json"}


@pytest.fixture
def client(folder: Path, tmp_path: Path) -> FlaskClient:
    """Return a client of a service over a copy of the store, of which no dump was made."""
    shutil.copytree(folder, tmp_path / "store", symlinks=True, ignore=shutil.ignore_patterns("dumps"))
    return create_app(Settings(store=str(tmp_path / "store"))).test_client()


def test_the_list_grows_with_what_was_made(client: FlaskClient) -> None:
    before = client.get("/dumps/", headers=JSON, buffered=True).get_json()
    whole = [("profgraph" + form.ending, form.media_type, None) for form in WHOLE_FORMS]
    single = [(EDITION + form.ending, form.media_type, IRI) for form in EDITION_FORMS]
    assert [(one["name"], one["mediaType"], one["edition"]) for one in before["files"]] == [*whole, *single]
    assert {(one["bytes"], one["sha256"]) for one in before["files"]} == {(None, None)}
    made = client.get(f"/dumps/{EDITION}.xlsx", buffered=True).data
    after = client.get("/dumps/", headers=JSON, buffered=True).get_json()
    expected = {"bytes": len(made), "sha256": hashlib.sha256(made).hexdigest()}
    assert after["files"] == [one | (expected if one["name"] == f"{EDITION}.xlsx" else {}) for one in before["files"]]
    assert (
        after["dataVersion"] == before["dataVersion"] == client.get("/readyz", buffered=True).get_json()["dataVersion"]
    )


def test_the_addresses_of_the_list_are_those_of_the_files(client: FlaskClient) -> None:
    files = client.get("/dumps/", headers=JSON, buffered=True).get_json()["files"]
    for one in (files[-1], files[-2]):
        response = client.get(one["url"], buffered=True)
        assert (response.status_code, response.mimetype) == (200, one["mediaType"])


@pytest.mark.parametrize(("lang", "title", "size"), [("ru", "Выгрузки", r"\d+,\d кБ"), ("en", "Dumps", r"\d+\.\d kB")])
def test_the_page_links_every_file(client: FlaskClient, lang: str, title: str, size: str) -> None:
    client.get("/dumps/profgraph.xlsx", buffered=True)
    digest = client.get("/dumps/profgraph.xlsx.sha256", buffered=True).text.partition(" ")[0]
    page = client.get("/dumps/", headers={"Accept": "text/html", "Accept-Language": lang}, buffered=True)
    assert (page.status_code, page.content_language) == (200, {lang})
    assert f"<h1>{title}</h1>" in page.text
    names = [f"profgraph{form.ending}" for form in WHOLE_FORMS] + [EDITION + form.ending for form in EDITION_FORMS]
    linked = re.findall(r'href="/dumps/([^"?]+)" download', page.text)
    assert sorted(linked) == sorted(names)
    assert re.findall(rf'{size} · <a href="/dumps/(\S+)" title="(\w+)">', page.text) == [
        ("profgraph.xlsx.sha256", digest)
    ]


def test_the_list_is_not_kept(client: FlaskClient) -> None:
    response = client.get("/dumps/", headers=JSON, buffered=True)
    assert "ETag" not in response.headers
    assert client.get("/dumps", buffered=True).status_code == 308
