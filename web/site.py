"""What all views of one application share: its settings, and the store, opened when it is first asked for."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app

from ..store.open import open_store
from .relay import Relay

if TYPE_CHECKING:
    from ..settings import DefaultGraph, Settings
    from ..store.protocol import Store

EXTENSION = "profgraph"


class Site:
    """Opens the store when it is first asked for: a server may start before anything is loaded."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._stores: dict[DefaultGraph, Store] = {}
        self._opening = Lock()
        self._relay: Relay | None = None

    def store(self, default_graph: DefaultGraph) -> Store:
        """Return the open store; raise `StoreError` when there is none yet."""
        with self._opening:
            if default_graph not in self._stores:
                self._stores[default_graph] = open_store(replace(self.settings, default_graph=default_graph))
            return self._stores[default_graph]

    def relay_address(self) -> str | None:
        """Return where federated queries are relayed from; None where no endpoint is allowed or a remote store asks."""
        if not self.settings.services or self.settings.is_remote:
            return None
        with self._opening:
            self._relay = self._relay or Relay(self.settings.services)
            return self._relay.address


def current_site() -> Site:
    """Return the site of the application that answers the current request."""
    site = current_app.extensions[EXTENSION]
    if not isinstance(site, Site):
        raise TypeError(f"not a site: {site!r}")
    return site


def library() -> Store:
    """Return the store as our pages and questions ask it: of all graphs together, in either mode."""
    return current_site().store("union")


def queried(*, is_ours: bool) -> Store:
    """Return the store for a query: as the settings say for a reader's own, the library for our questions."""
    return library() if is_ours else current_site().store(current_site().settings.default_graph)
