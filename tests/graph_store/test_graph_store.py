"""The graph store protocol: each method on graphs that are there or not, every syntax in and out."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app
from werkzeug.datastructures import FileStorage, MultiDict

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    Editing = Callable[..., AbstractContextManager[FlaskClient]]
    Serving = Callable[..., AbstractContextManager[str]]

TURTLE, N_TRIPLES = "text/turtle", "application/n-triples"
RDF_XML, JSON_LD = "application/rdf+xml", "application/ld+json"
TYPES = f"{TURTLE}, {N_TRIPLES}, {RDF_XML}, {JSON_LD}"
PROBLEM = "application/problem+json"
ONE, TWO = "<http://x/s> <http://x/p> <http://x/one> .\n", "<http://x/s> <http://x/p> <http://x/two> .\n"
NAMED = "/graphs?graph=" + quote("http://x/g", safe="")
MOST = 5_000
# The same triples in every syntax; the relative IRI is resolved against the graph.
WRITTEN = {
    TURTLE: b'@prefix x: <http://x/> . x:s x:p x:one ; x:q "\xd1\x91"@ru . <> x:p [] .',
    N_TRIPLES: b'<http://x/s> <http://x/p> <http://x/one> .\n<http://x/s> <http://x/q> "\\u0451"@ru .\n'
    b"<http://x/g> <http://x/p> _:a .\n",
    RDF_XML: b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://x/">
      <rdf:Description rdf:about="http://x/s"><p rdf:resource="http://x/one"/><q xml:lang="ru">\xd1\x91</q>
      </rdf:Description><rdf:Description rdf:about=""><p rdf:nodeID="a"/></rdf:Description></rdf:RDF>""",
    JSON_LD: b"""{"@context": {"@vocab": "http://x/"}, "@graph": [
      {"@id": "http://x/s", "p": {"@id": "http://x/one"}, "q": {"@value": "\xd1\x91", "@language": "ru"}},
      {"@id": "", "p": {"@id": "_:a"}}]}""",
}


def put(client: FlaskClient, address: str, text: str | bytes, media_type: str = TURTLE) -> int:
    return client.put(address, data=text, content_type=media_type).status_code


def triples(response: TestResponse) -> set[str]:
    assert response.status_code == 200
    syntax = ox.RdfFormat.from_media_type(response.mimetype)
    assert syntax is not None
    read = ox.parse(response.data, syntax)
    return {" ".join("_" if isinstance(term, ox.BlankNode) else str(term) for term in quad.triple) for quad in read}


def held(client: FlaskClient, address: str) -> list[str] | None:
    response = client.get(address, headers={"Accept": N_TRIPLES})
    return None if response.status_code == 404 else sorted(response.text.splitlines(keepends=True))


def refusal(response: TestResponse) -> tuple[int, str]:
    problem = json.loads(response.text)
    assert (response.mimetype, problem["status"]) == (PROBLEM, response.status_code)
    return response.status_code, problem["detail"]


@pytest.mark.parametrize("address", [NAMED, "/graphs/dir/x", "/graphs?default"])
def test_a_graph_is_put_read_added_to_and_deleted(address: str, editor: FlaskClient) -> None:
    is_named = "default" not in address
    assert held(editor, address) == (None if is_named else [])
    assert put(editor, address, ONE) == (201 if is_named else 204)
    assert held(editor, address) == [ONE]
    assert put(editor, address, TWO) == 204
    assert held(editor, address) == [TWO]
    added = editor.post(address, data=ONE, content_type=TURTLE)
    assert (added.status_code, "Location" in added.headers, added.data) == (204, False, b"")
    assert (held(editor, address), added.headers["Cache-Control"]) == ([ONE, TWO], "no-store")
    deleted = editor.delete(address)
    assert (deleted.status_code, deleted.headers["ProfGraph-Data-Version"]) == (
        204,
        json.loads(editor.get("/readyz").text)["dataVersion"],
    )
    assert held(editor, address) == (None if is_named else [])
    assert editor.delete(address).status_code == (404 if is_named else 204)
    assert editor.post(address, data=ONE, content_type=TURTLE).status_code == (201 if is_named else 204)


@pytest.mark.parametrize("media_type", WRITTEN)
@pytest.mark.parametrize("accept", WRITTEN)
def test_every_syntax_goes_in_and_comes_out(media_type: str, accept: str, editor: FlaskClient) -> None:
    assert put(editor, NAMED, WRITTEN[media_type], f"{media_type}; charset=utf-8") == 201
    response = editor.get(NAMED, headers={"Accept": accept})
    assert response.mimetype == accept
    assert triples(response) == {
        "<http://x/s> <http://x/p> <http://x/one>",
        '<http://x/s> <http://x/q> "ё"@ru',
        "<http://x/g> <http://x/p> _",
    }


def test_head_has_the_headers_of_get(editor: FlaskClient) -> None:
    put(editor, NAMED, ONE)
    reader = editor.application.test_client()
    for client in (editor, reader):
        got, head = (client.open(NAMED, method=method) for method in ("GET", "HEAD"))
        assert (head.status_code, dict(head.headers), head.data) == (200, dict(got.headers), b"")
    again = reader.get(NAMED, headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, got.mimetype) == (304, TURTLE)
    put(editor, NAMED, TWO)
    assert reader.get(NAMED, headers={"If-None-Match": got.headers["ETag"]}).status_code == 200


def test_a_direct_address_is_the_name_of_its_graph(editor: FlaskClient) -> None:
    assert put(editor, "/graphs/dir/x", "<> <http://x/p> <y> .") == 201
    name = "http://localhost/graphs/dir/x"
    line = [f"<{name}> <http://x/p> <http://localhost/graphs/dir/y> .\n"]
    assert held(editor, "/graphs?graph=" + quote(name, safe="")) == held(editor, "/graphs/dir/%78") == line
    assert held(editor, "/graphs/dir/x?lang=en") == line


def test_behind_a_proxy_the_name_is_the_address_that_the_client_sees(editing: Editing, tmp_path: Path) -> None:
    forwarded = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "example.org",
        "X-Forwarded-Prefix": "/profgraph",
    }
    with editing(tmp_path / "store", proxies=1) as client:
        made = client.post("/graphs", data=ONE, content_type=TURTLE, headers=forwarded)
        name = made.headers["Location"]
        assert (made.status_code, name.startswith("https://example.org/profgraph/graphs/")) == (201, True)
        response = client.get(f"/graphs/{name.rpartition('/')[2]}", headers=forwarded | {"Accept": N_TRIPLES})
        assert (response.status_code, response.text) == (200, ONE)
        assert held(client, "/graphs?graph=" + quote(name, safe="")) == [ONE]


def test_a_post_to_the_store_makes_a_graph_and_tells_where(editor: FlaskClient) -> None:
    made = [editor.post("/graphs", data=text, content_type=TURTLE) for text in (ONE, TWO)]
    places = [response.headers["Location"] for response in made]
    assert ([response.status_code for response in made], len(set(places))) == ([201, 201], 2)
    assert [held(editor, place.removeprefix("http://localhost")) for place in places] == [[ONE], [TWO]]
    assert [editor.delete(place.removeprefix("http://localhost")).status_code for place in places] == [204, 204]


def test_an_empty_graph_is_a_graph(editor: FlaskClient) -> None:
    assert (put(editor, NAMED, ""), held(editor, NAMED), put(editor, NAMED, "")) == (201, [], 204)


def test_a_form_brings_several_files_at_once(editor: FlaskClient) -> None:
    files = [
        FileStorage(BytesIO(b"<http://x/s> <http://x/p> <http://x/one>, _:a ."), "a.ttl", "file", TURTLE),
        FileStorage(BytesIO(b"<http://x/s> <http://x/p> _:a ."), "b.nt", "file", "application/octet-stream"),
        FileStorage(BytesIO(WRITTEN[JSON_LD]), "c", "other", JSON_LD),
    ]
    response = editor.post(NAMED, data=MultiDict(("file", file) for file in files))
    assert response.status_code == 201
    # Two files that name a blank node alike mean two.
    assert len(held(editor, NAMED) or []) == 5


WHICH = "which graph? one of the two is needed: /graphs?graph=IRI or /graphs?default"


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/graphs", 400, WHICH),
        (NAMED, 404, None),
        ("/graphs/none", 404, None),
        ("/graphs?graph=g", 400, "'g' is not an IRI; write all of it: https://…"),
    ],
)
def test_what_is_not_there_is_not_read(address: str, status: int, detail: str | None, editor: FlaskClient) -> None:
    told = refusal(editor.get(address))
    assert told == (status, detail or told[1])
    assert editor.head(address).status_code == status


def test_a_type_that_no_graph_has(editor: FlaskClient) -> None:
    response = editor.get("/graphs?default", headers={"Accept": "text/csv"})
    assert refusal(response) == (406, f"Accept: a graph comes only as: {TYPES}")


def test_everybody_reads_and_nobody_writes_without_the_token(editor: FlaskClient) -> None:
    put(editor, NAMED, ONE)
    stranger = editor.application.test_client()
    assert held(stranger, NAMED) == [ONE]
    for method, address in (("PUT", NAMED), ("POST", "/graphs"), ("DELETE", NAMED), ("DELETE", "/graphs/none")):
        response = stranger.open(address, method=method, data=b"#" * 2 * MOST, content_type=TURTLE)
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="ProfGraph"')
    assert held(stranger, NAMED) == [ONE]


def test_a_remote_store_is_read_by_graphs_too(serving: Serving, tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "engine"))
    store.load(ONE.encode(), ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode("http://x/g"))
    store.load(TWO.encode(), ox.RdfFormat.N_TRIPLES)
    del store
    with serving(tmp_path / "engine") as address:
        client = create_app(Settings(store=address)).test_client()
        assert (held(client, NAMED), held(client, "/graphs?default")) == ([ONE], [TWO])
        assert client.get("/graphs/none").status_code == 404


def test_scripts_of_other_sites_may_send_the_token(editor: FlaskClient) -> None:
    for address in ("/graphs", "/graphs/x"):
        response = editor.options(address)
        assert response.headers["Access-Control-Allow-Methods"] == "DELETE, GET, HEAD, OPTIONS, POST, PUT"
        assert response.headers["Access-Control-Allow-Headers"].split(", ")[0] == "Authorization"
