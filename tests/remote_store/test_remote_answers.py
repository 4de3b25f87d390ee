"""One table of queries, answered alike by the store in a folder and by the same data behind an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.errors import UsageError
from profgraph.store.protocol import Table
from profgraph.store.remote import RemoteStore
from rdflib import XSD, Graph, Literal, Namespace
from rdflib.compare import to_isomorphic

if TYPE_CHECKING:
    from profgraph.store.protocol import Store

EX = Namespace("http://example.org/")
ONE, TWO = str(EX.one), str(EX.two)
PROLOGUE = f"PREFIX ex: <{EX}>\n"
FUNCTIONS = "?f a ps:ParticularWorkFunction ; ps:code ?code"


def ru(text: str) -> Literal:
    return Literal(text, lang="ru")


def codes(*wanted: str) -> Table:
    return Table(("code",), tuple((Literal(code),) for code in wanted))


C = 'C/01.7 "x", y'
UNION = ["folder", "endpoint", "endpoint with union"]
STRICT = ["folder, strict", "endpoint, strict"]
ANSWERS = {
    "union of all graphs": (f"SELECT ?code {{ {FUNCTIONS} }} ORDER BY ?code", codes("A/01.5", "B/03.6", C)),
    "unbound, typed": (
        f"SELECT ?code ?level ?name {{ {FUNCTIONS} OPTIONAL {{ ?f ps:level ?level ; ps:name ?name }} }} ORDER BY ?code",
        Table(
            ("code", "level", "name"),
            (
                (Literal("A/01.5"), Literal(5), ru("Осмотр")),
                (Literal("B/03.6"), None, None),
                (Literal(C), None, None),
            ),
        ),
    ),
    "date, decimal, IRI": (
        "SELECT ?act ?day ?share { ?act ps:actDate ?day ; ex:share ?share }",
        Table(
            ("act", "day", "share"),
            ((EX.order, Literal("2014-09-08", datatype=XSD.date), Literal("0.95", datatype=XSD.decimal)),),
        ),
    ),
    "path over graphs": (
        "SELECT ?code { ex:c ps:inheritsSkillsFrom+/ps:code ?code } ORDER BY ?code",
        codes("A/01.5", "B/03.6"),
    ),
    "graphs": (
        "SELECT DISTINCT ?g { GRAPH ?g { ?f a ps:ParticularWorkFunction } } ORDER BY ?g",
        Table(("g",), ((EX.one,), (EX.two,))),
    ),
    "union of patterns": (
        "SELECT ?code { { ?f ps:level 5 } UNION { ?f ps:inheritsSkillsFrom ex:b } ?f ps:code ?code } ORDER BY ?code",
        codes("A/01.5", C),
    ),
    "aggregate": (
        f"SELECT (COUNT(*) AS ?n) (SAMPLE(?nothing) AS ?none) {{ {FUNCTIONS} }}",
        Table(("n", "none"), ((Literal(3), None),)),
    ),
    "values": (
        'SELECT ?code { VALUES ?code { "B/03.6" "D" } ?f ps:code ?code }',
        codes("B/03.6"),
    ),
    "no row": ("SELECT ?code ?x { ?code ps:level 9 }", Table(("code", "x"), ())),
    "yes": ("ASK { ex:c ps:inheritsSkillsFrom/ps:inheritsSkillsFrom ex:a }", True),
    "no": ("ASK { ex:a ps:inheritsSkillsFrom ex:b }", False),
    "FROM": (
        "SELECT ?code FROM ex:two { ?f a ps:ParticularWorkFunction ; ps:code ?code }",
        codes(C),
    ),
    "FROM NAMED": (
        "SELECT ?code FROM NAMED ex:one { GRAPH ?g { ?f ps:code ?code } } ORDER BY ?code",
        codes("A/01.5", "B/03.6"),
    ),
    "a comment that names an update": ("# load all\nSELECT ?code { ex:a ps:code ?code }", codes("A/01.5")),
}


# The union of `oxigraph serve` wins over FROM.
ASKED = [(name, case) for name in UNION for case in ANSWERS if (name, case) != ("endpoint with union", "FROM")]


@pytest.mark.parametrize(("name", "case"), ASKED)
def test_every_store_gives_the_same_answer(stores: dict[str, Store], name: str, case: str) -> None:
    text, expected = ANSWERS[case]
    assert stores[name].query(PROLOGUE + text) == expected


@pytest.mark.parametrize("name", UNION)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """CONSTRUCT { ?f skos:notation ?code ; skos:broader [ skos:prefLabel ?name ] }
            { ?f ps:code ?code ; ps:name ?name }""",
            "ex:a skos:notation 'A/01.5' ; skos:broader [ skos:prefLabel 'Осмотр'@ru ] .",
        ),
        (
            "CONSTRUCT WHERE { ?f ps:inheritsSkillsFrom ?g }",
            "ex:b ps:inheritsSkillsFrom ex:a . ex:c ps:inheritsSkillsFrom ex:b .",
        ),
        ("CONSTRUCT WHERE { ?f ps:level 9 }", ""),
        ("DESCRIBE ex:order", "ex:order ps:actDate '2014-09-08'^^xsd:date ; ex:share 0.95 ."),
    ],
)
def test_every_store_gives_the_same_graph(stores: dict[str, Store], name: str, text: str, expected: str) -> None:
    graph = stores[name].query(PROLOGUE + text)
    assert isinstance(graph, Graph)
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in graph.namespaces())
    assert to_isomorphic(graph) == to_isomorphic(Graph().parse(data=prefixes + PROLOGUE + expected))


@pytest.mark.parametrize("name", STRICT)
def test_a_strict_store_has_what_stands_in_no_graph(stores: dict[str, Store], name: str) -> None:
    store = stores[name]
    assert store.query("ASK { ?s ?p ?o }") is False
    assert store.query("ASK { GRAPH ?g { ?s ps:level 5 } }") is True
    assert store.query(f"ASK FROM <{ONE}> {{ ?s ps:level 5 }}") is True


@pytest.mark.parametrize("name", UNION + STRICT)
def test_the_dataset_of_a_call_is_the_whole_dataset(stores: dict[str, Store], name: str) -> None:
    store = stores[name]
    default, named = "ASK { ?s ps:level 5 }", "ASK { GRAPH ?g { ?s ps:level 5 } }"
    overridden = f"ASK FROM <{TWO}> {{ ?s ps:level 5 }}"
    datasets = (((ONE,), ()), ((TWO,), ()), ((ONE, TWO), (TWO,)), ((), (ONE,)))
    answers = {
        text: [store.query(text, default_graphs=defaults, named_graphs=names) for defaults, names in datasets]
        for text in (default, named, overridden)
    }
    assert answers == {
        default: [True, False, True, False],
        named: [False, False, False, True],
        overridden: [True, False, True, False],
    }
    with pytest.raises(UsageError, match=r"^'no iri' is not an IRI; "):
        store.query(default, default_graphs=("no iri",))


def test_the_data_version_is_known_on_both_sides(stores: dict[str, Store]) -> None:
    versions = {name: store.data_version() for name, store in stores.items()}
    assert set(versions.values()) == {versions["folder"]}
    assert len(versions["folder"]) == 16


def test_other_data_has_no_known_version(empty_endpoint: str) -> None:
    with RemoteStore(empty_endpoint) as store:
        assert store.data_version() == "unknown"
        assert store.query("SELECT * { ?s ?p ?o }") == Table(("o", "p", "s"), ())
        assert store.query("ASK { ?s ?p ?o }") is False
