"""Loads the documents in files and folders: read by several processes, committed in batches by this one."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...errors import ProfGraphError
from ...ontology.terms import PS
from ...shapes.validation import bundled_checks
from ..catching_up import catch_up
from ..intake import taken
from ..known import known_in
from ..outcomes import Outcome, refused
from .batches import Batches
from .readers import read
from .shelf import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from ...store.writing.protocol import Writing
    from ..files import File
    from ..intake import Taken
    from .reader import Order

SECONDS = 120.0  # a document: the slowest orders known take some seconds


def load_in_bulk(
    paths: Iterable[Path | File],
    writer: Writing,
    order: Order,
    *,
    jobs: int = 2,
    seconds: float = SECONDS,
    anew: bool = False,
    is_called_off: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Yield what became of each document, in their order; what was loaded before is not read, unless `anew`.

    When it is called off, what was read so far is committed.
    """
    catch_up(writer)
    known = _Known({} if anew or order.strict else _loaded(writer))
    batches = Batches(writer, bundled_checks(order.engine), strict=order.strict)
    documents = ((one, known.job(one)) for path in paths for one in taken(path))
    names: dict[int, str] = {}
    order = replace(order, known=known_in(writer))
    reading = read(_jobs(documents, names), order, jobs=jobs, seconds=seconds, is_called_off=is_called_off)
    with closing(reading) as answers:
        for number, answer in enumerate(answers):
            name = names.pop(number)
            yield from batches.take(name, refused(name, answer) if isinstance(answer, ProfGraphError) else answer)
    yield from batches.flush()


def _jobs(documents: Iterable[tuple[Taken, Job | Outcome]], names: dict[int, str]) -> Iterator[Job | Outcome]:
    for number, (one, job) in enumerate(documents):
        names[number] = one.name
        yield job


@dataclass
class _Known:
    """The names under which bytes are loaded, and those under which they came in this run, by their digests."""

    loaded: Mapping[str, list[str]]
    seen: dict[str, list[str]] = field(default_factory=dict)

    def job(self, one: Taken) -> Job | Outcome:
        """Return the document to read, or what became of it already."""
        if one.error:
            return refused(one.name, one.error)
        digest = hashlib.sha256(one.data).hexdigest()
        names = self.loaded.get(digest, [])
        # Under a smaller name the version is another one: it names the source by it.
        if names and min(names) <= one.name:
            return Outcome(one.name, "unchanged")
        seen = self.seen.setdefault(digest, [])
        job = Job(one.name, one.data, (*names, *seen))
        seen.append(one.name)
        return job


def _loaded(writer: Writing) -> dict[str, list[str]]:
    """Return the names of the files from which the versions in the store were read, by their digests."""
    stated = f"{writer.minter.graph('asserted')}/"
    said = writer.triples(None, PS.digest, None)
    digests = {source: str(digest) for source, _, digest, graph in said if graph.startswith(stated)}
    names: dict[str, list[str]] = {}
    for source, _, name, graph in writer.triples(None, PS.fileName, None):
        if source in digests and graph.startswith(stated):
            names.setdefault(digests[source], []).append(str(name))
    return names
