"""What a special page is: a template and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True)
class Special:
    """The template of a page that is made for a kind of node, and the values that are its own.

    `gathered` are the editions of any day that a page brings together, None where it is of one thing alone.
    """

    template: str
    values: Mapping[str, object]
    gathered: Collection[str] | None = None
