"""No query makes the server call out: every way to write SERVICE is refused, and what only looks like it is not."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.store.admission import TextLimits, admit_query, admit_update, may_call
from profgraph.store.protocol import QueryError

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
    "with an escaped letter": "SELECT * { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "behind a truth value and a full stop": "SELECT * { OPTIONAL { ?s ?p true.SERVICE:a { ?s ?p ?o } } }",
    "in a longer prefix": "PREFIX SERVICEex: <urn:x> SELECT * { SERVICEex:foo { ?s ?p ?o } }",
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
    "a prefix": "PREFIX service: <http://127.0.0.1:PORT/> SELECT * { ?s a service:x }",
    "an IRI in a list of arguments": "SELECT * { ?s ?p ?o FILTER(?o IN (?s, <urn:service>)) }",
    "no such word": "SELECT * { ?s ?p ?o }",
}


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """Give a port, and what was sent there; each connection is closed once it has spoken."""
    heard: list[bytes] = []

    def listen(server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller = server.accept()[0]
                with caller:
                    caller.settimeout(5)
                    heard.append(caller.recv(4096))

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=listen, args=(server,), daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def text(pattern: str, number: int) -> str:
    return (PREFIXES + pattern).replace("PORT", str(number))


def evaluate(query: str) -> None:
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    with suppress(SyntaxError, OSError, RuntimeError):
        result = store.query(query)
        if not isinstance(result, ox.QueryBoolean):
            list(result)


@pytest.mark.parametrize("pattern", CALLS.values(), ids=CALLS)
def test_every_way_to_call_out_is_refused(pattern: str) -> None:
    assert may_call(text(pattern, 9))
    with pytest.raises(QueryError):
        admit_query(text(pattern, 9), TextLimits(), frozenset({"http://127.0.0.1:10/"}), relay="http://127.0.0.1:9/")


def test_the_refusal_says_where_and_what_to_do() -> None:
    with pytest.raises(QueryError) as refused:
        admit_query("ASK {\n  SERVICE SILENT <http://e/> {} }", TextLimits())
    assert (refused.value.message.ru, refused.value.message.en) == (
        (
            "запрос, строка 2, столбец 3: SERVICE к http://e/ здесь не разрешён; "
            "загрузите те данные, спросите тот сервис сами или впишите его в PROFGRAPH_SERVICES"
        ),
        (
            "the query, line 2, column 3: SERVICE to http://e/ is not allowed here; "
            "load that data, ask that endpoint yourself or name it in PROFGRAPH_SERVICES"
        ),
    )


def test_the_engine_does_call_out() -> None:
    with listening() as (port, heard):
        for pattern in CALLS.values():
            evaluate(text(pattern, port))
    # Some are no SPARQL at all to this engine; a new one may take them.
    assert len(heard) > len(CALLS) / 2


def test_a_call_that_the_engine_would_find_in_a_name_is_written_as_the_name() -> None:
    query = "SELECT * { OPTIONAL { ?s ?p ex:a.b." + CALL.replace("?s ?p ?o", "") + " } }"
    with listening() as (port, heard):
        admitted = admit_query(text(query, port), TextLimits()).text
        evaluate(admitted)
        assert heard == []
        store = ox.Store()
        store.update(f"INSERT DATA {{ <urn:x> <urn:p> <http://127.0.0.1:{port}/a.b> }}")
        with suppress(OSError):
            list(store.query(text(query, port)))  # type: ignore[arg-type]  # it is a SELECT
        assert len(heard) == 1


@pytest.mark.parametrize("pattern", HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_like_it_is_answered(pattern: str) -> None:
    with listening() as (port, heard):
        query = text(pattern, port)
        list(ox.Store().query(admit_query(query, TextLimits()).text))  # type: ignore[arg-type]  # each is a SELECT
    assert heard == []


# Every object that the pieces below name is there, so that a call in the text is really made.
DATA = '<urn:x> <urn:p> true, 1e5, 1, "", "x", "a", "a"@en, <urn:a#b>, <http://127.0.0.1:9/a>, <http://127.0.0.1:9/> .'
FILTERS = ["FILTER(1<2", "FILTER(2>1", "FILTER(?a<2", "FILTER(<a>=<b>", "BIND(1 AS ?z)", "FILTER(1<ex:a&&ex:b>2"]
CALLING = ["SERVICESILENT", "\\u0053ERVICE", "SERVICE", "service:x", "SERVICEex:a", "ex:SERVICE", "true.SERVICE:a"]
TERMS = [
    "<ex:a",
    "<?b#>",
    "<a",
    "<a>",
    "<2)SERVICE",
    "<urn:'''>",
    "<urn:a#b>",
    "<http://127.0.0.1:PORT/>",
    "?v",
    "?service",
    "?s ?p ",
    "ex:.",
    "ex:a",
    "ex:a.b.",
    "1e5",
    "1.",
    "true",
    "[]",
    "<<(?s ?p ?o)>>",
]
STRINGS = ['"""', "'''", "'", '"', '""', '"x"', "'a'", '"a"', "'''a", "\\", '\\"', "\\u0022", "@en"]
MARKS = [")", "(", "()", "{", "}", "{|", "|}", ".", "#", "#>", " ", "\n"]
PIECES = st.sampled_from([CALL, CALL, *FILTERS, *CALLING, *TERMS, *STRINGS, *MARKS])
# Without the calls that stand there plainly, so that more is let through.
QUIET = st.sampled_from([*FILTERS, *TERMS, *STRINGS, *MARKS, "SERVICE", "service:x"])


@given(st.lists(st.lists(PIECES, max_size=9) | st.lists(QUIET, max_size=12), min_size=1, max_size=20))
def test_what_is_let_through_calls_nobody(queries: list[list[str]]) -> None:
    with listening() as (port, heard):
        for pieces in queries:
            with suppress(QueryError):
                evaluate(admit_query(text("SELECT * { " + "".join(pieces) + " }", port), TextLimits()).text)
    assert heard == []


@given(st.lists(st.lists(PIECES, max_size=9), min_size=1, max_size=10))
def test_what_is_allowed_goes_to_the_relay(queries: list[list[str]]) -> None:
    with listening() as (port, heard), listening() as (relay_port, relayed):
        allowed = frozenset({f"http://127.0.0.1:{port}/"})
        relay = f"http://127.0.0.1:{relay_port}/secret/"
        for pieces in queries:
            query = text("SELECT * { " + CALL + "".join(pieces) + " }", port)
            with suppress(QueryError):
                evaluate(admit_query(query, TextLimits(), allowed, relay=relay).text)
    place = f"POST /secret/http%3A%2F%2F127.0.0.1%3A{port}%2F HTTP/1.1".encode()
    assert (heard, {call.partition(b"\r\n")[0] for call in relayed} <= {place}) == ([], True)


LOADING = [
    "LOAD",
    "\\u004cOAD",
    "LOADSILENT",
    " SILENT ",
    "<http://127.0.0.1:PORT/>",
    "ex:a",
    "LOADex:a",
    " INTO GRAPH ",
]
UPDATING = [";", "INSERT", "{", "}", "CLEAR ALL", "#", "\n", "DELETE", "WHERE", CALL, "'", '"', "DATA", "?s ?p ?o"]


@given(st.lists(st.lists(st.sampled_from(LOADING + UPDATING), max_size=9), min_size=1, max_size=20))
def test_no_update_calls_anybody(updates: list[list[str]]) -> None:
    with listening() as (port, heard):
        for pieces in updates:
            with suppress(QueryError, SyntaxError, OSError):
                ox.Store().update(admit_update(text(" ".join(pieces), port), TextLimits()).text)
    assert heard == []


@pytest.mark.parametrize("update", ["LOAD <urn:a>", "load silent <urn:a> into graph <urn:g>", "CLEAR ALL;LOAD<urn:a>"])
def test_load_is_refused(update: str) -> None:
    with pytest.raises(QueryError, match="LOAD is not evaluated here; send the data yourself: INSERT DATA or PUT"):
        admit_update(update, TextLimits(), frozenset({"urn:a"}), relay="http://127.0.0.1:9/")


X = frozenset({"http://x/sparql"})
RELAYED = {
    "PREFIX x: <http://x/> ASK { SERVICE x:sparql { ?s ?p ?o } }": (
        "PREFIX x: <http://x/> ASK { SERVICE  <http://r/http%3A%2F%2Fx%2Fsparql>  { ?s ?p ?o } }"
    ),
    "ASK { SERVICE SILENT <http://x/sparql> {} }": "ASK { SERVICE SILENT  <http://r/http%3A%2F%2Fx%2Fsparql>  {} }",
}


@pytest.mark.parametrize(("query", "expected"), RELAYED.items())
def test_an_allowed_endpoint_is_asked_by_way_of_the_relay(query: str, expected: str) -> None:
    admitted = admit_query(query, TextLimits(), X, relay="http://r/")
    assert (admitted.text, admitted.services, admitted.is_volatile) == (expected, X, True)


NOT_RELAYED = [
    "ASK { SERVICE ?x { ?s ?p ?o } }",
    "ASK { SERVICE <http://x/sparq> { ?s ?p ?o } }",
    "ASK { SERVICE <http://x/sparql/> { ?s ?p ?o } }",
    "BASE <http://x/> ASK { SERVICE <sparql> { ?s ?p ?o } }",
    "BASE <http://y/> ASK { SERVICE <http://x/./sparql> { ?s ?p ?o } }",
    "ASK { SERVICE <http://x/sparql> { SERVICE <http://x/sparql> {} } }",
]


@pytest.mark.parametrize("query", NOT_RELAYED)
def test_another_endpoint_is_not(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        admit_query(query, TextLimits(), X, relay="http://r/")


def test_without_a_relay_no_endpoint_is_allowed() -> None:
    with pytest.raises(QueryError, match="SERVICE to http://x/sparql is not allowed here"):
        admit_query("ASK { SERVICE <http://x/sparql> {} }", TextLimits(), X)
