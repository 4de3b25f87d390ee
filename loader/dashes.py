"""The dashes by which an order says that there is nothing where something is asked for."""

from __future__ import annotations

DASHES = frozenset({"-", "–", "—"})
