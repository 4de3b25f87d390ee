"""Bounded queries, answered without a worker: which they are, and that nobody can tell the answers apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError
from profgraph.ontology.terms import PREFIXES
from profgraph.store.admission import TextLimits, admit_query
from profgraph.store.admission.bounded import bounded
from profgraph.store.changes import Changes
from profgraph.store.protocol import GRAPH_TYPES, JSON, N_TRIPLES, RESULT_TYPES, TURTLE
from profgraph.store.workers.at_hand import AtHand
from profgraph.store.workers.limits import Limits
from profgraph.store.workers.pool import Pool
from profgraph.store.workers.worker import Task
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profgraph.settings import DefaultGraph
    from profgraph.store.protocol import Serialised

FUNCTION = "<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6>"
A, P, G = (URIRef(f"http://example.org/{name}") for name in "apg")

BOUNDED = {
    "ASK {}": JSON,
    "ask where { ?s a ?class } # with a remark": JSON,
    "SELECT * {}": JSON,
    "SELECT * WHERE { ?s ?p ?o } LIMIT 10": JSON,
    "SELECT ?other ?o { ?s ps:level ?o . }": JSON,
    f"PREFIX x: <{PREFIXES['ps']}> SELECT ?name {{ {FUNCTION} x:name ?name }}": JSON,
    'SELECT ?s { ?s ps:code "B/03.6"^^xsd:string }': JSON,
    'SELECT ?s { ?s rdfs:label "Навык"@ru }': JSON,
    "SELECT ?s { ?s ps:level 6 }": JSON,
    "SELECT ?s { ?s ps:isOpen true }": JSON,
    f"CONSTRUCT {{ {FUNCTION} ?p ?o }} WHERE {{ {FUNCTION} ?p ?o }}": TURTLE,
    f"CONSTRUCT WHERE {{ {FUNCTION} ?p ?o }} LIMIT 3": N_TRIPLES,
    f"CONSTRUCT {{}} {{ {FUNCTION} a ps:Function }}": N_TRIPLES,
    "CONSTRUCT { ps:name a ps:other } {}": N_TRIPLES,
    f"SELECT ?nothing {{ {FUNCTION} a ps:Function }}": JSON,
    "SELECT ?s { ?s nowhere:declared ?o }": JSON,
    "SELECT ?s { ?s ?p 1 } LIMIT 0": JSON,
}
UNBOUNDED = [
    'BASE <http://example.org/> SELECT ?s { ?s ps:code "B/03.6" }',
    "SELECT ?s { ?s ps:is.open true }",
    "SELECT ?s { ?s ps:level 6. }",
    "PREFIX SERVICEx: <http://example.org/> SELECT ?s { ?s SERVICEx:name ?o }",
    "SELECT ?s { ?s <relative> ?o }",
    "SELECT ?s { # a remark that is not at the end\n ?s ?p ?o }",
    r'SELECT ?s { ?s ps:code "\u0042" }',
    "SELECT?s{ ?s ?p ?o }",
    "SELECT * { ?s ?p ?s }",
    "CONSTRUCT { ?s ?p ?o } { ?s ?s ?o }",
    f"CONSTRUCT {{}} {{ {FUNCTION} ?p ?o }}",
    "CONSTRUCT { ps:name a ps:other } { ?s ?p ?o }",
    "CONSTRUCT { ?p a ?o } { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?nothing } { ?s ?p ?o }",
    "CONSTRUCT { ?o ?p ?s } { ?s ?p ?o } LIMIT 10",
    "SELECT ?nothing { ?s ?p ?o }",
    "SELECT ?other ?nothing { ?s ps:level ?o }",
    "SELECT * { ?s ?p ?o . ?o ?q ?r }",
    "SELECT * { ?s ?p ?o ; ?q ?r }",
    "SELECT * { ?s ?p ?o , ?r }",
    "SELECT * { ?s ps:name* ?o }",
    "SELECT * { ?s ^ps:name ?o }",
    "SELECT * { ?s ps:name/ps:name ?o }",
    "SELECT * { ?s ?p [] }",
    "SELECT * { _:b ?p ?o }",
    "SELECT * { ?s ?p (1 2) }",
    "SELECT * { ?s ?p ?o } OFFSET 1000",
    "SELECT * { ?s ?p ?o } LIMIT 1000",
    "SELECT * { ?s ?p ?o } ORDER BY ?o",
    "SELECT DISTINCT ?p { ?s ?p ?o }",
    "SELECT REDUCED ?p { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o > 1) }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { { ?s ?p ?o } }",
    "SELECT * { OPTIONAL { ?s ?p ?o } }",
    "SELECT * FROM <http://example.org/g> { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } VALUES ?s { 1 }",
    "SELECT * { BIND(1 AS ?x) }",
    "CONSTRUCT { ?s ?p ?o . ?o ?p ?s } { ?s ?p ?o }",
    "DESCRIBE ?s { ?s ?p ?o }",
    f"DESCRIBE {FUNCTION}",
    "SELECT * { ?s ?p <<?a ?b ?c>> }",
    f"ASK {{}} #{'x' * 2000}",
]


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[Pool]:
    """Yield a pool over the bundled standard."""
    opened = Pool(folder, Limits())
    yield opened
    opened.close()


def told(pool: Pool, task: Task) -> tuple[object, ...]:
    """Return all that a reader gets."""
    try:
        answer = pool.answered(task)
    except ProfGraphError as error:
        return type(error), error.message
    return answer.media_type, answer.size, answer.whole()


def asking(text: str, media_type: str, mode: DefaultGraph = "union", *, is_bounded: bool = True) -> Task:
    """Return the task that asks a text as it is admitted."""
    return Task(admit_query(text, TextLimits()).text, (media_type,), mode, (), (), 1_000_000, is_bounded=is_bounded)


def at_hand(folder: Path, task: Task, version: str | None) -> Serialised | None:
    """Return what a process has for a task without any worker."""
    opened = AtHand(folder)
    try:
        return opened.answered(task, version)
    finally:
        opened.close()


@pytest.mark.parametrize("text", [*BOUNDED, *UNBOUNDED])
def test_only_the_form_of_a_query_makes_it_bounded(text: str) -> None:
    assert admit_query(text, TextLimits()).is_bounded is (text in BOUNDED)


@pytest.mark.parametrize("text", ["PREFIXASK {}", "PREFIX x:ASK {}", 'ASK { ?s ps:name "a"@ru- }'])
def test_a_failed_beginning_is_not_passed_over(text: str) -> None:
    assert bounded(text) is None


WORDS = """ ASK select CONSTRUCT WHERE LIMIT PREFIX BASE FROM SERVICE a A true * ( . { } ?s $o ? 6 6. -1 "text" ""
    'text' \"\"\" @ru ^^ ps:name ps: x: x:a.b _:b [] <http://example.org/> <a> <http:\\u0041> \\ # #remark #<a> ; | """
PIECES = st.sampled_from([*WORDS.split(), "", " ", "\n", "\x0c", "\u00a0"])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a bounded query in which something was put in the place of something else, twice at most."""
    text = draw(st.sampled_from(sorted(BOUNDED)))
    for piece in draw(st.lists(PIECES, max_size=2)):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + piece + text[start + draw(st.sampled_from([0, 0, 1, 3])) :]
    return text


@given(damaged())
@settings(max_examples=500, deadline=None)
def test_a_bounded_query_is_admitted_as_any_other_is(text: str) -> None:
    try:
        found = admit_query(text, TextLimits())
    except ProfGraphError:
        return
    if found.is_bounded:
        # A remark that no bounded text has makes it one like all others, with the same tokens.
        other = admit_query(f"{text} #<", TextLimits())
        assert replace(found, text=found.text.strip()) == replace(other, text=other.text.strip(), is_bounded=True)


@pytest.mark.parametrize("mode", ["union", "strict"])
@pytest.mark.parametrize("text", BOUNDED)
def test_an_answer_at_hand_is_that_of_a_worker(pool: Pool, mode: DefaultGraph, text: str) -> None:
    for media_type in RESULT_TYPES if BOUNDED[text] == JSON else GRAPH_TYPES:
        found, expected = (told(pool, asking(text, media_type, mode, is_bounded=here)) for here in (True, False))
        assert found == expected if media_type not in GRAPH_TYPES else sorted_lines(found) == sorted_lines(expected)


def sorted_lines(answer: tuple[object, ...]) -> tuple[object, ...]:
    """Return an answer whose triples come in no order, in one."""
    return tuple(sorted(part.split(b"\n")) if isinstance(part, bytes) else part for part in answer)


TERMS = st.sampled_from(
    ["?s", "?p", "?o", FUNCTION, "ps:name", "ps:level", "a", "6", '"B/03.6"', '"Навык"@ru', "[]", "("]
)
HEADS = st.sampled_from(["ASK", "SELECT *", "SELECT ?o", "SELECT ?s ?p", "SELECT DISTINCT ?s", "SELECT (1 AS ?x)"])
TAILS = st.sampled_from(["", " LIMIT 5", " LIMIT 5000", " OFFSET 2", " ORDER BY ?o LIMIT 2", " # remark"])


@given(head=HEADS, terms=st.lists(TERMS, max_size=4), tail=TAILS, media_type=st.sampled_from(RESULT_TYPES))
@settings(max_examples=150, deadline=None)
def test_no_reader_can_tell_who_answered(pool: Pool, head: str, terms: list[str], tail: str, media_type: str) -> None:
    text = f"{head} {{ {' '.join(terms)} }}{tail}"
    try:
        is_bounded = admit_query(text, TextLimits()).is_bounded
    except ProfGraphError:
        return
    if is_bounded:
        found, expected = (told(pool, asking(text, media_type, is_bounded=here)) for here in (True, False))
        assert found == expected


@pytest.mark.parametrize(
    ("text", "media_type"),
    [("SELECT * { ?s ?p ?o }", JSON), ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", N_TRIPLES)],
    ids=["bytes", "triples"],
)
def test_a_large_answer_is_left_to_a_worker(folder: Path, pool: Pool, text: str, media_type: str) -> None:
    task = asking(text, media_type)
    assert at_hand(folder, task, pool.data_version()) is None
    found, expected = (told(pool, asking(text, media_type, is_bounded=here)) for here in (True, False))
    assert sorted_lines(found) == sorted_lines(expected)


@pytest.mark.parametrize(
    "change",
    [{"is_bounded": False}, {"default_graphs": (str(G),)}, {"named_graphs": (str(G),)}, {"most": 1}],
    ids=["not bounded", "default graph named", "named graph named", "beginning wanted"],
)
def test_other_tasks_are_left_to_workers(folder: Path, pool: Pool, change: dict[str, object]) -> None:
    plain = {"default_graphs": (), "named_graphs": (), "is_bounded": True}
    tasks = [
        Task("ASK {}", (JSON,), "union", answer=1_000_000, **{**plain, **changed})  # type: ignore[arg-type]  # of a table
        for changed in ({}, change)
    ]
    assert [at_hand(folder, task, pool.data_version()) is None for task in tasks] == [False, True]


def test_a_bare_store_is_left_to_workers_and_so_is_an_empty_folder(tmp_path: Path) -> None:
    task = asking("ASK {}", JSON)
    assert at_hand(tmp_path / "none", task, None) is None
    assert at_hand(tmp_path / "none", task, "a version that is gone") is None
    with Writer.open(tmp_path / "bare", bare=True) as writer:
        assert at_hand(tmp_path / "bare", task, writer.publish()) is None


def test_data_of_which_one_query_took_long_are_left_to_workers(tmp_path: Path) -> None:
    task = asking("ASK { ?s ?p ?o }", JSON)
    with Writer.open(tmp_path) as writer:
        opened, first = AtHand(tmp_path, most_seconds=0), writer.publish()
        found = [opened.answered(task, first) is None for _ in range(3)]
        writer.apply(Changes(add=frozenset({(A, P, Literal(1), G)})))
        second = writer.publish()
        assert [*found, *(opened.answered(task, second) is None for _ in range(2))] == [False, True, True, False, True]
        opened.close()


def test_what_is_published_is_at_hand_at_once(tmp_path: Path) -> None:
    task = asking(f"SELECT ?o {{ <{A}> <{P}> ?o }}", "text/csv")
    with Writer.open(tmp_path) as writer:
        pool = Pool(tmp_path, Limits())
        for value in range(5):
            old = frozenset(writer.triples(A, P, None))
            writer.apply(Changes(remove=old, add=frozenset({(A, P, Literal(value), G)})))
            writer.publish()
            assert told(pool, task) == ("text/csv", len(f"o\r\n{value}\r\n"), f"o\r\n{value}\r\n".encode())
        assert pool.tally["queries"] == 5
        pool.close()
