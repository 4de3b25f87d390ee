"""The form of a question: a field for each of its parameters, with what the store offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from .nodes import address
from .overview import editions, functional_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rdflib import Literal

    from ..errors import Language, UsageError
    from ..queries.question import Parameter, Question
    from ..store.protocol import Store
    from .filling import Filled
    from .overview import Edition, MappedFunction


@dataclass(frozen=True)
class Choice:
    """An option of a list, what it names in the graph, and the group of options that it stands in."""

    value: str
    label: str
    iri: str
    group: str = ""


@dataclass(frozen=True)
class Field:
    """A parameter in a form: a list when there are choices, a line of text otherwise; `address` tells of its value."""

    name: str
    label: str
    value: str
    is_required: bool
    is_number: bool
    choices: tuple[Choice, ...] = ()
    fault: str = ""
    address: str = ""


def fields(
    question: Question, given: Mapping[str, str], filled: Filled, store: Store, lang: Language
) -> tuple[Field, ...]:
    """Return the fields of a question, holding what is given and saying what is wrong with it."""
    nodes = {name: str(one) for name, values in filled.values.items() if (one := _only(values))}
    loaded = editions(store)
    choices = {
        "standard": tuple(
            Choice(one.version.name, f"{one.version.name} {one.title}", str(one.version.iri)) for one in loaded
        ),
        "function": tuple(_offered_functions(store, loaded, [*nodes.values()])),
    }
    return tuple(
        replace(
            _field(
                one, given.get(one.name) or one.default or "", nodes.get(one.name, ""), choices.get(one.type, ()), lang
            ),
            fault=_said(filled.faults.get(one.name), lang),
        )
        for one in question.parameters
    )


def function_choices(functions: Iterable[MappedFunction]) -> Iterator[Choice]:
    """Yield the functions of a map as options, grouped by the generalised ones."""
    for top in functions:
        for one in (top, *top.functions):
            yield Choice(one.argument, f"{one.code} {one.title}", one.iri, f"{top.code} {top.title}")


def _offered_functions(store: Store, loaded: tuple[Edition, ...], named: list[str]) -> Iterator[Choice]:
    """Yield the functions of the edition that the arguments are about, else of the newest one."""
    about = [one for one in loaded for iri in named if f"{iri}/".startswith(f"{one.version.iri}/")]
    for edition in (about or list(loaded))[:1]:
        yield from function_choices(functional_map(store, edition.version))


def _field(parameter: Parameter, given: str, node: str, choices: tuple[Choice, ...], lang: Language) -> Field:
    is_named = bool(given) or parameter.required
    value = next((choice.value for choice in choices if is_named and choice.iri == node), given)
    if choices and value and all(choice.value != value for choice in choices):
        choices = (*choices, Choice(value, value, ""))
    # What follows the colon are ways to write the value; here it is chosen.
    label = parameter.description.in_language(lang).partition(":")[0]
    return Field(
        name=parameter.name,
        label=label[:1].upper() + label[1:],
        value=value,
        is_required=parameter.required,
        is_number=parameter.type == "number",
        choices=choices,
        address=address(node) if is_named else "",
    )


def _only(values: Sequence[URIRef | Literal]) -> URIRef | None:
    """Return the node that the only value names; None for several, none, or a text."""
    return values[0] if len(values) == 1 and isinstance(values[0], URIRef) else None


def _said(error: UsageError | None, lang: Language) -> str:
    return error.message.in_language(lang) if error else ""
