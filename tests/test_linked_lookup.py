"""`/lookup` answers for every IRI that the data speak of, whatever host it names, and refuses what is none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import ONTOLOGY
from profgraph.settings import Settings
from profgraph.web.app import create_app
from rdflib import URIRef

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

BASE = "https://w3id.org/profgraph/id/"
FUNCTION = f"{BASE}standard/16.020/620n-2014-09-08/B/03.6"


def looked_up(client: FlaskClient, iri: str, **headers: str) -> tuple[int, str | None]:
    answer = client.get(f"/lookup?uri={quote(iri, safe='')}", headers=headers)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (FUNCTION, "/doc/standard/16.020/620n-2014-09-08/B/03.6"),
        (f"{BASE}dataset", "/doc/dataset"),
        (f"{BASE}source/953a45c35d7eecba#L107", "/doc/source/953a45c35d7eecba#L107"),
        ("https://w3id.org/profgraph/ns", "/ns"),
        ("https://w3id.org/profgraph/ns#", "/ns"),
        ("https://w3id.org/profgraph/ns#requiresSkill", "/ns#requiresSkill"),
        ("https://w3id.org/profgraph/shapes#Function", "/shapes#Function"),
    ],
)
def test_where_an_iri_leads(iri: str, address: str, client: FlaskClient) -> None:
    assert looked_up(client, iri) == (303, address)
    answer = client.get(f"/lookup?uri={quote(iri, safe='')}")
    assert answer.headers["Link"] == f'<{address}>; rel="describedby"'
    assert client.get(address.partition("#")[0], headers={"Accept": "text/turtle"}).status_code == 200


def test_every_iri_of_the_data_leads_to_a_document_that_speaks_of_it(client: FlaskClient) -> None:
    query = (
        """SELECT DISTINCT ?node { GRAPH ?graph { ?node a ?class } FILTER(isIRI(?node)) } ORDER BY RAND() LIMIT 60"""
    )
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    chosen = answer.text.split()[1:]
    assert len(chosen) == 60
    for node in chosen:
        found = client.get(
            f"/lookup?uri={quote(node, safe='')}", headers={"Accept": "application/n-triples"}, follow_redirects=True
        )
        assert (found.status_code, found.mimetype) == (200, "application/n-triples")
        subjects = {quad.subject for quad in ox.parse(found.data, format=ox.RdfFormat.N_TRIPLES)}
        assert ox.NamedNode(node) in subjects


def test_every_term_of_the_ontology_is_there(client: FlaskClient) -> None:
    terms = {one for one in ontology_graph().subjects() if isinstance(one, URIRef) and one.startswith(ONTOLOGY)}
    document = client.get("/ns", headers={"Accept": "application/n-triples"}).text
    for term in terms:
        assert looked_up(client, term) == (303, "/ns" + (f"#{term.partition('#')[2]}" if "#" in term else ""))
        assert f"<{term}> " in document


def test_a_chosen_language_is_kept(client: FlaskClient) -> None:
    answer = client.get(f"/lookup?lang=en&uri={quote(FUNCTION, safe='')}")
    assert answer.headers["Location"] == "/doc/standard/16.020/620n-2014-09-08/B/03.6?lang=en"


def test_what_others_have_named_is_described_by_a_query(client: FlaskClient) -> None:
    foreign = "http://www.w3.org/2004/02/skos/core#Concept"
    status, address = looked_up(client, foreign)
    assert (status, (address or "").startswith("http://localhost/sparql?query=")) == (303, True)
    assert f"<{foreign}>" in client.get(address or "", headers={"Accept": "application/n-triples"}).text


def test_behind_a_proxy_the_prefix_is_kept(folder: Path) -> None:
    proxied = create_app(Settings(store=str(folder), proxies=1)).test_client()
    said = {"X-Forwarded-Prefix": "/graph"}
    assert looked_up(proxied, FUNCTION, **said)[1] == "/graph/doc/standard/16.020/620n-2014-09-08/B/03.6"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("", 400),
        ("?uri=", 400),
        (f"?uri={FUNCTION}&uri={FUNCTION}", 400),
        ("?uri=no+iri", 400),
        ("?uri=B/03.6", 400),
        ("?uri=%3Cscript%3Ealert(1)%3C/script%3E", 400),
        ("?uri=javascript:alert(1)", 404),
        ("?uri=https://evil.example/", 404),
        (f"?uri={BASE}", 404),
        (f"?uri={BASE}../../sparql", 404),
        (f"?uri={BASE}%2F/evil.example", 404),
        (f"?uri={FUNCTION}/nothing", 404),
        (f"?uri={FUNCTION}%23x", 404),
        (f"?uri={FUNCTION}%0D%0AX-Evil:1", 400),
        (f"?uri={BASE}{'x' * 1500}", 404),
        ("?uri=%FF%FE", 400),
    ],
)
def test_what_cannot_be_looked_up(fields: str, status: int, client: FlaskClient) -> None:
    page = client.get(f"/lookup{fields}", headers={"Accept": "text/html", "Accept-Language": "en"})
    problem = client.get(f"/lookup{fields}", headers={"Accept": "text/turtle", "Accept-Language": "ru"})
    assert (page.status_code, page.mimetype, page.content_language) == (status, "text/html", {"en"})
    assert (problem.status_code, problem.mimetype) == (status, "application/problem+json")
    assert ("<script" in page.text, "Location" in page.headers, "X-Evil" in page.headers) == (False, False, False)
    assert len(problem.text) < 1_000
