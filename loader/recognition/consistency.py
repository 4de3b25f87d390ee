"""What the parts of one document say of each other: repeated codes, a text that is cut off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from .map_matching import every

if TYPE_CHECKING:
    from ..model import GeneralizedWorkFunction, MapEntry, ParticularWorkFunction
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


def cut_off(functions: Functions, unmatched: tuple[MapEntry, ...], parts: Parts) -> list[Diagnostic]:
    """Return an error for a document that ends too early: without section IV, and without all that must precede it.

    That is every function of the functional map (the `unmatched` entries are of no function), and every group of the
    last function.
    """
    if "four" in parts.found:
        return []
    present = {function.code.normal for function in every(functions)}
    missing = [entry for entry in unmatched if entry.code.normal not in present]
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
