"""The page of a function: what it needs, what of it is its own, and from where the rest comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from .asking import PLACE, answered, unique
from .codes import classifier_codes
from .competences import competences
from .references import given, taken
from .requirements import requirements
from .special import Special

if TYPE_CHECKING:
    from ...errors import Language
    from ...store.protocol import Store

_FACTS = """
SELECT ?code ?name ?level ?section ?version ?versionName ?whole ?wholeCode ?wholeName
WHERE {
  ?node a ps:WorkFunction ; ps:code ?code ; ps:name ?name .
  ?version ps:hasGeneralizedFunction/ps:hasParticularFunction? ?node ; rdfs:label ?versionName .
  OPTIONAL { ?node ps:level ?level }
  OPTIONAL { ?node ps:sectionNumber ?section }
  OPTIONAL { ?whole ps:hasParticularFunction ?node ; ps:code ?wholeCode ; ps:name ?wholeName }
}
"""
_ROWS = f"""
SELECT ?group ?statement ?text ?label ?concept ?place ?placeName ?page ?first ?last
WHERE {{
  ?node ps:states ?statement .
  ?statement ps:group ?group ; ps:position ?position ; ps:verbatimText ?text ; rdfs:label ?label .
  VALUES ?group {{ "actions" "other" "origin" }}
  FILTER NOT EXISTS {{ ?statement a ps:InheritanceReference }}
  OPTIONAL {{ ?statement ps:expressesConcept ?concept }}
{PLACE}\
}}
ORDER BY ?group ?position ?statement ?first
"""
_MEMBERS = """
SELECT ?member ?code ?name ?level (COUNT(DISTINCT ?action) AS ?actions) (COUNT(DISTINCT ?ownSkill) AS ?ownSkills)
  (COUNT(DISTINCT ?skill) AS ?skills) (COUNT(DISTINCT ?ownItem) AS ?ownKnowledge)
  (COUNT(DISTINCT ?item) AS ?knowledge)
WHERE {
  ?node ps:hasParticularFunction ?member .
  ?member ps:code ?code ; ps:name ?name ; ps:position ?position .
  OPTIONAL { ?member ps:level ?level }
  { ?member ps:statesAction ?action } UNION { ?member ps:statesSkill ?ownSkill }
  UNION { ?member ps:effectiveSkillStatement ?skill } UNION { ?member ps:statesKnowledge ?ownItem }
  UNION { ?member ps:effectiveKnowledgeStatement ?item } UNION { ?member a ps:ParticularWorkFunction }
}
GROUP BY ?member ?code ?name ?level ?position
ORDER BY ?code ?position ?member
"""


def page(store: Store, iri: URIRef, lang: Language) -> Special | None:
    """Return the page of a generalised or a particular function."""
    facts = answered(store, _FACTS, iri, lang).rows
    if not facts:
        return None
    stated = answered(store, _ROWS, iri, lang)
    return Special(
        "function.html",
        {
            "fact": facts[0],
            "competences": competences(store, iri, lang),
            "stated": stated,
            "actions": unique(stated.where(group="actions"), "statement"),
            "remarks": unique((*stated.where(group="origin"), *stated.where(group="other")), "statement"),
            "taken_from": taken(store, iri, lang),
            "given_to": given(store, iri, lang),
            "members": answered(store, _MEMBERS, iri, lang),
            # Who may do the work is required of all functions under a generalised one alike.
            "requirements": requirements(store, URIRef(facts[0]["whole"]) if facts[0]["whole"] else iri, lang),
            "codes": classifier_codes(store, iri, lang),
        },
    )
