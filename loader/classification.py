"""Binds classifier references to editions by the evidence of the document: code, name, date of approval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..ontology.terms import fold
from .classifiers.editions import editions_of

if TYPE_CHECKING:
    from datetime import date

    from rdflib import URIRef

    from ..ontology.resources import KnownItem
    from .classifiers.editions import Edition
    from .known import Known

Evidence = Literal["code-and-name", "code-name-and-date", "code-form", "not-provable", "no-code"]
NAMES = {
    "okz": "ОКЗ",
    "okved": "ОКВЭД",
    "okso": "ОКСО",
    "okpdtr": "ОКПДТР",
    "eks": "ЕКС",
    "etks": "ЕТКС",
    "oksvnk": "ОКСВНК",
}
# Classifiers in which no code of one edition has the form, or stands in the group, of a code of another by chance. In
# ОКВЭД a misprint does: 40.13.3 of order 620n is in no edition.
_TOLD_BY_FORM = frozenset({"okz", "okso"})


@dataclass(frozen=True)
class Row:
    """What a row of a standard says of a classifier."""

    classifier: str
    code: str | None
    name: str


@dataclass(frozen=True)
class Binding:
    """The edition and the item that a row means, and why; none where that cannot be proved."""

    evidence: Evidence
    item: KnownItem | None = None
    edition: URIRef | None = None


@dataclass(frozen=True)
class Classification:
    """What binding needs to know: the items of all editions, and the day on which the standard was approved."""

    known: Known
    approved: date | None

    def bind(self, row: Row) -> Binding:
        """Return the item with this code and name; of several editions that have both, the one then in force.

        Where no item with a Russian name is known, the form of the code may leave one edition all the same.
        """
        if row.code is None:
            return Binding("no-code")
        known = [item for item in self.known.at(row.classifier, row.code) if item.name]
        same = [item for item in known if _is_named(item, row) and self._is_timely(item, row.code)]
        if len(same) == 1 and not self._others(row, same[0]):
            return Binding("code-and-name", same[0], same[0].edition)
        in_force = [item for item in same if self.approved and item.in_force_on(self.approved)]
        if len(in_force) == 1 and not any(map(self._was_in_force, self._others(row, in_force[0]))):
            return Binding("code-name-and-date", in_force[0], in_force[0].edition)
        return Binding("not-provable") if known else self._by_form(row)

    def _is_timely(self, item: KnownItem, code: str) -> bool:
        """Tell whether an item may be meant: without its area a code is older, unless the edition was in force then."""
        return code == item.code or bool(self.approved and item.in_force_on(self.approved))

    def _others(self, row: Row, item: KnownItem) -> list[Edition]:
        """Return the other editions that may give the code this name, for all that is known of them."""
        if item.is_compared:
            return []
        here = self.known.at(row.classifier, row.code or "")
        denying = {_name(one) for one in here if one.name and not _is_named(one, row)}
        unnamed = {_name(one) for one in here if not one.name}
        known = denying | (self.known.whole(row.classifier) - unnamed) | {_name(item)}
        return [one for one in editions_of(row.classifier) if one.name not in known and one.admits(row.code or "")]

    def _was_in_force(self, edition: Edition) -> bool:
        known = self.known.of_edition(edition.kind, edition.name)
        return known is None or self.approved is None or known.in_force_on(self.approved)

    def _by_form(self, row: Row) -> Binding:
        """Return the only edition that may have the code, with its item; none where its whole list lacks the code."""
        code = row.code or ""
        # As it is written: without its area a code of ОК 009-2016 is one of the lists of 2013 as well.
        editions = [
            one for one in editions_of(row.classifier) if one.structure.form.fullmatch(code) and one.admits(code)
        ]
        if row.classifier not in _TOLD_BY_FORM or len(editions) != 1:
            return Binding("not-provable")
        here = [one for one in self.known.at(row.classifier, code) if one.code == code]
        if here:
            return Binding("code-form", here[0], here[0].edition)
        known = self.known.of_edition(row.classifier, editions[0].name)
        if known is None or editions[0].name in self.known.whole(row.classifier):
            return Binding("not-provable")
        return Binding("code-form", None, known.edition)


def _name(item: KnownItem) -> str:
    return item.edition.rpartition("/")[2]


def _is_named(item: KnownItem, row: Row) -> bool:
    return fold(item.name) == fold(row.name)
