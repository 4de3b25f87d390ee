"""Which graphs an update can change, by its words alone; whatever is not plainly readable may change any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rewriting import Written
    from .tokens import Token

DEFAULT = ""
_NAMELESS = ("ALL", "NAMED")


class _UndecidedError(Exception):
    """The text names its graphs in a way that only the engine can follow."""


def changed_graphs(pieces: Sequence[Written]) -> frozenset[str] | None:
    """Return the graphs that an update can change, the default graph as ""; None when it can be any."""
    try:
        return frozenset(_Reader(pieces).graphs())
    except _UndecidedError:
        return None


@dataclass(slots=True)
class _Reader:
    """Reads the operations of an update one after another."""

    pieces: Sequence[Written]
    place: int = 0

    def graphs(self) -> set[str]:
        found: set[str] = set()
        while self.place < len(self.pieces):
            found |= self._operation()
        return found

    def _operation(self) -> set[str]:
        word = self._taken()
        if word.is_sign(";"):
            return set()
        if word.is_word("BASE", "VERSION"):
            self._taken()
            return set()
        if word.is_word("PREFIX"):
            self._taken()
            self._taken()
            return set()
        if word.is_word("CLEAR", "DROP", "CREATE"):
            self._skip("SILENT")
            return self._target()
        if word.is_word("ADD", "COPY", "MOVE"):
            return self._transfer(is_move=word.is_word("MOVE"))
        self.place -= 1
        return self._modification()

    def _transfer(self, *, is_move: bool) -> set[str]:
        self._skip("SILENT")
        source = self._target()
        if not self._skip("TO"):
            raise _UndecidedError
        return self._target() | (source if is_move else set())

    def _modification(self) -> set[str]:
        """Read INSERT or DELETE in any form; the graphs are those of its templates."""
        default = self._graph() if self._skip("WITH") else DEFAULT
        found: set[str] = set()
        if not self._next().is_word("INSERT", "DELETE"):
            raise _UndecidedError
        while self._skip("INSERT", "DELETE"):
            is_whole = self._skip("DATA", "WHERE")
            found |= self._template(default)
            if is_whole:
                return found
        while self._skip("USING"):
            self._skip("NAMED")
            self._taken()
        if not self._skip("WHERE"):
            raise _UndecidedError
        self._braces()
        return found

    def _template(self, default: str) -> set[str]:
        """Read braces of quads; return the graphs of the quads."""
        self._opening()
        found: set[str] = set()
        while not self._next().is_sign("}"):
            if self._skip("GRAPH"):
                found.add(self._graph())
                self._braces()
            elif self._taken().is_sign("{", "{|"):
                raise _UndecidedError
            else:
                found.add(default)
        self._taken()
        return found

    def _braces(self) -> None:
        self._opening()
        depth = 1
        while depth:
            token = self._taken()
            depth += token.is_sign("{") - token.is_sign("}")

    def _opening(self) -> None:
        if not self._taken().is_sign("{", "{|"):
            raise _UndecidedError

    def _target(self) -> set[str]:
        if self._skip("DEFAULT"):
            return {DEFAULT}
        if self._next().is_word(*_NAMELESS):
            raise _UndecidedError
        self._skip("GRAPH")
        return {self._graph()}

    def _graph(self) -> str:
        iri = self.pieces[self.place].iri if self.place < len(self.pieces) else None
        self.place += 1
        if iri is None:
            raise _UndecidedError
        return iri

    def _skip(self, *words: str) -> bool:
        is_next = self.place < len(self.pieces) and self._next().is_word(*words)
        self.place += is_next
        return is_next

    def _next(self) -> Token:
        if self.place >= len(self.pieces):
            raise _UndecidedError
        return self.pieces[self.place].token

    def _taken(self) -> Token:
        token = self._next()
        self.place += 1
        return token
