"""The store that the settings name, whichever kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..settings import Settings
    from .protocol import Store


def open_store(settings: Settings) -> Store:
    """Return the store for reading; raise `StoreError` when there is none or nothing is loaded."""
    if settings.is_remote:
        from .remote import RemoteStore

        return RemoteStore(settings.store, default_graph=settings.default_graph)
    from .embedded import EmbeddedStore

    return EmbeddedStore(settings.folder, default_graph=settings.default_graph)
