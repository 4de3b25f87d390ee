"""What the graph store refuses, each with its status and its reason: nothing of it changes a graph."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from profgraph.settings import BASE

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


def put(client: FlaskClient, address: str, text: str | bytes, media_type: str = TURTLE) -> int:
    return client.put(address, data=text, content_type=media_type).status_code


def held(client: FlaskClient, address: str) -> list[str] | None:
    response = client.get(address, headers={"Accept": N_TRIPLES})
    return None if response.status_code == 404 else sorted(response.text.splitlines(keepends=True))


def refusal(response: TestResponse) -> tuple[int, str]:
    problem = json.loads(response.text)
    assert (response.mimetype, problem["status"]) == (PROBLEM, response.status_code)
    return response.status_code, problem["detail"]


FORM = "multipart/form-data"
NOT_READ = f"a request body as %s is not read; possible, in UTF-8: {TYPES}"
NAMED_TWICE = "the graph is named by the address itself and by a field graph or default; keep one of the two"
WHICH = "which graph? one of the two is needed: /graphs?graph=IRI or /graphs?default"
REFUSED: dict[str, tuple[str, str, str | bytes, str | None, int, str]] = {
    "no graph": ("PUT", "/graphs", ONE, TURTLE, 400, WHICH),
    "both": ("PUT", f"{NAMED}&default", ONE, TURTLE, 400, WHICH),
    "a name within a name": ("PUT", "/graphs/dir/x?graph=x:h", ONE, TURTLE, 400, NAMED_TWICE),
    "the default within a name": ("DELETE", "/graphs/dir/x?default", b"", None, 400, NAMED_TWICE),
    "two": ("PUT", f"{NAMED}&graph=x:h", ONE, TURTLE, 400, "the field graph is given 2 times; send it once"),
    "no IRI": ("PUT", "/graphs?graph=g", ONE, TURTLE, 400, "'g' is not an IRI; write all of it: https://…"),
    "no type": ("PUT", NAMED, ONE, None, 415, NOT_READ % "—"),
    "another type": ("PUT", NAMED, ONE, "text/csv", 415, NOT_READ % "text/csv"),
    "a form to put": ("PUT", NAMED, b"--b--", f"{FORM}; boundary=b", 415, NOT_READ % f"{FORM}; boundary=b"),
    "a form without files": (
        "POST",
        NAMED,
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n',
        f"{FORM}; boundary=b",
        400,
        "the form has no file; send the data as files: curl -F file=@data.ttl",
    ),
    "a file of no RDF": (
        "POST",
        NAMED,
        b'--b\r\nContent-Disposition: form-data; name="a"; filename="x.txt"\r\n\r\nx\r\n--b--\r\n',
        f"{FORM}; boundary=b",
        415,
        f"the file x.txt as — is not read; possible, in UTF-8: {TYPES}",
    ),
    "malformed Turtle": (
        "PUT",
        NAMED,
        f"{ONE}<http://x/s> <http://x/p> .",
        TURTLE,
        400,
        "the data, line 2, column 27: . is not a valid RDF object; correct them and send them again",
    ),
    "malformed XML": (
        "PUT",
        NAMED,
        "<rdf:RDF>\n <a></b>",
        RDF_XML,
        400,
        "the data, line 2, column 7: mismatched tag; correct them and send them again",
    ),
    "XML, but no RDF": (
        "PUT",
        NAMED,
        "<a/>",
        RDF_XML,
        400,
        "the data cannot be read: XML namespaces are required in RDF/XML; correct them and send them again",
    ),
    "another encoding": ("PUT", NAMED, ONE, f"{TURTLE}; charset=koi8-r", 415, NOT_READ % f"{TURTLE}; charset=koi8-r"),
    "another encoding of a file": (
        "POST",
        NAMED,
        (
            b'--b\r\nContent-Disposition: form-data; name="a"; filename="x"\r\n'
            b"Content-Type: text/turtle; charset=koi8-r\r\n\r\nx\r\n--b--\r\n"
        ),
        f"{FORM}; boundary=b",
        415,
        f"the file x as {TURTLE}; charset=koi8-r is not read; possible, in UTF-8: {TYPES}",
    ),
    "a remote context": (
        "PUT",
        NAMED,
        '{"@context": "http://127.0.0.1:1/context", "@id": "http://x/s"}',
        JSON_LD,
        400,
        "the data: a remote @context is not fetched here; write the whole of it into the document",
    ),
    "named graphs": (
        "PUT",
        NAMED,
        '{"@id": "http://x/h", "@graph": [{"@id": "http://x/s", "http://x/p": "o"}]}',
        JSON_LD,
        400,
        "the data cannot be read: Named graphs are not allowed; correct them and send them again",
    ),
    "not UTF-8": (
        "PUT",
        NAMED,
        b'<http://x/s> <http://x/p> "\xff" .',
        TURTLE,
        400,
        "the data, line 1, column ",
    ),
    "too large": (
        "PUT",
        NAMED,
        b"#" * (MOST + 1),
        TURTLE,
        413,
        f"the data are larger than {MOST} bytes; split them into parts, or set PROFGRAPH_UPLOAD_BYTES on the server",
    ),
    "a graph of the program": (
        "DELETE",
        f"/graphs?graph={BASE}graph/ontology",
        b"",
        None,
        409,
        f"the graph <{BASE}graph/ontology> cannot be changed: it comes with the release of the program",
    ),
    "no such graph": (
        "DELETE",
        "/graphs/none",
        b"",
        None,
        404,
        (
            "there is no graph <http://localhost/graphs/none> here; "
            "the service description at /sparql tells which there are"
        ),
    ),
    "an address not in UTF-8": (
        "PUT",
        "/graphs/%FF",
        ONE,
        TURTLE,
        400,
        (
            "the address of the request is not in UTF-8, or the name of the server in it is not of letters, digits, "
            "dots and hyphens (nor may it have “_”); correct it"
        ),
    ),
}


@pytest.mark.parametrize(
    ("method", "address", "body", "content_type", "status", "detail"), REFUSED.values(), ids=REFUSED
)
def test_what_is_refused_changes_nothing(
    method: str,
    address: str,
    body: str | bytes,
    content_type: str | None,
    status: int,
    detail: str,
    editor: FlaskClient,
) -> None:
    put(editor, NAMED, TWO)
    response = editor.open(address, method=method, data=body, content_type=content_type)
    told = refusal(response)
    assert told == (status, detail if detail[-1] != " " else told[1])
    assert told[1].startswith(detail.rstrip())
    assert held(editor, NAMED) == [TWO]


def test_a_bomb_ends_the_process_that_reads_it_and_nothing_else(editing: Editing, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};">' for n in range(40))
    bomb = (
        f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]><rdf:RDF xmlns="http://x/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="http://x/s"><p>&a40;</p></rdf:Description></rdf:RDF>'
    )
    with editing(tmp_path / "store", seconds=1) as client:
        assert refusal(client.put(NAMED, data=bomb, content_type=RDF_XML)) == (
            503,
            "the write was stopped: more than 1 s or 4 GiB; split it into parts",
        )
        assert (held(client, NAMED), put(client, NAMED, ONE), held(client, NAMED)) == (None, 201, [ONE])


def chunked(client: FlaskClient, method: str, address: str, body: bytes, content_type: str) -> TestResponse:
    """Send a body without its length, as a server hands it over that comes in chunks."""
    return client.open(
        address,
        method=method,
        input_stream=BytesIO(body),
        content_type=content_type,
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )


@pytest.mark.parametrize(("size", "status"), [(len(ONE), 201), (MOST - 1, 201), (MOST, 413), (2 * MOST, 413)])
def test_a_body_in_chunks_is_whole_or_refused(size: int, status: int, editor: FlaskClient) -> None:
    body = ONE.encode().ljust(size, b"\n")
    assert chunked(editor, "PUT", NAMED, body, TURTLE).status_code == status
    assert held(editor, NAMED) == ([ONE] if status == 201 else None)


def test_an_update_in_chunks_is_whole_or_refused(editor: FlaskClient) -> None:
    update = "application/sparql-update"
    text = b"INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> <http://x/one> } }"
    cut = chunked(editor, "POST", "/update", text + b" " * 1_000_000 + b"; CLEAR ALL", update)
    assert (cut.status_code, held(editor, NAMED)) == (413, None)
    assert (chunked(editor, "POST", "/update", text, update).status_code, held(editor, NAMED)) == (200, [ONE])


def test_a_form_in_chunks_is_not_read(editor: FlaskClient) -> None:
    response = chunked(editor, "POST", NAMED, b"--b--", f"{FORM}; boundary=b")
    assert refusal(response) == (411, "the length of the form is not told; send the header Content-Length")


def test_a_compressed_body_is_not_read(editor: FlaskClient) -> None:
    said = "the request body is compressed (Content-Encoding: gzip) and not read so; send it uncompressed"
    headers = {"Content-Encoding": "gzip"}
    for method, address, content_type in (
        ("PUT", NAMED, TURTLE),
        ("POST", NAMED, f"{FORM}; boundary=b"),
        ("POST", "/update", "application/sparql-update"),
    ):
        response = editor.open(address, method=method, data=ONE, content_type=content_type, headers=headers)
        assert (refusal(response), held(editor, NAMED)) == ((415, said), None)


def test_a_second_graph_for_a_triple_is_refused_in_a_union_and_not_in_a_strict_store(
    editor: FlaskClient, editing: Editing, tmp_path: Path
) -> None:
    assert put(editor, NAMED, ONE) == 201
    twice = editor.put("/graphs/dir/x", data=ONE, content_type=TURTLE)
    assert refusal(twice) == (
        409,
        (
            "the triple <http://x/s> <http://x/p> <http://x/one> would stand in two graphs: "
            "<http://localhost/graphs/dir/x> and <http://x/g>; keep it in one"
        ),
    )
    with editing(tmp_path / "store", default_graph="strict") as strict:
        assert (put(strict, NAMED, ONE), put(strict, "/graphs/dir/x", ONE)) == (201, 201)
