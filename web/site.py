"""What all views of one application share: its settings, and the store that is opened on first use."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app

from ..store.open import open_store

if TYPE_CHECKING:
    from ..settings import Settings
    from ..store.protocol import Store

EXTENSION = "profgraph"


class Site:
    """Opens the store when it is first asked for: a server may start before anything is loaded."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._store: Store | None = None
        self._opening = Lock()

    def store(self) -> Store:
        """Return the open store; raise `StoreError` when there is none yet."""
        with self._opening:
            if self._store is None:
                self._store = open_store(self.settings)
            return self._store


def current_site() -> Site:
    """Return the site of the application that answers the current request."""
    site = current_app.extensions[EXTENSION]
    if not isinstance(site, Site):
        raise TypeError(f"not a site: {site!r}")
    return site


def current_store() -> Store:
    """Return the store of the current site; raise `StoreError` when there is none yet."""
    return current_site().store()
