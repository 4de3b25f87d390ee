"""Triples of a text in Turtle, each with the line in which it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator


def with_lines(text: str) -> Iterator[tuple[int, ox.Triple]]:
    """Yield the triples of a text, each with the number of its last line; raise `SyntaxError` where it is no Turtle."""
    handed = _Lines(text)
    # The parser tells no places, but asks for more of the text only when it has made all triples of what it has.
    for quad in ox.parse(handed, ox.RdfFormat.TURTLE, without_named_graphs=True, rename_blank_nodes=True):  # type: ignore[arg-type]  # all that it asks of a file is to be read
        yield handed.number, quad.triple


class _Lines:
    """A file that gives one line, or a part of it, whenever it is read, and knows its number."""

    def __init__(self, text: str) -> None:
        self.number = 0
        self._lines = iter(text.encode().splitlines(keepends=True))
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._lines, b"")
            self.number += bool(self._rest)
        end = size if size >= 0 else len(self._rest)
        given, self._rest = self._rest[:end], self._rest[end:]
        return given
