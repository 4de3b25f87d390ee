"""Errors on their way between processes: the nearest class of the common tree, and its words."""

from __future__ import annotations

from typing import Any

from ... import errors
from ...errors import Message, ProfGraphError
from ..admission import CallFailedError, CallLateError, CallsBusyError, TooLargeError
from ..aftermath import AftermathError
from ..protocol import QueryError
from .protocol import ConditionError, RefusedWriteError, StoppedUpdateError

_KINDS: dict[str, type[ProfGraphError]] = {
    kind.__name__: kind
    for kind in (
        errors.ProfGraphError,
        errors.UsageError,
        errors.UnknownNameError,
        errors.SourceError,
        errors.RefusedError,
        errors.StoreError,
        errors.StoreBusyError,
        QueryError,
        CallFailedError,
        CallLateError,
        CallsBusyError,
        TooLargeError,
        AftermathError,
        StoppedUpdateError,
        ConditionError,
        RefusedWriteError,
    )
}


def to_values(error: ProfGraphError) -> dict[str, Any]:
    """Return an error in values that JSON has."""
    kind = next(one.__name__ for one in type(error).__mro__ if one.__name__ in _KINDS)
    report = error.report if isinstance(error, RefusedWriteError) else ()
    return {"kind": kind, "message": _pair(error.message), "report": [_pair(one) for one in report]}


def from_values(values: dict[str, Any]) -> ProfGraphError:
    """Return the error that the other process raised."""
    ru, en = values["message"]
    if values["kind"] == RefusedWriteError.__name__:
        return RefusedWriteError(ru=ru, en=en, report=[Message(ru=one, en=two) for one, two in values["report"]])
    return _KINDS[values["kind"]](ru=ru, en=en)


def _pair(message: Message) -> tuple[str, str]:
    return message.ru, message.en
