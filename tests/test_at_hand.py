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
from profgraph.store.folder import Folder
from profgraph.store.protocol import GRAPH_TYPES, JSON, N_TRIPLES, RESULT_TYPES, TURTLE
from profgraph.store.snapshots import current_version
from profgraph.store.workers.at_hand import AtHand
from profgraph.store.workers.limits import Limits
from profgraph.store.workers.pool import Pool
from profgraph.store.workers.worker import Task
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Heard
    from profgraph.settings import DefaultGraph

FUNCTION = "<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6>"
A, P, G = (URIRef(f"http://example.org/{name}") for name in "apg")

UNDECLARED = "nowhere:declared"
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
    f"SELECT ?s {{ ?s {UNDECLARED} ?o }}": JSON,
    "SELECT ?s { ?s ?p 1 } LIMIT 0": JSON,
}
# What these have to look through, by a pattern that has few solutions, and by one that has many.
LIGHT, HEAVY = "{ ?s ps:level ?o }", "{ ?s ?p ?o }"
WEIGHED = {
    f"{head}{group}{tail}": f"SELECT * {group}"
    for group in (LIGHT, HEAVY)
    for head, tail in (
        ("SELECT ?nothing ", ""),
        ("SELECT ?other ?nothing ", " # a remark"),
        ("SELECT * ", " OFFSET 1000"),
        ("select * ", " limit 1000"),
        ("SELECT * WHERE ", " ORDER BY ?o"),
        ("SELECT * ", " ORDER BY DESC(?o) ?s ASC ( $s ) LIMIT 2 OFFSET 1"),
        ("SELECT DISTINCT ?o ", ""),
        ("SELECT REDUCED * ", ""),
        ("SELECT (COUNT(*) AS ?n) ", ""),
        ("SELECT ?o ( count ( DISTINCT ?s ) as ?n ) ", " GROUP BY ?o ORDER BY ?n"),
        ("SELECT (MIN(?o) AS ?a)(MAX(?o) AS ?b) (AVG(?o) AS ?c)", ""),
        ("SELECT ?s (SAMPLE(?o) AS ?one) (SUM($o) AS ?all)", " GROUP BY ?s ORDER BY ?s LIMIT 5"),
    )
}
UNBOUNDED = [
    "SELECT * { ?s ?p ?s } ORDER BY ?p",
    "SELECT (COUNT(*) AS ?n) { ?s ps:level+ ?o }",
    "SELECT (COUNT(*) AS ?n) {}",
    "SELECT (COUNT(*) + 1 AS ?n) { ?s ps:level ?o }",
    "SELECT (GROUP_CONCAT(?o) AS ?n) { ?s ps:level ?o }",
    "SELECT (COUNT(?s ?o) AS ?n) { ?s ps:level ?o }",
    "SELECT ?o { ?s ps:level ?o } GROUP BY (STR(?o))",
    "SELECT ?o { ?s ps:level ?o } GROUP BY ?o HAVING (?o > 1)",
    "SELECT ?o { ?s ps:level ?o } ORDER BY STRLEN(?o)",
    "SELECT ?o { ?s ps:level ?o } OFFSET 1 LIMIT 2",
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
    "SELECT * { ?s ?p ?o . ?o ?q ?r }",
    "SELECT * { ?s ?p ?o ; ?q ?r }",
    "SELECT * { ?s ?p ?o , ?r }",
    "SELECT * { ?s ps:name* ?o }",
    "SELECT * { ?s ^ps:name ?o }",
    "SELECT * { ?s ps:name/ps:name ?o }",
    "SELECT * { ?s ?p [] }",
    "SELECT * { _:b ?p ?o }",
    "SELECT * { ?s ?p (1 2) }",
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


def by_worker(pool: Pool, text: str, media_type: str, mode: DefaultGraph = "union") -> bytes | type[ProfGraphError]:
    """Return what a reader gets from a worker."""
    task = Task(admit_query(text, TextLimits()).text, (media_type,), mode, (), (), 1_000_000)
    try:
        return pool.answered(task).whole()
    except ProfGraphError as error:
        return type(error)


def answered(opened: AtHand, version: str | None, text: str, media_type: str, mode: DefaultGraph) -> bytes | None:
    """Return what there is for a bounded query without a worker."""
    query = bounded(text)
    assert query is not None
    return opened.answered(query, media_type, mode, version or "")


def at_hand(folder: Path, text: str, media_type: str, mode: DefaultGraph = "union") -> bytes | None:
    """Return what a process that has just begun has without any worker."""
    opened = AtHand(Folder(folder))
    try:
        return answered(opened, current_version(Folder(folder)), text, media_type, mode)
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("text", "weighed_by"), [*WEIGHED.items(), *((one, "") for one in BOUNDED), *((one, None) for one in UNBOUNDED)]
)
def test_the_form_of_a_query_tells_what_bounds_its_work(text: str, weighed_by: str | None) -> None:
    found = bounded(text)
    assert (found.weighed_by if found else None) == weighed_by


def test_what_weighs_a_query_has_its_prefixes() -> None:
    prologue = f"PREFIX x: <{PREFIXES['ps']}>\nprefix y: <http://example.org/> "
    found = bounded(f"{prologue}SELECT (COUNT(*) AS ?n) WHERE {{ ?s x:level ?o . }}")
    assert found is not None
    assert found.weighed_by == f"{prologue}SELECT * {{ ?s x:level ?o . }}"


@pytest.mark.parametrize("text", ["PREFIXASK {}", "PREFIX x:ASK {}", 'ASK { ?s ps:name "a"@ru- }'])
def test_a_failed_beginning_is_not_passed_over(text: str) -> None:
    assert bounded(text) is None


WORDS = """ ASK select CONSTRUCT WHERE LIMIT PREFIX BASE FROM SERVICE a A true * ( . { } ?s $o ? 6 6. -1 "text" ""
    'text' \"\"\" @ru ^^ ps:name ps: x: x:a.b _:b [] <http://example.org/> <a> <http:\\u0041> \\ # #remark #<a> ; | """
PIECES = st.sampled_from([*WORDS.split(), "", " ", "\n", "\x0c", "\u00a0"])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a bounded query in which something was put in the place of something else, twice at most."""
    text = draw(st.sampled_from(sorted([*BOUNDED, *WEIGHED])))
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
    if query := bounded(text):
        # A remark that no bounded text has makes it one like all others, with the same tokens.
        other = admit_query(f"{text} #<", TextLimits())
        assert replace(found, text=found.text.strip()) == replace(other, text=other.text.strip())
        assert (query.text, query.form) == (found.text, found.form)


@pytest.mark.parametrize("mode", ["union", "strict"])
@pytest.mark.parametrize("text", [*BOUNDED, *WEIGHED])
def test_an_answer_at_hand_is_that_of_a_worker(pool: Pool, folder: Path, mode: DefaultGraph, text: str) -> None:
    # In strict mode there is nothing in the default graph, and no pattern has many solutions.
    is_left = UNDECLARED in text or (mode == "union" and text in WEIGHED and HEAVY in text)
    for media_type in RESULT_TYPES if BOUNDED.get(text, JSON) == JSON else GRAPH_TYPES:
        found = at_hand(folder, text, media_type, mode)
        assert (found is None) == is_left
        if found is not None:
            assert in_order(found, media_type) == in_order(by_worker(pool, text, media_type, mode), media_type)


def in_order(answer: bytes | type[ProfGraphError], media_type: str) -> object:
    """Return an answer whose triples come in no order, in one."""
    return sorted(answer.split(b"\n")) if isinstance(answer, bytes) and media_type in GRAPH_TYPES else answer


TERMS = st.sampled_from(
    ["?s", "?p", "?o", FUNCTION, "ps:name", "ps:level", "a", "6", '"B/03.6"', '"Навык"@ru', "[]", "("]
)
HEADS = st.sampled_from(
    ["ASK", "SELECT *", "SELECT ?o", "SELECT ?s ?p", "SELECT DISTINCT ?s", "SELECT (MAX(?o) AS ?x)"]
)
TAILS = st.sampled_from(
    ["", " LIMIT 5", " LIMIT 5000", " OFFSET 2", " ORDER BY ?o LIMIT 2", " GROUP BY ?s ORDER BY ?s", " # remark"]
)


@given(head=HEADS, terms=st.lists(TERMS, max_size=4), tail=TAILS, media_type=st.sampled_from(RESULT_TYPES))
@settings(max_examples=150, deadline=None)
def test_no_reader_can_tell_who_answered(pool: Pool, head: str, terms: list[str], tail: str, media_type: str) -> None:
    text = f"{head} {{ {' '.join(terms)} }}{tail}"
    if bounded(text):
        found = pool_answer(pool, text, media_type)
        assert found is None or found == by_worker(pool, text, media_type)


def pool_answer(pool: Pool, text: str, media_type: str) -> bytes | None:
    """Return what a pool has at hand of its newest data."""
    query = bounded(text)
    assert query is not None
    return pool.at_hand(query, media_type, "union", pool.data_version() or "")


@pytest.mark.parametrize(
    ("text", "media_type"),
    [("SELECT * { ?s ?p ?o }", JSON), ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", N_TRIPLES)],
    ids=["bytes", "triples"],
)
def test_a_large_answer_is_left_to_a_worker(folder: Path, text: str, media_type: str) -> None:
    assert at_hand(folder, text, media_type) is None


def test_a_bare_store_is_left_to_workers_and_so_is_an_empty_folder(tmp_path: Path) -> None:
    assert at_hand(tmp_path / "none", "ASK {}", JSON) is None
    with Writer.open(tmp_path / "bare", bare=True) as writer:
        writer.publish()
        assert at_hand(tmp_path / "bare", "ASK {}", JSON) is None


def test_when_queries_take_long_all_are_left_to_workers(folder: Path) -> None:
    opened, version = AtHand(Folder(folder), most_seconds=0), current_version(Folder(folder))
    found = [answered(opened, version, "ASK { ?s ?p ?o }", JSON, "union") is None for _ in range(4)]
    opened.close()
    # The first is long by the clock, so the second is measured; it is answered, as all is known when it has ended.
    assert found == [False, False, True, True]


@pytest.mark.parametrize("text", ["CONSTRUCT {{ ?s <{0}> ?o }} WHERE {{ ?s <{0}> ?o }}", "SELECT * {{ ?s <{0}> ?o }}"])
@pytest.mark.parametrize(("length", "is_few"), [(21_000, True), (22_000, False), (1_000_000, False)])
def test_few_triples_of_many_letters_are_left_to_a_worker(
    *, tmp_path: Path, text: str, length: int, is_few: bool
) -> None:
    # 64 KB are few, with the terms around the letters.
    values = frozenset((A, P, Literal(letter * length), G) for letter in "xyz")
    with Writer.open(tmp_path) as writer:
        writer.apply(Changes(add=values))
        writer.publish()
    found = at_hand(tmp_path, text.format(P), TURTLE if "CONSTRUCT" in text else JSON)
    assert (found is not None) is is_few


def test_what_is_published_is_at_hand_at_once(tmp_path: Path, listening: type[Heard]) -> None:
    text = f"SELECT ?o {{ <{A}> <{P}> ?o }}"
    with Writer.open(tmp_path) as writer:
        pool = Pool(tmp_path, Limits(), watcher=(heard := listening()))
        for value in range(5):
            old = frozenset(writer.triples(A, P, None))
            writer.apply(Changes(remove=old, add=frozenset({(A, P, Literal(value), G)})))
            writer.publish()
            assert pool_answer(pool, text, "text/csv") == f"o\r\n{value}\r\n".encode()
        assert heard["queries"] == 5
        pool.close()


def test_of_data_that_are_not_the_newest_nothing_is_at_hand(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        writer.publish()
        opened, version = AtHand(Folder(tmp_path)), current_version(Folder(tmp_path))
        writer.apply(Changes(add=frozenset({(A, P, Literal(1), G)})))
        writer.publish()
        found = [answered(opened, one, "ASK {}", JSON, "union") for one in (version, current_version(Folder(tmp_path)))]
        opened.close()
    assert [one is None for one in found] == [True, False]


def test_what_was_light_is_weighed_anew_with_other_data(tmp_path: Path) -> None:
    text = f"SELECT (COUNT(*) AS ?n) {{ <{A}> <{P}> ?o }}"
    with Writer.open(tmp_path) as writer:
        opened, found = AtHand(Folder(tmp_path)), []
        for count in (500, 501, 3):
            old = frozenset(writer.triples(A, P, None))
            values = frozenset((A, P, Literal(value), G) for value in range(count))
            writer.apply(Changes(remove=old - values, add=values - old))
            writer.publish()
            found.append(answered(opened, current_version(Folder(tmp_path)), text, "text/csv", "union"))
        opened.close()
    assert found == [b"n\r\n500\r\n", None, b"n\r\n3\r\n"]
