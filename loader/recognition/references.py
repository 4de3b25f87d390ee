"""Finds the function that each reference means, and the circles that references form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from .codes import PARTICULAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model import GeneralizedWorkFunction, InheritanceReference, ParticularWorkFunction, Place

Edges = dict[str, list[str]]


def resolved(
    functions: tuple[GeneralizedWorkFunction, ...], findings: list[Diagnostic]
) -> tuple[GeneralizedWorkFunction, ...]:
    """Return the functions with the target of every reference that can be told; the rest are findings."""
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
        findings.append(diagnose("reference-ambiguous", reference.place, code=code))
        return None
    target = named[0] if named else candidates[0]
    if quoted is not None and not named:
        findings.append(diagnose("reference-name", reference.place, code=code, quoted=quoted, name=target.name))
    return target.key


def _named(
    reference: InheritanceReference,
    by_code: Mapping[str, list[ParticularWorkFunction]],
    findings: list[Diagnostic],
) -> str | None:
    """Return the function that has the quoted name, where its code is not to be found and one alone has that name."""
    quoted, written = reference.quoted_name, reference.code.as_written or "—"
    functions = [one for found in by_code.values() for one in found]
    named = [one for one in functions if quoted is not None and fold(one.name) == fold(quoted)]
    # A code that can be read, but has another number than that function, is a contradiction and no proof.
    contradicts = PARTICULAR.fullmatch(reference.code.normal) and not any(
        one.code.normal[1:] == reference.code.normal[1:] for one in named
    )
    if len(named) != 1 or contradicts:
        findings.append(diagnose("reference-dangling", reference.place, code=written))
        return None
    findings.append(diagnose("reference-by-name", reference.place, written=written, code=named[0].key))
    return named[0].key


def cycles(functions: tuple[GeneralizedWorkFunction, ...]) -> list[Diagnostic]:
    """Return one diagnostic a circle of references, skills and knowledge apart."""
    found: list[Diagnostic] = []
    for kind in ("skill", "knowledge"):
        edges: Edges = {}
        places: dict[tuple[str, str], Place] = {}
        for generalized in functions:
            for function in generalized.functions:
                for reference in function.references:
                    if reference.kind == kind and reference.target is not None:
                        places.setdefault((function.key, reference.target), reference.place)
        for one, other in places:
            edges.setdefault(one, []).append(other)
        found += [
            diagnose("reference-cycle", places[circle[-2], circle[-1]], cycle=" → ".join(circle))
            for circle in _circles(edges)
        ]
    return found


def _circles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """Yield each circle once, from its first member and back to it (iterative: a chain may be deep)."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        on_path: set[str] = set()
        stack = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif node in on_path:
                yield (*path[path.index(node) :], node)
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack.extend((target, False) for target in reversed(edges.get(node, [])))
