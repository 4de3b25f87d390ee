"""The form of a question: a field for each of its parameters, with what the store offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..queries.days import AS_OF, day_of, in_force
from ..queries.graph_names import graph_names
from .item_links import held_items
from .nodes import address
from .offering import MOST_EDITIONS, Choice, edition_choices, offered_functions
from .overview import editions
from .site import current_site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib import Literal

    from ..errors import Language, UsageError
    from ..queries.question import Parameter, Question
    from ..store.protocol import Store
    from .filling import Filled

_GRAPHS = frozenset({"graph", "alignment"})


@dataclass(frozen=True)
class Field:
    """A parameter in a form: a list when there are choices, a line of text otherwise; `address` tells of its value.

    An open list only suggests: with many editions loaded it cannot hold all functions.
    """

    name: str
    label: str
    value: str
    is_required: bool
    is_number: bool
    is_date: bool = False
    is_of_graphs: bool = False
    choices: tuple[Choice, ...] = ()
    fault: str = ""
    address: str = ""
    is_open: bool = False


def fields(
    question: Question, given: Mapping[str, str], filled: Filled, store: Store, lang: Language
) -> tuple[Field, ...]:
    """Return the fields of a question, holding what is given and saying what is wrong with it."""
    nodes = {name: str(one) for name, values in filled.values.items() if (one := _only(values))}
    # A day that does not do is told at its own field.
    day = None if AS_OF in filled.faults else day_of(given.get(AS_OF))
    dated = day is not None
    loaded = [one for one in editions(store) if in_force([one.version], day)]
    functions = any(one.type == "function" for one in question.parameters)
    graphs = [(one.type, graph_names(store, one.type)) for one in question.parameters if one.type in _GRAPHS]
    choices = {
        "standard": tuple(edition_choices(loaded, lang, dated=dated)),
        "function": tuple(offered_functions(store, loaded, nodes.values(), lang, dated=dated)) if functions else (),
        "endpoint": tuple(Choice(one, one, one) for one in sorted(current_site().services)),
        **{kind: tuple(Choice(one, one, one) for one in names) for kind, names in graphs},
    }
    codes = [one.name for one in question.parameters if one.type == "code" and one.name in nodes]
    # Standards name codes of which the store has no item, and so no page.
    absent = {name for name in codes if not held_items(store, [URIRef(nodes[name])])}
    open_lists = {"function"} if len(loaded) > MOST_EDITIONS else set()

    def field(parameter: Parameter) -> Field:
        value = given.get(parameter.name) or parameter.default or ""
        offered, is_open = choices.get(parameter.type, ()), parameter.type in open_lists
        one = _field(parameter, value, nodes.get(parameter.name, ""), offered, lang, is_open=is_open)
        one = replace(one, address="") if parameter.name in absent else one
        return replace(one, fault=_said(filled.faults.get(parameter.name), lang))

    return tuple(field(one) for one in question.parameters)


def _field(
    parameter: Parameter, given: str, node: str, choices: tuple[Choice, ...], lang: Language, *, is_open: bool
) -> Field:
    is_named = bool(given) or parameter.required
    value = next((choice.value for choice in choices if is_named and choice.iri == node), given)
    if choices and value and not is_open and all(choice.value != value for choice in choices):
        choices = (*choices, Choice(value, value, ""))
    label = parameter.description.in_language(lang)
    if not is_open:
        # What follows the colon are ways to write the value; here it is chosen.
        label = label.partition(":")[0]
    return Field(
        name=parameter.name,
        label=label[:1].upper() + label[1:],
        value=value,
        is_required=parameter.required,
        is_number=parameter.type == "number",
        is_date=parameter.type == "date",
        is_of_graphs=parameter.type in _GRAPHS,
        choices=choices,
        address=address(node) if is_named else "",
        is_open=is_open,
    )


def _only(values: Sequence[URIRef | Literal] | None) -> URIRef | None:
    """Return the node that the only value names; None for several, none, or a text."""
    return values[0] if values and len(values) == 1 and isinstance(values[0], URIRef) else None


def _said(error: UsageError | None, lang: Language) -> str:
    return error.message.in_language(lang) if error else ""
