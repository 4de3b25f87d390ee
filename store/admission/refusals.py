"""Why a text is not admitted: each reason in words, with the place in the text and what to do."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import Message, excerpt
from ..protocol import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tokens import Token

QUERY = Message(ru="запрос", en="the query")
UPDATE = Message(ru="обновление", en="the update")
_SHOWN = 60


class TooLargeError(QueryError):
    """A text has more bytes than are read."""


class CallFailedError(QueryError):
    """An endpoint that a query calls gave no answer that can be used."""


class CallLateError(CallFailedError):
    """An endpoint that a query calls took longer than it may."""


class CallsBusyError(CallFailedError):
    """As many calls as may be made at once are under way."""


# By the status with which the relay of federated queries says so.
_CALLS: dict[int, type[CallFailedError]] = {503: CallsBusyError, 504: CallLateError}


@dataclass(frozen=True)
class Place:
    """A line and a column of a text, counted from one."""

    line: int
    column: int

    @classmethod
    def of(cls, text: str, offset: int) -> Place:
        """Return the place of an offset."""
        return cls(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def refused(self, *, ru: str, en: str) -> QueryError:
        """Return the error that says what is wrong here, of a text that `reading` names."""
        return QueryError(
            ru=f"строка {self.line}, столбец {self.column}: {ru}",
            en=f"line {self.line}, column {self.column}: {en}",
        )


@contextmanager
def reading(what: Message) -> Iterator[None]:
    """Name the text in what is said of a place in it."""
    try:
        yield
    except QueryError as error:
        raise QueryError(ru=f"{what.ru}, {error.message.ru}", en=f"{what.en}, {error.message.en}") from error


def too_large(what: Message, size: int, most: int) -> TooLargeError:
    """Return the error for a text of too many bytes."""
    return TooLargeError(
        ru=f"{what.ru}: {size} байт, а читается не больше {most}; сократите или разбейте на части",
        en=f"{what.en}: {size} bytes, and at most {most} are read; shorten it or split it into parts",
    )


def beyond(place: Place, most: int, *, ru: str, en: str) -> QueryError:
    """Return the error for a text that has more of something than `most`."""
    return place.refused(
        ru=f"больше {most} {ru}; упростите или разбейте на части",
        en=f"more than {most} {en}; simplify it or split it into parts",
    )


def stray(place: Place, token: Token) -> QueryError:
    """Return the error for what is no sign and no word of SPARQL."""
    shown = token.text[:_SHOWN]
    if shown in {'"', "'"}:
        return place.refused(
            ru=f"строка, начатая с {shown}, не закрыта или записана с ошибкой; закройте её тем же знаком",
            en=f"the string that begins with {shown} is not closed or badly written; close it with the same sign",
        )
    return place.refused(
        ru=f"«{shown}» — не слово и не знак SPARQL; исправьте или отделите пробелом",
        en=f"{shown!r} is no word and no sign of SPARQL; correct it or set it off by a space",
    )


def calls_out(place: Place, address: str | None) -> QueryError:
    """Return the error for a SERVICE to an address that is not allowed, or that is none."""
    if address is None:
        return place.refused(
            ru="после SERVICE нужен адрес точки доступа; запишите его целиком: SERVICE <https://…>",
            en="SERVICE needs the address of an endpoint; write all of it: SERVICE <https://…>",
        )
    return place.refused(
        ru=f"SERVICE к {excerpt(address)} здесь не разрешён; загрузите те данные, спросите тот сервис сами "
        "или впишите его в PROFGRAPH_SERVICES",
        en=f"SERVICE to {excerpt(address)} is not allowed here; load that data, ask that endpoint yourself "
        "or name it in PROFGRAPH_SERVICES",
    )


def calls_within(place: Place) -> QueryError:
    """Return the error for a SERVICE inside another."""
    return place.refused(
        ru="SERVICE внутри SERVICE здесь не выполняется; вынесите его из скобок",
        en="a SERVICE inside a SERVICE is not evaluated here; move it out of the braces",
    )


def call_failed(reason: Message, status: int) -> CallFailedError:
    """Return the error for a SERVICE that was allowed, and failed as the relay says with this status."""
    return _CALLS.get(status, CallFailedError)(ru=f"SERVICE: {reason.ru}", en=f"SERVICE: {reason.en}")


def loads(place: Place) -> QueryError:
    """Return the error for LOAD."""
    return place.refused(
        ru="LOAD здесь не выполняется; пришлите данные сами: INSERT DATA или PUT /graphs",
        en="LOAD is not evaluated here; send the data yourself: INSERT DATA or PUT /graphs",
    )


def ambiguous(place: Place, token: Token) -> QueryError:
    """Return the error for a name that the engine could take for something else."""
    shown = token.text[:_SHOWN]
    return place.refused(
        ru=f"{shown} можно прочесть двояко; объявите префикс с полным IRI (схема://…) или запишите IRI целиком",
        en=f"{shown} can be read in two ways; declare its prefix as a full IRI (scheme://…) or write the whole IRI",
    )
