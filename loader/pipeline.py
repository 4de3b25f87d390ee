"""From files to the store: each file is read, recognised, built, checked and committed, or refused alone."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import ProfGraphError, StoreError
from ..ontology.terms import PS
from ..shapes.validation import bundled_checks
from ..store.embedded import EmbeddedStore
from ..store.writing.opening import open_writer
from . import refusals
from .building import build
from .catching_up import catch_up
from .committing import committed
from .intake import taken, the_only, unreadable
from .known import known_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from rdflib import URIRef

    from ..errors import Message
    from ..settings import Settings
    from ..shapes.validation import Checks
    from ..store.writing.protocol import Writing
    from .building import Built
    from .files import File
    from .known import Known


@dataclass(frozen=True)
class Loaded:
    """A file whose version is in the store; `changed` tells whether the store is another now."""

    name: str
    built: Built
    changed: bool
    hints: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A file that is not in the store, and why."""

    name: str
    error: ProfGraphError


def bundled() -> Traversable:
    """Return the source text of the standard that comes with the package."""
    return files("profgraph") / "data" / "16.020-620n-2014.txt"


def load(
    paths: Iterable[Path | Traversable | File],
    writer: Writing,
    *,
    strict: bool = False,
    version: str | None = None,
    checks: Checks | None = None,
    today: date | None = None,
) -> Iterator[Loaded | Refused]:
    """Yield what became of each file, and of each file in an archive; every accepted one is a transaction of its own.

    `strict` refuses a document with violations or doubts; `version` names the edition that the only document is a
    reading of: raise `UsageError` where there are several. `checks` are the shapes to run instead of the bundled ones;
    of an order that is dated after `today` it is said.
    What an earlier release left out is made good first.
    """
    catch_up(writer)
    read: dict[URIRef, tuple[str, str]] = {}
    known = known_in(writer)
    documents = (one for path in paths for one in taken(path))
    for one in the_only(documents) if version else documents:
        if one.error:
            yield Refused(one.name, one.error)
        else:
            yield _loaded(
                one.name, one.data, read, writer, known, strict=strict, version=version, checks=checks, today=today
            )


def _loaded(
    name: str,
    data: bytes,
    read: dict[URIRef, tuple[str, str]],
    writer: Writing,
    known: Known,
    *,
    strict: bool,
    version: str | None,
    checks: Checks | None,
    today: date | None,
) -> Loaded | Refused:
    """Commit the version in a document, or return why not; `read` are the versions of this run."""
    try:
        names = _names(data, writer)
        built = build(
            data, name, writer.minter, version=version, known_as=names, checks=checks, known=known, today=today
        )
        refusals.wrong_graph(name, built.graphs.version, built.results)
        source = built.standard.source
        refusals.another_text(name, source.sha256, read.setdefault(built.graphs.version, (source.sha256, source.name)))
        if strict:
            refusals.faults(built, name)
        changed, hints = committed(
            name, built.graphs, source.sha256, writer, checks, strict=strict, join=version is not None
        )
        return Loaded(name, built, changed, hints)
    except ProfGraphError as error:
        return Refused(name, error)


def fill_if_empty(settings: Settings) -> None:
    """Load the bundled standard into a store that holds no standard; a store that holds one is only read."""
    with suppress(StoreError), EmbeddedStore(settings.folder) as store:
        if store.query("ASK { ?version ps:isVersionOf ?work }"):
            return
    with open_writer(settings.folder, base=settings.base, purpose="load") as writer:
        for result in load([bundled()], writer, checks=bundled_checks(settings.shacl_engine)):
            if isinstance(result, Refused):
                raise result.error
        writer.publish()


def read_bytes(path: Path | Traversable) -> bytes:
    """Return the bytes of a file; raise `SourceError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _names(data: bytes, writer: Writing) -> list[str]:
    """Return the names under which the same bytes were loaded."""
    source = writer.minter.source(hashlib.sha256(data).hexdigest())
    return [str(name) for _, _, name, _ in writer.triples(source, PS.fileName, None)]
