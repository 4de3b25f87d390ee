"""Finds the function that each reference means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from .codes import PARTICULAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import GeneralizedWorkFunction, InheritanceReference, ParticularWorkFunction


def resolved(
    functions: tuple[GeneralizedWorkFunction, ...], findings: list[Diagnostic]
) -> tuple[GeneralizedWorkFunction, ...]:
    """Return the functions with the target of every reference that can be told."""
    by_code: dict[str, list[ParticularWorkFunction]] = {}
    for generalized in functions:
        for function in generalized.functions:
            by_code.setdefault(function.code.normal, []).append(function)

    def aimed(function: ParticularWorkFunction) -> ParticularWorkFunction:
        references = tuple(
            replace(reference, target=_target(reference, by_code, findings)) for reference in function.references
        )
        return replace(function, references=references)

    return tuple(replace(one, functions=tuple(map(aimed, one.functions))) for one in functions)


def _target(
    reference: InheritanceReference,
    by_code: Mapping[str, list[ParticularWorkFunction]],
    findings: list[Diagnostic],
) -> str | None:
    code, quoted = reference.code.normal, reference.quoted_name
    candidates = by_code.get(code, [])
    if not candidates:
        return _named(reference, by_code, findings)
    named = [one for one in candidates if quoted is not None and fold(one.name) == fold(quoted)]
    if len(candidates) > 1 and len(named) != 1:
        return None
    return (named or candidates)[0].key


def _named(
    reference: InheritanceReference,
    by_code: Mapping[str, list[ParticularWorkFunction]],
    findings: list[Diagnostic],
) -> str | None:
    """Return the function that has the quoted name, where its code is not to be found and one alone has that name."""
    quoted, written = reference.quoted_name, reference.code.as_written or "—"
    functions = [one for found in by_code.values() for one in found]
    named = [one for one in functions if quoted is not None and fold(one.name) == fold(quoted)]
    if len(named) != 1 or _contradicts(reference.code.normal, named[0], by_code):
        return None
    (found,) = named
    code, name = found.code.normal, found.name
    findings.append(diagnose("reference-by-name", reference.place, written=written, code=code, name=name))
    return found.key


def _contradicts(
    code: str, function: ParticularWorkFunction, by_code: Mapping[str, list[ParticularWorkFunction]]
) -> bool:
    """Tell whether a code that can be read is another than that of the function, so that its name is no proof.

    A code of section III is itself in doubt where another function has it too, or where the functional map gives
    the function the very code that is looked for.
    """
    if not PARTICULAR.fullmatch(code) or function.code.normal[1:] == code[1:]:
        return False
    in_map = function.map_entry is not None and function.map_entry.code.normal == code
    return not in_map and len(by_code[function.code.normal]) == 1
