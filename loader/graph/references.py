"""The triples of classifier references, each bound to an edition where the evidence allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.terms import PS
from ..classification import NAMES, Row
from .context import derived, node, russian

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from ...store.protocol import Triple
    from ..model import ClassifierReference
    from .context import Context


def classifier_triples(context: Context, owner: URIRef, reference: ClassifierReference) -> Iterator[Triple]:
    """Yield a reference of section I (the owner is the version) or of a generalised function."""
    iri = context.minter.part(owner, reference.classifier, reference.position)
    binding = context.classification.bind(Row(reference.classifier, reference.code, reference.name))
    item = binding.item
    yield owner, PS.hasSectionIReference if owner == context.version else PS.states, iri
    yield from node(
        iri,
        PS.ClassifierReference,
        " ".join(filter(None, (NAMES.get(reference.classifier), reference.code, reference.name))),
        {
            PS.group: reference.classifier,
            PS.classifier: reference.classifier,
            PS.code: reference.code,
            PS.codeAsWritten: reference.code_as_written or None,
            PS.name: russian(reference.name),
            PS.verbatimText: russian(f"{reference.code_as_written} {reference.name}".strip()),
            PS.position: reference.position,
            PS.listedTitle: tuple(russian(title) for title in reference.titles),
            PS.refersToItem: item.item if item else None,
            PS.refersToEdition: binding.edition,
            PS.editionEvidence: binding.evidence,
            PS.refersToFootnote: footnote_iri(context, reference.footnote),
        },
    )
    yield from derived(context, iri, (reference.place,))
    if item:
        yield owner, PS.classifiedBy, item.item


def footnote_iri(context: Context, number: int | None) -> URIRef | None:
    """Return the IRI of the version's footnote with this number, if there is one."""
    if number is None or number not in context.footnotes:
        return None
    return context.minter.part(context.version, "footnote", number)
