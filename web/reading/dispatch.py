"""Which kind of node has a page of its own."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ...ontology.terms import PS
from . import classifier, concept, function, standard, work

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store, Term
    from .special import Special

_PAGES: Mapping[URIRef, Callable[[Store, URIRef, Language], Special | None]] = {
    PS.ProfessionalStandard: work.page,
    PS.StandardVersion: standard.page,
    PS.WorkFunction: function.page,
}
# The pages that bring together what editions say: of all of them, or of those in force on a day.
_GATHERING: Mapping[URIRef, Callable[[Store, URIRef, Language, date | None], Special | None]] = {
    PS.CompetenceConcept: concept.page,
    PS.ClassifierItem: classifier.page,
}


def special_page(
    store: Store, iri: URIRef, types: Collection[Term], lang: Language, day: date | None = None
) -> Special | None:
    """Return the page that is made for a node of these types; None where the generic one is all there is."""
    made = chain(
        (page(store, iri, lang) for kind, page in _PAGES.items() if kind in types),
        (page(store, iri, lang, day) for kind, page in _GATHERING.items() if kind in types),
    )
    return next((one for one in made if one is not None), None)
