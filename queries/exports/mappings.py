"""The mappings that the graph holds: matches of SKOS, correspondences of XKOS, alignments of vocabularies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...loader.crosswalks.xkos import UNSPECIFIED
from ...loader.sssom.slots import MappingRow, MappingSet
from ...loader.sssom.writing import to_sssom
from ...ontology.terms import SEMAPV, Minter
from ...store.protocol import texts_of
from .triples import CC0

if TYPE_CHECKING:
    from typing import BinaryIO

    from ...store.protocol import Store
    from .edition import Edition

# The Russian name before others, the English one next; a preferred one before a label.
_CALLED = """
  OPTIONAL { ?%(end)s skos:prefLabel ?%(end)s1 BIND(CONCAT(IF(LANG(?%(end)s1) = "ru", "0", IF(LANG(?%(end)s1) = "en",
    "2", "4")), STR(?%(end)s1)) AS ?%(end)sName) }
  OPTIONAL { ?%(end)s rdfs:label ?%(end)s2 BIND(CONCAT(IF(LANG(?%(end)s2) = "ru", "1", IF(LANG(?%(end)s2) = "en",
    "3", "5")), STR(?%(end)s2)) AS ?%(end)sLabel) }
"""
_GROUPED = f"""
PREFIX sssom: <https://w3id.org/sssom/>
SELECT ?subject ?predicate ?object ?subjectScheme ?objectScheme ?justification ?confidence ?told ?graph ?license
  (MIN(?subjectName) AS ?s1) (MIN(?subjectLabel) AS ?s2) (MIN(?objectName) AS ?o1) (MIN(?objectLabel) AS ?o2)
WHERE {{
  %s
  {_CALLED % {"end": "subject"}}
  {_CALLED % {"end": "object"}}
  OPTIONAL {{ ?subject skos:inScheme ?subjectScheme }}
  OPTIONAL {{ ?object skos:inScheme ?objectScheme }}
}}
GROUP BY ?subject ?predicate ?object ?subjectScheme ?objectScheme ?justification ?confidence ?told ?graph ?license
"""
_MATCHES = """
  VALUES ?predicate { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }
  GRAPH ?graph { ?subject ?predicate ?object FILTER(isIRI(?object)) }
  OPTIONAL { ?graph dcterms:license ?license }
  # The link of a crosswalk says it together with its ground.
  FILTER NOT EXISTS { ?association xkos:sourceConcept ?subject ; xkos:targetConcept ?object }
"""
# A correspondence may say only that two codes meet, and not how much of one is in the other.
_CORRESPONDENCES = """
  GRAPH ?graph { ?association xkos:sourceConcept ?subject ; xkos:targetConcept ?object }
  OPTIONAL { ?crosswalk xkos:madeOf ?association ; dcterms:license ?license }
  OPTIONAL { ?association ps:mappingRelation ?relation }
  BIND(COALESCE(IRI(CONCAT(STR(skos:), ?relation)), skos:mappingRelation) AS ?predicate)
  OPTIONAL { ?association sssom:mapping_justification ?justification }
  OPTIONAL { ?association sssom:confidence ?confidence }
  OPTIONAL { ?association rdfs:comment ?reason FILTER(lang(?reason) != "en") }
  OPTIONAL { ?association dcterms:source ?table FILTER(lang(?table) != "en") }
  BIND(COALESCE(?reason, ?table) AS ?told)
"""
_ALIGNMENTS = """
  GRAPH ?graph {
    VALUES ?predicate { rdfs:subClassOf rdfs:subPropertyOf rdfs:seeAlso owl:equivalentClass owl:equivalentProperty }
    ?subject ?predicate ?object FILTER(isIRI(?object))
  }
  FILTER(STRSTARTS(STR(?graph), "%s/"))
  OPTIONAL { GRAPH ?graph { ?whole dcterms:license ?license } }
"""
_PREFIXES = {
    "esco": "http://data.europa.eu/esco/model#",
    "isco": "http://data.europa.eu/esco/isco/C",
    "nace2": "http://data.europa.eu/ux2/nace2/",
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
    common, found = _licensed(found)
    about = MappingSet(
        minter.group(owner, "mappings"),
        common,
        mapping_set_title="ProfGraph: соответствия кодов и понятий" + (f", {edition.label}" if edition else ""),
        mapping_set_version=store.data_version(),
    )
    prefixes = _PREFIXES | _of_classifiers(found, minter)
    output.writelines(line.encode() for line in to_sssom(about, found, prefixes))


def mappings(store: Store, minter: Minter) -> list[MappingRow]:
    """Return every mapping once, in the order of its subject, predicate and object."""
    told = _rows(store, minter, _CORRESPONDENCES, "UnspecifiedMatching")
    known = {(row.subject_id, row.predicate_id, row.object_id) for row in told}
    # What a crosswalk tells with its grounds also stands as a plain match.
    plain = _rows(store, minter, _MATCHES, "UnspecifiedMatching")
    rest = [row for row in plain if (row.subject_id, row.predicate_id, row.object_id) not in known]
    # People wrote the alignments, term by term.
    aligned = _rows(store, minter, _ALIGNMENTS % minter.graph("alignment"), "ManualMappingCuration")
    return sorted(
        {*told, *rest, *aligned}, key=lambda row: (row.subject_id, row.predicate_id, row.object_id, row.comment)
    )


def _rows(store: Store, minter: Minter, pattern: str, justification: str) -> list[MappingRow]:
    """Return the mappings of a pattern; `justification` is that of those which tell none."""
    told = texts_of(store.query(_GROUPED % pattern))
    return [_row(cells, str(SEMAPV[justification]), minter) for cells in told]


def _row(cells: list[str], justification: str, minter: Minter) -> MappingRow:
    subject, predicate, object_, subject_scheme, object_scheme, told_by, confidence, told, graph, given, *names = cells
    return MappingRow(
        *(subject, predicate, object_, told_by or justification),
        subject_label=_best(names[:2]),
        object_label=_best(names[2:]),
        license=given or _license_of(graph, minter),
        subject_source=subject_scheme,
        object_source=object_scheme,
        confidence=Decimal(confidence) if confidence else None,
        comment=told,
    )


def _best(names: list[str]) -> str:
    return min((one for one in names if one), default="")[1:]


def _license_of(graph: str, minter: Minter) -> str:
    """Return the licence of what a graph holds and gives none itself: others did not say theirs, ours is known."""
    is_of_others = graph.endswith("/imported") or graph.startswith(f"{minter.graph('foreign')}/")
    return str(UNSPECIFIED) if is_of_others else CC0


def _licensed(rows: list[MappingRow]) -> tuple[str, list[MappingRow]]:
    """Return the licence of the set, and its rows with their own where they have not all the same."""
    licenses = {row.license for row in rows} or {CC0}
    if len(licenses) > 1:
        return str(UNSPECIFIED), rows
    return licenses.pop(), [replace(row, license="") for row in rows]


def _of_classifiers(rows: list[MappingRow], minter: Minter) -> dict[str, str]:
    """Return prefixes for the editions of classifiers: `okz-1993:2143`."""
    base = f"{minter.base}classifier/"
    schemes = {one for row in rows for one in (row.subject_source, row.object_source) if one.startswith(base)}
    editions = {one.removeprefix(base).replace("/", "-"): f"{one}/" for one in sorted(schemes)}
    return {**editions, "classifier": base}
