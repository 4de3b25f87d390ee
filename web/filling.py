"""A question filled in by a reader: what its parameters may be, and what is wrong with each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..queries.catalogue import refuse_unknown, terms_of
from ..queries.days import AS_OF
from .fields import address_fields, single

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib import Literal, URIRef

    from ..queries.question import Question
    from ..store.protocol import Store

# The one field of an address that is no parameter of a question.
LANGUAGE = "lang"


@dataclass(frozen=True)
class Filled:
    """The values of the parameters that fit, the errors of those that do not, and the error of the whole."""

    values: Mapping[str, Sequence[URIRef | Literal] | None] = field(default_factory=dict)
    faults: Mapping[str, UsageError] = field(default_factory=dict)
    fault: UsageError | None = None
    is_open: bool = False

    @property
    def errors(self) -> list[UsageError]:
        """Return all errors, that of the whole first."""
        return [*([self.fault] if self.fault else []), *self.faults.values()]


def sent_arguments() -> dict[str, str]:
    """Return the arguments in the address of the current request; raise `UsageError` on one that is given twice."""
    fields = address_fields()
    given = {name: single(fields, name) or "" for name, _ in fields if name != LANGUAGE}
    return {name: value.strip() for name, value in given.items()}


def filled_in(question: Question, given: Mapping[str, str], store: Store) -> Filled:
    """Return the question as far as it is filled in.

    A form sends all its fields: one that is sent empty is missing, one that is not sent has yet to be filled in.
    """
    said = {name: value for name, value in given.items() if value}
    values: dict[str, Sequence[URIRef | Literal] | None] = {}
    faults: dict[str, UsageError] = {}
    for one in question.parameters:
        try:
            values[one.name] = terms_of(one, said, store)
        except UsageError as error:
            faults[one.name] = error
    if AS_OF in faults:
        # Other parameters cannot be told without the day; what is wrong is said once.
        faults = {
            name: error for name, error in faults.items() if name == AS_OF or error.message != faults[AS_OF].message
        }
    shown = {name: error for name, error in faults.items() if name in given}
    return Filled(values, shown, _unknown(question, given), is_open=len(shown) < len(faults))


def _unknown(question: Question, given: Mapping[str, str]) -> UsageError | None:
    try:
        refuse_unknown(question, [*given])
    except UsageError as error:
        return error
    return None
