"""What a query or an update may be before an engine reads it: no way in for bombs, no way out to other machines."""

from __future__ import annotations

from .admitting import Admitted, admit_query, admit_update
from .bounded import Bounded, bounded
from .forms import Form, form, names_dataset
from .limits import TextLimits
from .refusals import QUERY, UPDATE, CallFailedError, CallLateError, CallsBusyError, TooLargeError, call_failed
from .services import may_call

__all__ = [
    "QUERY",
    "UPDATE",
    "Admitted",
    "Bounded",
    "CallFailedError",
    "CallLateError",
    "CallsBusyError",
    "Form",
    "TextLimits",
    "TooLargeError",
    "admit_query",
    "admit_update",
    "bounded",
    "call_failed",
    "form",
    "may_call",
    "names_dataset",
]
