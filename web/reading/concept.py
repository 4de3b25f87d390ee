"""The page of a concept: every function that requires it, by its own row or by inheritance, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asking import PLACE, answered, grouped, unique
from .special import Special

if TYPE_CHECKING:
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
  ?statement ps:expressesConcept ?node .
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


def page(store: Store, iri: URIRef, lang: Language) -> Special | None:
    """Return the page of a concept; None where no loaded function states it."""
    spellings = answered(store, _SPELLINGS, iri, lang)
    if not spellings.rows:
        return None
    requiring = answered(store, _REQUIRING, iri, lang)
    return Special(
        "concept.html",
        {
            "requiring": requiring,
            "standards": [
                (standard, grouped(standard.rows, "function")) for standard in grouped(requiring.rows, "version")
            ],
            "function_count": len(grouped(requiring.rows, "function")),
            "spellings": spellings,
            "written": grouped(unique(spellings.rows, "statement"), "text"),
        },
    )
