"""What is to be read and what was: threads take documents and put answers, one consumer has them in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...errors import ProfGraphError
    from ..outcomes import Outcome
    from .prepared import Prepared

    Answer = Prepared | ProfGraphError | Outcome

_PATIENCE = 0.2  # seconds after which a consumer that waits sees whether it was called off


@dataclass(frozen=True)
class Job:
    """A document to read; `known_as` are names under which the same bytes were loaded."""

    name: str
    data: bytes
    known_as: tuple[str, ...] = ()


@dataclass
class Shelf:
    """The documents of `source`, of which at most so many are read before the first of them is asked for.

    What is no document there is an answer already.
    """

    source: Iterator[Job | Outcome]
    most: int
    taken: int = 0
    given: int = 0
    answers: dict[int, Answer] = field(default_factory=dict)
    is_over: bool = False
    failure: BaseException | None = None
    changed: Condition = field(default_factory=Condition)

    def take(self, *, wait: bool) -> tuple[int, Job] | None:
        """Return the next document with its number; None where there is none, or none yet and nobody may wait."""
        with self.changed:
            while not self.is_over:
                if self.taken - self.given >= self.most:
                    if not wait:
                        return None
                    self.changed.wait()
                    continue
                one = self._next()
                if isinstance(one, Job):
                    return self.taken - 1, one
        return None

    def put(self, number: int, answer: Answer) -> None:
        """Keep an answer until it is its turn."""
        with self.changed:
            self.answers[number] = answer
            self.changed.notify_all()

    def in_order(self, is_called_off: Callable[[], bool]) -> Iterator[Answer]:
        """Yield the answers in the order of the documents; raise what went wrong as they were looked for."""
        while not is_called_off():
            with self.changed:
                if self.given not in self.answers:
                    if self.is_over and self.given >= self.taken:
                        if self.failure:
                            raise self.failure
                        return
                    self.changed.wait(_PATIENCE)
                    continue
                answer = self.answers.pop(self.given)
                self.given += 1
                self.changed.notify_all()
            yield answer

    def fail(self, error: BaseException) -> None:
        """End it all by an error."""
        with self.changed:
            self.failure, self.is_over = self.failure or error, True
            self.taken = self.given
            self.changed.notify_all()

    def close(self) -> None:
        """Give no more documents."""
        with self.changed:
            self.is_over = True
            self.changed.notify_all()

    def _next(self) -> Job | Outcome | None:
        try:
            one = next(self.source)
        except StopIteration:
            self.is_over = True
            self.changed.notify_all()
            return None
        except BaseException as error:  # noqa: BLE001  (raised where the answers are taken, not in this thread)
            self.failure, self.is_over = error, True
            self.changed.notify_all()
            return None
        self.taken += 1
        if not isinstance(one, Job):
            self.answers[self.taken - 1] = one
            self.changed.notify_all()
        return one
