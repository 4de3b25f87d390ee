"""The questions as `sh:SPARQLExecutable`: each parses, names this endpoint, and gives the known answer there."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.queries.catalogue import catalogue, text_with
from profgraph.settings import Settings
from profgraph.store.protocol import GRAPH_TYPES
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")
SCHEMA = Namespace("https://schema.org/")
HOME = "http://localhost/.well-known/sparql-examples/"
ANSWERS = Path(__file__).parent / "answers"
# What tools of sparql-examples look for; its own shapes ask the same.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
[] a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ;
  sh:property [ sh:path rdfs:comment ; sh:minCount 2 ; sh:uniqueLang true ; sh:languageIn ("ru" "en") ] ;
  sh:property [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path schema:keywords ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ;
  sh:property [ sh:path sh:prefixes ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path [ sh:alternativePath (sh:select sh:ask sh:construct) ] ; sh:minCount 1 ; sh:maxCount 1 ] .
"""
# Of another source than the bundled one the known answer is another.
with (ANSWERS / "arguments.tsv").open(encoding="utf-8", newline="") as file:
    RUN = {row["question"]: row for row in csv.DictReader(file, delimiter="\t")}
OPEN = {"competences-everywhere", "named-graphs"}  # asked here of one function or kind, by their examples of all
ALIKE = [name for name, row in RUN.items() if row["source"] == "bundled" and name not in OPEN]


@pytest.fixture(scope="module")
def client(federating: FlaskClient) -> FlaskClient:
    """Return a client of a service that may call another endpoint: one question does."""
    return federating


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> Graph:
    return Graph().parse(data=client.get(HOME).text, format="turtle")


def test_all_questions_are_described(described: Graph) -> None:
    assert set(described.subjects(RDF.type, SH.SPARQLExecutable)) == {URIRef(HOME + name) for name in catalogue()}
    assert validate(described, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))[0] is True


@pytest.mark.parametrize("name", catalogue())
def test_each_is_the_same_alone(name: str, described: Graph, client: FlaskClient) -> None:
    alone = Graph().parse(data=client.get(HOME + name).text, format="turtle")
    assert set(alone.subjects(RDF.type, SH.SPARQLExecutable)) == {URIRef(HOME + name)}
    assert set(alone) == {triple for triple in described if f"{HOME}{name}" == str(triple[0]) or "#" in triple[0]}


@pytest.mark.parametrize("name", catalogue())
def test_what_is_said_of_a_question(name: str, described: Graph) -> None:
    asked, iri = catalogue()[name], URIRef(HOME + name)
    said = [(one.ru, one.en) for one in (asked.title, asked.description)]
    assert set(described.objects(iri, RDFS.label)) == {Literal(said[0][0], lang="ru"), Literal(said[0][1], lang="en")}
    comments = {str(one.language): str(one) for one in described.objects(iri, RDFS.comment) if isinstance(one, Literal)}
    assert comments == {"ru": f"{said[0][0]} {said[1][0]}", "en": f"{said[0][1]} {said[1][1]}"}
    assert set(described.objects(iri, SCHEMA.keywords)) == {Literal(word) for word in asked.keywords}
    assert list(described.objects(iri, SCHEMA.target)) == [URIRef("http://localhost/sparql")]


def test_an_example_that_calls_another_endpoint_says_which(described: Graph, esco: str) -> None:
    federated = {str(iri).removeprefix(HOME): str(called) for iri, called in described[: SPEX.federatesWith]}
    assert federated == {"esco-occupations-elsewhere": esco}


def test_where_no_endpoint_may_be_called_the_example_names_one_of_the_question(folder: Path) -> None:
    client = create_app(Settings(store=str(folder))).test_client()
    described = Graph().parse(data=client.get(f"{HOME}esco-occupations-elsewhere").text, format="turtle")
    assert [str(one) for one in described.objects(None, SPEX.federatesWith)] == ["http://localhost:7878/query"]
    text = str(described.value(URIRef(f"{HOME}esco-occupations-elsewhere"), SH.select))
    response = client.post("/sparql", data={"query": text}, headers={"Accept-Language": "en"})
    assert response.status_code == 400
    assert response.json is not None
    line = text[: text.index("SERVICE <")].count("\n") + 1
    assert response.json["detail"] == (
        f"the query, line {line}, column 3: SERVICE to http://localhost:7878/query is not allowed here; "
        "load that data, ask that endpoint yourself or name it in PROFGRAPH_SERVICES"
    )


@pytest.mark.parametrize("name", ALIKE)
def test_an_example_gives_the_known_answer(name: str, described: Graph, client: FlaskClient) -> None:
    text = str(described.value(URIRef(HOME + name), SH.select))
    response = client.post("/sparql", data={"query": text}, headers={"Accept": "text/csv"})
    assert response.data.decode() == (ANSWERS / f"{name}.csv").read_bytes().decode()


def test_the_others_run_too(described: Graph, client: FlaskClient) -> None:
    for name in set(catalogue()) - set(ALIKE):
        text = str(described.value(URIRef(HOME + name), SH.select))
        assert client.post("/sparql", data={"query": text}).status_code == 200


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_every_type_of_rdf_says_the_same(media_type: str, client: FlaskClient) -> None:
    responses = [client.get(HOME, headers={"Accept": one}) for one in (media_type, "*/*")]
    assert [response.mimetype for response in responses] == [media_type, "text/turtle"]
    typed, usual = (
        {quad.triple for quad in ox.parse(one.data, format=ox.RdfFormat.from_media_type(one.mimetype))}
        for one in responses
    )
    assert typed == usual


@pytest.mark.parametrize("address", [HOME, f"{HOME}approval"])
def test_no_type_of_rdf(address: str, client: FlaskClient) -> None:
    problem = client.get(address, headers={"Accept": "image/png", "Accept-Language": "en"}).json
    assert problem == {
        "type": "about:blank",
        "title": "Not acceptable",
        "status": 406,
        "detail": f"Accept: examples of queries come only as: {', '.join((*GRAPH_TYPES, 'text/html'))}",
        "supported": [*GRAPH_TYPES, "text/html"],
    }


@pytest.mark.parametrize(
    ("example", "page"), [("", "/q/"), ("?lang=en", "/q/?lang=en"), ("approval", "/q/approval"), ("nothing", None)]
)
def test_a_browser_is_sent_to_the_page_and_a_program_back(example: str, page: str | None, client: FlaskClient) -> None:
    there = client.get(HOME + example, headers={"Accept": "text/html"})
    assert (there.status_code, there.headers.get("Location")) == (303 if page else 404, page)
    if page:
        back = client.get(page, headers={"Accept": "application/ld+json, application/rdf+xml"})
        assert (back.status_code, back.headers["Location"]) == (303, (HOME + example.partition("?")[0])[16:])


def test_an_unknown_example(client: FlaskClient) -> None:
    response = client.get(f"{HOME}aproval", headers={"Accept-Language": "en"})
    assert (response.status_code, response.json and response.json["detail"]) == (
        404,
        "there is no question 'aproval'; try approval",
    )


def test_a_parameter_whose_example_is_not_loaded_is_left_open(tmp_path: Path, esco: str) -> None:
    with Writer.open(tmp_path / "store") as writer:
        writer.publish()
    client = create_app(Settings(store=str(tmp_path / "store"), services=frozenset({esco}))).test_client()
    described = Graph().parse(data=client.get(HOME).text, format="turtle")
    texts = {name: str(described.value(URIRef(HOME + name), SH.select)) for name in catalogue()}
    # The reader's language and a day need no data.
    day = '  VALUES ?asOf { "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }\n'
    bound = {"?asOf": day, "?lang": '  VALUES ?lang { "ru" }\n'}
    expected = {
        name: one.text.replace(
            "WHERE {\n", "WHERE {\n" + "".join(values for variable, values in bound.items() if variable in one.text), 1
        )
        for name, one in catalogue().items()
    }
    # Codes of the package's classifiers are in every store.
    items = {
        "code-correspondences": "okz/1993/122",
        "code-drift": "okz/1993/1",
        "code-tree": "okz/1993/31",
        "functions-by-code": "okz/1993/31",
        "functions-by-correspondence": "okz/2014/31",
    }
    for name, item in items.items():
        bound_to_code = {"code": [URIRef(f"https://w3id.org/profgraph/id/classifier/{item}")], "standard": None}
        expected[name] = text_with(catalogue()[name], bound_to_code, "ru")
    # Where no standard is named, each two are compared once.
    expected["similar-standards"] = text_with(catalogue()["similar-standards"], {"standard": None, "among": None}, "ru")
    elsewhere = "esco-occupations-elsewhere"
    expected[elsewhere] = expected[elsewhere].replace("SERVICE ?endpoint {", f"SERVICE <{esco}> {{")
    # Neither do words that are looked for.
    for name, parameter, words in (("functions-by-title", "title", "мастер"), ("text-search", "text", "безопасност")):
        expected[name] = text_with(catalogue()[name], {parameter: [Literal(words)], "standard": None}, "ru")
    assert texts == expected
    assert [client.post("/sparql", data={"query": text}).status_code for text in texts.values()] == [200] * len(texts)
