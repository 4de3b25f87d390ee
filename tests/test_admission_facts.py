"""What is known of an admitted text: its form, its dataset, whether it is volatile; and what is said of no SPARQL."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.store.admission import TextLimits, admit_query
from profgraph.store.protocol import QueryError

VOLATILE = {
    "SELECT (NOW() AS ?x) {}": True,
    "SELECT (\\u0052AND() AS ?x) {}": True,
    "SELECT (uuid() AS ?x) {}": True,
    "SELECT (StrUUID() AS ?x) {}": True,
    "SELECT (BNODE() AS ?x) {}": True,
    "SELECT (1<RAND()&&2>1 AS ?x) {}": True,
    "SELECT ?now { ?now <urn:rand> 'UUID()' } # BNODE()": False,
    "PREFIX now: <http://e/> SELECT * { ?s now:rand ?uuid }": False,
}
# The text that the engine reads is another one only where the original could be read in two ways.
WRITTEN = {
    "SELECT * { ?s ?p ?o }  ": "SELECT * { ?s ?p ?o }  ",
    "ASK {}# a\r\n #b": "ASK {}   \r\n   ",
    "\\u0041SK {}": "ASK {}",
    "ASK { FILTER(?a<?b&&?c>?d) }": "ASK { FILTER(?a< ?b&&?c>?d) }",
    "ASK { FILTER(?a <= 1) FILTER(?a<<urn:x>) }": "ASK { FILTER(?a <= 1) FILTER(?a< <urn:x>) }",
    "ASK { ?s <urn:a> (?b<urn:c#d>) }": "ASK { ?s <urn:a> (?b <urn:c#d>\n) }",
    "ASK { ?s?p?o }": "ASK { ?s ?p ?o }",
    "ASK { ?s ?p 'a\\u0027b' , '\\\\u0041' , 'x'@en , -1 }": "ASK { ?s ?p 'a\\'b' , '\\\\u0041' , 'x'@en , -1 }",
    "PREFIX e: <http://e/> ASK { ?s a e:v1.2 }": "PREFIX e: <http://e/> ASK { ?s a <http://e/v1.2> }",
    "PREFIX services: <http://e/> ASK { ?s a services:a }": "PREFIX services: <http://e/> ASK { ?s a <http://e/a> }",
    "PREFIX graph: <urn:g:> ASK { ?s graph:to graph:all }": "PREFIX graph: <urn:g:> ASK { ?s graph:to graph:all }",
    "ASK { ?s <urn:\\u0061> ?o }": "ASK { ?s <urn:a> ?o }",
}
NO_SPARQL = {
    "ASK { ?s ?p 'x }": "the query, line 1, column 13: the string that begins with ' is not closed or badly written; "
    "close it with the same sign",
    "ASK\n{ ?s ?p § }": "the query, line 2, column 9: '§' is no word and no sign of SPARQL; "
    "correct it or set it off by a space",
    "ASK { ?s TO_O ?o }": "the query, line 1, column 10: 'TO_O' is no word and no sign of SPARQL; "
    "correct it or set it off by a space",
    "ASK { ?s <urn:a\\u003E> ?o }": "the query, line 1, column 10: '<urn:a>>' is no word and no sign of SPARQL; "
    "correct it or set it off by a space",
    "ASK { ?s ?p service:x }": "the query, line 1, column 13: service:x can be read in two ways; "
    "declare its prefix as a full IRI (scheme://…) or write the whole IRI",
    "ASK { ?s ?p (?a <urn:service>) }": "the query, line 1, column 17: <urn:service> can be read in two ways; "
    "declare its prefix as a full IRI (scheme://…) or write the whole IRI",
    "INSERT DATA {}": "the query: SELECT, ASK, CONSTRUCT or DESCRIBE is expected, not INSERT",
    "": "the query: SELECT, ASK, CONSTRUCT or DESCRIBE is expected",
}


@pytest.mark.parametrize(("query", "expected"), VOLATILE.items())
def test_what_may_have_another_answer_at_any_time(query: str, expected: bool) -> None:  # noqa: FBT001  (a table)
    admitted = admit_query(query, TextLimits())
    assert (admitted.form, admitted.is_volatile, admitted.names_dataset) == ("SELECT", expected, False)
    ox.Store().query(admitted.text)


@pytest.mark.parametrize(("query", "expected"), WRITTEN.items())
def test_the_text_that_the_engine_reads(query: str, expected: str) -> None:
    assert admit_query(query, TextLimits()).text == expected
    ox.Store().query(expected)


@pytest.mark.parametrize(("query", "said"), NO_SPARQL.items())
def test_what_is_said_of_no_sparql(query: str, said: str) -> None:
    with pytest.raises(QueryError) as refused:
        admit_query(query, TextLimits())
    assert refused.value.message.en == said


def test_the_dataset_of_a_query() -> None:
    admitted = admit_query("DESCRIBE <urn:a> FROM NAMED <urn:g>", TextLimits())
    assert (admitted.form, admitted.names_dataset) == ("DESCRIBE", True)


@pytest.mark.parametrize("escape", ["\\u0022", "\\u0027", "\\u005C", "\\u000A", "\\U0001F600", "\\\\u0041", "\\t"])
@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
def test_an_escape_in_a_string_means_the_same(escape: str, quote: str) -> None:
    query = f"SELECT ({quote}a{escape}b{quote} AS ?x) {{}}"
    assert values(admit_query(query, TextLimits()).text) == values(query)


@given(st.text(alphabet="ab<>?$:.#'\"\\ /()&|=!1é\n", max_size=12))
def test_an_admitted_expression_means_what_was_written(inner: str) -> None:
    query = f"SELECT ?s {{ VALUES ?s {{ 1 }} FILTER(?s<2 || {inner} ) }}"
    try:
        admitted = admit_query(query, TextLimits()).text
        found = values(query)
    except (QueryError, SyntaxError):
        return
    assert values(admitted) == found


def values(query: str) -> list[list[str]]:
    return [[str(term) for term in row] for row in ox.Store().query(query)]  # type: ignore[union-attr]  # a SELECT
