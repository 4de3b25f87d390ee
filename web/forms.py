"""The form of a question: a field for each of its parameters, with what the store offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..queries.parameters import resolve_function, resolve_standard
from .overview import editions, functional_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib import URIRef

    from ..errors import Language
    from ..queries.question import Parameter, Question
    from ..store.protocol import Store
    from .overview import Edition, MappedFunction

_RESOLVE = {"function": resolve_function, "standard": resolve_standard}


@dataclass(frozen=True)
class Choice:
    """An option of a list, what it names in the graph, and the group of options that it stands in."""

    value: str
    label: str
    iri: str
    group: str = ""


@dataclass(frozen=True)
class Field:
    """A parameter in a form: a list when there are choices, a line of text otherwise."""

    name: str
    label: str
    value: str
    is_required: bool
    is_number: bool
    choices: tuple[Choice, ...] = ()


def fields(question: Question, given: Mapping[str, str], store: Store, lang: Language) -> tuple[Field, ...]:
    """Return the fields of a question, holding what is given."""
    resolved = {one.name: _resolved(store, one, given.get(one.name)) for one in question.parameters}
    loaded = editions(store)
    choices = {
        "standard": tuple(
            Choice(one.version.name, f"{one.version.name} {one.title}", str(one.version.iri)) for one in loaded
        ),
        "function": tuple(_offered_functions(store, loaded, [str(iri) for iri in resolved.values() if iri])),
    }
    return tuple(
        _field(one, given.get(one.name, one.default or ""), resolved[one.name], choices.get(one.type, ()), lang)
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


def _field(
    parameter: Parameter, given: str, resolved: URIRef | None, choices: tuple[Choice, ...], lang: Language
) -> Field:
    value = next((choice.value for choice in choices if choice.iri == str(resolved)), given)
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
    )


def _resolved(store: Store, parameter: Parameter, value: str | None) -> URIRef | None:
    resolve = _RESOLVE.get(parameter.type)
    if resolve is None or value is None:
        return None
    try:
        return resolve(store, value)
    except UsageError:
        return None
