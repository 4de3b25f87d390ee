"""Binds classifier references to editions by the evidence of the document: code, name, date of approval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..ontology.terms import fold
from .diagnostics import Diagnostic, diagnose

if TYPE_CHECKING:
    from datetime import date

    from ..ontology.resources import KnownItem
    from .model import ClassifierReference, Standard

Evidence = Literal["code-and-name", "code-name-and-date", "not-provable", "no-code"]
NAMES = {
    "okz": "ОКЗ",
    "okved": "ОКВЭД",
    "okso": "ОКСО",
    "okpdtr": "ОКПДТР",
    "eks": "ЕКС",
    "etks": "ЕТКС",
    "oksvnk": "ОКСВНК",
}


@dataclass(frozen=True)
class Binding:
    """The classifier item that a reference means, and why; no item where that cannot be proved."""

    evidence: Evidence
    item: KnownItem | None = None


@dataclass(frozen=True)
class Classification:
    """What binding needs to know: the items of all editions, and the day on which the standard was approved."""

    known: tuple[KnownItem, ...]
    approved: date | None

    def bind(self, reference: ClassifierReference) -> Binding:
        """Return the item with this code and name; of several editions that have both, the one then in force."""
        if reference.code is None:
            return Binding("no-code")
        same = [item for item in self.known if _is_same(item, reference)]
        if len(same) == 1:
            return Binding("code-and-name", same[0])
        in_force = [item for item in same if self.approved and _in_force(item, self.approved)]
        if len(in_force) == 1:
            return Binding("code-name-and-date", in_force[0])
        return Binding("not-provable")

    def diagnostics(self, standard: Standard) -> list[Diagnostic]:
        """Return a note for every code whose edition is not provable, and for every mixture of editions."""
        references = [*standard.section_one, *(one for part in standard.functions for one in part.references)]
        findings: list[Diagnostic] = []
        editions: dict[str, set[str]] = {}
        for reference in references:
            name = NAMES.get(reference.classifier, reference.classifier)
            binding = self.bind(reference)
            if binding.item:
                editions.setdefault(name, set()).add(binding.item.edition.rpartition("/")[2])
            elif binding.evidence == "not-provable":
                findings.append(
                    diagnose(
                        "edition-not-provable",
                        reference.place,
                        classifier=name,
                        code=reference.code,
                        name=reference.name,
                    )
                )
        findings += [
            diagnose("editions-mixed", None, classifier=name, editions=", ".join(sorted(found)))
            for name, found in sorted(editions.items())
            if len(found) > 1
        ]
        return findings


def _is_same(item: KnownItem, reference: ClassifierReference) -> bool:
    return (
        item.classifier == reference.classifier
        and item.code == reference.code
        and fold(item.name) == fold(reference.name)
    )


def _in_force(item: KnownItem, day: date) -> bool:
    return (item.valid_from is None or item.valid_from <= day) and (item.valid_to is None or day <= item.valid_to)
