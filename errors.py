"""The exception tree that the command line and HTTP share: one line saying what, where and what to do.

ProfGraphError
├── UsageError            the request names something that does not exist or is ambiguous (exit 2, HTTP 400/404)
├── SourceError           a file cannot be read at all: missing, empty, binary (exit 2)
├── RefusedError          a file was read, but must not enter the store (exit 1)
├── ShapesError           shapes given for validation are not well formed (exit 2)
├── LimitError            a query needs more time or memory than it may, or too many run (exit 1, HTTP 503)
│   └── AnswerTooLargeError   an answer has more bytes than it may (HTTP 413)
└── StoreError            the store cannot be opened or does not answer (exit 2, HTTP 503)
    └── StoreBusyError    another process is writing to the store folder
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ru", "en"]


@dataclass(frozen=True)
class Message:
    """One sentence in both languages of the product."""

    ru: str
    en: str

    def in_language(self, lang: Language) -> str:
        """Return the wording in `lang`."""
        return self.ru if lang == "ru" else self.en

    def filled(self, **values: object) -> Message:
        """Return the message with its `{name}` places filled in both languages."""
        return Message(ru=self.ru.format(**values), en=self.en.format(**values))


class ProfGraphError(Exception):
    """An error that a person can act on."""

    exit_status = 2

    def __init__(self, *, ru: str, en: str) -> None:
        self.message = Message(ru=ru, en=en)
        super().__init__(en)


class UsageError(ProfGraphError):
    """The request names something that does not exist, is ambiguous or is badly formed."""


class UnknownNameError(UsageError):
    """The request is well formed, but nothing in the store has that name."""


class SourceError(ProfGraphError):
    """A file cannot be read as text at all."""


class RefusedError(ProfGraphError):
    """A document was read, but must not enter the store."""

    exit_status = 1


class ShapesError(ProfGraphError):
    """Shapes that were given for validation are not well formed."""


class LimitError(ProfGraphError):
    """A query needs more than it may; `retry_after` is in seconds, None where the same query would fail again."""

    exit_status = 1

    def __init__(self, *, ru: str, en: str, retry_after: int | None = None) -> None:
        super().__init__(ru=ru, en=en)
        self.retry_after = retry_after


class AnswerTooLargeError(LimitError):
    """An answer has more bytes than it may."""


class StoreError(ProfGraphError):
    """The store cannot be opened, is damaged or does not answer."""


class StoreBusyError(StoreError):
    """Another process is writing to the store folder."""


def unreadable(file: object, error: OSError) -> SourceError:
    """Return the refusal of a file that the system does not let be read."""
    reason = error.strerror or type(error).__name__
    return SourceError(
        ru=f"{file}: файл не читается ({reason}); проверьте имя и права",
        en=f"{file}: the file cannot be read ({reason}); check its name and permissions",
    )


def unwritable(file: object, error: OSError) -> UsageError:
    """Return the refusal of a file or folder that the system does not let be written."""
    reason = error.strerror or type(error).__name__
    return UsageError(
        ru=f"{file}: не записывается ({reason}); проверьте папку и права",
        en=f"{file}: cannot be written ({reason}); check the folder and its permissions",
    )


def unwritten(error: OSError) -> Message:
    """Return what is said when the output of a command cannot be written."""
    reason = error.strerror or type(error).__name__
    return Message(
        ru=f"ответ не записывается ({reason}); проверьте место на диске и права",
        en=f"the answer cannot be written ({reason}); check the space on the disk and the permissions",
    )


def excerpt(text: str, most: int = 100) -> str:
    """Return what a message repeats of a text that somebody sent: its beginning, where it is long."""
    return text if len(text) <= most else f"{text[:most]}…"
