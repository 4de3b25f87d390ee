"""The one writer of a store folder: changes the live data in transactions and publishes snapshots of it."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import StoreError
from ..ontology.resources import static_graphs
from ..ontology.terms import Minter
from . import audit, snapshots, statics, unfinished
from .addition import refuse_known
from .aftermath import unlogged, unpublished
from .audit import Author, Entry
from .changes import emptied, net_of, records, refuse_second_graph, with_digests
from .convert import from_ox_quad, from_ox_triple, to_ox_iri, to_ox_pattern
from .description import described, with_counts
from .digests import recorded, recorded_after, version_of
from .folder import Folder
from .guards import engine_errors, writing_alone
from .imports import is_imported, with_package
from .restoring import holds_data, holds_something, replacing_all
from .transactions import committed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

    from rdflib import BNode, URIRef

    from .addition import Addition
    from .changes import Changes, Net
    from .digests import GraphDigest
    from .protocol import Quad, Term, Triple


class Writer:
    """Holds the live data of a folder, and no other process can; got by `Writer.open`, used by one thread at a time."""

    def __init__(self, folder: Folder, minter: Minter, author: Author) -> None:
        self.minter = minter
        self.folder = folder
        self.meta = to_ox_iri(minter.graph("meta"))
        self._author = author
        self.is_broken = False
        self._digests: dict[str, GraphDigest] | None = None
        self._live: ox.Store | None = ox.Store(str(folder.live))

    @classmethod
    @contextmanager
    def open(
        cls, folder: Path, *, base: str | None = None, purpose: str = "write", bare: bool = False
    ) -> Iterator[Self]:
        """Give the writer of the folder, made on first use; raise `StoreBusyError` when there is another."""
        place = Folder(folder)
        with ExitStack() as held:
            with engine_errors(place):
                place.refuse_foreign()
                place.path.mkdir(parents=True, exist_ok=True)
                held.enter_context(writing_alone(place))
                # What a killed writer left behind.
                shutil.rmtree(place.trial, ignore_errors=True)
                writer = cls(place, Minter(place.settle_base(base, bare=bare)), Author(purpose, f"pid {os.getpid()}"))
                held.callback(writer.close)
                unfinished.settle(place.adding, writer.data_version(), writer.engine)
                audit.settle(place.audit, writer.data_version())
            if not place.is_bare:
                writer.install_static_graphs()
            # A writer that was killed may have committed what it did not publish.
            with engine_errors(place):
                _shown(writer)
            yield writer

    def graph(self, iri: URIRef) -> frozenset[Triple]:
        """Return all triples of one graph."""
        quads = self.engine.quads_for_pattern(None, None, None, to_ox_iri(iri))
        return frozenset(from_ox_triple(quad.triple) for quad in quads)

    def triples(self, subject: URIRef | BNode | None, predicate: URIRef | None, value: Term | None) -> Iterator[Quad]:
        """Return the quads that match, of every graph; None matches everything."""
        found = self.engine.quads_for_pattern(*to_ox_pattern(subject, predicate, value))
        return map(from_ox_quad, found)

    def about(self, subjects: Iterable[URIRef]) -> Iterator[Quad]:
        """Return all quads of these subjects, of every graph."""
        return (quad for subject in subjects for quad in self.triples(subject, None, None))

    def apply(self, changes: Changes, *, author: Author | None = None) -> bool:
        """Make the changes in one transaction; return False and do nothing when all is so already."""
        net = self._net(changes)
        self.commit(net, author or self._author)
        return bool(net)

    def add(self, addition: Addition, *, author: Author | None = None) -> None:
        """Add graphs and nodes that are not there yet, and make the changes, whole or not at all.

        Raise `ValueError` where one is there, `SecondGraphError` where a triple would be in two graphs.
        """
        with engine_errors(self.folder):
            entry = self._added(addition, author or self._author)
        self._logged(entry)

    def commit(self, net: Net, author: Author, text: bytes = b"") -> None:
        """Make a change that was checked, with its digests, in one transaction, logged before and after.

        An `AftermathError` says that it was made all the same.
        """
        with engine_errors(self.folder):
            entry = self._made(net, author, text)
        self._logged(entry)

    def _logged(self, entry: Entry) -> None:
        try:
            with engine_errors(self.folder):
                audit.append(self.folder.audit, entry, "done")
        except StoreError as error:
            raise unlogged() from error

    def refused(self, author: Author, text: bytes, why: str) -> None:
        """Log a write that was not made."""
        version = self.data_version()
        with engine_errors(self.folder):
            audit.settle(self.folder.audit, version)
            audit.append(self.folder.audit, Entry(author, version, version, text, why=why), "refused")

    def restore(
        self, lines: bytes, empty_graphs: tuple[str, ...] = (), *, force: bool = False, author: Author | None = None
    ) -> str:
        """Make these N-Quads all that the store holds, in one transaction, and publish; return the data version."""
        net = self._with_package(replacing_all(self.engine, self.minter, lines, empty_graphs))
        if net and not force and holds_something(self.engine, self.minter):
            raise holds_data(self.folder)
        self.commit(net, author or self._author)
        return self.publish()

    def data_version(self) -> str:
        """Return the name of the live state, published or not."""
        return _version(self.digests)

    @property
    def digests(self) -> Mapping[str, GraphDigest]:
        """Return the digests of all graphs but `graph/meta`, which holds them."""
        if self._digests is None:
            self._digests = recorded(self.engine, self.meta)
        return self._digests

    def publish(self) -> str:
        """Make the live state the one that readers see; return its data version, or raise `AftermathError`."""
        try:
            with engine_errors(self.folder):
                return _shown(self)
        except StoreError as error:
            raise unpublished() from error

    def install_static_graphs(self) -> None:
        """Bring ontology, alignments, classifiers and the description of the data to this release."""
        with engine_errors(self.folder):
            statics.install(self.engine, self.minter, static_graphs(self.minter), self.meta)
            self._digests = None
            if net := described(self.engine, self.minter):
                self._commit(net)

    def _with_package(self, net: Net) -> Net:
        if self.folder.is_bare or not any(is_imported(graph, self.minter) for graph in net.graphs):
            return net
        return with_package(net, statics.as_quads(static_graphs(self.minter)), self.engine, self.minter)

    def close(self) -> None:
        """Let go of the live data."""
        self._live = self._digests = None

    @property
    def engine(self) -> ox.Store:
        """Return the live data; raise `ValueError` when the writer is closed."""
        if self._live is None:
            problem = "the writer is closed"
            raise ValueError(problem)
        return self._live

    def _made(self, net: Net, author: Author, text: bytes) -> Entry:
        before = self.data_version()
        audit.settle(self.folder.audit, before)
        whole = with_digests(net, self.engine, self.meta)
        after = _version(recorded_after(self.digests, self.meta, whole.remove, whole.add))
        entry = Entry(author, before, after, text, tuple(net.graphs), len(net.add), len(net.remove))
        if net:
            audit.append(self.folder.audit, entry, "intended")
            self._commit(with_counts(whole, self.engine, self.minter))
        return entry

    def _added(self, addition: Addition, author: Author) -> Entry:
        before = self.data_version()
        audit.settle(self.folder.audit, before)
        refuse_known(addition, self.engine, self.digests.keys())
        net = self._net(addition.changes)
        after = addition.digests_after(self.digests, net)
        whole = net | records(self.digests, after, self.meta)
        graphs, added = (*net.graphs, *addition.graphs), len(net.add) + addition.triples
        entry = Entry(author, before, _version(after), graphs=graphs, added=added, removed=len(net.remove))
        audit.append(self.folder.audit, entry, "intended")
        with unfinished.noted(self.folder.adding, addition, self.data_version, self.engine):
            self._load(addition)
            self._commit(with_counts(whole, self.engine, self.minter, addition.counts))
        return entry

    def _net(self, changes: Changes) -> Net:
        net = self._with_package(net_of(changes, self.engine, self.meta))
        net = replace(net, drop=emptied(net, self.engine, self.meta))
        refuse_second_graph(net, self.engine)
        return net

    def _load(self, addition: Addition) -> None:
        lines = b"".join(part.lines for part in addition.all_parts)
        with self._breaking():
            self.engine.bulk_load(input=lines, format=ox.RdfFormat.N_QUADS)

    def _commit(self, net: Net) -> None:
        self._digests, digests = None, self.digests
        with self._breaking():
            committed(self.engine, net)
        self._digests = recorded_after(digests, self.meta, net.remove, net.add)

    @contextmanager
    def _breaking(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            # After a failed write the engine takes no more, though there may be room again; opened anew, it does.
            self.is_broken = True
            raise


def _version(digests: Mapping[str, GraphDigest]) -> str:
    return version_of({graph: digest.digits for graph, digest in digests.items()})


def _shown(writer: Writer) -> str:
    """Make the live state the one that readers see; return its data version."""
    version = writer.data_version()
    snapshots.publish(writer.folder, version, lambda target: writer.engine.backup(str(target)))
    return version
