"""The page of an edition of a standard: its order, its functions, what it requires, how well it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ...queries.dumps import EDITION_FORMS
from ...queries.parameters import loaded_versions
from ..overview import functional_map
from .asking import answered, grouped, unique
from .codes import classifier_codes
from .inheritance import inheritance_picture
from .quality import quality
from .requirements import requirements
from .special import Special
from .work import editions_of

if TYPE_CHECKING:
    from ...errors import Language
    from ...store.protocol import Store

_FACTS = """
SELECT ?code ?name ?work ?order ?date ?act ?registration ?registered ?registryNumber ?purpose ?activity ?activityName
  ?source ?from ?fromEvidence ?to ?toEvidence ?replaces ?replacesName ?replacementEvidence
WHERE {
  ?node a ps:StandardVersion ; ps:code ?code ; ps:name ?name ; ps:isVersionOf ?work .
  OPTIONAL { ?node ps:orderNumber ?order ; ps:orderDate ?date }
  OPTIONAL { ?node ps:approvedBy ?act }
  OPTIONAL { ?node ps:registeredAs ?registration ; ps:registrationDate ?registered }
  OPTIONAL { ?work ps:registrationNumber ?registryNumber }
  OPTIONAL { ?node ps:purpose ?purpose }
  OPTIONAL { ?node ps:describesActivity ?activity . ?activity ps:name ?activityName }
  OPTIONAL { ?node prov:wasDerivedFrom ?source }
  OPTIONAL { ?node ps:validFrom ?from }
  OPTIONAL { ?node ps:validFromEvidence ?fromEvidence }
  OPTIONAL { ?node ps:validTo ?to ; ps:validToEvidence ?toEvidence }
  OPTIONAL {
    ?node ps:replacesVersion ?replaces ; ps:replacementEvidence ?replacementEvidence .
    ?replaces rdfs:label ?replacesName
  }
}
"""
_DEVELOPERS = """
SELECT ?developer ?organization ?name ?responsible ?head ?headPosition
WHERE {
  ?node ps:hasDeveloper ?developer .
  ?developer ps:name ?name ; ps:position ?position .
  OPTIONAL { ?developer org:organization ?organization }
  OPTIONAL { ?developer ps:headName ?head }
  OPTIONAL { ?developer ps:headPosition ?headPosition }
  BIND(IF(EXISTS { ?developer org:role ps:ResponsibleDeveloper }, "yes", "") AS ?responsible)
}
ORDER BY ?position ?developer
"""


def page(store: Store, iri: URIRef, lang: Language) -> Special | None:
    """Return the page of an edition."""
    facts = answered(store, _FACTS, iri, lang).rows
    versions = loaded_versions(store)
    version = next((one for one in versions if one.iri == iri), None)
    if not facts or version is None:
        return None
    functions, work = functional_map(store, version), URIRef(facts[0]["work"])
    required = requirements(store, iri, lang)
    return Special(
        "standard.html",
        {
            "fact": facts[0],
            "version": version,
            "editions": [one for one in editions_of(store, work, lang).rows if one["version"] != str(iri)],
            "forms": EDITION_FORMS,
            "functions": functions,
            "drawn": inheritance_picture(store, iri, functions, lang),
            "requirements": required,
            "wholes": grouped(unique(required.rows, "statement"), "whole"),
            "quality": quality(store, iri, lang),
            "developers": answered(store, _DEVELOPERS, iri, lang),
            "codes": classifier_codes(store, iri, lang),
        },
    )
