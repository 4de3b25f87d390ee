"""Queries in workers: the same answers as in the process itself, and no query that ends, fills or stops the service."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.errors import AnswerTooLargeError, LimitError, ProfGraphError, StoreError
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.evaluation import graph_of
from profgraph.store.protocol import GRAPH_TYPES, JSON, RESULT_TYPES, Excerpt, QueryError, Table
from profgraph.store.workers.limits import MEGABYTE, Limits
from profgraph.store.workers.line import Line
from profgraph.store.workers.pool import Pool
from profgraph.store.workers.pooled import PooledStore
from profgraph.store.writer import Writer
from rdflib import Graph, Literal, Namespace
from rdflib.compare import isomorphic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conftest import Heard
    from profgraph.settings import DefaultGraph

EX = Namespace("http://example.org/")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# Sorting keeps every row.
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
DEEP = "SELECT * {" + "{" * 5000 + "}" * 5000 + "}"
QUICK = 'SELECT ?name { ?function ps:code "B/03.6" ; ps:name ?name }'
LARGE = 'SELECT * { ?a ?b ?c . VALUES ?x { "' + "x" * 700 + '" } }'


@pytest.fixture(scope="module")
def heard(listening: type[Heard]) -> Heard:
    """Return what the pool of this module has told."""
    return listening()


@pytest.fixture(scope="module")
def pool(folder: Path, heard: Heard) -> Iterator[Pool]:
    """Yield a pool over the bundled standard, which stops queries soon."""
    opened = Pool(folder, Limits(seconds=2, memory=512 * MEGABYTE, answer=64 * MEGABYTE), watcher=heard)
    yield opened
    opened.close()


@pytest.fixture
def store(pool: Pool) -> PooledStore:
    """Return the store of that pool, of all graphs together."""
    return PooledStore(pool, "union")


def whole(store: PooledStore, text: str, accept: Sequence[str]) -> tuple[str, bytes]:
    """Return the media type and all bytes of an answer, of which the size was said right."""
    written = store.serialised(text, accept)
    body = written.whole()
    assert written.size == len(body)
    return written.media_type, body


def workers() -> set[int]:
    """Return the processes that live as workers of this one: children of the one that they are forks of."""
    return {process for child in children(os.getpid()) for process in children(child)}


def children(parent: int) -> set[int]:
    """Return the processes that live as children of another one."""
    return {process for process, its_parent in living().items() if its_parent == parent}


def living() -> dict[int, int]:
    """Return the parent of every process that has not ended."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                found[int(entry.name)] = int(parent)
    return found


@pytest.mark.parametrize("mode", ["union", "strict"])
@pytest.mark.parametrize("media_type", RESULT_TYPES)
@pytest.mark.parametrize("text", [QUICK, "SELECT * { GRAPH ?g { ?s ps:level ?o } } ORDER BY ?g ?s ?o", "ASK {}"])
def test_a_worker_answers_as_the_store_does(
    pool: Pool, folder: Path, mode: DefaultGraph, media_type: str, text: str
) -> None:
    with EmbeddedStore(folder, default_graph=mode) as direct:
        expected = direct.serialised(text, [media_type])
        assert whole(PooledStore(pool, mode), text, [media_type]) == (expected.media_type, expected.body)
        assert PooledStore(pool, mode).query(text) == direct.query(text)


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_a_worker_gives_graphs_as_the_store_does(store: PooledStore, folder: Path, media_type: str) -> None:
    text = 'DESCRIBE ?f { ?f ps:code "A/01.5" }'
    with EmbeddedStore(folder) as direct:
        expected = direct.query(text)
    assert isinstance(expected, Graph)
    found, body = whole(store, text, [media_type])
    assert found == media_type
    parsed = graph_of(quad.triple for quad in ox.parse(body, ox.RdfFormat.from_media_type(media_type)))
    assert isomorphic(parsed, expected)
    values = store.query(text)
    assert isinstance(values, Graph)
    assert isomorphic(values, expected)


def test_a_dataset_is_named_to_the_worker(store: PooledStore, folder: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with EmbeddedStore(folder) as direct:
        graphs = direct.query("SELECT ?g { GRAPH ?g {} } ORDER BY ?g LIMIT 2")
        assert isinstance(graphs, Table)
        names = tuple(str(row[0]) for row in graphs.rows)
        assert store.query(text, default_graphs=names) == direct.query(text, default_graphs=names)
        named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        assert store.query(named, named_graphs=names) == direct.query(named, named_graphs=names)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (ENDLESS, LimitError),
        (GREEDY, LimitError),
        (DEEP, LimitError),
        ("SELECT nonsense", QueryError),
        (LARGE + " LIMIT 1 BY", QueryError),
    ],
    ids=["endless", "greedy", "deep", "malformed", "malformed and long"],
)
def test_no_query_outlives_its_limits_or_ends_the_service(
    store: PooledStore, text: str, error: type[ProfGraphError]
) -> None:
    begun = time.monotonic()
    with pytest.raises(error):
        store.serialised(text, [JSON])
    assert time.monotonic() - begun < 2 + 1
    assert isinstance(store.query(QUICK), Table)


def test_a_deadline_of_ones_own_is_lowered_and_never_raised(pool: Pool) -> None:
    for seconds, told in ((0.3, "0.3 s"), (3600, "2 s")):
        with pytest.raises(LimitError) as caught:
            PooledStore(pool, "union", seconds).query(ENDLESS)
        assert caught.value.message.en == (
            f"the query took more than {told} and was stopped; narrow it or give it more time: timeout=SECONDS"
        )


def test_at_its_deadline_a_worker_is_gone_with_its_memory(heard: Heard, store: PooledStore) -> None:
    store.query("ASK {}")
    before, killed = workers(), heard["kills"]
    with pytest.raises(LimitError):
        store.query(ENDLESS)
    assert heard["kills"] == killed + 1
    assert before - workers() != set()


def test_a_large_answer_is_a_file_that_nobody_else_finds(folder: Path) -> None:
    patient = Pool(folder, Limits())
    written = PooledStore(patient, "union").serialised(LARGE, [JSON])
    patient.close()
    assert written.file is not None
    assert os.fstat(written.file.fileno()).st_nlink == 0
    with EmbeddedStore(folder) as direct:
        assert sorted(written.whole()) == sorted(direct.serialised(LARGE, [JSON]).body)


def test_an_answer_beyond_the_cap_is_refused_and_not_cut(folder: Path) -> None:
    small = Pool(folder, Limits(answer=MEGABYTE))
    try:
        with pytest.raises(AnswerTooLargeError) as caught:
            PooledStore(small, "union").serialised(LARGE, [JSON])
        assert caught.value.message.en == (
            "the answer is larger than 1 MB; narrow the query or divide it: LIMIT, OFFSET"
        )
    finally:
        small.close()


def test_a_worker_that_dies_while_idle_is_replaced(store: PooledStore) -> None:
    expected = store.query(QUICK)
    killed = workers()
    for process in killed:
        os.kill(process, signal.SIGKILL)
    while workers() & killed:
        time.sleep(0.01)
    assert [store.query(QUICK) for _ in range(3)] == [expected] * 3


def test_quick_queries_are_answered_while_slow_ones_fill_the_queue(folder: Path) -> None:
    crowded = Pool(folder, Limits(seconds=20, slow=1, slow_queue=5))
    store, said = PooledStore(crowded, "union"), []

    def ask() -> None:
        try:
            store.query(ENDLESS)
        except LimitError as error:
            said.append(error.retry_after)

    crowd = [threading.Thread(target=ask) for _ in range(20)]
    for one in crowd:
        one.start()
    answers = [store.query(QUICK) for _ in range(20)]
    deadline = time.monotonic() + 15
    while (alive := [one.is_alive() for one in crowd].count(True)) > 6:
        assert time.monotonic() < deadline, "refused queries still wait"
        time.sleep(0.01)
    for one in crowd:
        one.join()
    crowded.close()
    assert answers == [answers[0]] * 20
    # One of them ran to its deadline, and perhaps another just before its own; four or five waited in vain, for the
    # others there was no room.
    assert (alive, len(said), set(said)) == (6, 20, {2, None})
    assert said.count(None) <= 2


def test_a_query_that_was_slow_once_is_quick_again(folder: Path, listening: type[Heard]) -> None:
    patient = Pool(folder, Limits(patience=0.0, slow=1), watcher=(heard := listening()))
    store = PooledStore(patient, "union")
    while not heard["slow"]:
        expected = store.query(QUICK)
    patient.limits = Limits(slow=1)
    assert [store.query(QUICK) for _ in range(20)] == [expected] * 20
    patient.close()
    assert heard["slow"] == 1


def test_a_reader_without_patience_says_nothing_of_a_query(folder: Path, listening: type[Heard]) -> None:
    pool = Pool(folder, Limits(slow=1), watcher=(heard := listening()))
    with pytest.raises(LimitError):
        PooledStore(pool, "union", 0.000001).query(QUICK)

    def ask() -> None:
        with pytest.raises(LimitError):
            PooledStore(pool, "union", 3).query(ENDLESS)

    slow = threading.Thread(target=ask)
    slow.start()
    answers = [PooledStore(pool, "union").query(QUICK) for _ in range(5)]
    slow.join()
    pool.close()
    assert answers == [answers[0]] * 5
    assert heard["slow"] == 1


def test_of_an_answer_for_people_only_the_beginning_leaves_the_worker(folder: Path) -> None:
    pool = Pool(folder, Limits())
    store = PooledStore(pool, "union")
    text = "SELECT ?s ?p ?o ?unbound { ?s ?p ?o } ORDER BY ?s ?p ?o"
    with EmbeddedStore(folder) as direct:
        whole = direct.query(text)
        assert isinstance(whole, Table)
        assert (
            store.excerpt(text, 7)
            == direct.excerpt(text, 7)
            == Excerpt(Table(whole.variables, whole.rows[:7]), len(whole.rows))
        )
        assert store.excerpt("ASK {}", 7) == direct.excerpt("ASK {}", 7) == Excerpt(True, 1)  # noqa: FBT003
        graph = store.excerpt("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", 7)
        assert isinstance(graph.answer, Graph)
        described = direct.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert isinstance(described, Graph)
        assert (len(graph.answer), graph.total) == (7, len(described))
        assert set(graph.answer) <= set(described)
    pool.close()


def test_slow_readers_may_not_keep_all_the_room_for_answers(folder: Path) -> None:
    pool = Pool(folder, Limits(answer=16 * MEGABYTE))
    store = PooledStore(pool, "union")
    kept = [store.serialised(LARGE, [JSON])]
    kept += [store.serialised(LARGE, [JSON]) for _ in range(4 * 16 * MEGABYTE // kept[0].size - 1)]
    with pytest.raises(LimitError) as refused:
        store.serialised(LARGE, [JSON])
    total = sum(one.size for one in kept)
    assert refused.value.retry_after is not None
    assert total <= 4 * 16 * MEGABYTE < total + kept[0].size
    kept.pop().whole()
    kept.append(store.serialised(LARGE, [JSON]))
    for one in kept:
        one.whole()
    pool.close()


def test_readers_see_new_data_without_a_failed_request(tmp_path: Path) -> None:
    number = "SELECT ?n { <http://example.org/a> <http://example.org/p> ?n }"
    with Writer.open(tmp_path / "store") as writer:
        writer.apply(Changes(add=frozenset({(EX.a, EX.p, Literal(0), EX.g)})))
        writer.publish()
        pool = Pool(tmp_path / "store", Limits())
        store, seen, stop = PooledStore(pool, "union"), [], threading.Event()

        def read() -> None:
            while not stop.is_set():
                answer = store.query(number)
                assert isinstance(answer, Table)
                seen.append(int(str(answer.rows[0][0])))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for value in range(1, 20):
            old = frozenset(writer.triples(EX.a, EX.p, None))
            writer.apply(Changes(remove=old, add=frozenset({(EX.a, EX.p, Literal(value), EX.g)})))
            version = writer.publish()
            assert store.query(number) == Table(("n",), ((Literal(value),),))
            assert store.data_version() == version
        stop.set()
        for reader in readers:
            reader.join()
        pool.close()
    assert len(seen) > 20
    assert set(seen) <= set(range(20))


def test_a_reader_is_not_told_of_workers_that_were_killed_while_idle(folder: Path, listening: type[Heard]) -> None:
    pool = Pool(folder, Limits(), watcher=(heard := listening()))
    store = PooledStore(pool, "union")
    before = workers()
    for _ in range(5):
        threads = [threading.Thread(target=store.query, args=(QUICK,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for process in workers() - before:
            os.kill(process, signal.SIGKILL)
        assert [store.query("ASK {}") for _ in range(3)] == [True] * 3
    assert (heard["failures"], heard["timeouts"]) == (0, 0)
    pool.close()


def test_a_line_carries_all_that_is_said(tmp_path: Path) -> None:
    ours, theirs = map(Line, socket.socketpair())
    file = tmp_path / "answer"
    for body in (b"", b"x", os.urandom(100_000)):
        file.write_bytes(body)
        with file.open("rb") as opened:
            for head, descriptor in ((["\ud800 ж", None], None), ([1, ["a"]], opened.fileno())):
                speaker = threading.Thread(target=ours.say, args=(head, body, descriptor))
                speaker.start()
                heard, whole, received = theirs.hear()
                speaker.join()
                assert (heard, whole, received is None) == (head, body, descriptor is None)
                if received is not None:
                    with os.fdopen(received, "rb") as same:
                        assert os.path.samestat(os.fstat(same.fileno()), file.stat())
    ours.close()
    with pytest.raises(EOFError):
        theirs.hear()
    theirs.close()


def test_no_worker_outlives_its_service(folder: Path) -> None:
    program = f"""
from pathlib import Path
from profgraph.store.workers.limits import Limits
from profgraph.store.workers.pool import Pool
from profgraph.store.workers.pooled import PooledStore
if __name__ == "__main__":
    store = PooledStore(Pool(Path({str(folder)!r}), Limits()), "union")
    print(store.query("ASK {{}}"), flush=True)
    store.query({ENDLESS!r})
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "True\n"
        time.sleep(0.5)
        processes = {one for child in children(service.pid) for one in children(child)}
        service.kill()
    deadline = time.monotonic() + 10
    while processes & living().keys():
        assert time.monotonic() < deadline, "a worker is left"
        time.sleep(0.02)
    assert processes != set()


def test_before_anything_is_loaded_the_store_says_so(tmp_path: Path) -> None:
    pool = Pool(tmp_path, Limits())
    store = PooledStore(pool, "union")
    for asked in (lambda: store.query("ASK {}"), store.data_version):
        with pytest.raises(StoreError) as caught:
            asked()
        assert caught.value.message.en == f"{tmp_path}: nothing is loaded here yet; run `profgraph load`"
    with Writer.open(tmp_path):
        pass
    assert store.query("ASK {}") is True
    pool.close()


def test_a_worker_has_no_network_where_the_system_allows_that(pool: Pool) -> None:
    if os.geteuid() != 0:
        pytest.skip("only a privileged process may always leave its network")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        port = listener.getsockname()[1]
        with pytest.raises(ProfGraphError):
            PooledStore(pool, "union").query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(BlockingIOError):
            listener.accept()
