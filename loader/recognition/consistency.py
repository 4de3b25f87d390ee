"""What the parts of one document say of each other: repeated codes, the map, a text that is cut off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from ..model import function_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import GeneralizedWorkFunction, MapEntry, ParticularWorkFunction, WrittenCode
    from .sections import Parts

Functions = tuple["GeneralizedWorkFunction", ...]


def numbered(functions: Functions) -> Functions:
    """Return the functions with the occurrence of each code counted."""
    seen: Counter[str] = Counter()

    def counted(function: ParticularWorkFunction | GeneralizedWorkFunction) -> int:
        seen[function.code.normal] += 1
        return seen[function.code.normal]

    return tuple(
        replace(
            generalized,
            occurrence=counted(generalized),
            functions=tuple(replace(one, occurrence=counted(one)) for one in generalized.functions),
        )
        for generalized in functions
    )


def mapped(functions: Functions, entries: tuple[MapEntry, ...]) -> Functions:
    """Return the functions with their entries of section II: of the same code, else of the same name alone."""
    by_key = _entries_by_key(entries)
    known = {one.key for one in _all(functions)}
    by_name = _entries_by_name(entry for key, entry in by_key.items() if key not in known)

    def entry(function: ParticularWorkFunction | GeneralizedWorkFunction) -> MapEntry | None:
        return by_key.get(function.key) or by_name.get(_name(function.code, function.name))

    return tuple(
        replace(
            generalized,
            map_entry=entry(generalized),
            functions=tuple(replace(one, map_entry=entry(one)) for one in generalized.functions),
        )
        for generalized in functions
    )


def _entries_by_key(entries: tuple[MapEntry, ...]) -> dict[str, MapEntry]:
    seen: Counter[str] = Counter()
    by_key: dict[str, MapEntry] = {}
    for entry in entries:
        seen[entry.code.normal] += 1
        by_key[function_key(entry.code.normal, seen[entry.code.normal])] = entry
    return by_key


def _entries_by_name(entries: Iterable[MapEntry]) -> dict[tuple[bool, str], MapEntry]:
    """Return the entries whose name no other one has."""
    found: dict[tuple[bool, str], list[MapEntry]] = {}
    for entry in entries:
        found.setdefault(_name(entry.code, entry.name), []).append(entry)
    return {name: alike[0] for name, alike in found.items() if len(alike) == 1}


def _name(code: WrittenCode, name: str) -> tuple[bool, str]:
    """Return a folded name and whether a particular function has it: a generalised one may have the same."""
    return "/" in code.normal, fold(name)


def _all(functions: Functions) -> list[ParticularWorkFunction | GeneralizedWorkFunction]:
    found: list[ParticularWorkFunction | GeneralizedWorkFunction] = []
    for one in functions:
        found += [one, *one.functions]
    return found


def undescribed(functions: Functions, entries: tuple[MapEntry, ...]) -> tuple[MapEntry, ...]:
    """Return the entries of the map that are no function's: section III does not describe what they name."""
    present = {function.code.normal for function in _all(functions)}
    taken = {function.map_entry for function in _all(functions)}
    return tuple(entry for entry in entries if entry.code.normal not in present and entry not in taken)


def cut_off(functions: Functions, missing: tuple[MapEntry, ...], parts: Parts) -> list[Diagnostic]:
    """Return an error for a document that ends too early: without section IV, and without all that must precede it.

    That is every function of the functional map, of which some are `missing`, and every group of the last one.
    """
    if "four" in parts.found:
        return []
    if missing:
        return [
            diagnose("document-cut", entry.place, what=f"{entry.code.normal} («{entry.name}») — II, III")
            for entry in missing
        ]
    last = functions[-1].functions[-1] if functions[-1].functions else None
    if last is None or not (last.actions and last.skills and last.knowledge and last.other):
        whole = last or functions[-1]
        return [diagnose("document-cut", whole.place, what=f"{whole.code.normal} — III, IV")]
    return []
