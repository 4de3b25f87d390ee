"""The one writer of a store folder: changes the live data in transactions and publishes snapshots of it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.resources import static_graphs
from ..ontology.terms import Minter
from . import snapshots, statics
from .changes import net_of, refuse_second_graph, update_text, with_digests
from .convert import from_ox_quad, from_ox_triple, to_ox_iri, to_ox_pattern
from .digests import recorded, version_of
from .folder import Folder
from .guards import engine_errors, writing_alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from rdflib import BNode, URIRef

    from .changes import Changes
    from .protocol import Quad, Term, Triple


class Writer:
    """Holds the live data of a folder, and no other process can; got by `Writer.open`, used by one thread."""

    def __init__(self, folder: Folder, minter: Minter) -> None:
        self.minter = minter
        self._folder = folder
        self._meta = to_ox_iri(minter.graph("meta"))
        self._live: ox.Store | None = ox.Store(str(folder.live))

    @classmethod
    @contextmanager
    def open(cls, folder: Path, *, base: str | None = None) -> Iterator[Self]:
        """Give the writer of the folder, made on first use; raise `StoreBusyError` when there is another."""
        place = Folder(folder)
        with ExitStack() as held:
            with engine_errors(place):
                place.refuse_foreign()
                place.path.mkdir(parents=True, exist_ok=True)
                held.enter_context(writing_alone(place))
                writer = cls(place, Minter(place.settle_base(base)))
                held.callback(writer.close)
            writer.install_static_graphs()
            # A writer that was killed may have committed what it did not publish.
            writer.publish()
            yield writer

    def graph(self, iri: URIRef) -> frozenset[Triple]:
        """Return all triples of one graph."""
        quads = self._store.quads_for_pattern(None, None, None, to_ox_iri(iri))
        return frozenset(from_ox_triple(quad.triple) for quad in quads)

    def triples(self, subject: URIRef | BNode | None, predicate: URIRef | None, value: Term | None) -> Iterator[Quad]:
        """Return the quads that match, of every graph; None matches everything."""
        found = self._store.quads_for_pattern(*to_ox_pattern(subject, predicate, value))
        return map(from_ox_quad, found)

    def apply(self, changes: Changes) -> bool:
        """Make the changes in one transaction; return False and do nothing when all is so already."""
        net = net_of(changes, self._store, self._meta)
        if not net:
            return False
        refuse_second_graph(net, self._store)
        with engine_errors(self._folder):
            self._store.update(update_text(with_digests(net, self._store, self._meta)))
        return True

    def data_version(self) -> str:
        """Return the name of the live state, published or not."""
        digests = recorded(self._store, self._meta)
        return version_of({graph: digest.digits for graph, digest in digests.items()})

    def publish(self) -> str:
        """Make the live state the one that readers see; return its data version."""
        version = self.data_version()
        with engine_errors(self._folder):
            snapshots.publish(self._folder, version, lambda target: self._store.backup(str(target)))
        return version

    def install_static_graphs(self) -> None:
        """Bring ontology, alignments and classifiers to this release."""
        with engine_errors(self._folder):
            statics.install(self._store, self.minter, static_graphs(self.minter), self._meta)

    def close(self) -> None:
        """Let go of the live data."""
        self._live = None

    @property
    def _store(self) -> ox.Store:
        if self._live is None:
            problem = "the writer is closed"
            raise ValueError(problem)
        return self._live
