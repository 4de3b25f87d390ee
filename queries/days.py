"""The day that an answer is for: how a person gives it, and which of the loaded editions are in force on it.

Days are those of the calendar of Moscow, in which orders are dated.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..errors import Message, UsageError, excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

AS_OF = "asOf"
_NAMED = 10  # how many spans a line names
_MOSCOW = timezone(timedelta(hours=3))
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Timed(Protocol):
    """What is in force from one day to another, both as ISO dates; an empty one is none."""

    @property
    def code(self) -> str: ...
    @property
    def valid_from(self) -> str: ...
    @property
    def valid_to(self) -> str: ...


_T = TypeVar("_T", bound=_Timed)


class NotInForceError(UsageError):
    """None of the editions that are asked about is in force on the day: an answer about them is empty."""


def today() -> date:
    """Return the day that it is now."""
    return datetime.now(_MOSCOW).date()


def day_of(text: str | None) -> date | None:
    """Return the day that a person gives, None for none; raise `UsageError` where it is no day."""
    if not text:
        return None
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise _no_day(text) from error
    raise _no_day(text)


def in_force(editions: Sequence[_T], day: date | None) -> list[_T]:
    """Return the editions in force on a day, the last day included; all of them where there is no day."""
    if day is None:
        return [*editions]
    on = day.isoformat()
    return [one for one in editions if one.valid_from and one.valid_from <= on <= (one.valid_to or on)]


def answer_for(day: date) -> Message:
    """Return the line that says which day an answer is for."""
    return Message(
        ru=f"ответ на {day:%d.%m.%Y} (по московскому календарю): по редакциям, действующим в этот день; "
        "если документ не называет начала, оно считается с регистрации или приказа",
        en=f"the answer for {day} (by the calendar of Moscow): by the editions in force on that day; "
        "where a document states no first day, it is that of its registration or order",
    )


def none_in_force(editions: Sequence[_Timed], day: date) -> NotInForceError:
    """Return the error that says that none of these editions is in force on a day, and when they are."""
    spans = [(one.code, one.valid_from, one.valid_to) for one in editions if one.valid_from]
    known = "; ".join(f"{code}: {start} – {end or '…'}" for code, start, end in sorted(spans)[:_NAMED]) or "—"
    more = max(0, len(spans) - _NAMED)
    return NotInForceError(
        ru=f"на {day:%d.%m.%Y} (по московскому календарю) ни одна загруженная редакция не действует; сроки: {known}"
        + (f"; и ещё: {more}" if more else ""),
        en=f"no loaded edition is in force on {day} (by the calendar of Moscow); their times: {known}"
        + (f"; and {more} more" if more else ""),
    )


def _no_day(text: str) -> UsageError:
    return UsageError(
        ru=f"«{excerpt(text)}»: такого дня нет; пишите день как 2023-03-01",
        en=f"{excerpt(text)!r} is not a day; write a day as 2023-03-01",
    )
