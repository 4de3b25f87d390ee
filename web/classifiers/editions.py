"""The editions of classifiers in the store, by classifier, and those that are known and have no items there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ...loader.classifiers.editions import EDITIONS
from ...queries.classifiers import classifier_editions
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...errors import Language
    from ...ontology.terms import Minter
    from ...store.protocol import Store

_TITLES = """
SELECT ?edition ?title
WHERE { ?edition a ps:ClassifierEdition ; dcterms:title ?title FILTER(LANG(?title) = "%s") }
ORDER BY DESC(?title)
"""
_LEVELS = """
SELECT ?edition ?name ?items
WHERE {
  { SELECT ?level ?edition (COUNT(DISTINCT ?item) AS ?items)
    WHERE { ?level skos:member ?item . ?item skos:inScheme ?edition }
    GROUP BY ?level ?edition }
  ?level xkos:depth ?depth ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "%s")
}
ORDER BY ?edition ?depth
"""
# Russian classifiers first, as the known editions stand; others behind them.
_ORDER = {kind: place for place, kind in enumerate(dict.fromkeys(kind for kind, _ in EDITIONS))}


@dataclass(frozen=True)
class Level:
    """A level of an edition that has items in the store: what it is called, and how many."""

    name: str
    items: int


@dataclass(frozen=True)
class Edition:
    """An edition in the store: what it is called, when it is in force, its items; `source` names an imported file."""

    iri: str
    kind: str
    name: str
    label: str
    title: str
    status: str
    since: str
    until: str
    items: int
    levels: tuple[Level, ...]
    source: str

    @property
    def titled(self) -> str:
        """Return the edition as people name it to the program: `okz 2014`."""
        return f"{self.kind} {self.name}"


def editions_held(store: Store, lang: Language, minter: Minter) -> Mapping[str, tuple[Edition, ...]]:
    """Return the editions in the store by their classifier, the older first."""
    titles = {str(edition): str(title) for edition, title in table_of(store.query(_TITLES % lang)).rows}
    levels: defaultdict[str, list[Level]] = defaultdict(list)
    for edition, level, count in table_of(store.query(_LEVELS % lang)).rows:
        levels[str(edition)].append(Level(str(level), int(str(count))))
    rows = [["" if term is None else str(term) for term in row] for row in classifier_editions(store, lang).rows]
    found = []
    for kind, name, label, status, since, until, items, _, source in rows:
        iri = str(minter.edition(kind, name))
        held = tuple(levels[iri])
        found.append(
            Edition(iri, kind, name, label, titles.get(iri, ""), status, since, until, int(items), held, source)
        )
    return _by_kind(found)


def without_items(held: Mapping[str, Iterable[Edition]]) -> tuple[str, ...]:
    """Return the editions that can be imported and have no item in the store, as people name them."""
    filled = {(one.kind, one.name) for editions in held.values() for one in editions if one.items}
    return tuple(" ".join(one) for one in EDITIONS if one not in filled)


def _by_kind(found: Iterable[Edition]) -> Mapping[str, tuple[Edition, ...]]:
    ordered = sorted(found, key=lambda one: (_ORDER.get(one.kind, len(_ORDER)), one.kind, one.since, one.name))
    return {kind: tuple(editions) for kind, editions in groupby(ordered, key=lambda one: one.kind)}
