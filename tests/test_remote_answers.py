"""One table of queries, answered alike by the store in a folder and by the same data behind an endpoint."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreError, UsageError
from profgraph.ontology.terms import PS
from profgraph.store import protocol
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import QueryError, Serialised, Store, Table
from profgraph.store.remote import RemoteStore
from profgraph.store.writer import Writer
from rdflib import RDF, XSD, Graph, Literal, Namespace
from rdflib.compare import to_isomorphic

if TYPE_CHECKING:
    from collections.abc import Iterator

EX = Namespace("http://example.org/")
ONE, TWO = str(EX.one), str(EX.two)
PROLOGUE = f"PREFIX ex: <{EX}>\n"


def ru(text: str) -> Literal:
    return Literal(text, lang="ru")


QUADS = frozenset(
    {
        (EX.a, RDF.type, PS.ParticularWorkFunction, EX.one),
        (EX.a, PS.code, Literal("A/01.5"), EX.one),
        (EX.a, PS.level, Literal(5), EX.one),
        (EX.a, PS.name, ru("Осмотр"), EX.one),
        (EX.b, RDF.type, PS.ParticularWorkFunction, EX.one),
        (EX.b, PS.code, Literal("B/03.6"), EX.one),
        (EX.b, PS.inheritsSkillsFrom, EX.a, EX.one),
        (EX.c, RDF.type, PS.ParticularWorkFunction, EX.two),
        (EX.c, PS.code, Literal('C/01.7 "x", y'), EX.two),
        (EX.c, PS.inheritsSkillsFrom, EX.b, EX.two),
        (EX.order, PS.actDate, Literal("2014-09-08", datatype=XSD.date), EX.two),
        (EX.order, EX.share, Literal("0.95", datatype=XSD.decimal), EX.two),
    }
)
FUNCTIONS = "?f a ps:ParticularWorkFunction ; ps:code ?code"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with `QUADS` in it."""
    made = tmp_path_factory.mktemp("store")
    with Writer.open(made) as writer:
        writer.apply(Changes(add=QUADS))
        writer.publish()
    return made


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """Give the address of `oxigraph serve` over an engine's folder, until its own process is ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [program, "serve", "--location", data, "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603  (our own program)
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert server.poll() is None, server.stderr and server.stderr.read()
            assert time.monotonic() < deadline, "oxigraph serve does not listen"
            time.sleep(0.02)
        else:
            return


@pytest.fixture(scope="module")
def stores(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """Yield every way to ask the same data: here, behind a strict endpoint, behind one with a union of its own."""
    copies = tmp_path_factory.mktemp("served")
    with ExitStack() as held:
        addresses = []
        for name, options in (("plain", ()), ("union", ("--union-default-graph",))):
            shutil.copytree(folder / "current" / "engine", copies / name)
            addresses.append(held.enter_context(serving(copies / name, *options)))
        plain, union = addresses
        made: dict[str, Store] = {
            "folder": EmbeddedStore(folder),
            "folder, strict": EmbeddedStore(folder, default_graph="strict"),
            "endpoint": RemoteStore(plain),
            "endpoint, strict": RemoteStore(plain, default_graph="strict"),
            "endpoint with union": RemoteStore(union),
        }
        yield {name: held.enter_context(store) for name, store in made.items()}


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
    with pytest.raises(UsageError, match=r"^'no iri' is not an IRI$"):
        store.query(default, default_graphs=("no iri",))


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
    assert set(parsed) == {(s, p, o) for s, p, o, _ in QUADS if s == EX.a}


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


def test_the_data_version_is_known_on_both_sides(stores: dict[str, Store]) -> None:
    versions = {name: store.data_version() for name, store in stores.items()}
    assert set(versions.values()) == {versions["folder"]}
    assert len(versions["folder"]) == 16


def test_other_data_has_no_known_version(tmp_path: Path) -> None:
    with serving(tmp_path / "empty") as address, RemoteStore(address) as store:
        assert store.data_version() == "unknown"
        assert store.query("SELECT * { ?s ?p ?o }") == Table(("o", "p", "s"), ())
        assert store.query("ASK { ?s ?p ?o }") is False
