"""Files of dumps over HTTP: whole, in part, resumed, unchanged, unknown; never encoded on the way."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from profgraph.queries.dumps import EDITION_FORMS, WHOLE_FORMS, dumps_of, prepare
from profgraph.queries.parameters import loaded_versions
from profgraph.settings import Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from profgraph.queries.dumps import Form
    from werkzeug.test import TestResponse

NAME = "16.020@620n-2014-09-08.ttl"
ADDRESS = f"/dumps/{NAME}"


@pytest.fixture(scope="module")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what each dump should be, by its name."""
    target = tmp_path_factory.mktemp("exported")
    with EmbeddedStore(folder) as store:
        for dump in dumps_of(loaded_versions(store)):
            prepare(store, dump, target)
    return {path.name: path.read_bytes() for path in target.iterdir()}


@pytest.fixture(scope="module")
def whole(exported: dict[str, bytes]) -> bytes:
    return exported[NAME]


def quoted(name: str) -> str:
    return f'"{name}"' if "@" in name else name


def part(client: FlaskClient, wanted: str, **headers: str) -> TestResponse:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(ADDRESS, headers={"Range": wanted, **given}, buffered=True)


@pytest.mark.parametrize(
    "name",
    [
        *(f"profgraph{form.ending}" for form in WHOLE_FORMS),
        *(f"16.020@620n-2014-09-08{form.ending}" for form in EDITION_FORMS),
    ],
)
def test_each_file_is_sent_whole(client: FlaskClient, exported: dict[str, bytes], name: str) -> None:
    response = client.get(f"/dumps/{name}", headers={"Accept-Encoding": "gzip"}, buffered=True)
    digest = hashlib.sha256(exported[name]).digest()
    form = max((form for form in WHOLE_FORMS if name.endswith(form.ending)), key=lambda form: len(form.ending))
    assert (response.status_code, response.data) == (200, exported[name])
    expected = {
        "Content-Type": form.media_type,
        "Content-Length": str(len(exported[name])),
        "Content-Disposition": f"attachment; filename={quoted(name)}",
        "ETag": f'"{digest.hex()}"',
        "Repr-Digest": f"sha-256=:{base64.b64encode(digest).decode()}:",
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "Access-Control-Allow-Origin": "*",
    }
    assert {key: response.headers.get(key) for key in expected} == expected | (
        {"Content-Type": "text/turtle; charset=utf-8"} if form.media_type.startswith("text/") else {}
    )
    assert "Content-Encoding" not in response.headers
    line = client.get(f"/dumps/{name}.sha256", buffered=True)
    assert (line.status_code, line.data) == (200, exported[f"{name}.sha256"])


def test_a_head_has_the_headers_and_no_body(client: FlaskClient, whole: bytes) -> None:
    response = client.head(ADDRESS, buffered=True)
    assert (response.status_code, response.data, response.content_length) == (200, b"", len(whole))


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-", 0, None), ("bytes=0-0", 0, 1), ("bytes=-500", -500, None), ("bytes=100-299", 100, 300),
     ("bytes=5-99999999", 5, None), ("bytes=-99999999", 0, None)],
)  # fmt: skip
def test_a_part_is_sent(client: FlaskClient, whole: bytes, wanted: str, start: int, stop: int | None) -> None:
    response, expected = part(client, wanted, Accept_Encoding="gzip"), whole[start:stop]
    first = whole.index(expected) if len(expected) > 1 else 0
    assert (response.status_code, response.data) == (206, expected)
    assert response.headers["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(whole)}"
    assert response.content_length == len(expected)
    # The digest is that of the whole file, whatever part of it is sent.
    assert response.headers["Repr-Digest"] == client.head(ADDRESS, buffered=True).headers["Repr-Digest"]


@pytest.mark.parametrize("beyond", ["bytes={size}-", "bytes={size}-{more}", "bytes=-0", "bytes=9-5"])
@pytest.mark.parametrize(("lang", "detail"), [("en", "there is no such part"), ("ru", "такой части нет")])
def test_a_part_beyond_the_end_is_refused(
    client: FlaskClient, whole: bytes, beyond: str, lang: str, detail: str
) -> None:
    response = part(client, beyond.format(size=len(whole), more=len(whole) + 9), Accept_Language=lang)
    assert (response.status_code, response.mimetype) == (416, "application/problem+json")
    assert response.headers["Content-Range"] == f"bytes */{len(whole)}"
    assert json.loads(response.text)["detail"].startswith(detail)


@pytest.mark.parametrize("wanted", ["bytes=0-9,20-29", "lines=1-2", "bytes=x", "bytes=0-" + "9" * 5000, ""])
def test_what_is_no_single_part_gets_the_whole(client: FlaskClient, whole: bytes, wanted: str) -> None:
    response = part(client, wanted)
    assert (response.status_code, response.data) == (200, whole)


def test_a_download_is_resumed_only_of_the_same_file(client: FlaskClient, whole: bytes) -> None:
    tag = client.head(ADDRESS, buffered=True).headers["ETag"]
    same = part(client, "bytes=1000-", If_Range=tag)
    assert (same.status_code, same.data) == (206, whole[1000:])
    for other in ('"another"', f"W/{tag}", "Sun, 22 Nov 2026 10:00:00 GMT"):
        response = part(client, "bytes=1000-", If_Range=other)
        assert (response.status_code, response.data) == (200, whole), other


def test_an_unchanged_file_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.head(ADDRESS, buffered=True).headers["ETag"]
    response = client.get(ADDRESS, headers={"If-None-Match": tag}, buffered=True)
    assert (response.status_code, response.data, response.headers["ETag"]) == (304, b"", tag)
    assert client.get(ADDRESS, headers={"If-None-Match": '"another"'}, buffered=True).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "profgraph",
        "profgraph.rdf",
        "16.020.rdf",
        "16.099.ttl",
        "16.020@.ttl",
        "16.020.ttl.gz",
        "16.099@621n-2014-09-08.ttl",
        "profgraph.nq.sha256.sha256",
        ".sha256",
        ".lock",
        ".profgraph.nq.part",
        "..",
        "%2e%2e%2fstore.json",
        "<b>.ttl",
        "профграф.ttl",
        "a\x00b.ttl",
        "x" * 5000,
    ],
)
def test_an_unknown_name_is_not_found(client: FlaskClient, folder: Path, name: str) -> None:
    response = client.get(f"/dumps/{name}", buffered=True)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert str(folder) not in response.text
    page = client.get(f"/dumps/{name}", headers={"Accept": "text/html"}, buffered=True)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<b>" not in page.text


@pytest.mark.parametrize("digest", ["", ".sha256"])
@pytest.mark.parametrize("form", EDITION_FORMS, ids=lambda form: form.ending)
def test_a_standard_leads_to_its_newest_edition(client: FlaskClient, form: Form, digest: str) -> None:
    response = client.get(f"/dumps/16.020{form.ending}{digest}", headers={"Range": "bytes=5-"}, buffered=True)
    address = f"/dumps/16.020@620n-2014-09-08{form.ending}{digest}"
    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert response.headers["Link"] == f'<{address}>; rel="latest-version"'
    assert "ETag" not in response.headers


def test_a_dump_is_only_read(client: FlaskClient) -> None:
    assert client.post(ADDRESS).status_code == 405
    assert client.options(ADDRESS).status_code == 204


def test_an_empty_store_has_no_dumps(tmp_path: Path) -> None:
    empty = create_app(Settings(store=str(tmp_path / "none"))).test_client()
    assert [empty.get(path, buffered=True).status_code for path in ("/dumps/", ADDRESS, "/dumps/16.020.ttl")] == [
        503,
        503,
        503,
    ]
    assert not (tmp_path / "none").exists()


def test_a_service_over_a_remote_store_has_no_dumps() -> None:
    far = create_app(Settings(store="http://127.0.0.1:9/query")).test_client()
    for path in ("/dumps/", ADDRESS, "/dumps/16.020.ttl"):
        response = far.get(path, headers={"Accept-Language": "en"}, buffered=True)
        assert (response.status_code, json.loads(response.text)["detail"]) == (
            404,
            "there are no dumps here: the service reads a store elsewhere; get what you need by a query at /sparql",
        )
