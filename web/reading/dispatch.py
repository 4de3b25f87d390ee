"""Which kind of node has a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.terms import PS
from . import classifier, concept, function, standard, work

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store, Term
    from .special import Special

_PAGES: Mapping[URIRef, Callable[[Store, URIRef, Language], Special | None]] = {
    PS.ProfessionalStandard: work.page,
    PS.StandardVersion: standard.page,
    PS.WorkFunction: function.page,
    PS.CompetenceConcept: concept.page,
    PS.ClassifierItem: classifier.page,
}


def special_page(store: Store, iri: URIRef, types: Collection[Term], lang: Language) -> Special | None:
    """Return the page that is made for a node of these types; None where the generic one is all there is."""
    made = (page(store, iri, lang) for kind, page in _PAGES.items() if kind in types)
    return next((one for one in made if one is not None), None)
