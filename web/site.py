"""What all views of one application share: its settings, and the store, opened when it is first asked for."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app

from ..errors import StoreError
from ..settings import BASE
from ..store.folder import Folder
from ..store.guards import engine_errors
from ..store.open import open_store
from ..store.workers.limits import MEGABYTE, Limits
from ..store.workers.pool import Pool
from ..store.workers.pooled import PooledStore
from .called import caps_for
from .metrics import Metrics
from .readiness import Readiness
from .relay import Relay
from .shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from ..settings import DefaultGraph, Settings
    from ..store.protocol import Store
    from ..store.workers.watcher import Watcher

EXTENSION = "profgraph"
_UNKNOWN = "unknown"
_FRESH_SECONDS = 5  # longer than a probe may take


class Site:
    """Asks a folder through a pool of workers, a remote endpoint directly; a server may start before there is data."""

    def __init__(self, settings: Settings, shared: Path | None = None) -> None:
        """Make a site; `shared` is a folder of the web processes of one server, where there are several."""
        self.settings = settings
        self.shared = shared
        self.metrics = Metrics(self.data_version, shared)
        self.pool = None if settings.is_remote else _pool(settings, self.metrics.pool)
        self.shelf = None if settings.is_remote else Shelf(settings)
        self.readiness = Readiness(_FRESH_SECONDS)
        self._remote: dict[DefaultGraph, Store] = {}
        self._opening = Lock()
        self._relay: Relay | None = None

    def store(self, default_graph: DefaultGraph, seconds: float | None = None, name: str = "") -> Store:
        """Return the store in one mode, with a deadline for each query where it is not that of the settings.

        A query that has a `name` may be called off by it; those of a remote store may not.
        """
        if self.pool is not None:
            return PooledStore(self.pool, default_graph, seconds, name)
        with self._opening:
            if default_graph not in self._remote:
                self._remote[default_graph] = open_store(replace(self.settings, default_graph=default_graph))
            return self._remote[default_graph]

    def data_version(self) -> str | None:
        """Return the name of the data that are served now; None where nothing is loaded or nobody knows."""
        try:
            version = self.pool.data_version() if self.pool else self.store("union").data_version()
        except StoreError:
            return None
        return None if version == _UNKNOWN else version

    def recent_version(self) -> str | None:
        """Return the same, as it was a millisecond ago at most: nobody was told of a newer one before that."""
        return self.data_version() if self.pool is None else self.pool.recent_version()

    def publication(self) -> tuple[int, int] | None:
        """Return what is another after each publication, also of data that were served before; None of a remote one."""
        return None if self.pool is None else self.pool.publication()

    def base(self) -> str:
        """Return what the IRIs of the data begin with; raise `StoreError` where there are no data yet."""
        if self.settings.is_remote:
            return self.settings.base or BASE
        folder = Folder(self.settings.folder)
        with engine_errors(folder):
            return folder.base()

    @property
    def services(self) -> frozenset[str]:
        """Return the endpoints that queries may call: none where a remote store asks."""
        return frozenset() if self.settings.is_remote else self.settings.services

    def relay_address(self) -> str | None:
        """Return where federated queries are relayed from; None where no endpoint may be called."""
        if not self.services:
            return None
        with self._opening:
            self._relay = self._relay or Relay(self.settings.services, caps_for(self.settings.query_seconds))
            return self._relay.address


def _pool(settings: Settings, watcher: Watcher) -> Pool:
    limits = Limits(
        seconds=settings.query_seconds,
        memory=settings.query_memory * MEGABYTE,
        answer=settings.answer_megabytes * MEGABYTE,
        slow=max(1, settings.workers - 1),
    )
    # Calls to allowed endpoints go through a relay on this machine.
    return Pool(settings.folder, limits, networked=bool(settings.services), watcher=watcher)


def current_site() -> Site:
    """Return the site of the application that answers the current request."""
    site = current_app.extensions[EXTENSION]
    if not isinstance(site, Site):
        raise TypeError(f"not a site: {site!r}")
    return site


def library() -> Store:
    """Return the store as our pages and questions ask it: of all graphs together, in either mode."""
    return current_site().store("union")


def queried(seconds: float | None = None, name: str = "") -> Store:
    """Return the store for a reader's own query, in the mode of the settings."""
    return current_site().store(current_site().settings.default_graph, seconds, name)
