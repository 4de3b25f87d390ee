"""Answers as bytes in every media type, and queries that are refused, here and behind an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreError, UsageError
from profgraph.ontology.terms import PS
from profgraph.store import protocol
from profgraph.store.protocol import QueryError, Serialised
from rdflib import RDF, Graph, Literal, Namespace

if TYPE_CHECKING:
    from profgraph.store.protocol import Store

EX = Namespace("http://example.org/")
FUNCTIONS = "?f a ps:ParticularWorkFunction ; ps:code ?code"
UNION = ["folder", "endpoint", "endpoint with union"]


@pytest.mark.parametrize("name", UNION)
def test_results_are_serialised_alike(stores: dict[str, Store], name: str) -> None:
    rows = f"SELECT ?f ?code ?level {{ {FUNCTIONS} OPTIONAL {{ ?f ps:level ?level }} }} ORDER BY ?code"
    written = {media_type: stores[name].serialised(rows, [media_type]) for media_type in protocol.RESULT_TYPES}
    assert written[protocol.CSV] == Serialised(
        "text/csv",
        b"f,code,level\r\nhttp://example.org/a,A/01.5,5\r\nhttp://example.org/b,B/03.6,\r\n"
        b'http://example.org/c,"C/01.7 ""x"", y",\r\n',
    )
    assert written[protocol.TSV] == Serialised(
        "text/tab-separated-values",
        b'?f\t?code\t?level\n<http://example.org/a>\t"A/01.5"\t5\n<http://example.org/b>\t"B/03.6"\t\n'
        b'<http://example.org/c>\t"C/01.7 \\"x\\", y"\t\n',
    )
    assert written[protocol.JSON] == stores["folder"].serialised(rows, [protocol.JSON])
    assert written[protocol.XML] == stores["folder"].serialised(rows, [protocol.XML])
    asked = stores[name].serialised("ASK {}", ["text/html", protocol.TURTLE, protocol.JSON, protocol.XML])
    assert asked == Serialised("application/sparql-results+json", b'{"head":{},"boolean":true}')


# rdflib 7.6 warns of its own class.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", UNION)
@pytest.mark.parametrize("media_type", protocol.GRAPH_TYPES)
def test_graphs_are_serialised_alike(stores: dict[str, Store], name: str, media_type: str) -> None:
    text = f"CONSTRUCT WHERE {{ <{EX.a}> ?p ?o }}"
    written = stores[name].serialised(text, [protocol.CSV, media_type])
    assert written.media_type == media_type
    parsed = Graph().parse(data=written.body, format=media_type)
    assert set(parsed) == {
        (EX.a, RDF.type, PS.ParticularWorkFunction),
        (EX.a, PS.code, Literal("A/01.5")),
        (EX.a, PS.level, Literal(5)),
        (EX.a, PS.name, Literal("Осмотр", lang="ru")),
    }


@pytest.mark.parametrize("name", UNION)
def test_a_form_that_does_not_fit_is_refused_with_the_list(stores: dict[str, Store], name: str) -> None:
    with pytest.raises(UsageError) as refused:
        stores[name].serialised("SELECT * {}", ["text/turtle", "text/html"])
    assert refused.value.message.en == (
        "the answer to this query cannot be given as text/turtle, text/html; choose from "
        "application/sparql-results+json, application/sparql-results+xml, text/csv, text/tab-separated-values"
    )
    with pytest.raises(UsageError) as refused:
        stores[name].serialised("DESCRIBE <http://example.org/a>", [])
    assert refused.value.message.ru == (
        "ответ на этот запрос нельзя дать как —; возможны: "
        "text/turtle, application/n-triples, application/rdf+xml, application/ld+json"
    )


def test_turtle_and_rdf_xml_of_the_folder(stores: dict[str, Store]) -> None:
    store = stores["folder"]
    turtle = store.serialised("CONSTRUCT WHERE { ?s ps:level 5 }", [protocol.TURTLE]).body.decode()
    lines = turtle.splitlines()
    assert lines[0] == "@prefix ps: <https://w3id.org/profgraph/ns#> ."
    assert lines[-1] == "<http://example.org/a> ps:level 5 ."
    unnameable = "CONSTRUCT { ?s <http://example.org/1> 5 } { ?s ps:level 5 }"
    with pytest.raises(UsageError) as refused:
        store.serialised(unnameable, [protocol.RDF_XML])
    assert refused.value.message.en == ("RDF/XML cannot express the property <http://example.org/1>; ask for Turtle")


NO_QUERY = "the query: SELECT, ASK, CONSTRUCT or DESCRIBE is expected"


@pytest.mark.parametrize(
    ("text", "here", "there"),
    [
        ("SELECT * { ?s ?p", "line 1, column 17: error after 'SELECT * { ?s ?p'", "1:"),
        ("SELECT *\n{ ?s ps:name 'имя'@ru", "line 2, column 22: error after \"{ ?s ps:name 'имя'@ru\"", "2:22"),
        ("ASK {\n\n ?s zz:p ?o }", "line 3, column 10: error after '?s zz:p'", "3:10"),
    ],
)
def test_a_malformed_query_is_said_in_one_line(stores: dict[str, Store], text: str, here: str, there: str) -> None:
    assert refusals(stores["folder"], text) == {f"the query, {here}"}
    (refusal,) = refusals(stores["endpoint, strict"], text)
    assert f": the query was refused: error at {there}" in refusal


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_QUERY),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", f"{NO_QUERY}, not INSERT"),
        ("# SELECT\nDROP ALL", f"{NO_QUERY}, not DROP"),
    ],
)
def test_what_is_no_query_is_asked_of_nobody(stores: dict[str, Store], text: str, message: str) -> None:
    assert [refusals(store, text) for store in stores.values()] == [{message}] * len(stores)


def refusals(store: Store, text: str) -> set[str]:
    with pytest.raises(QueryError) as of_query:
        store.query(text)
    with pytest.raises(QueryError) as of_serialised:
        store.serialised(text, [protocol.JSON, protocol.TURTLE])
    messages = [of_query.value.message, of_serialised.value.message]
    assert [message for message in messages if "\n" in message.ru + message.en] == []
    return {message.en for message in messages}


def test_what_the_engine_does_not_know_is_said_in_one_line(stores: dict[str, Store]) -> None:
    with pytest.raises(QueryError) as refused:
        stores["folder"].query("SELECT (<http://example.org/f>(1) AS ?x) {}")
    assert refused.value.message.en == (
        "the query cannot be evaluated: The custom function <http://example.org/f> is not supported"
    )
    with pytest.raises(StoreError, match=r"^the store did not answer the query: "):
        stores["folder"].query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(UsageError, match=r"a term of RDF 1.2"):
        stores["folder"].query("SELECT (TRIPLE(ps:a, ps:b, ps:c) AS ?t) {}")
    with pytest.raises(UsageError, match=r"a term of RDF 1.2"):
        stores["endpoint"].query("SELECT (TRIPLE(ps:a, ps:b, ps:c) AS ?t) {}")
