"""Which entry of the functional map (section II) is about which function of section III."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ...ontology.terms import fold
from ..model import GeneralizedWorkFunction, MapEntry, ParticularWorkFunction

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

Function = GeneralizedWorkFunction | ParticularWorkFunction
Named = TypeVar("Named", Function, MapEntry)


def mapped(
    functions: tuple[GeneralizedWorkFunction, ...], entries: tuple[MapEntry, ...]
) -> tuple[tuple[GeneralizedWorkFunction, ...], tuple[MapEntry, ...]]:
    """Return the functions with their entries of the map, and the entries that are no function's.

    An entry belongs to the function of its code and name; else to the one that alone has its name, or else its code.
    """
    taken: dict[str, MapEntry] = {}
    left = list(entries)
    for alike, is_unique in ((_code_and_name, False), (_kind_and_name, True), (_code, False)):
        free = [one for one in every(functions) if one.key not in taken]
        found = list(_pairs(_grouped(free, alike), _grouped(left, alike), is_unique=is_unique))
        taken |= {function.key: entry for function, entry in found}
        left = [one for one in left if not any(one is entry for _, entry in found)]
    return tuple(_with_entries(one, taken) for one in functions), tuple(left)


def every(functions: Iterable[GeneralizedWorkFunction]) -> Iterator[Function]:
    """Yield all functions in the order of the document, each generalised one before its particular ones."""
    for one in functions:
        yield one
        yield from one.functions


def _with_entries(function: GeneralizedWorkFunction, entries: Mapping[str, MapEntry]) -> GeneralizedWorkFunction:
    members = tuple(replace(one, map_entry=entries.get(one.key)) for one in function.functions)
    return replace(function, map_entry=entries.get(function.key), functions=members)


def _pairs(
    functions: Mapping[Hashable, list[Function]], entries: Mapping[Hashable, list[MapEntry]], *, is_unique: bool
) -> Iterator[tuple[Function, MapEntry]]:
    """Yield the functions and entries that are alike, in the order of both; only one of each where `is_unique`."""
    for name, alike in functions.items():
        others = entries.get(name, [])
        if not is_unique or len(alike) == len(others) == 1:
            yield from zip(alike, others, strict=False)


def _grouped(named: Iterable[Named], alike: Callable[[Function | MapEntry], Hashable]) -> dict[Hashable, list[Named]]:
    groups: dict[Hashable, list[Named]] = {}
    for one in named:
        groups.setdefault(alike(one), []).append(one)
    return groups


def _code_and_name(one: Function | MapEntry) -> Hashable:
    return one.code.normal, fold(one.name)


def _kind_and_name(one: Function | MapEntry) -> Hashable:
    # A generalised function may have the name of a particular one.
    return "/" in one.code.normal, fold(one.name)


def _code(one: Function | MapEntry) -> Hashable:
    return one.code.normal
