"""Which IRI an address stands for: bases, prefixes of a proxy, IRIs with dots, slashes and letters of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.errors import UsageError
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import RDF_XML, TURTLE
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from profgraph.web.linked.describing import described
from rdflib import RDF, RDFS, VOID, BNode, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient

BASE = "https://example.org/kg/"
VERSION = "standard/16.020/620n-2014-09-08"
# After the base, and the address that names it.
THINGS = {
    "thing": "thing",
    "thing.ttl": "thing.ttl",
    "act/1/12%2F34": "act/1/12%2F34",
    "act/2/12%2F34-%D1%8E": "act/2/12/34-%D1%8E",
    "1+2": "1+2",
    "1%2B3": "1%2B3",
    "a%20b": "a%20b",
    "ключ": "%D0%BA%D0%BB%D1%8E%D1%87",
    "x:y@z;v=1,2": "x:y@z;v=1,2",
    "per%25cent": "per%25cent",
    "property": "property",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    path = tmp_path_factory.mktemp("addresses") / "store"
    graph = URIRef("x:g")
    things = {(URIRef(BASE + rest), RDFS.label, Literal(rest), graph) for rest in THINGS if rest != "property"}
    things |= {(URIRef("x:a"), URIRef(f"{BASE}property"), URIRef("javascript:alert(1)"), graph)}
    things |= {(URIRef(f"{BASE}thing"), RDFS.seeAlso, URIRef(f"{BASE}no//where?x"), graph)}
    things |= {(URIRef(f"{BASE}thing"), RDFS.seeAlso, URIRef("javascript:alert(1)"), graph)}
    with Writer.open(path, base=BASE) as writer:
        list(load([bundled()], writer))
        writer.apply(Changes(add=frozenset(things)))
        writer.publish()
    return create_app(Settings(store=str(path), proxies=1)).test_client()


@pytest.mark.parametrize("rest", THINGS)
def test_an_iri_is_found_as_servers_decode_it(rest: str, client: FlaskClient) -> None:
    sent_on = client.get(f"/id/{THINGS[rest]}")
    assert sent_on.status_code == 303
    document = client.get(sent_on.headers["Location"], headers={"Accept": "application/n-triples"})
    assert document.status_code == 200
    topics = [line.split()[2] for line in document.text.splitlines() if "primaryTopic" in line]
    assert topics == [f"<{BASE}{rest}>"]


def test_an_iri_that_ends_like_a_file_wins(client: FlaskClient) -> None:
    page = client.get("/doc/thing.ttl", headers={"Accept": "text/html"})
    assert (page.mimetype, "<h1>thing.ttl</h1>" in page.text) == ("text/html", True)
    turtle = client.get("/doc/thing.ttl.ttl", headers={"Accept": "text/html"})
    assert (turtle.status_code, turtle.mimetype) == (200, "text/turtle")
    assert '</doc/thing.ttl.nt>; rel="alternate"' in turtle.headers["Link"]


def test_what_cannot_be_an_address_here_is_no_link_to_here(client: FlaskClient) -> None:
    page = client.get("/doc/thing.html").text
    assert f'href="{BASE}no//where?x"' in page
    assert 'href="javascript:' not in page


def test_the_base_is_that_of_the_store(client: FlaskClient) -> None:
    response = client.get(f"/doc/{VERSION}.nt")
    assert response.status_code == 200
    assert f"<{BASE}{VERSION}> <{RDF.type}>" in response.text
    assert client.get(f"/doc/{VERSION}.html").text.count('href="/doc/') > 50


def test_the_prefix_of_a_proxy_stands_before_every_address(client: FlaskClient) -> None:
    behind = {"X-Forwarded-Prefix": "/graph", "X-Forwarded-Host": "kg.example", "X-Forwarded-Proto": "https"}
    sent_on = client.get(f"/id/{VERSION}?lang=en", headers=behind)
    assert sent_on.headers["Location"] == f"/graph/doc/{VERSION}?lang=en"
    page = client.get(f"/doc/{VERSION}.html", headers=behind)
    assert page.headers["Link"].split(", ")[1] == f'</graph/doc/{VERSION}.ttl>; rel="alternate"; type="text/turtle"'
    assert 'href="/doc/' not in page.text
    assert f"<https://kg.example/graph/doc/{VERSION}> <" in client.get(f"/doc/{VERSION}.nt", headers=behind).text


def test_queries_behind_a_page_answer_in_a_strict_store_too(folder: Path) -> None:
    strict = create_app(Settings(store=str(folder), default_graph="strict")).test_client()
    graph = strict.get(f"/doc/graph/asserted/{VERSION.removeprefix('standard/')}.nt")
    (address,) = (line.split()[2].strip("<>") for line in graph.text.splitlines() if f"<{VOID.dataDump}>" in line)
    dump = strict.get(address.removeprefix("http://localhost"), headers={"Accept": "text/turtle"})
    assert (dump.status_code, "ps:StandardVersion" in dump.text) == (200, True)


def test_a_remote_endpoint_is_described_alike(
    folder: Path, tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with EmbeddedStore(folder) as store:
        ox.Store(str(tmp_path)).bulk_extend(store.quads())
    here = create_app(Settings(store=str(folder))).test_client()
    with serving(tmp_path) as address:
        there = create_app(Settings(store=address)).test_client()
        for path in (f"{VERSION}/B/03.6", "source/953a45c35d7eecba", f"graph/inferred/{VERSION.partition('/')[2]}"):
            local, remote = here.get(f"/doc/{path}.nt"), there.get(f"/doc/{path}.nt")
            assert (local.status_code, sorted(local.data.splitlines())) == (200, sorted(remote.data.splitlines()))
        assert there.get("/id/nowhere").status_code == 404


def test_blank_nodes_are_described_to_the_end_of_their_lists(folder: Path) -> None:
    with EmbeddedStore(folder) as store:
        link = URIRef("https://w3id.org/profgraph/ns#requiresKnowledge")
        own = described(store, link).triples
    hanging = {value for _, _, value in own if isinstance(value, BNode)}
    assert hanging
    assert hanging - {subject for subject, _, _ in own} == set()
    assert RDF.nil in {value for _, _, value in own}


def test_a_sign_that_xml_does_not_have_is_refused(folder: Path) -> None:
    text = 'CONSTRUCT { <x:a> rdfs:label "a\\u0007b" } {}'
    with EmbeddedStore(folder) as store:
        assert store.serialised(text, [TURTLE]).body.endswith(b"""<x:a> rdfs:label "a\\u0007b" .\n""")
        with pytest.raises(UsageError) as refused:
            store.serialised(text, [RDF_XML])
    assert refused.value.message.en == (
        f"RDF/XML cannot express the character U+0007 in a text of <{RDFS.label}>; ask for Turtle"
    )
