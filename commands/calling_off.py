"""Ctrl+C while documents are loaded: what was read is still committed; a second one ends the command at once."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

from ..errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from ..errors import Language

_STOPPING = Message(
    ru="останавливаюсь: прочитанное записывается; та же команда потом продолжит (ещё раз Ctrl+C — прервать сейчас)",
    en="stopping: what was read is being written; the same command will go on later (Ctrl+C again to end now)",
)


@contextmanager
def called_off(lang: Language) -> Iterator[Event]:
    """Give what tells whether the user has asked to stop."""
    asked = Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        asked.set()
        click.echo(_STOPPING.in_language(lang), err=True)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
