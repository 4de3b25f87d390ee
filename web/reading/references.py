"""The references of a function both ways: from which others it takes skills or knowledge, and which take from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asking import PLACE, answered

if TYPE_CHECKING:
    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Answered

_TAKEN = f"""
SELECT ?other ?code ?name ?kind ?member ?memberCode ?statement ?text ?place ?placeName ?page ?first ?last
WHERE {{
  ?node ps:hasParticularFunction? ?member .
  ?member ps:statesReference ?statement ; ps:code ?memberCode .
  ?statement ps:referredGroup ?kind ; ps:verbatimText ?text ; ps:code ?code .
  OPTIONAL {{ ?statement ps:refersToFunction ?other . ?other ps:name ?name }}
{PLACE}\
}}
ORDER BY ?code ?memberCode DESC(?kind) ?statement ?first
"""
_GIVEN = f"""
SELECT ?other ?code ?name ?kind ?member ?memberCode ?statement ?text ?place ?placeName ?page ?first ?last
WHERE {{
  ?node ps:hasParticularFunction? ?member .
  ?statement ps:refersToFunction ?member ; ps:referredGroup ?kind ; ps:verbatimText ?text .
  ?member ps:code ?memberCode .
  ?other ps:statesReference ?statement ; ps:code ?code ; ps:name ?name .
{PLACE}\
}}
ORDER BY ?other ?memberCode DESC(?kind) ?statement ?first
"""


def taken(store: Store, node: URIRef, lang: Language) -> Answered:
    """Return the references of a function, or of the members of a generalised one, to others."""
    return answered(store, _TAKEN, node, lang)


def given(store: Store, node: URIRef, lang: Language) -> Answered:
    """Return the references of other functions to it, or to its members."""
    return answered(store, _GIVEN, node, lang)
