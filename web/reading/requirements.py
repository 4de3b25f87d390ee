"""What a worker must have to take up the functions of a standard: titles, education, experience, admission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asking import PLACE, answered

if TYPE_CHECKING:
    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Answered

_REQUIREMENTS = f"""
SELECT ?whole ?code ?name ?group ?statement ?text ?months ?place ?placeName ?page ?first ?last
WHERE {{
  ?node ps:hasGeneralizedFunction? ?whole .
  ?whole a ps:GeneralizedWorkFunction ; ps:code ?code ; ps:name ?name ; ps:position ?order ; ps:states ?statement .
  ?statement ps:group ?group ; ps:position ?position ; ps:verbatimText ?text .
  VALUES (?group ?place_of_group) {{ ("title" 1) ("education" 2) ("experience" 3) ("admission" 4) }}
  OPTIONAL {{ ?statement ps:minExperienceMonths ?months }}
{PLACE}\
}}
ORDER BY ?code ?order ?whole ?place_of_group ?position ?statement ?first
"""


def requirements(store: Store, node: URIRef, lang: Language) -> Answered:
    """Return the requirements of a generalised function, or of all those of an edition."""
    return answered(store, _REQUIREMENTS, node, lang)
