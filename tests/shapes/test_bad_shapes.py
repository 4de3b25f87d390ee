"""Shapes that are none, check nothing or call out: one line says what, where and what to do, from both engines."""

from __future__ import annotations

import socket
import threading
import time
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message, ShapesError
from profgraph.shapes.reading import read_shapes
from profgraph.shapes.validation import checks
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profgraph.settings import ShaclEngine

HEAD = """@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ps: <https://w3id.org/profgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ENGINES: tuple[ShaclEngine, ...] = ("turbo", "pyshacl")
BAD: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("bad-shapes.toml").read_text(encoding="utf-8"))
NODE, VALUE = URIRef("http://example.org/node"), URIRef("http://example.org/p")
SHAPE = ":S a sh:NodeShape ; sh:targetClass :C ; "

UNREADABLE = {
    "a bracket left open": (b"<http://a> <http://b> [", "1 column 24: Unexpected end"),
    "no prefix": (b"\n<http://a> <http://b> x:c .", "2 between columns 23 and 26: The prefix x: has not been declared"),
    "no Turtle": ("фигура".encode(), "1 between columns 1 and 7: фигура is not a valid subject or graph name"),
    "cp1251": ("<a:> <b:> ё .".encode("cp1251"), "1 column 11: Invalid UTF-8 character encoding"),
    "UTF-16": ("<a:> <b:> <c:> .".encode("utf-16"), "1 column 1: Invalid UTF-8 character encoding"),
    "zeros": (b"\0", "1 column 1: '\N{REPLACEMENT CHARACTER}' is not allowed at the beginning of a prefix name"),
    "JSON-LD": (b'{"@context": "http://127.0.0.1/"}', "1 column 1: { is not a valid subject or graph name"),
    "RDF/XML": (b'<?xml version="1.0"?><rdf:RDF/>', "1 between columns 1 and 22: Invalid IRI code point ' '"),
}  # fmt: skip


def graph(turtle: str) -> Graph:
    return read_shapes((HEAD + turtle).encode(), "own.ttl")


def node(value: str) -> Graph:
    """Return data with one node of the class that the shapes are for."""
    data = Graph()
    data.add((NODE, RDF.type, URIRef("http://example.org/C")))
    data.add((NODE, VALUE, Literal(value)))
    return data


def query(select: str) -> str:
    return f"{SHAPE} sh:sparql [ sh:select '''{select}''' ] ."


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", BAD)
def test_bad_shapes_are_refused_in_one_line(name: str, engine: ShaclEngine, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ShapesError) as refused:
        checks(graph(BAD[name]["shapes"]), engine)
    message = refused.value.message
    assert message.en == BAD[name]["said"]
    assert "\n" not in message.ru
    assert message.ru.startswith(("фигура SHACL http://example.org/S: ", "фигуры SHACL: "))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_turtle_is_refused_with_its_line(name: str) -> None:
    data, place = UNREADABLE[name]
    reason = f"Parser error at line {place}"
    with pytest.raises(ShapesError) as refused:
        read_shapes(data, "own.ttl")
    assert refused.value.message == Message(
        ru=f"own.ttl: файл фигур SHACL не читается как Turtle ({reason}); исправьте это место",
        en=f"own.ttl: the file of SHACL shapes cannot be read as Turtle ({reason}); mend that place",
    )


def test_a_triple_for_a_value_is_refused() -> None:
    with pytest.raises(ShapesError, match="the file of SHACL shapes has a triple for a value"):
        read_shapes(b"<http://a> <http://b> <<( <http://a> <http://b> 1 )>> .", "own.ttl")


def test_a_mark_of_the_encoding_is_no_fault_and_names_are_relative_to_the_file() -> None:
    (triple,) = read_shapes("\ufeff<> <#a> 1 .".encode(), "/шаблоны/own.ttl")
    base = Path("/шаблоны/own.ttl").as_uri()
    assert triple == (URIRef(base), URIRef(f"{base}#a"), Literal(1))


IN_A_RUN: tuple[tuple[ShaclEngine, str, str], ...] = (
    ("turbo", query("SELECT $this ?failure { BIND(true AS ?failure) }"), "SPARQL constraint [] returned ?failure"),
    ("turbo", f"{SHAPE}{'sh:not [ ' * 50}sh:class :D{' ]' * 50} .", "Validation path too deep!"),
    ("turbo", f"{SHAPE}sh:property [ sh:path :p ; sh:pattern '(?<!b)(a+)+$' ] .", "sh:pattern matching failed"),
    ("pyshacl", query("SELECT $this { GRAPH $shapesGraph { ?s ?p ?o } }"), "SPARQL Constraint text has $shapesGraph"),
    ("pyshacl", f"{SHAPE} sh:or () .", "A Shape-Expecting & List-Expecting predicate should get"),
)


@pytest.mark.parametrize(("engine", "shapes", "said"), IN_A_RUN, ids=[said for _, _, said in IN_A_RUN])
def test_what_only_shows_in_a_run_is_said_in_one_line(
    engine: ShaclEngine, shapes: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    ready = checks(graph(shapes), engine)
    with pytest.raises(ShapesError) as refused:
        ready.run(node("a" * 100_000 + "!"))
    message = refused.value.message.en
    assert message.partition(": ")[2].startswith(said)
    assert "\n" not in message
    assert len(message) < 500
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("brackets", [("(", ")"), ("{", "}")], ids="".join)
def test_a_query_that_would_exhaust_the_stack_never_reaches_the_parser(brackets: tuple[str, str]) -> None:
    opening, closing = brackets
    deep = f"SELECT $this {{ FILTER{opening * 50_000}1=1{closing * 50_000} }}"
    with pytest.raises(ShapesError, match="nested more than 200 brackets deep; simplify it"):
        checks(graph(query(deep)))


def test_shapes_speak_by_their_own_words_each_result_for_itself() -> None:
    shapes = f"""{SHAPE} sh:property
        [ sh:path :q ; sh:minCount 1 ; sh:message "Нет q."@ru , "No q."@en ] ,
        [ sh:path :r ; sh:minCount 1 ; sh:message "Нет r." ] ."""
    for engine in ENGINES:
        found = checks(graph(shapes), engine).results(node("x"))
        assert [(one.focus, one.shape.code, one.shape.message) for one in found] == [
            (NODE, "S", Message(ru="Нет q.", en="No q.")),
            (NODE, "S", Message(ru="Нет r.", en="Нет r.")),
        ]


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "(.*a){20}$", "^(?=(a+)+$)b", r"^(a+)+\\1$"])
def test_a_pattern_that_could_backtrack_without_end_is_judged_soon(pattern: str) -> None:
    ready = checks(graph(f'{SHAPE} sh:property [ sh:path :p ; sh:pattern "{pattern}" ] .'))
    start = time.monotonic()
    assert [one.focus for one in ready.results(node("a" * 100_000 + "!"))] == [NODE]
    assert time.monotonic() - start < 10


class Listener:
    """A port of this machine that counts who calls, and hangs up."""

    def __init__(self, port: socket.socket) -> None:
        self.calls = 0
        self.address = f"http://127.0.0.1:{port.getsockname()[1]}"
        threading.Thread(target=self._serve, args=[port], daemon=True).start()

    def _serve(self, port: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _ = port.accept()
                self.calls += 1
                caller.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as port:
        yield Listener(port)


CALLS = {
    "owl:imports": "<HOST> owl:imports <HOST/imported> . " + SHAPE + "sh:class :D .",
    "owl:imports of what is here": "<HOST> owl:imports <HOST/a> . <HOST/a> a owl:Ontology . " + SHAPE + "sh:class :D .",
    "sh:prefixes": SHAPE + "sh:sparql [ sh:prefixes <HOST/prefixes> ; sh:select 'SELECT $this { $this a ?value }' ] .",
    "sh:shapesGraph": "<HOST> sh:shapesGraph <HOST/graph> ; sh:entailment <HOST/regime> . " + SHAPE + "sh:class :D .",
    "sh:node": SHAPE + "sh:node <HOST/shape> .",
    "sh:js": SHAPE + "sh:js [ sh:jsLibrary [ sh:jsLibraryURL 'HOST/js'^^xsd:anyURI ] ; sh:jsFunctionName 'f' ] .",
    "FROM": query("SELECT $this FROM <HOST/from> { $this a ?t }"),
    "FROM NAMED": query("SELECT $this FROM NAMED <HOST/named> { $this a ?t }"),
    "GRAPH": query("SELECT $this { GRAPH <HOST/graph> { $this a ?t } }"),
    "SERVICE": query("SELECT $this { SERVICE <HOST> { $this a ?t } }"),
    "SERVICE SILENT": query("SELECT $this { FILTER NOT EXISTS {SERVICE SILENT<HOST>{ $this a ?t }} }"),
    "SERVICE behind an IRI": query("SELECT $this { FILTER($this != <http://a/#x>) SERVICE <HOST> { ?s a ?t } }"),
    "SERVICE before a comment": query("SELECT $this { $this a ?t . {SERVICE#x\\n<HOST>{ $this a ?t }} }"),
    "SERVICE after a bracket": query("SELECT $this { FILTER(1<2)SERVICE<HOST>{ $this a ?t } }"),
    "SERVICE of a variable": query("SELECT $this { BIND(<HOST> AS ?x) SERVICE ?x { $this a ?t } }"),
    "SERVICE escaped": query("SELECT $this { \\\\u0053ERVICE <HOST> { $this a ?t } }"),
    "SERVICE in a validator": SHAPE + """:parameter 1 .
        :Component a sh:ConstraintComponent ; sh:parameter [ sh:path :parameter ] ;
          sh:validator [ sh:ask "ASK { SERVICE <HOST> { ?s ?p ?o } }" ] .""",
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_neither_shapes_nor_data_reach_the_network(engine: ShaclEngine, listener: Listener) -> None:
    data = node("x") + graph(CALLS["owl:imports"].replace("HOST", listener.address))
    data += graph(CALLS["sh:shapesGraph"].replace("HOST", listener.address))
    for shapes in CALLS.values():
        with suppress(ShapesError):
            checks(graph(shapes.replace("HOST", listener.address)), engine).run(data)
    assert listener.calls == 0


def test_the_listener_hears_what_the_engine_below_pyshacl_calls(listener: Listener) -> None:
    with suppress(OSError):
        list(node("x").query(f"SELECT * {{ SERVICE <{listener.address}> {{ ?s ?p ?o }} }}"))
    assert listener.calls > 0
