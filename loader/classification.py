"""Binds classifier references to editions by the evidence of the document: code, name, date of approval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..ontology.terms import fold

if TYPE_CHECKING:
    from datetime import date

    from ..ontology.resources import KnownItem
    from .model import ClassifierReference

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
        in_force = [item for item in same if self.approved and item.in_force_on(self.approved)]
        if len(in_force) == 1:
            return Binding("code-name-and-date", in_force[0])
        return Binding("not-provable")


def _is_same(item: KnownItem, reference: ClassifierReference) -> bool:
    return (
        item.classifier == reference.classifier
        and item.code == reference.code
        and fold(item.name) == fold(reference.name)
    )
