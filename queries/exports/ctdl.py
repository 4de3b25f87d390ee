"""An edition as a competency framework of CTDL-ASN: nodes of JSON-LD, written one after the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ...ontology.terms import uuid_of
from ..values import VALUES
from .edition import COMPETENCES
from .triples import CC0

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from .edition import Edition, Function, Row

Node = dict[str, Any]

_TEXTS = ("name", "description", "competencyText", "competencyCategory", "comment", "publisherName")
_LINKS = (
    *("isPartOf", "hasChild", "isChildOf", "hasTopChild", "isTopChildOf", "conceptTerm", "license"),
    *("skillEmbodied", "knowledgeEmbodied", "publicationStatusType"),
)
_DAYS = ("dateCreated", "dateValidFrom", "dateValidUntil")
_CEASN, _XSD = "https://purl.org/ctdlasn/terms/", "http://www.w3.org/2001/XMLSchema#"
# Within the file, so that a reader needs no network: language maps, links and days.
CONTEXT: Node = {
    "ceasn": _CEASN,
    "ceterms": "https://purl.org/ctdl/terms/",
    "xsd": _XSD,
    **{f"ceasn:{name}": {"@id": f"{_CEASN}{name}", "@container": "@language"} for name in _TEXTS},
    **{f"ceasn:{name}": {"@id": f"{_CEASN}{name}", "@type": "@id"} for name in _LINKS},
    **{f"ceasn:{name}": {"@id": f"{_CEASN}{name}", "@type": f"{_XSD}date"} for name in _DAYS},
}
_PUBLISHED = "https://purl.org/ctdlasn/vocabs/publicationStatus/Published"
_GENERALIZED, _PARTICULAR = "обобщенная трудовая функция", "трудовая функция"
_CATEGORIES = {"actions": "трудовое действие", "skills": VALUES["skill"].ru, "knowledge": VALUES["knowledge"].ru}
_REFERENCES = {"skills": "ссылка на умения другой функции", "knowledge": "ссылка на знания другой функции"}


def write_ctdl(editions: Iterable[Edition], output: BinaryIO) -> None:
    """Write the frameworks as one document of JSON-LD, a node a line."""
    head = json.dumps(CONTEXT, ensure_ascii=False)
    output.write(f'{{"@context": {head},\n"@graph": ['.encode())
    before = "\n"
    for edition in editions:
        for node in to_ctdl(edition):
            output.write(f"{before}{json.dumps(node, ensure_ascii=False)}".encode())
            before = ",\n"
    output.write(b"\n]}\n")


def to_ctdl(edition: Edition) -> Iterator[Node]:
    """Yield the framework, then its functions as competencies, each before its rows."""
    yield _framework(edition)
    for generalized in edition.functions:
        yield _function(edition, generalized, None)
        yield from _rows(edition, generalized)
        for particular in generalized.functions:
            yield _function(edition, particular, generalized)
            yield from _rows(edition, particular)


def _framework(edition: Edition) -> Node:
    return _node(
        edition.iri,
        "CompetencyFramework",
        name=_text(edition.label),
        description=_text(edition.purpose),
        codedNotation=edition.code,
        inLanguage=["ru"],
        publisherName=_text(edition.issuer),
        publicationStatusType=_PUBLISHED,
        license=CC0,
        dateCreated=edition.order_date,
        dateValidFrom=edition.valid_from,
        dateValidUntil=edition.valid_to,
        conceptTerm=list(edition.classified_by),
        hasTopChild=[function.iri for function in edition.functions],
    )


def _function(edition: Edition, function: Function, parent: Function | None) -> Node:
    rows = [row.iri for row in _competences(function)]
    return _node(
        function.iri,
        "Competency",
        competencyText=_text(function.name),
        competencyCategory=_text(_PARTICULAR if parent else _GENERALIZED),
        codedNotation=function.code,
        listID=str(function.position),
        comment=_text(f"Уровень квалификации: {function.level}" if function.level else ""),
        inLanguage=["ru"],
        isPartOf=edition.iri,
        isTopChildOf="" if parent else edition.iri,
        isChildOf=parent.iri if parent else "",
        hasChild=[*(one.iri for one in function.functions), *rows],
        conceptTerm=list(function.classified_by),
        skillEmbodied=list(function.effective.get("skills", ())),
        knowledgeEmbodied=list(function.effective.get("knowledge", ())),
    )


def _rows(edition: Edition, function: Function) -> Iterator[Node]:
    for row in _competences(function):
        yield _node(
            row.iri,
            "Competency",
            competencyText=_text(row.text),
            competencyCategory=_text((_REFERENCES if row.is_reference else _CATEGORIES)[row.group]),
            listID=str(row.position),
            inLanguage=["ru"],
            isPartOf=edition.iri,
            isChildOf=function.iri,
            conceptTerm=[row.concept] if row.concept else [],
        )


def _competences(function: Function) -> Iterator[Row]:
    return (row for row in function.rows if row.group in COMPETENCES)


def _node(iri: str, kind: str, **told: object) -> Node:
    """Return a node without what is not known."""
    known = {f"ceasn:{name}": value for name, value in told.items() if value}
    return {"@id": iri, "@type": f"ceasn:{kind}", "ceterms:ctid": f"ce-{uuid_of(iri)}", **known}


def _text(text: str) -> dict[str, str]:
    return {"ru": text} if text else {}
