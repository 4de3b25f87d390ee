"""The page of a standard as a work: the editions of it that are loaded, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asking import answered
from .special import Special

if TYPE_CHECKING:
    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Answered

_EDITIONS = """
SELECT ?version ?code ?name ?order ?date ?registration ?registered ?registryNumber
  ?from ?fromEvidence ?to ?toEvidence
WHERE {
  ?version ps:isVersionOf ?node ; ps:code ?code ; ps:name ?name .
  OPTIONAL { ?version ps:orderNumber ?order ; ps:orderDate ?date }
  OPTIONAL { ?version ps:registeredAs ?registration ; ps:registrationDate ?registered }
  OPTIONAL { ?node ps:registrationNumber ?registryNumber }
  OPTIONAL { ?version ps:validFrom ?from }
  OPTIONAL { ?version ps:validFromEvidence ?fromEvidence }
  OPTIONAL { ?version ps:validTo ?to ; ps:validToEvidence ?toEvidence }
}
ORDER BY DESC(?date) ?version
"""


def editions_of(store: Store, work: URIRef, lang: Language) -> Answered:
    """Return the editions of a standard, the newest first."""
    return answered(store, _EDITIONS, work, lang)


def page(store: Store, iri: URIRef, lang: Language) -> Special | None:
    """Return the page of a standard; None where none of its editions is loaded."""
    editions = editions_of(store, iri, lang)
    return Special("work.html", {"editions": editions}) if editions.rows else None
