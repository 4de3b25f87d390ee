"""What SSSOM says of a mapping and of a set of mappings, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...ontology.terms import OWL, RDF, RDFS, SEMAPV, SKOS, SSSOM, XSD

if TYPE_CHECKING:
    from decimal import Decimal

NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
# What every reader knows without being told, and nobody may give another meaning.
BUILT_IN = {
    "owl": str(OWL),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "semapv": str(SEMAPV),
    "skos": str(SKOS),
    "sssom": str(SSSOM),
    "xsd": str(XSD),
    "linkml": "https://w3id.org/linkml/",
}
# Said of the set, they are said of each of its mappings, where none of these says its own.
PROPAGATED = (
    *("mapping_date", "mapping_provider", "mapping_tool", "mapping_tool_version", "object_match_field"),
    *("object_preprocessing", "object_source", "object_source_version", "object_type", "subject_match_field"),
    *("subject_preprocessing", "subject_source", "subject_source_version", "subject_type"),
)
# In place of an identifier: there is no counterpart.
NOTHING = str(SSSOM.NoTermFound)
IDENTIFIERS = frozenset({*NEEDED, "subject_source", "object_source"})
SEVERAL = frozenset({"author_label"})


@dataclass(frozen=True)
class MappingSet:
    """What is said of all mappings together; identifiers are whole IRIs, an empty text is left out."""

    mapping_set_id: str
    license: str
    mapping_set_title: str = ""
    mapping_set_description: str = ""
    mapping_set_version: str = ""
    subject_source: str = ""
    subject_source_version: str = ""
    object_source: str = ""
    object_source_version: str = ""
    mapping_provider: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A mapping; identifiers are whole IRIs, `confidence` is from 0 to 1."""

    subject_id: str
    predicate_id: str
    object_id: str
    mapping_justification: str
    subject_label: str = ""
    subject_category: str = ""
    predicate_modifier: str = ""
    object_label: str = ""
    author_label: str = ""
    license: str = ""
    subject_source: str = ""
    object_source: str = ""
    mapping_tool: str = ""
    mapping_tool_version: str = ""
    mapping_date: str = ""
    confidence: Decimal | None = None
    comment: str = ""


COLUMNS = (
    *("subject_id", "subject_label", "subject_category", "predicate_id", "predicate_modifier", "object_id"),
    *("object_label", "mapping_justification", "author_label", "license", "subject_source", "object_source"),
    *("mapping_tool", "mapping_tool_version", "mapping_date", "confidence", "comment"),
)
