"""What became of each document of a load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..errors import Message
from .pipeline import Loaded
from .summary import summary, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..errors import ProfGraphError
    from .pipeline import Refused
    from .summary import Told

Kind = Literal["loaded", "unchanged", "refused"]


@dataclass(frozen=True)
class Outcome:
    """What became of a document: what is said of it, where it was read, or why it was refused."""

    name: str
    kind: Kind
    told: Told | None = None
    hints: tuple[Message, ...] = ()
    error: ProfGraphError | None = None

    def lines(self) -> Iterator[Message]:
        """Yield what is said of a document that is in the store."""
        if self.told:
            yield from summary(self.name, self.told, changed=self.kind == "loaded", hints=self.hints)
        elif not self.error:
            yield Message(ru=f"{self.name}: без изменений, уже загружен", en=f"{self.name}: unchanged, loaded already")


def refused(name: str, error: ProfGraphError) -> Outcome:
    """Return the outcome of a document that is not in the store."""
    return Outcome(name, "refused", error=error)


def outcome(result: Loaded | Refused, *, details: bool) -> Outcome:
    """Return what became of a document that was loaded alone."""
    if not isinstance(result, Loaded):
        return refused(result.name, result.error)
    kind: Kind = "loaded" if result.changed else "unchanged"
    return Outcome(result.name, kind, told(result.built, details=details), result.hints)
