"""No query makes the server call out: every way to write SERVICE is refused, and what only looks like it is not."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import UsageError
from profgraph.web.federation import refuse_service

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIXES = "PREFIX ex: <http://127.0.0.1:PORT/> PREFIX : <http://127.0.0.1:PORT/> "
CALL = "SERVICE<http://127.0.0.1:PORT/>{?s ?p ?o}"
CALLS = {
    "plain": "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "in small letters": "SELECT * { service <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "glued to SILENT": "SELECT * { SERVICESILENT<http://127.0.0.1:PORT/>{ ?s ?p ?o } }",
    "glued to a name": "SELECT * { SERVICEex:foo{ ?s ?p ?o } }",
    "glued to an empty prefix": "SELECT * { SERVICE:foo{ ?s ?p ?o } }",
    "a variable": "SELECT * { VALUES ?x { <http://127.0.0.1:PORT/> } SERVICE ?x { ?s ?p ?o } }",
    "after a number": "SELECT * { VALUES ?v { 1 } FILTER(1 < 2) BIND(1 AS ?a) " + CALL + " }",
    "glued to a double": "SELECT * { OPTIONAL { ?s ?p 1e5" + CALL + " } }",
    "glued to a truth value": "SELECT * { OPTIONAL { ?s ?p true" + CALL + " } }",
    "glued to a string": 'SELECT * { OPTIONAL { ?s ?p "x"' + CALL + " } }",
    "after a full stop": "SELECT * { OPTIONAL { ?s ?p ex:." + CALL + " } }",
    "after a bracket": "SELECT * { FILTER(1<2)" + CALL + " }",
    "behind what looks like an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:PORT/>{ ?s ?p ?o } }",
    "behind a comment in what looks like an IRI": 'SELECT * { FILTER(1<2#>"""\n)' + CALL + ' #"""\n}',
    "behind a quote in a comment": 'SELECT * { # "\n' + CALL + ' # "\n}',
    "behind a comment in a variable's place": "SELECT * { FILTER(?a<?b#>'''\n)" + CALL + " #'''\n}",
    "behind an empty string": 'SELECT * { VALUES ?x { "" } ' + CALL + " }",
    "behind four quotes": 'SELECT * { OPTIONAL { ?s ?p ("" "" ) ' + CALL + " } }",
    "after an escaped quote": 'SELECT * { VALUES ?x { "\\"" } ' + CALL + ' VALUES ?y { "\\"" } }',
    "after a return": "SELECT * { # x\r" + CALL + " }",
    "in EXISTS": "SELECT * { BIND(1 AS ?x) FILTER(EXISTS{" + CALL + "}) }",
    "in a subquery": "SELECT * { {SELECT * {" + CALL + "}} }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE {" + CALL + "}",
    "in ASK": "ASK {" + CALL + "}",
    "after an annotated string": 'SELECT * { VALUES ?x { "a"@en } ' + CALL + " }",
    "in another alphabet's company": "SELECT * { VALUES ?ящик { 'ё' } " + CALL + " }",
}
HARMLESS = {
    "a variable": "SELECT ?service { ?service ?p ?o }",
    "a variable of the other kind": "SELECT $service { $service ?p ?my_service }",
    "an IRI": "SELECT * { ?s a <http://www.w3.org/ns/sparql-service-description#Service> }",
    "an IRI of another scheme": "SELECT * { ?s a <urn:service> }",
    "an IRI with a mark": "SELECT * { ?s a <https://service.example/a/service?x=service#service> . ?s ?p ?o }",
    "a local name": "SELECT * { ?s a ex:Service , ex:my-service , ex:a%20service , :service }",
    "a string": "SELECT * { VALUES ?x { 'the service' \"SERVICE\" } }",
    "a long string": 'SELECT * { VALUES ?x { """the\nSERVICE <http://a/>\n""" } }',
    "a string with quotes": "SELECT * { VALUES ?x { 'a \\'SERVICE\\' b' } }",
    "a comment": "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1:PORT/> {}\nLIMIT 1",
    "a language tag": 'SELECT * { VALUES ?x { "a"@en-service } }',
    "comparisons": "SELECT * { VALUES (?a ?b) { (1 2) } FILTER(?a < ?b && ?b > ?a) } # service",
    "no such word": "SELECT * { ?s ?p ?o }",
}


@pytest.fixture
def port() -> Iterator[tuple[socket.socket, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)  # noqa: FBT003  (the standard library's signature)
        yield listener, listener.getsockname()[1]


def text(pattern: str, number: int) -> str:
    return (PREFIXES + pattern).replace("PORT", str(number))


@pytest.mark.parametrize("pattern", CALLS.values(), ids=CALLS)
def test_every_way_to_call_out_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError) as refused:
        refuse_service(text(pattern, 9))
    assert refused.value.message.en == (
        "the query: SERVICE is not evaluated here; load that data into the store or ask that endpoint directly"
    )


@pytest.mark.parametrize("pattern", CALLS.values(), ids=CALLS)
def test_the_engine_takes_each_of_them_for_a_query(pattern: str) -> None:
    with suppress(OSError):
        ox.Store().query(text(pattern, 9))


@pytest.mark.parametrize("pattern", HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_like_it_is_answered(pattern: str, port: tuple[socket.socket, int]) -> None:
    listener, number = port
    refuse_service(text(pattern, number))
    list(ox.Store().query(text(pattern, number)))  # type: ignore[arg-type]  # every one of them is a SELECT
    with pytest.raises(BlockingIOError):
        listener.accept()


# Every object that the pieces below name is there, so that a call in the text is really made.
DATA = '<urn:x> <urn:p> true, 1e5, 1, "", "x", "a", "a"@en, <urn:a#b>, <http://127.0.0.1:9/a>, <http://127.0.0.1:9/> .'
FILTERS = ["FILTER(1<2", "FILTER(2>1", "FILTER(?a<2", "FILTER(<a>=<b>", "BIND(1 AS ?z)"]
TERMS = [
    "<ex:a",
    "<?b#>",
    "<a",
    "<a>",
    "<urn:a#b>",
    "?v",
    "?s ?p ",
    "ex:.",
    "ex:a",
    "1e5",
    "true",
    "[]",
    "<<(?s ?p ?o)>>",
]
STRINGS = ['"""', "'''", "'", '"', '""', '"x"', "'a'", '"a"', "'''a", "\\", '\\"', "@en"]
MARKS = [")", "(", "()", "{", "}", ".", "#", "#>", " ", "\n"]
PIECES = st.sampled_from([CALL, CALL, *FILTERS, *TERMS, *STRINGS, *MARKS])


@given(st.lists(PIECES, max_size=9))
def test_what_is_let_through_calls_nobody(pieces: list[str]) -> None:
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    query = text("SELECT * { " + "".join(pieces) + " }", 9)
    with suppress(UsageError):
        refuse_service(query)
        with suppress(SyntaxError, RuntimeError):
            # The engine never calls port 9: it raises an OSError, which fails this test.
            list(store.query(query))  # type: ignore[arg-type]  # it is a SELECT
