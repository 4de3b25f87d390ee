"""The store as the service reads it: every query in a worker, under the limits of the pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from ..evaluation import answer, graph_of
from ..protocol import JSON, N_TRIPLES, Excerpt
from .limits import MEGABYTE
from .worker import Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from ...settings import DefaultGraph
    from ..protocol import Answer, Serialised
    from .pool import Pool

# An answer as values is held in memory, and shown on a page.
_MOST_VALUES = 32 * MEGABYTE


@dataclass(frozen=True)
class PooledStore:
    """A `Store` over a pool, in one mode of the default graph.

    `seconds` is the deadline where it is not the pool's; by its `name`, if it has one, a query may be called off.
    """

    pool: Pool
    default_graph: DefaultGraph
    seconds: float | None = None
    name: str = ""

    def query(self, text: str, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()) -> Answer:
        """Return the answer as RDF values; see `Store.query`."""
        cap = min(_MOST_VALUES, self.pool.limits.answer)
        return _values(self._asked(text, (JSON, N_TRIPLES), default_graphs, named_graphs, cap))

    def excerpt(
        self, text: str, most: int, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()
    ) -> Excerpt:
        """Return the beginning of the answer; the worker keeps the rest to itself."""
        written = self._asked(text, (), default_graphs, named_graphs, _MOST_VALUES, most)
        return Excerpt(_values(written), written.total)

    def serialised(
        self,
        text: str,
        accept: Sequence[str],
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Serialised:
        """Return the answer as bytes or as a file; see `Store.serialised`."""
        return self._asked(text, tuple(accept), default_graphs, named_graphs, self.pool.limits.answer)

    def data_version(self) -> str:
        """Return the data version of the newest snapshot; raise `StoreError` when there is none."""
        version = self.pool.data_version()
        if version is None:
            raise self.pool.nothing_loaded()
        return version

    def close(self) -> None:
        """Do nothing: the pool is shared."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asked(
        self,
        text: str,
        accept: tuple[str, ...],
        default_graphs: tuple[str, ...],
        named_graphs: tuple[str, ...],
        cap: int,
        most: int | None = None,
    ) -> Serialised:
        task = Task(text, accept, self.default_graph, default_graphs, named_graphs, cap, most)
        return self.pool.answered(task, self.seconds, self.name)


def _values(written: Serialised) -> Answer:
    body = written.whole()
    if written.media_type == N_TRIPLES:
        return graph_of(quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES))
    return answer(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))
