"""The page of a classifier code: what it means in each edition, and every function and standard under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asking import answered, grouped
from .special import Special
from .under_code import ACROSS, QUESTION, editions_under, found_under

if TYPE_CHECKING:
    from datetime import date

    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store

_FACTS = """
SELECT ?code ?name ?language ?english ?classifier ?edition ?editionName ?editionLanguage ?status ?from ?to
WHERE {
  ?node a ps:ClassifierItem ; skos:notation ?code ; skos:inScheme ?edition .
  ?edition ps:classifier ?classifier ; rdfs:label ?label ; ps:editionStatus ?status .
  OPTIONAL { ?node skos:prefLabel ?russian FILTER(LANG(?russian) = "ru") }
  OPTIONAL { ?node skos:prefLabel ?english FILTER(LANG(?english) = "en") }
  BIND(COALESCE(?russian, ?english) AS ?name)
  BIND(LANG(?name) AS ?language)
  OPTIONAL { ?edition ps:validFrom ?from }
  OPTIONAL { ?edition ps:validTo ?to }
  OPTIONAL { ?edition skos:prefLabel ?spoken FILTER(LANG(?spoken) = "en") }
  BIND(IF(?lang = "en", COALESCE(?spoken, ?label), ?label) AS ?editionName)
  BIND(LANG(?editionName) AS ?editionLanguage)
}
"""
_HIERARCHY = """
SELECT ?item ?code ?name ?language ?how (COUNT(DISTINCT ?higher) AS ?depth)
WHERE {
  { ?node skos:broader+ ?item . BIND("broader" AS ?how) } UNION { ?item skos:broader ?node . BIND("narrower" AS ?how) }
  ?item skos:notation ?code .
  OPTIONAL { ?item skos:prefLabel ?russian FILTER(LANG(?russian) = "ru") }
  OPTIONAL { ?item skos:prefLabel ?english FILTER(LANG(?english) = "en") }
  BIND(COALESCE(?russian, ?english) AS ?name)
  BIND(LANG(?name) AS ?language)
  OPTIONAL { ?item skos:broader+ ?higher }
}
GROUP BY ?item ?code ?name ?language ?how
ORDER BY ?how ?depth ?code
"""
_ELSEWHERE = """
SELECT DISTINCT ?relation ?other ?code ?name ?language ?edition ?editionName ?editionLanguage ?status
WHERE {
  {
    ?association xkos:sourceConcept ?node ; xkos:targetConcept ?other .
    BIND("corresponds" AS ?relation)
  } UNION {
    ?association xkos:targetConcept ?node ; xkos:sourceConcept ?other .
    BIND("corresponds" AS ?relation)
  } UNION {
    ?node skos:notation ?same ; skos:inScheme/ps:classifier ?classifier .
    ?other skos:notation ?same ; skos:inScheme/ps:classifier ?classifier .
    FILTER(?other != ?node)
    BIND("same code" AS ?relation)
  }
  ?other skos:notation ?code ; skos:inScheme ?edition .
  ?edition rdfs:label ?label ; ps:editionStatus ?status .
  OPTIONAL { ?other skos:prefLabel ?russian FILTER(LANG(?russian) = "ru") }
  OPTIONAL { ?other skos:prefLabel ?english FILTER(LANG(?english) = "en") }
  BIND(COALESCE(?russian, ?english) AS ?name)
  BIND(LANG(?name) AS ?language)
  OPTIONAL { ?edition skos:prefLabel ?spoken FILTER(LANG(?spoken) = "en") }
  BIND(IF(?lang = "en", COALESCE(?spoken, ?label), ?label) AS ?editionName)
  BIND(LANG(?editionName) AS ?editionLanguage)
}
ORDER BY ?relation ?edition ?code
"""


def page(store: Store, iri: URIRef, lang: Language, day: date | None) -> Special | None:
    """Return the page of an item of a classifier, used by all editions or by those in force on a day."""
    facts = answered(store, _FACTS, iri, lang).rows
    if not facts:
        return None
    hierarchy = answered(store, _HIERARCHY, iri, lang)
    used = found_under(store, iri, lang, day)
    return Special(
        "classifier.html",
        {
            "fact": facts[0],
            "hierarchy": hierarchy,
            "broader": hierarchy.where(how="broader"),
            "narrower": hierarchy.where(how="narrower"),
            "elsewhere": answered(store, _ELSEWHERE, iri, lang),
            "used": used,
            "standards": grouped(used.rows, "version"),
            "under": QUESTION,
            "across": ACROSS,
        },
        gathered=editions_under(store, iri) if day else None,
    )
