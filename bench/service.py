"""Times the service against `oxigraph serve`, and Virtuoso if it is installed, on one standard and on 300,000 triples.

Run: python bench/service.py [ROUNDS [STANDARDS]]. "Cold" asks another text each time, with our cache off; "warm" asks
the same text, with our cache on. The servers answer in turn in each round, so that the ratios hold on a noisy machine;
a ratio is the median of those of the rounds. Clients hold connections and read every byte.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path

from connections import Timed, timed
from crowd import CROWD, asking, beside_a_crowd
from servers import filled, ours, oxigraph
from virtuoso import GRAPH, is_installed, virtuoso

SECONDS = 0.7
CLIENTS = (1, 4)
PS = "PREFIX ps: <https://w3id.org/profgraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
FUNCTION = "<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6>"
QUESTIONS = {
    "smallest": "ASK {}",
    "lookup": PS + f"SELECT ?name {{ {FUNCTION} ps:name ?name }}",
    "inheritance": PS
    + f"SELECT DISTINCT ?text {{ {FUNCTION} ps:inheritsKnowledgeFrom*/ps:requiresKnowledge/rdfs:label ?text }}",
    "construct": f"CONSTRUCT {{ {FUNCTION} ?p ?o }} WHERE {{ {FUNCTION} ?p ?o }}",
    "aggregate": PS + "SELECT ?level (COUNT(?f) AS ?n) { ?f ps:level ?level } GROUP BY ?level",
    "search": PS + 'SELECT ?s { ?s rdfs:label ?text FILTER(CONTAINS(LCASE(?text), "линий")) }',
    "large": "SELECT * { ?s ?p ?o } LIMIT 30000",
    "predicates": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
}
NUMBERS = count()

Rounds = list[tuple[Timed, Timed]]
Side = tuple[int, Callable[[], bytes]]


def another(text: str, more: str = "") -> bytes:
    """Return the bytes that ask the same query in a text that was not asked before."""
    return asking(f"{text} #{next(NUMBERS)}", more)


def asked_in_turn(mine: Side, other: Side, clients: int, rounds: int) -> Rounds:
    """Return the times of both servers, one after the other in each round."""
    for port, asked in (mine, other):
        timed(port, clients, SECONDS / 10, asked)
    return [tuple(timed(port, clients, SECONDS, asked) for port, asked in (mine, other)) for _ in range(rounds)]


def head(other: str) -> str:
    """Return the names of the columns."""
    of_both = "".join(f"{f'{side}: p50':>10}{'p95':>9}{'req/s':>9}" for side in ("ours", other))
    return f"{'':24}{of_both}{'ratio':>8}"


def line(name: str, found: Rounds) -> str:
    """Return p50 and p95 in milliseconds and requests a second of both servers, and the ratio of the rates."""
    cells = ""
    for side in zip(*found, strict=True):
        each = sorted(seconds for one in side for seconds in one.each)
        late = each[int(len(each) * 0.95)]
        rate = statistics.median(one.rate for one in side)
        cells += f"{statistics.median(each) * 1000:10.2f}{late * 1000:9.2f}{rate:9.0f}"
    ratio = statistics.median(mine.rate / other.rate for mine, other in found)
    return f"{name:24}{cells}{ratio:8.2f}"


def compare(store: Path, work: Path, rounds: int) -> None:
    """Print a row for each question, cache and number of clients."""
    # Two servers of ours do not share a folder.
    twin = shutil.copytree(store, work / f"{store.name}-twin", symlinks=True)
    with ExitStack() as running:
        cold = running.enter_context(ours(store, PROFGRAPH_CACHE_BYTES="0"))
        warm = running.enter_context(ours(twin))
        other = running.enter_context(oxigraph(store, work / f"{store.name}-copy"))
        print(head("oxi."))
        for clients in CLIENTS:
            for name, text in QUESTIONS.items():
                asked = partial(another, text)
                print(line(f"cold, {clients}: {name}", asked_in_turn((cold, asked), (other, asked), clients, rounds)))
            for name, text in QUESTIONS.items():
                asked = partial(asking, text)
                print(line(f"warm, {clients}: {name}", asked_in_turn((warm, asked), (other, asked), clients, rounds)))


def compare_virtuoso(store: Path, work: Path, rounds: int) -> None:
    """Print what ours and Virtuoso do with the same questions, our cache off; a line where it is not installed."""
    if not is_installed():
        print("\nVirtuoso: skipped, it is not installed here (apt-get install virtuoso-opensource-7)")
        return
    with ExitStack() as running:
        cold = running.enter_context(ours(store, PROFGRAPH_CACHE_BYTES="0"))
        other = running.enter_context(virtuoso(store, work / f"{store.name}-virtuoso"))
        print(head("virt."))
        more = f"&default-graph-uri={GRAPH}"
        for clients in CLIENTS:
            for name, text in QUESTIONS.items():
                mine, its = (cold, partial(another, text)), (other, partial(another, text, more))
                print(line(f"cold, {clients}: {name}", asked_in_turn(mine, its, clients, rounds)))


def main() -> None:
    """Compare on the bundled standard, then on many, then beside a crowd of endless queries."""
    # Each row is there when it is measured, in a file too.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # of a text stream, as it is here
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    standards = int(sys.argv[2]) if len(sys.argv) > 2 else 55
    with tempfile.TemporaryDirectory(prefix="profgraph-bench-") as name:
        work = Path(name)
        for number in (1, standards):
            filled(work / f"store{number}", number)
            print(f"\n{number} standards")
            compare(work / f"store{number}", work, rounds)
            compare_virtuoso(work / f"store{number}", work, rounds)
        with ours(work / "store1", PROFGRAPH_QUERY_SECONDS="5") as port:
            alone, beside = beside_a_crowd(port)
        told = f"{alone * 1000:.2f} ms alone, {beside * 1000:.2f} ms beside {CROWD} cross products"
        print(f"\nquick query, p95: {told}: {beside / alone:.1f} times")


if __name__ == "__main__":
    main()
