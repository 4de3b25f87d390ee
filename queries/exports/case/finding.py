"""Finds what an identifier of CASE names: the engine computes the identifiers of all nodes, nothing is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....ontology.terms import UUID_NAMESPACE, Minter, uuid_of
from ....store.protocol import table_of
from ...parameters import loaded_versions
from ..reading import edition
from ..triples import CC0
from .definitions import ITEM_TYPES, definitions, item_type
from .naming import namer_of
from .package import document, package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from ....store.protocol import Store
    from ...parameters import LoadedVersion
    from ..edition import Edition
    from .naming import Object

# So many hexadecimal digits of a SHA-1 come before those in which a UUID says what it is.
_DIGITS = 12
# `?name` is what the identifier is made of, `?holder` a node of the edition that tells of it.
_ITEMS = """
  VALUES ?link { ps:hasSectionIReference ps:hasGeneralizedFunction ps:hasParticularFunction ps:states }
  ?owner ?link ?holder BIND(STR(?holder) AS ?name)
"""
_ASSOCIATIONS = """
  {
    VALUES ?link { ps:hasSectionIReference ps:hasGeneralizedFunction ps:hasParticularFunction ps:states }
    ?owner ?link ?holder BIND(CONCAT(STR(?holder), "#isChildOf") AS ?name)
  } UNION {
    VALUES (?link ?relation) {
      (ps:refersToFunction "#isRelatedTo=")
      (ps:inheritsSkillsFrom "#ext:inheritsSkillsFrom=")
      (ps:inheritsKnowledgeFrom "#ext:inheritsKnowledgeFrom=")
    }
    ?holder ?link ?other BIND(CONCAT(STR(?holder), ?relation, STR(?other)) AS ?name)
  } UNION {
    ?holder ps:replacesVersion ?other BIND(CONCAT(STR(?other), "#replacedBy=", STR(?holder)) AS ?name)
  }
"""
_CONCEPTS = "?holder ps:expressesConcept ?concept BIND(STR(?concept) AS ?name)"
_SUBJECTS = "?holder ps:classifiedBy|ps:refersToItem ?item BIND(STR(?item) AS ?name)"
_WHERE = {
    "CFItems": _ITEMS,
    "CFAssociations": _ASSOCIATIONS,
    "CFConcepts": _CONCEPTS,
    "CFSubjects": _SUBJECTS,
}
_NAMED = """
SELECT (STR(?holder) AS ?held) ?name WHERE {
  %s
  FILTER(STRSTARTS(SHA1(CONCAT("%s", ?name)), "%s"))
} ORDER BY ?held ?name
"""
_OF_DOCUMENTS = ("CFDocuments", "CFPackages")
_CONSTANTS = ("CFItemTypes", "CFLicenses")
KINDS = (*_OF_DOCUMENTS, *_CONSTANTS, *_WHERE, "CFItemAssociations")


def found(store: Store, minter: Minter, kind: str, identifier: UUID) -> Object | None:
    """Return the object of a kind as the service answers with it; None where the data have none."""
    versions = loaded_versions(store)
    if kind in _OF_DOCUMENTS:
        named = next((one for one in versions if uuid_of(one.iri) == identifier), None)
        return _document(edition(store, named.iri), kind, minter) if named else None
    if kind in _CONSTANTS:
        return _constant(store, versions, kind, identifier, minter)
    within = "CFItems" if kind == "CFItemAssociations" else kind
    holder = _holder(store, within, identifier)
    owner = next((one for one in versions if f"{holder}/".startswith(f"{one.iri}/")), None) if holder else None
    return _within(edition(store, owner.iri), kind, identifier, minter) if owner else None


def documents(store: Store, minter: Minter, versions: Iterable[LoadedVersion]) -> list[Object]:
    """Return the editions as documents of their own."""
    return [_document(edition(store, one.iri), "CFDocuments", minter) for one in versions]


def _document(told: Edition, kind: str, minter: Minter) -> Object:
    if kind == "CFPackages":
        return package(told, minter)
    namer = namer_of(told, minter)
    return {**document(told, namer), "CFPackageURI": namer.link("CFPackages", told.iri, told.label)}


def _constant(
    store: Store, versions: Sequence[LoadedVersion], kind: str, identifier: UUID, minter: Minter
) -> Object | None:
    known = {CC0} if kind == "CFLicenses" else {iri for _, iri, _ in map(item_type, (*ITEM_TYPES, ""))}
    if not versions or identifier not in map(uuid_of, known):
        return None
    # They are the same in every package, and as old as its document: that of the first one.
    told = edition(store, versions[0].iri)
    made = definitions(told, (*ITEM_TYPES, ""), namer_of(told, minter))[kind]
    return _answered(kind, [one for one in made if one["identifier"] == str(identifier)])


def _holder(store: Store, kind: str, identifier: UUID) -> str:
    """Return a node of the edition that tells of the object; "" where there is none."""
    text = _NAMED % (_WHERE[kind], UUID_NAMESPACE, identifier.hex[:_DIGITS])
    rows = table_of(store.query(text)).rows
    return next((str(holder) for holder, name in rows if uuid_of(str(name)) == identifier), "")


def _within(told: Edition, kind: str, identifier: UUID, minter: Minter) -> Object | None:
    made = package(told, minter)
    namer = namer_of(told, minter)
    if kind in made["CFDefinitions"]:
        return _answered(kind, _called(made["CFDefinitions"][kind], identifier))
    if kind == "CFItemAssociations":
        (one,) = _called(made["CFItems"], identifier)
        near = [other for other in made["CFAssociations"] if _touches(other, one["identifier"])]
        whole = namer.link("CFDocuments", told.iri, told.label)
        return {
            "CFItem": {**one, "CFDocumentURI": whole},
            "CFAssociations": [{**other, "CFDocumentURI": whole} for other in near],
        }
    (one,) = _called(made[kind], identifier)
    return {**one, "CFDocumentURI": namer.link("CFDocuments", told.iri, told.label)}


def _touches(association: Object, identifier: str) -> bool:
    return identifier in {association[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")}


def _called(objects: Iterable[Object], identifier: UUID) -> list[Object]:
    return [one for one in objects if one["identifier"] == str(identifier)]


def _answered(kind: str, objects: list[Object]) -> Object | None:
    """Return a definition as the format has it: of most kinds a set, which would hold those below it too."""
    if not objects:
        return None
    return objects[0] if kind == "CFLicenses" else {kind: objects}
