"""The items of classifiers that references are compared with: those of the package and those that were imported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..ontology.resources import KnownItem, classifier_items
from ..ontology.terms import PS, SKOS, XKOS, fold
from ..shapes.classifier_codes import plain
from .classifiers.skos import PARTIAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..ontology.terms import Minter
    from ..store.protocol import Term, Triple
    from ..store.writing.protocol import Reading


@dataclass(frozen=True)
class Known:
    """Known items of all editions; an imported item tells more than the one of the package that it restates."""

    items: tuple[KnownItem, ...]

    def at(self, classifier: str, code: str) -> tuple[KnownItem, ...]:
        """Return the items of all editions of a classifier that have the code."""
        return self._by_code.get((classifier, code), ())

    def whole(self, classifier: str) -> frozenset[str]:
        """Return the names of the editions of a classifier of which every item is known."""
        return self._whole.get(classifier, frozenset())

    def of_edition(self, classifier: str, name: str) -> KnownItem | None:
        """Return an item of the edition, which knows when it is in force; None where nothing of it is known."""
        return self._by_edition.get((classifier, name))

    def near(self, triples: Iterable[Triple]) -> tuple[KnownItem, ...]:
        """Return what is known about the codes in the triples, and an item of each edition."""
        codes = {plain(str(code)) for _, link, code in triples if link == PS.code}
        found = tuple(one for one in self.items if not codes.isdisjoint(one.spellings))
        return found + tuple(self._by_edition.values())

    def with_imported(self, items: Iterable[KnownItem]) -> Known:
        """Return these items with imported ones, each in place of the one that it restates."""
        return Known(tuple(({one.item: one for one in self.items} | {one.item: one for one in items}).values()))

    @cached_property
    def _by_code(self) -> Mapping[tuple[str, str], tuple[KnownItem, ...]]:
        found: defaultdict[tuple[str, str], list[KnownItem]] = defaultdict(list)
        for one in self.items:
            for code in one.spellings:
                found[one.classifier, code].append(one)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def _by_edition(self) -> Mapping[tuple[str, str], KnownItem]:
        return {(one.classifier, one.edition.rpartition("/")[2]): one for one in self.items}

    @cached_property
    def _whole(self) -> Mapping[str, frozenset[str]]:
        whole: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.items:
            if one.is_of_whole:
                whole[one.classifier].add(one.edition.rpartition("/")[2])
        return {classifier: frozenset(names) for classifier, names in whole.items()}


def of_package(minter: Minter) -> Known:
    """Return the items that come with the program."""
    return Known(classifier_items(minter))


def known_in(reading: Reading, *, but: URIRef | None = None) -> Known:
    """Return the items that the live data hold, `but` for what was imported of an edition: there the package counts."""
    known = of_package(reading.minter)
    for edition, graph in imports(reading):
        if edition != but:
            known = known.with_imported(imported_items(reading, edition, reading.graph(graph)))
    return known


def imports(reading: Reading) -> list[tuple[URIRef, URIRef]]:
    """Return the editions that were imported, each with its graph."""
    found = {(URIRef(edition), graph) for edition, _, _, graph in reading.triples(None, XKOS.numberOfLevels, None)}
    return sorted(one for one in found if one[1] == reading.minter.imported(one[0]))


def imported_items(reading: Reading, edition: URIRef, triples: frozenset[Triple]) -> list[KnownItem]:
    """Return the items that the graph of an import states; one of the package that it gives no Russian name stays."""
    told = _told(reading, edition, triples)
    packed = {one.item: one for one in classifier_items(reading.minter)}
    names = {subject: str(name) for subject, link, name in triples if link == SKOS.prefLabel and _is_russian(name)}
    codes = {subject: code for subject, link, code in triples if link == SKOS.notation}
    is_whole = (edition, SKOS.editorialNote, PARTIAL[0]) not in triples
    return [
        KnownItem(
            classifier=told[PS.classifier],
            edition=edition,
            edition_status=told[PS.editionStatus],
            item=item,
            code=str(code),
            name=names.get(item, ""),
            valid_from=_day(told.get(PS.validFrom)),
            valid_to=_day(told.get(PS.validTo)),
            education=packed[item].education if item in packed else None,
            is_imported=True,
            is_of_whole=is_whole,
            is_compared=item in packed and fold(packed[item].name) == fold(names.get(item, "")),
        )
        for item, code in sorted(codes.items())
        if isinstance(item, URIRef) and (item in names or item not in packed)
    ]


def _told(reading: Reading, edition: URIRef, triples: Iterable[Triple]) -> dict[URIRef, str]:
    """Return what is said of the edition, by the package or by the import."""
    stored: list[tuple[URIRef, Term]] = [(link, value) for _, link, value, _ in reading.triples(edition, None, None)]
    stored += [(link, value) for subject, link, value in triples if subject == edition]
    return {link: str(value) for link, value in stored}


def _is_russian(name: Term) -> bool:
    return isinstance(name, Literal) and name.language == "ru"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
