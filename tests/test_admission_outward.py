"""Nothing that only names a place on the network makes an engine or a parser go there."""

from __future__ import annotations

import socket
from contextlib import suppress

import pyoxigraph as ox
import pytest
from profgraph.store.admission import TextLimits, admit_query, admit_update

QUERIES = [
    "SELECT * FROM <PLACE> { ?s ?p ?o }",
    "SELECT * FROM NAMED <PLACE> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM NAMED <PLACE> { GRAPH <PLACE> { ?s ?p ?o } }",
    "DESCRIBE <PLACE> FROM <PLACE>",
]
UPDATES = [
    "INSERT { ?s ?p ?o } USING <PLACE> WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } USING NAMED <PLACE> WHERE { GRAPH <PLACE> { ?s ?p ?o } }",
    "WITH <PLACE> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "COPY SILENT <PLACE> TO DEFAULT",
]
DOCUMENTS = {
    ox.RdfFormat.JSON_LD: '{"@context": "PLACE", "@id": "urn:a", "name": "x"}',
    ox.RdfFormat.STREAMING_JSON_LD: '{"@context": ["PLACE", {"@import": "PLACE"}], "@id": "urn:a", "name": "x"}',
    ox.RdfFormat.RDF_XML: (
        '<!DOCTYPE r SYSTEM "PLACE" [<!ENTITY x SYSTEM "PLACE">]>'
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="PLACE">'
        '<a:b xmlns:a="urn:">&x;</a:b></r:Description></r:RDF>'
    ),
    ox.RdfFormat.TURTLE: "@base <PLACE> . <PLACE> <http://www.w3.org/2002/07/owl#imports> <PLACE> .",
}


@pytest.fixture
def place() -> str:
    """Return an address where nobody listens: whoever goes there has an error."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


@pytest.mark.parametrize("query", QUERIES)
def test_a_dataset_is_only_a_name(query: str, place: str) -> None:
    admitted = admit_query(query.replace("PLACE", place), TextLimits())
    assert list(ox.Store().query(admitted.text)) == []  # type: ignore[arg-type]  # none is an ASK


@pytest.mark.parametrize("update", UPDATES)
def test_a_graph_of_an_update_is_only_a_name(update: str, place: str) -> None:
    store = ox.Store()
    store.update(admit_update(update.replace("PLACE", place), TextLimits()).text)
    assert list(store) == []


@pytest.mark.parametrize("syntax", DOCUMENTS, ids=str)
def test_a_document_is_read_without_what_it_refers_to(syntax: ox.RdfFormat) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)  # noqa: FBT003  (the standard library's signature)
        document = DOCUMENTS[syntax].replace("PLACE", f"http://127.0.0.1:{listener.getsockname()[1]}/")
        with suppress(SyntaxError):
            list(ox.parse(document, format=syntax))
        with pytest.raises(BlockingIOError):
            listener.accept()
