"""What shapes need to know besides a version's own triples: forms of words, and the classifiers it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ..ontology.terms import PS, PSS, RDF, SKOS, fold
from .wording import first_word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..ontology.resources import KnownItem
    from ..store.protocol import Triple


def facts(triples: frozenset[Triple], items: Iterable[KnownItem]) -> Iterator[Triple]:
    """Yield what SHACL cannot find out by itself about the texts of a version and the codes that it names.

    The texts get their folded form and the forms that their first word may have; of the classifiers those items
    appear whose code the version names, each with its edition.
    """
    for subject, predicate, text in triples:
        if predicate == PS.verbatimText:
            yield subject, PSS.foldedText, Literal(fold(str(text)))
            for form in first_word_forms(str(text)):
                yield subject, PSS.firstWordForm, Literal(form)
    yield from _classifiers(triples, items)


def _classifiers(triples: frozenset[Triple], items: Iterable[KnownItem]) -> Iterator[Triple]:
    codes = {str(code).rstrip(".") for _, predicate, code in triples if predicate == PS.code}
    for item in items:
        if item.code in codes:
            yield item.item, RDF.type, PS.ClassifierItem
            yield item.item, SKOS.notation, Literal(item.code)
            yield item.item, SKOS.prefLabel, Literal(item.name, lang="ru")
            yield item.item, PSS.foldedText, Literal(fold(item.name))
            yield item.item, SKOS.inScheme, item.edition
            yield from _edition(item)


def _edition(item: KnownItem) -> Iterator[Triple]:
    yield item.edition, RDF.type, PS.ClassifierEdition
    yield item.edition, PS.classifier, Literal(item.classifier)
    yield item.edition, PS.editionStatus, Literal(item.edition_status)
    if item.valid_from:
        yield item.edition, PS.validFrom, Literal(item.valid_from)
    if item.valid_to:
        yield item.edition, PS.validTo, Literal(item.valid_to)
