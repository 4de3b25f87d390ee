"""Times the questions on classifier codes among synthetic standards, with whole editions and crosswalks imported.

Run: python bench/classifiers.py TABLES [COUNT [FUNCTIONS [ROUNDS]]]. TABLES is a folder with the tables of ISCO, ESCO
and ОКВЭД2; COUNT standards (150) have some FUNCTIONS (30) each. A question's time is that of the processor, from the
text to all rows read, the median of the rounds; what it is compared with reads each reference to a code once.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import make
from profgraph.loader.bulk.loading import load_in_bulk
from profgraph.loader.bulk.reader import Order
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.crossing import Asked as Crossing
from profgraph.loader.crossing import import_crosswalk, read_crosswalk
from profgraph.loader.importing import Asked, import_edition, read_edition, source_of
from profgraph.loader.pipeline import bundled
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profgraph.store.protocol import Store

JOBS, LIMIT = 2, 1.0
EDITIONS = {
    "isco-88": "isco88.csv",
    "isco-08": "isco08.csv",
    "esco-groups-1.1.1": "esco111-isco-groups.csv",
    "esco-occupations-1.1.1": "esco111-occupations.csv",
    "okved-2014": "okved2-2023-12.csv",
    "nace-2": None,
}
CROSSWALKS = {
    ("isco-88", "isco-08"): "isco08-isco88.csv",
    ("okz-1993", "isco-88"): None,
    ("okz-2014", "isco-08"): None,
    ("isco-08", "esco-groups-1.1.1"): None,
    ("esco-groups-1.1.1", "esco-occupations-1.1.1"): None,
    ("okved-2014", "nace-2"): None,
}
QUESTIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("classifier-codes", {}),
    ("current-codes", {}),
    ("functions-by-code", {"code": "okz 2014 31"}),
    ("functions-by-correspondence", {"code": "okz 2014 31"}),
    ("functions-by-correspondence", {"code": "isco 08 2"}),
    ("functions-by-correspondence", {"code": "nace 2 62"}),
)
REFERENCES = "SELECT ?reference ?evidence ?name WHERE { ?reference ps:editionEvidence ?evidence ; ps:name ?name }"


def filled(folder: Path, tables: Path, count: int, functions: int) -> Path:
    """Import the tables, load the bundled standard and synthetic ones, publish; return the store."""
    make(folder / "corpus", count, functions)
    with Writer.open(folder / "store") as writer:
        for name, file in EDITIONS.items():
            path, wanted = tables / file if file else None, edition_named(name)
            table = read_edition(path, wanted, Asked())
            import_edition(writer, wanted, table, source_of(path), "turbo", partial=False)
        for (source, target), file in CROSSWALKS.items():
            path, ends = tables / file if file else None, (edition_named(source), edition_named(target))
            import_crosswalk(writer, path, ends, read_crosswalk(path, ends, Crossing()), Crossing())
        files = [bundled(), *sorted((folder / "corpus").iterdir())]
        for one in load_in_bulk(files, writer, Order(BASE), jobs=JOBS):
            if one.error:
                print(f"refused: {one.error}")
        writer.publish()
    return folder / "store"


def answered(store: Store, text: str, rounds: int) -> tuple[float, int]:
    """Return the seconds of an answer, the median of the rounds, and how many rows it has."""
    times, rows = [], 0
    for _ in range(rounds):
        start = time.process_time()
        rows = len(table_of(store.query(text)).rows)
        times.append(time.process_time() - start)
    return statistics.median(times), rows


def main(tables: str, count: int = 150, functions: int = 30, rounds: int = 5) -> None:
    """Print a row a question: seconds, how many times those of the bare references, and the rows."""
    with tempfile.TemporaryDirectory() as place:
        path = filled(Path(place), Path(tables), count, functions)
        with EmbeddedStore(path) as store:
            least, references = answered(store, REFERENCES, rounds)
            print(f"{count} standards, {sum(1 for _ in store.quads()):,} triples, {references:,} references to codes")
            print(f"{'':46}{'s':>8}{'ratio':>8}{'rows':>8}")
            print(f"{'the references alone':46}{least:8.2f}{1:8.1f}{references:8}")
            slowest = max([timed(store, *one, rounds, least) for one in QUESTIONS])
    if slowest > LIMIT:
        sys.exit(f"a question takes more than {LIMIT:g} s")


def timed(store: Store, name: str, arguments: Mapping[str, str], rounds: int, least: float) -> float:
    """Print the row of a question; return its seconds."""
    text = bound_text(catalogue()[name], arguments, store)
    took, rows = answered(store, text, rounds)
    print(f"{' '.join((name, *arguments.values())):46}{took:8.2f}{took / least:8.1f}{rows:8}")
    return took


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
