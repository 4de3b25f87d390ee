"""What the screen can show: how many columns, and whether in colour."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

_WIDTH = 100  # where there is no terminal to ask
_NARROWEST, _WIDEST = 40, 120  # longer lines are hard to read


@dataclass(frozen=True)
class Screen:
    """Where text goes: a terminal, or a file or pipe, which has no width and no colours of its own."""

    is_terminal: bool

    @property
    def is_coloured(self) -> bool:
        """Tell whether colours are shown and wanted."""
        return self.is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Return how long a line may be."""
        if not self.is_terminal:
            return _WIDTH
        return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))


def screen() -> Screen:
    """Return what the standard output is."""
    return Screen(is_terminal=sys.stdout.isatty())
