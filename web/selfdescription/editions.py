"""The editions in the store, as a catalogue of data sets names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...queries.parameters import loaded_versions
from ...store.protocol import table_of

if TYPE_CHECKING:
    from ...store.protocol import Store

_EDITIONS = """
SELECT ?version ?standard ?code ?name ?label ?date
WHERE {
  ?version a ps:StandardVersion ; ps:isVersionOf ?standard ; ps:code ?code ; ps:name ?name ; rdfs:label ?label .
  OPTIONAL { ?version ps:orderDate ?date }
}
ORDER BY ?code ?standard ?date ?version
"""


@dataclass(frozen=True)
class Edition:
    """An edition of a standard; the day of its order is empty where it is not known."""

    version: URIRef
    standard: URIRef
    code: str
    name: str
    label: str
    day: str

    @property
    def number(self) -> str:
        """Return what tells the edition from others of its standard: `620n-2014-09-08`."""
        return self.version.rpartition("/")[2]

    @property
    def argument(self) -> str:
        """Return how questions name the edition: `16.020@620n-2014-09-08`."""
        return f"{self.code}@{self.number}"


def editions(store: Store) -> tuple[Edition, ...]:
    """Return the editions by standard, the oldest first."""
    # Those in graphs of others are not editions of this store.
    loaded = {str(one.iri) for one in loaded_versions(store)}
    rows = [row for row in table_of(store.query(_EDITIONS)).rows if str(row[0]) in loaded]
    return tuple(
        Edition(URIRef(str(version)), URIRef(str(standard)), *("" if one is None else str(one) for one in rest))
        for version, standard, *rest in rows
    )
