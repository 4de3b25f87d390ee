"""Lines in the order of their code points, however many there are: beyond a number of them they wait on the disk."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from heapq import merge
from itertools import groupby, islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# About 100 MB of lines with their Python objects; all Russian standards together are some twenty such runs.
RUN = 200_000


@contextmanager
def in_order(lines: Iterable[bytes], scratch: Path | None = None, *, run: int = RUN) -> Iterator[Iterator[bytes]]:
    """Give the lines sorted, each once; files without a name in the folder `scratch` hold what exceeds a run."""
    rest = iter(lines)
    last = sorted(islice(rest, run))
    with ExitStack() as held:
        runs: list[Iterable[bytes]] = []
        while len(last) == run:
            file = held.enter_context(TemporaryFile(dir=scratch))
            file.writelines(last)
            file.seek(0)
            runs.append(file)
            last = sorted(islice(rest, run))
        yield (line for line, _ in groupby(merge(*runs, last)))
