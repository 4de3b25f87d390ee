"""The causes that a question may name in its header for an empty answer: the first that holds is told."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from .chains import no_function, no_occupation, no_occupation_elsewhere
from .codes import no_correspondence, no_drift, no_item, nobody
from .standards import all_bound, no_counterpart, no_reference, none_bound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...errors import Message
    from ...store.protocol import Store
    from ..catalogue import Bound
    from ..question import Question

    Cause = Callable[[Bound, Store], Message | None]

CAUSES: Mapping[str, Cause] = MappingProxyType({
    "item": no_item,
    "correspondence": no_correspondence,
    "drift": no_drift,
    "nobody": nobody,
    "function": no_function,
    "occupation": no_occupation,
    "occupation-elsewhere": no_occupation_elsewhere,
    "reference": no_reference,
    "bound": none_bound,
    "counterpart": no_counterpart,
    "all-bound": all_bound,
})  # fmt: skip


def why_empty(asked: Question, values: Bound, store: Store) -> Message | None:
    """Return why the answer to a question is empty; None where the question names no cause that holds."""
    found = (CAUSES[one](values, store) for one in asked.causes)
    return next((message for message in found if message), None)
