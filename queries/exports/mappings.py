"""The mappings that the graph holds: matches of SKOS, correspondences of XKOS, alignments of vocabularies."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...loader.sssom.slots import MappingRow, MappingSet
from ...loader.sssom.writing import to_sssom
from ...ontology.terms import SEMAPV, Minter
from ...store.protocol import table_of
from .triples import CC0

if TYPE_CHECKING:
    from typing import BinaryIO

    from ...store.protocol import Store
    from .edition import Edition

_GROUPED = """
PREFIX sssom: <https://w3id.org/sssom/>
SELECT ?subject ?predicate ?object ?subjectScheme ?objectScheme ?justification ?confidence ?told
  (COALESCE(MIN(?s1), MIN(?s2), "") AS ?subjectLabel) (COALESCE(MIN(?o1), MIN(?o2), "") AS ?objectLabel)
WHERE {
  %s
  OPTIONAL { ?subject skos:prefLabel ?s1 FILTER(lang(?s1) = "ru") }
  OPTIONAL { ?subject rdfs:label ?s2 FILTER(lang(?s2) = "ru") }
  OPTIONAL { ?object skos:prefLabel ?o1 FILTER(lang(?o1) = "ru") }
  OPTIONAL { ?object rdfs:label ?o2 FILTER(lang(?o2) = "ru") }
  OPTIONAL { ?subject skos:inScheme ?subjectScheme }
  OPTIONAL { ?object skos:inScheme ?objectScheme }
}
GROUP BY ?subject ?predicate ?object ?subjectScheme ?objectScheme ?justification ?confidence ?told
"""
_MATCHES = """
  VALUES ?predicate { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }
  ?subject ?predicate ?object FILTER(isIRI(?object))
  # The link of a crosswalk says it together with its ground.
  FILTER NOT EXISTS { ?association xkos:sourceConcept ?subject ; xkos:targetConcept ?object }
"""
# A correspondence may say only that two codes meet, and not how much of one is in the other.
_CORRESPONDENCES = """
  ?association xkos:sourceConcept ?subject ; xkos:targetConcept ?object .
  OPTIONAL { ?association ps:mappingRelation ?relation }
  BIND(COALESCE(IRI(CONCAT(STR(skos:), ?relation)), skos:mappingRelation) AS ?predicate)
  OPTIONAL { ?association sssom:mapping_justification ?justification }
  OPTIONAL { ?association sssom:confidence ?confidence }
  OPTIONAL { ?association rdfs:comment ?reason FILTER(lang(?reason) != "en") }
  OPTIONAL { ?association dcterms:source ?table FILTER(lang(?table) != "en") }
  BIND(COALESCE(?reason, ?table) AS ?told)
"""
_ALIGNMENTS = """
  GRAPH ?alignment {
    VALUES ?predicate { rdfs:subClassOf rdfs:subPropertyOf rdfs:seeAlso owl:equivalentClass owl:equivalentProperty }
    ?subject ?predicate ?object FILTER(isIRI(?object))
  }
  FILTER(STRSTARTS(STR(?alignment), "%s/"))
"""
_PREFIXES = {
    "esco": "http://data.europa.eu/esco/model#",
    "isco": "http://data.europa.eu/esco/isco/C",
    "ceterms": "https://purl.org/ctdl/terms/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
}


def write_sssom(store: Store, edition: Edition | None, minter: Minter, output: BinaryIO) -> None:
    """Write all mappings, or those of the codes and concepts of one edition."""
    found = mappings(store, minter)
    if edition is not None:
        known = {*edition.items, *edition.concepts}
        found = [row for row in found if row.subject_id in known or row.object_id in known]
    owner = URIRef(edition.iri) if edition else minter.dataset()
    about = MappingSet(
        minter.group(owner, "mappings"),
        CC0,
        mapping_set_title="ProfGraph: соответствия кодов и понятий" + (f", {edition.label}" if edition else ""),
        mapping_set_version=store.data_version(),
    )
    prefixes = _PREFIXES | _of_classifiers(found, minter)
    output.writelines(line.encode() for line in to_sssom(about, found, prefixes))


def mappings(store: Store, minter: Minter) -> list[MappingRow]:
    """Return every mapping once, in the order of its subject, predicate and object."""
    told = _rows(store, _CORRESPONDENCES, "UnspecifiedMatching")
    known = {(row.subject_id, row.predicate_id, row.object_id) for row in told}
    # What a crosswalk tells with its grounds also stands as a plain match.
    plain = _rows(store, _MATCHES, "UnspecifiedMatching")
    rest = [row for row in plain if (row.subject_id, row.predicate_id, row.object_id) not in known]
    # People wrote the alignments, term by term.
    aligned = _rows(store, _ALIGNMENTS % minter.graph("alignment"), "ManualMappingCuration")
    return sorted(
        {*told, *rest, *aligned}, key=lambda row: (row.subject_id, row.predicate_id, row.object_id, row.comment)
    )


def _rows(store: Store, pattern: str, justification: str) -> list[MappingRow]:
    """Return the mappings of a pattern; `justification` is that of those which tell none."""
    table = table_of(store.query(_GROUPED % pattern))
    return [_row(["" if cell is None else str(cell) for cell in row], str(SEMAPV[justification])) for row in table.rows]


def _row(cells: list[str], justification: str) -> MappingRow:
    subject, predicate, object_, subject_scheme, object_scheme, told_by, confidence, told, *labels = cells
    return MappingRow(
        *(subject, predicate, object_, told_by or justification),
        subject_label=labels[0],
        object_label=labels[1],
        subject_source=subject_scheme,
        object_source=object_scheme,
        confidence=Decimal(confidence) if confidence else None,
        comment=told,
    )


def _of_classifiers(rows: list[MappingRow], minter: Minter) -> dict[str, str]:
    """Return prefixes for the editions of classifiers: `okz-1993:2143`."""
    base = f"{minter.base}classifier/"
    schemes = {one for row in rows for one in (row.subject_source, row.object_source) if one.startswith(base)}
    editions = {one.removeprefix(base).replace("/", "-"): f"{one}/" for one in sorted(schemes)}
    return {**editions, "classifier": base}
