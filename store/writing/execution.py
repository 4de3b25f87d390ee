"""An update as the engine makes it, on a copy of the data; and why it does not, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..admission import UPDATE
from ..engine_words import ENGINE_PREFIXES, failed, malformed, not_evaluated
from .using import with_using

if TYPE_CHECKING:
    from pathlib import Path

    from .protocol import Update


def execute(copy: Path, update: Update, hidden: str | None = None) -> None:
    """Make the update on the copy; raise `QueryError`, `UsageError` or `StoreError` where it cannot be made.

    The graph `hidden` is not there for it.
    """
    text = with_using(update.text, update.using_default, update.using_named)
    try:
        store = ox.Store(str(copy))
        if hidden is not None:
            store.remove_graph(ox.NamedNode(hidden))
        store.update(text, prefixes=ENGINE_PREFIXES)
    except SyntaxError as error:
        raise malformed(UPDATE, text, error) from error
    except ValueError as error:
        raise not_evaluated(UPDATE, error) from error
    except (OSError, RuntimeError) as error:
        # A relay is named in what the engine says, by its secret address.
        raise failed(UPDATE, error) from None
