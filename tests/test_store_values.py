"""Terms between rdflib and the engine, and what is read from the text of a query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from profgraph.errors import UsageError
from profgraph.store.admission import form, names_dataset
from profgraph.store.convert import from_ox, to_ox, to_ox_iri
from profgraph.store.protocol import QueryError
from rdflib import XSD, BNode, Literal, URIRef, Variable

IRI = "http://example.org/имя"


@pytest.mark.parametrize(
    ("ours", "engines"),
    [
        (URIRef(IRI), ox.NamedNode(IRI)),
        (BNode("b0"), ox.BlankNode("b0")),
        (Literal("текст"), ox.Literal("текст")),
        (Literal("текст", lang="ru"), ox.Literal("текст", language="ru")),
        (Literal(7), ox.Literal("7", datatype=ox.NamedNode(XSD.integer))),
        (
            Literal("007", datatype=XSD.integer, normalize=False),
            ox.Literal("007", datatype=ox.NamedNode(XSD.integer)),
        ),
        (Literal("x", datatype=URIRef(IRI)), ox.Literal("x", datatype=ox.NamedNode(IRI))),
    ],
)
def test_a_term_is_the_same_on_both_sides(ours: URIRef | BNode | Literal, engines: ox.NamedNode) -> None:
    assert to_ox(ours) == engines
    assert from_ox(engines) == ours
    assert str(from_ox(engines)) == str(ours)


def test_a_string_is_a_plain_literal() -> None:
    assert to_ox(Literal("x", datatype=XSD.string)) == ox.Literal("x")
    assert from_ox(ox.Literal("x", datatype=ox.NamedNode(XSD.string))) == Literal("x")


def test_terms_that_one_side_does_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match="unexpected term: rdflib"):
        to_ox(Variable("v"))  # type: ignore[arg-type]  # what the test is about
    with pytest.raises(ValueError, match="unexpected term: <DefaultGraph>"):
        from_ox(ox.DefaultGraph())  # type: ignore[arg-type]  # what the test is about
    directed = ox.Literal("x", language="ar", direction=ox.BaseDirection.RTL)
    triple = ox.Triple(ox.NamedNode(IRI), ox.NamedNode(IRI), ox.Literal("x"))
    for term in (directed, triple):
        with pytest.raises(UsageError) as refused:
            from_ox(term)
        assert refused.value.message.en == (
            f"the answer holds a term of RDF 1.2, which cannot be shown: {term}; take it out of the query"
        )
    with pytest.raises(UsageError) as refused:
        to_ox_iri("two words")
    assert refused.value.message.en == "'two words' is not an IRI; write all of it: https://…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * {}", "SELECT"),
        ("ask{}", "ASK"),
        (
            "# load all\nPREFIX select: <http://e/ask#>\nBASE <http://e/> Construct { ?s ?p ?o } {}",
            "CONSTRUCT",
        ),
        ("prefix : <urn:x:> # ASK\r\ndescribe :x", "DESCRIBE"),
        ("PREFIX a.b-c: <http://e/>SELECT*{}", "SELECT"),
    ],
)
def test_the_form_of_a_query(text: str, expected: str) -> None:
    assert form(text) == expected


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("", "is expected"),
        ("# SELECT", "is expected"),
        ("DELETE WHERE { ?s ?p ?o }", "is expected, not DELETE"),
        ("PREFIX x: <http://e/> insert data {}", "is expected, not INSERT"),
        ("{ ?select }", "is expected"),
    ],
)
def test_what_is_no_query_has_no_form(text: str, ending: str) -> None:
    with pytest.raises(QueryError) as refused:
        form(text)
    assert refused.value.message.en == f"the query: SELECT, ASK, CONSTRUCT or DESCRIBE {ending}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * FROM <http://e/g> { ?s ?p ?o }", True),
        ("SELECT * from named <http://e/g> { ?s ?p ?o }", True),
        (
            'PREFIX from: <http://e/from#> ASK { ?from from:from \'FROM\'@from , "FROM\\" FROM" } # FROM',
            False,
        ),
        ("ASK { ?s ?p '''FROM ' \\''' FROM''', \"\"\"it's \" FROM\n\"\"\" , <http://e/FROM> }", False),
        ("ASK { ?s ?p ?o FILTER(?o < 3 && 'a' != 'FROM') }", False),
        ("ASK { ?fromage ?p ex:a.from , $from }", False),
        ("ASK { ?s ps:inheritsKnowledgeFrom*/ps:takenFromA ?o }", False),
        ("SELECT *FROM<http://e/g>{}", True),
        ("SELECT (1 AS ?x)FROM <g> {}", True),
        ("DESCRIBE <http://e/a>from<http://e/g>", True),
        (r"SELECT * \u0046ROM <http://e/g> {}", True),
    ],
)
def test_whether_a_query_names_its_dataset(text: str, *, expected: bool) -> None:
    assert names_dataset(text) is expected
