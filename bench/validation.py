"""Times validation of the bundled standard: the command beyond the start of Python, and both engines on one graph.

Run: python bench/validation.py [ROUNDS]. What is compared runs in one run, in turn, so that the ratios hold on a noisy
machine; a time is the median of the rounds.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from profgraph.loader.building import build
from profgraph.loader.pipeline import bundled
from profgraph.ontology.resources import classifier_items
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import bundled_catalogue, bundled_shapes, part
from profgraph.shapes.engines import compiled
from profgraph.shapes.reading import read_shapes
from profgraph.shapes.validation import data_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib import Graph

SLOWEST = 10
# A shape for a node that is not in the data: what remains of its time is the handing over of the graph.
NOTHING = b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:shape> a sh:NodeShape ; sh:targetNode <urn:node> ; sh:nodeKind sh:IRI ."""


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each, all run in turn."""
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [statistics.median(of_one) for of_one in zip(*times, strict=True)]


def python(*words: str) -> Callable[[], object]:
    """Return what runs a new interpreter."""
    command = [sys.executable, *words]
    return lambda: subprocess.run(command, capture_output=True, check=True)  # noqa: S603  # our own command


def bundled_data() -> Graph:
    """Return the graph of the bundled standard as it is validated."""
    minter = Minter(BASE)
    graphs = build(bundled().read_bytes(), bundled().name, minter).graphs.triples
    return data_graph(graphs["asserted"] | graphs["inferred"], classifier_items(minter))


def main() -> None:
    """Print a row a comparison, then the shapes that take most of the time."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    start, command = medians(rounds, python("-c", ""), python("-m", "profgraph", "validate", str(bundled())))
    print(f"profgraph validate, beyond the start of Python: {command - start:.2f} s (start {start:.2f} s)")
    shapes = bundled_shapes()
    # The engine keeps what it has compiled, so that only the first time tells.
    once = seconds(lambda: compiled(shapes, "turbo"))
    data = bundled_data()
    turbo, pyshacl = compiled(shapes, "turbo"), compiled(shapes, "pyshacl")
    first, second = medians(rounds, lambda: turbo(data), lambda: pyshacl(data))
    print(
        f"{len(bundled_catalogue())} shapes, {len(data)} triples: pyshacl-turbo {first:.3f} s, pySHACL {second:.2f} s"
    )
    print(f"ratio of pySHACL to pyshacl-turbo: {second / first:.0f}")
    print(f"pyshacl-turbo compiles in {once:.3f} s; ratio of a run to that: {first / once:.1f}")
    slowest(data, rounds)


def slowest(data: Graph, rounds: int) -> None:
    """Print the shapes that take longest by themselves, without the time in which the engine is handed the graph."""
    names = ["", *(shape.code for shape in bundled_catalogue().values())]
    alone = [read_shapes(NOTHING, "nothing.ttl"), *(part(bundled_shapes(), iri) for iri in bundled_catalogue())]
    runs = [compiled(shapes, "turbo") for shapes in alone]
    handing, *times = medians(rounds, *(lambda run=run: run(data) for run in runs))
    print(f"handing over the graph: {handing * 1000:.0f} ms; each of the slowest shapes by itself, ms:")
    for taken, name in sorted(zip(times, names[1:], strict=True), reverse=True)[:SLOWEST]:
        print(f"{name:32}{(taken - handing) * 1000:8.1f}")


if __name__ == "__main__":
    main()
