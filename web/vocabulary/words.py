"""How pages call terms of vocabularies: by label where the ontology has one, else by a prefixed name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ...ontology.terms import PREFIXES, PS
from .terms import labels

if TYPE_CHECKING:
    from ...errors import Language


def prefixed(iri: str) -> str:
    """Return the IRI as a prefixed name, whole where no prefix of ours fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return str(iri)


def words(lang: Language) -> dict[str, object]:
    """Return what templates that name terms have at hand."""
    known = labels()
    return {
        "name_of": prefixed,
        "label_of": lambda iri: known[URIRef(iri)].in_language(lang) if URIRef(iri) in known else "",
        "is_ours": lambda iri: iri.startswith(PS),
    }
