"""The classifier codes that a function or section I names, and what each means in every edition of its classifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asking import PLACE, answered, unique

if TYPE_CHECKING:
    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Row

_CODES = f"""
SELECT ?statement ?classifier ?code ?name ?evidence ?item ?meaning ?edition ?editionName ?editionLanguage ?status
  ?place ?placeName ?page ?first ?last
WHERE {{
  ?node ps:states|ps:hasSectionIReference ?statement .
  ?statement a ps:ClassifierReference ; ps:classifier ?classifier ; ps:name ?name ; ps:position ?position ;
    ps:editionEvidence ?evidence .
  OPTIONAL {{ ?statement ps:code ?code }}
  OPTIONAL {{
    ?statement ps:refersToEdition ?edition . ?edition rdfs:label ?label ; ps:editionStatus ?status
    OPTIONAL {{ ?edition skos:prefLabel ?spoken FILTER(LANG(?spoken) = "en") }}
  }}
  BIND(IF(?lang = "en", COALESCE(?spoken, ?label), ?label) AS ?editionName)
  BIND(LANG(?editionName) AS ?editionLanguage)
  OPTIONAL {{ ?statement ps:refersToItem ?item . ?item skos:prefLabel ?meaning FILTER(LANG(?meaning) = "ru") }}
{PLACE}\
}}
ORDER BY DESC(?classifier) ?position ?statement ?first
"""
_ELSEWHERE = """
SELECT DISTINCT ?statement ?relation ?other ?code ?name ?language ?edition ?editionName ?editionLanguage ?status
WHERE {
  ?node ps:states|ps:hasSectionIReference ?statement .
  ?statement ps:refersToItem ?item .
  {
    ?association xkos:sourceConcept ?item ; xkos:targetConcept ?other .
    BIND("corresponds" AS ?relation)
  } UNION {
    ?association xkos:targetConcept ?item ; xkos:sourceConcept ?other .
    BIND("corresponds" AS ?relation)
  } UNION {
    ?item skos:notation ?same ; skos:inScheme/ps:classifier ?classifier .
    ?other skos:notation ?same ; skos:inScheme/ps:classifier ?classifier .
    FILTER(?other != ?item)
    BIND("same code" AS ?relation)
  }
  ?other skos:notation ?code ; skos:prefLabel ?name ; skos:inScheme ?edition .
  ?edition rdfs:label ?label ; ps:editionStatus ?status .
  FILTER(LANG(?name) = "ru")
  BIND(LANG(?name) AS ?language)
  OPTIONAL { ?edition skos:prefLabel ?spoken FILTER(LANG(?spoken) = "en") }
  BIND(IF(?lang = "en", COALESCE(?spoken, ?label), ?label) AS ?editionName)
  BIND(LANG(?editionName) AS ?editionLanguage)
}
ORDER BY ?statement ?relation ?edition ?code
"""


@dataclass(frozen=True)
class Code:
    """A code as the document names it, the items that correspond to it, and what the same code is elsewhere."""

    written: Row
    corresponding: tuple[Row, ...]
    same: tuple[Row, ...]


@dataclass(frozen=True)
class Codes:
    """The codes of a node in the order of the document, with the queries for them and for the other editions."""

    codes: tuple[Code, ...]
    query: str
    query_elsewhere: str
    is_cut: bool


def classifier_codes(store: Store, node: URIRef, lang: Language) -> Codes:
    """Return the classifier codes of a function or of an edition's section I."""
    named = answered(store, _CODES, node, lang)
    elsewhere = answered(store, _ELSEWHERE, node, lang)

    def related(row: Row, relation: str) -> tuple[Row, ...]:
        return elsewhere.where(statement=row["statement"], relation=relation)

    rows = unique(named.rows, "statement")
    codes = tuple(Code(row, related(row, "corresponds"), related(row, "same code")) for row in rows)
    return Codes(codes, named.query, elsewhere.query, is_cut=named.is_cut or elsewhere.is_cut)
