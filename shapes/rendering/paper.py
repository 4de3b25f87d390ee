"""What is written for a terminal: paragraphs under indents, wrapped, in colour where a terminal shows it."""

from __future__ import annotations

import io

from rich.console import Console
from rich.text import Text

from ..report import Level

Part = str | tuple[str, str]

STYLES = {
    Level.VIOLATION: "bold red",
    Level.WARNING: "bold yellow",
    Level.INFO: "bold cyan",
    Level.REPAIR: "green",
}
HEAD = "bold"
FAINT = "dim"


class Paper:
    """Lines of text that fit a width."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self._out = io.StringIO()
        self._width = width
        # The scheme is stated, so that nothing of the environment changes what is written.
        self._console = Console(
            file=self._out,
            width=width,
            color_system="standard" if colour else None,
            force_terminal=colour,
            no_color=not colour,
            legacy_windows=False,
        )

    @property
    def text(self) -> str:
        """Return what was written."""
        return self._out.getvalue()

    def skip(self) -> None:
        """Leave a line empty."""
        self._out.write("\n")

    def write(self, *parts: Part, indent: str = "", hanging: str | None = None) -> None:
        """Write texts, plain or (text, style), as a paragraph; its further lines begin with `hanging`."""
        hanging = indent if hanging is None else hanging
        room = self._width - max(len(indent), len(hanging))
        for number, line in enumerate(Text.assemble(*parts).wrap(self._console, room)):
            whole = Text(hanging if number else indent) + line
            whole.rstrip()
            self._console.print(whole, soft_wrap=True)

    def cells(self, text: str, *, indent: str) -> None:
        """Write lines of a document, each wrapped by itself."""
        for line in text.split("\n"):
            self.write(line, indent=indent)
