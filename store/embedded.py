"""The store in a folder of this machine: reads the newest snapshot, whatever a writer does meanwhile."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from ..ontology.terms import Minter
from .admission import names_dataset
from .convert import to_ox_iri
from .digests import canonical_line
from .evaluation import answer, evaluated, write, write_head
from .few import answer_of_few
from .folder import Folder
from .guards import engine_errors
from .protocol import Serialised, excerpt_of
from .snapshots import Lease, current_version, lease

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from ..settings import DefaultGraph
    from .evaluation import Result
    from .few import Few
    from .protocol import Answer, Excerpt


@dataclass(frozen=True)
class _Snapshot:
    """An open snapshot; whoever reads it keeps it by referring to it."""

    kept: Lease
    engine: ox.Store
    visible: tuple[ox.NamedNode, ...] | None = None


class EmbeddedStore:
    """A `Store` over a folder that a `Writer` fills; any number of processes and threads may read it."""

    def __init__(self, folder: Path, *, default_graph: DefaultGraph = "union", is_pinned: bool = False) -> None:
        """Read the folder; a pinned store stays with the snapshot that is the newest now."""
        self._folder = Folder(folder)
        self._is_pinned = is_pinned
        self._is_union = default_graph == "union"
        self._snapshot: _Snapshot | None = None
        with engine_errors(self._folder):
            self.base = self._folder.base()
            self.is_bare = self._folder.is_bare
        self._newest()

    def query(self, text: str, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()) -> Answer:
        """Return the answer as RDF values; see `Store.query`."""
        with self._evaluated(text, default_graphs, named_graphs) as result:
            return answer(result)

    def excerpt(
        self, text: str, most: int, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()
    ) -> Excerpt:
        """Return the beginning of the answer; see `Store.excerpt`."""
        return excerpt_of(self.query(text, default_graphs=default_graphs, named_graphs=named_graphs), most)

    def serialised(
        self,
        text: str,
        accept: Sequence[str],
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Serialised:
        """Return the answer as bytes; see `Store.serialised`."""
        output = BytesIO()
        media_type = self.written(text, accept, output, default_graphs=default_graphs, named_graphs=named_graphs)
        return Serialised(media_type, output.getvalue())

    def written(
        self,
        text: str,
        accept: Sequence[str],
        output: BinaryIO,
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> str:
        """Write the answer into `output` as it comes; return its media type."""
        with self._evaluated(text, default_graphs, named_graphs) as result:
            return write(result, accept, output)

    def answer_of_few(self, text: str, media_type: str, few: Few) -> bytes | None:
        """Return the answer to a query that names no dataset, where the store is not bare; see `few`."""
        return answer_of_few(self._newest().engine, text, media_type, few, union=self._is_union)

    def has_few(self, text: str, most: int) -> bool:
        """Tell whether a query has no more solutions than `most`; no more are looked for."""
        with self._evaluated(text, (), ()) as result:
            return isinstance(result, ox.QuerySolutions) and sum(1 for _ in islice(result, most + 1)) <= most

    def written_head(
        self,
        text: str,
        most: int,
        output: BinaryIO,
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> tuple[str, int]:
        """Write at most so many rows or triples of the answer; return their media type and how many there are."""
        with self._evaluated(text, default_graphs, named_graphs) as result:
            return write_head(result, most, output)

    def quads(self, graphs: Iterable[str] | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of the newest snapshot, of all graphs or of these, in the engine's terms."""
        snapshot = self._newest()
        for graph in [None] if graphs is None else [to_ox_iri(graph) for graph in graphs]:
            yield from snapshot.engine.quads_for_pattern(None, None, None, graph)

    def data_version(self) -> str:
        """Return the data version of the newest snapshot."""
        return self._newest().kept.version

    def close(self) -> None:
        """Let the snapshot go."""
        self._snapshot = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _newest(self) -> _Snapshot:
        snapshot = self._snapshot
        if snapshot is not None and self._is_pinned:
            return snapshot
        with engine_errors(self._folder):
            if snapshot is None or snapshot.kept.version != current_version(self._folder):
                kept = lease(self._folder)
                engine = ox.Store.read_only(str(kept.engine))
                snapshot = self._snapshot = _Snapshot(kept, engine, self._visible(engine))
            return snapshot

    def _visible(self, engine: ox.Store) -> tuple[ox.NamedNode, ...] | None:
        """Return the named graphs of a bare store, which shows only what was written to it; None is all of another."""
        if not self.is_bare:
            return None
        own = str(Minter(self.base).graph("meta"))
        names = (name for name in engine.named_graphs() if isinstance(name, ox.NamedNode))
        return tuple(name for name in names if name.value != own)

    @contextmanager
    def _evaluated(self, text: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> Iterator[Result]:
        snapshot = self._newest()
        # The engine's union, and a dataset from outside, would win over FROM.
        is_open = not names_dataset(text)
        with evaluated(
            snapshot.engine,
            text,
            union=self._is_union and is_open,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            visible=snapshot.visible if is_open else None,
        ) as result:
            yield result


def canonical_nquads(store: EmbeddedStore) -> Iterator[bytes]:
    """Return the lines of canonical N-Quads in code point order: the same bytes for the same data."""
    return (line.encode() for line in sorted(map(canonical_line, store.quads())))
