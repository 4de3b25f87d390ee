"""Times loading and every question on the bundled standard against rdflib on the same triples, as ratios.

Run: python bench/questions.py [ROUNDS]. Both engines answer in one run, in turn, so that the ratios hold on a noisy
machine; a question's time is the median of the rounds, from the text to all rows read.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from profgraph.loader.inference import inferred
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.ontology.resources import ontology_graph, rules
from profgraph.ontology.terms import ONTOLOGY, PREFIXES, Minter
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.endpoints import endpoints_of
from profgraph.queries.parameters import loaded_versions
from profgraph.store.convert import from_ox_triple
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from rdflib import Dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.queries.question import Question
    from profgraph.store.protocol import Triple

ARGUMENTS = {
    "function": "B/03.6",
    "ancestor": "A/01.5",
    "from": "A/02.5",
    "to": "B/03.6",
    "asOf": "2018-01-01",
    "concept": "Основы конфликтологии",
    "code": "okz 1993 311",
    "title": "мастер",
    "text": "безопасност",
}


def arguments_of(question: Question) -> dict[str, str]:
    """Return the arguments that a question has; names of graphs, which a store need not have, are left open."""
    names = {one.name for one in question.parameters if one.type not in {"graph", "alignment"}}
    return {name: value for name, value in ARGUMENTS.items() if name in names}


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def filled(folder: Path) -> float:
    """Load the bundled standard into a new store, publish it, and return the seconds of that."""
    with Writer.open(folder) as writer:

        def work() -> None:
            (result,) = load([bundled()], writer)
            if not isinstance(result, Loaded):
                raise result.error
            writer.publish()

        return seconds(work)


def paired(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median seconds of both, run in turn."""
    times = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return statistics.median(one for one, _ in times), statistics.median(one for _, one in times)


def row(name: str, ours: float, theirs: float) -> None:
    """Print a comparison in milliseconds."""
    print(f"{name:24}{ours * 1000:15.2f}{theirs * 1000:12.2f}{theirs / ours:8.1f}")


def inferred_by_rdflib(asserted: frozenset[Triple]) -> int:
    """Run the same rules with rdflib's engine and return how many triples there are then."""
    data = Dataset()
    for triple in asserted:
        data.default_graph.add(triple)
    terms = data.graph(ONTOLOGY)
    terms += ontology_graph()
    for _, text in rules():
        for triple in list(data.query(text)):
            data.default_graph.add(triple)
    return len(data.default_graph)


def answered_by_rdflib(graphs: Dataset, text: str) -> int:
    """Read all rows of rdflib's answer and return their number."""
    return len(list(graphs.query(text, initNs={prefix: str(namespace) for prefix, namespace in PREFIXES.items()})))


def main() -> None:
    """Print a row a question: ours, rdflib's, and how many times rdflib takes ours."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        loads = [filled(Path(name, f"store{number}")) for number in range(rounds)]
        with EmbeddedStore(Path(name, "store0")) as store:
            compare(store, rounds, loads)


def compare(store: EmbeddedStore, rounds: int, loads: list[float]) -> None:
    """Print the comparison on the data of `store`."""
    lines = "".join(f"{quad} .\n" for quad in store.quads())
    # Some questions ask for the graph that a triple is in, so one graph of all triples would not do.
    graphs = Dataset(default_union=True)
    parsing = [seconds(lambda: graphs.parse(data=lines, format="nquads")) for _ in range(rounds)]
    print(f"{'':24}{'ProfGraph, ms':>15}{'rdflib, ms':>12}{'ratio':>8}")
    row("load (rdflib: parse)*", statistics.median(loads), statistics.median(parsing))
    version = next(one.iri for one in loaded_versions(store))
    stated = [quad.triple for quad in store.quads([Minter(store.base).graph("asserted", version)])]
    asserted = frozenset(map(from_ox_triple, stated))
    row("rules of inference", *paired(lambda: inferred(asserted), lambda: inferred_by_rdflib(asserted), rounds))
    ratios = []
    for question in catalogue().values():
        # What another endpoint takes for its part says nothing of either engine.
        if endpoints_of(question):
            continue
        text = bound_text(question, arguments_of(question), store)
        ours, theirs = partial(store.query, text), partial(answered_by_rdflib, graphs, text)
        mine, other = paired(ours, theirs, rounds)
        ratios.append(other / mine)
        row(question.name, mine, other)
    print(f"{'median of the ratios of the questions':51}{statistics.median(ratios):8.1f}")
    print("* not the same work: ours reads, infers, validates, commits and publishes; rdflib only parses the result")


if __name__ == "__main__":
    main()
