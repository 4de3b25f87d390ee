"""The editions of classifiers in the store, by classifier, and those that are known and have no items there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from rdflib import Literal

from ...loader.classifiers.editions import EDITIONS
from ...queries.classifiers import classifier_editions
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...errors import Language
    from ...ontology.terms import Minter
    from ...store.protocol import Store, Term

_NAMES = """
SELECT ?kind ?scheme ?name ?status ?from
WHERE {
  ?scheme a ps:ClassifierEdition ; ps:classifier ?kind ; rdfs:label ?label ; ps:editionStatus ?status .
  OPTIONAL { ?scheme skos:prefLabel ?spoken FILTER(LANG(?spoken) = "%s") }
  BIND(COALESCE(?spoken, ?label) AS ?name)
  OPTIONAL { ?scheme ps:validFrom ?from }
}
ORDER BY ?scheme
"""
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
One = TypeVar("One", bound="Named")
# Russian classifiers first, as the known editions stand; others behind them.
_ORDER = {kind: place for place, kind in enumerate(dict.fromkeys(kind for kind, _ in EDITIONS))}


@dataclass(frozen=True)
class Level:
    """A level of an edition that has items in the store: what it is called, and how many."""

    name: str
    items: int


@dataclass(frozen=True)
class Named:
    """An edition in the store by its names, of which `label` is in a `language`, and since when it is in force."""

    iri: str
    kind: str
    name: str
    label: str
    language: str
    status: str
    since: str


@dataclass(frozen=True)
class Edition(Named):
    """An edition with what is told of it, and how many items it has; `source` names an imported file."""

    until: str
    title: str
    items: int
    levels: tuple[Level, ...]
    source: str

    @property
    def titled(self) -> str:
        """Return the edition as people name it to the program: `okz 2014`."""
        return f"{self.kind} {self.name}"


def editions_named(store: Store, lang: Language, minter: Minter) -> Mapping[str, tuple[Named, ...]]:
    """Return the editions in the store as `editions_held` does, and count nothing of them."""
    found = []
    for kind, scheme, label, status, since in table_of(store.query(_NAMES % lang)).rows:
        name = str(scheme).rpartition("/")[2]
        iri = str(minter.edition(str(kind), name))
        found.append(Named(iri, str(kind), name, str(label), _language(label), str(status), str(since or "")))
    return _by_kind(found)


def editions_held(store: Store, lang: Language, minter: Minter) -> Mapping[str, tuple[Edition, ...]]:
    """Return the editions in the store by their classifier, the older first."""
    titles = {str(edition): str(title) for edition, title in table_of(store.query(_TITLES % lang)).rows}
    levels: defaultdict[str, list[Level]] = defaultdict(list)
    for edition, level, count in table_of(store.query(_LEVELS % lang)).rows:
        levels[str(edition)].append(Level(str(level), int(str(count))))
    found = []
    for row in classifier_editions(store, lang).rows:
        kind, name, label, status, since, until, items, _, source = ("" if term is None else str(term) for term in row)
        iri = str(minter.edition(kind, name))
        told = (iri, kind, name, label, _language(row[2]), status, since, until, titles.get(iri, ""))
        found.append(Edition(*told, int(items), tuple(levels[iri]), source))
    return _by_kind(found)


def without_items(held: Mapping[str, Iterable[Edition]]) -> tuple[str, ...]:
    """Return the editions that can be imported and have no item in the store, as people name them."""
    filled = {(one.kind, one.name) for editions in held.values() for one in editions if one.items}
    return tuple(" ".join(one) for one in EDITIONS if one not in filled)


def _language(label: Term | None) -> str:
    return (label.language or "") if isinstance(label, Literal) else ""


def _by_kind(found: Iterable[One]) -> Mapping[str, tuple[One, ...]]:
    ordered = sorted(found, key=lambda one: (_ORDER.get(one.kind, len(_ORDER)), one.kind, one.since, one.name))
    return {kind: tuple(editions) for kind, editions in groupby(ordered, key=lambda one: one.kind)}
