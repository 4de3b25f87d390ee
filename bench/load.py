"""Times a load of synthetic standards against the engine's own `bulk_load` of the resulting N-Quads, in one run.

Run: python bench/load.py [COUNT [FEWER [FUNCTIONS]]]. COUNT standards (1,500, which make about 3.5 million triples) are
read, checked, committed and published; then FEWER of them (150), for the time that one takes where there are few. A
quarter of a second apart the memory of all processes is summed up, each page shared by several counted in parts.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from corpus import make
from profgraph.loader.bulk.loading import load_in_bulk
from profgraph.loader.bulk.reader import Order
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

JOBS = 2
TARGET, LIMIT, MEMORY, GROWTH = 6, 12, 3.0, 1.3


@dataclass
class Measured:
    """Seconds that passed, seconds of processors, and the most memory of all processes meanwhile, in GiB."""

    seconds: float = 0.0
    processors: float = 0.0
    memory: float = 0.0


@contextmanager
def measured() -> Iterator[Measured]:
    """Measure what is done meanwhile, with the processes that it starts and ends."""
    found, over = Measured(), threading.Event()
    watch = threading.Thread(target=_watch, args=(found, over))
    watch.start()
    start, before = time.perf_counter(), _processors()
    try:
        yield found
    finally:
        found.seconds, found.processors = time.perf_counter() - start, _processors() - before
        over.set()
        watch.join()


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _watch(found: Measured, over: threading.Event) -> None:
    while not over.wait(0.25):
        found.memory = max(found.memory, sum(map(_memory, (Path("/proc/self"), *_children()))))


def _children() -> Iterator[Path]:
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # the thread has ended meanwhile
            yield from (Path("/proc") / number for number in (thread / "children").read_text().split())


def _memory(process: Path) -> float:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 2**20 for line in lines if line.startswith("Pss:")), 0.0)


def load(files: list[Path], store: Path) -> Measured:
    """Load files into a new store and publish it."""
    with Writer.open(store) as writer, measured() as found:
        refused = [one for one in load_in_bulk(files, writer, Order(BASE), jobs=JOBS) if one.error]
        writer.publish()
    for one in refused:
        print(f"refused: {one.error}")
    return found


def engine_alone(store: Path, folder: Path) -> tuple[Measured, int]:
    """Have the engine load what the store holds; return what that takes, and how many triples there are."""
    lines = folder / "all.nq"
    with EmbeddedStore(store) as held, lines.open("wb") as file:
        ox.serialize(held.quads(), file, format=ox.RdfFormat.N_QUADS)
    engine = ox.Store(str(folder / "engine"))
    with measured() as found:
        engine.bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
    return found, len(engine)


def main(count: int = 1500, fewer: int = 150, functions: int = 5) -> None:
    """Print the ratios, each with what it is to be."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make(folder / "corpus", count, functions)
        files = sorted((folder / "corpus").iterdir())
        few, many = load(files[:fewer], folder / "few"), load(files, folder / "many")
        alone, triples = engine_alone(folder / "many", folder)
    ratio, growth = many.seconds / alone.seconds, many.seconds / count / (few.seconds / fewer)
    used = many.processors / alone.processors
    print(f"{count} standards, {triples:,} triples, {JOBS} reading processes")
    for name, one in (("load", many), (f"load of {fewer}", few), ("bulk_load of the N-Quads", alone)):
        print(f"{name}: {one.seconds:.1f} s, processors {one.processors:.1f} s, memory {one.memory:.2f} GiB")
    print(f"load / bulk_load: {ratio:.1f} (target {TARGET}, limit {LIMIT}), of processors {used:.1f}")
    print(f"memory of all processes: {many.memory:.2f} GiB (limit {MEMORY:g})")
    grown = many.processors / count / (few.processors / fewer)
    print(f"a standard of {count} / one of {fewer}: {growth:.2f} (limit {GROWTH}), of processors {grown:.2f}")
    if ratio > LIMIT or many.memory > MEMORY or growth > GROWTH:
        sys.exit("a limit is passed")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
