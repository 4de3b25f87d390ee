"""The crosswalks in the store: between which editions, how many links of which kind, from where, on what terms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...loader.crosswalks.xkos import CC0, UNSPECIFIED
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...errors import Language
    from ...store.protocol import Store

_LINKS = """
SELECT ?crosswalk ?source ?target ?relation (COUNT(?link) AS ?links)
WHERE {
  ?crosswalk a xkos:Correspondence ; xkos:madeOf ?link .
  ?link xkos:sourceConcept/skos:inScheme ?source ; xkos:targetConcept/skos:inScheme ?target ;
    ps:mappingRelation ?relation .
}
GROUP BY ?crosswalk ?source ?target ?relation
ORDER BY ?crosswalk ?source ?target DESC(?links) ?relation
"""
_TERMS = """
SELECT ?crosswalk ?property ?value
WHERE {
  VALUES ?property { dcterms:source dcterms:license }
  ?crosswalk a xkos:Correspondence ; ?property ?value .
  FILTER(isIRI(?value) || LANG(?value) IN ("", "%s"))
}
ORDER BY ?crosswalk ?value
"""


@dataclass(frozen=True)
class Crosswalk:
    """A crosswalk between two editions; `relations` count its links by their kind, the most frequent first."""

    iri: str
    source: str
    target: str
    relations: Mapping[str, int]
    origin: str
    licence: str

    @property
    def links(self) -> int:
        """Return how many links there are."""
        return sum(self.relations.values())

    @property
    def licence_name(self) -> str:
        """Return how people call the licence, or its address."""
        return "CC0 1.0" if self.licence == str(CC0) else self.licence


def crosswalks_held(store: Store, lang: Language) -> tuple[Crosswalk, ...]:
    """Return the crosswalks in the store."""
    said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for crosswalk, link, value in table_of(store.query(_TERMS % lang)).rows:
        if value != UNSPECIFIED:
            said[str(crosswalk), str(link).rpartition("/")[2]].append(str(value))
    counted: defaultdict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for crosswalk, source, target, relation, links in table_of(store.query(_LINKS)).rows:
        counted[str(crosswalk), str(source), str(target)][str(relation)] = int(str(links))
    return tuple(
        Crosswalk(iri, source, target, relations, "; ".join(said[iri, "source"]), next(iter(said[iri, "license"]), ""))
        for (iri, source, target), relations in counted.items()
    )
