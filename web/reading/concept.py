"""The page of a concept: every function that requires it, what was decided on it, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asking import PLACE, answered, grouped, on_day, unique, versions
from .special import Special

if TYPE_CHECKING:
    from datetime import date

    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store

_SPELLINGS = f"""
SELECT ?text ?statement ?function ?code ?name ?version ?versionCode ?place ?placeName ?page ?first ?last
WHERE {{
  ?statement ps:expressesConcept ?node ; ps:verbatimText ?text .
  ?function ps:states ?statement ; ps:code ?code ; ps:name ?name .
  ?version ps:hasGeneralizedFunction/ps:hasParticularFunction ?function ; ps:code ?versionCode .
{PLACE}\
}}
ORDER BY ?text ?version ?function ?statement ?first
"""
_REQUIRING = """
SELECT DISTINCT ?version ?versionName ?function ?code ?name ?level ?how ?source ?sourceCode
WHERE {
  ?node ps:mergedInto?/^ps:mergedInto? ?same .
  ?statement ps:expressesConcept ?same .
  ?source ps:states ?statement ; ps:code ?sourceCode .
  { ?function ps:states ?statement . BIND("own" AS ?how) }
  UNION
  { ?function ps:inheritedSkillStatement|ps:inheritedKnowledgeStatement ?statement . BIND("inherited" AS ?how) }
  ?function a ps:ParticularWorkFunction ; ps:code ?code ; ps:name ?name .
  ?version ps:hasGeneralizedFunction/ps:hasParticularFunction ?function ; rdfs:label ?versionName .
  OPTIONAL { ?function ps:level ?level }
}
ORDER BY ?version ?function DESC(?how) ?source
"""
# What was decided on the concept itself, and what follows from that through others.
_DECISIONS = """
PREFIX sssom: <https://w3id.org/sssom/>
SELECT DISTINCT ?verdict ?other ?text ?author ?date ?decision
WHERE {
  {
    ?decision ps:decidesOn ?node , ?other ; sssom:predicate_id ?relation ;
      sssom:subject_id ?subject ; sssom:subject_label ?first ; sssom:object_label ?second ;
      sssom:author_label ?author ; sssom:mapping_date ?date .
    FILTER(?other != ?node)
    BIND(IF(?other = ?subject, ?first, ?second) AS ?text)
    OPTIONAL { ?decision sssom:predicate_modifier ?denial }
    BIND(IF(BOUND(?denial), "different", IF(?relation = skos:exactMatch, "same", "close")) AS ?verdict)
  }
  UNION
  {
    ?node ps:mergedInto?/^ps:mergedInto? ?other . ?other skos:prefLabel ?text .
    FILTER(?other != ?node)
    FILTER NOT EXISTS { ?node skos:exactMatch|^skos:exactMatch ?other }
    BIND("same" AS ?verdict)
  }
}
ORDER BY DESC(?verdict) ?text ?other
"""
_EDITIONS = """
SELECT DISTINCT ?version
WHERE {
  ?node ps:mergedInto?/^ps:mergedInto? ?same .
  ?statement ps:expressesConcept ?same .
  ?version ps:hasGeneralizedFunction/ps:hasParticularFunction/ps:states ?statement .
}
"""


def page(store: Store, iri: URIRef, lang: Language, day: date | None) -> Special | None:
    """Return the page of a concept, by all editions or those in force on a day; None where no function states it."""
    spellings = answered(store, on_day(_SPELLINGS, day), iri, lang)
    gathered = versions(store, _EDITIONS, iri) if day else {row["version"] for row in spellings.rows}
    if not gathered:
        return None
    requiring = answered(store, on_day(_REQUIRING, day), iri, lang)
    return Special(
        "concept.html",
        {
            "requiring": requiring,
            "standards": [
                (standard, grouped(standard.rows, "function")) for standard in grouped(requiring.rows, "version")
            ],
            "function_count": len(grouped(requiring.rows, "function")),
            "decisions": answered(store, _DECISIONS, iri, lang),
            "spellings": spellings,
            "written": grouped(unique(spellings.rows, "statement"), "text"),
        },
        gathered=gathered,
    )
