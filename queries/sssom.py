"""Mappings as SSSOM: a table whose head tells of the whole set, https://mapping-commons.github.io/sssom/."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, fields
from io import StringIO
from typing import TYPE_CHECKING

from ..ontology.terms import PREFIXES, SEMAPV

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MEDIA_TYPE = "text/tab-separated-values"
# What every reader knows without being told.
_BUILT_IN = frozenset({"owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd"})
_IDENTIFIERS = ("subject_id", "predicate_id", "object_id", "mapping_justification", "subject_source", "object_source")


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
    """A mapping with the columns of SSSOM; identifiers are whole IRIs, `confidence` is from 0 to 1."""

    subject_id: str
    predicate_id: str
    object_id: str
    mapping_justification: str
    subject_label: str = ""
    object_label: str = ""
    subject_source: str = ""
    object_source: str = ""
    confidence: float | None = None
    comment: str = ""


# In the order that the specification has.
COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("subject_source", "object_source", "confidence", "comment"),
)


def to_sssom(about: MappingSet, rows: Sequence[MappingRow], prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the lines of the file; `prefixes` are namespaces of the IRIs beside those that every query has.

    A namespace that nobody named gets a prefix of its own: the same rows always the same.
    """
    known = {"semapv": str(SEMAPV), **{name: str(one) for name, one in PREFIXES.items()}, **(prefixes or {})}
    namespaces = _namespaces(rows, about, {iri: name for name, iri in known.items()})
    yield from _head(about, namespaces)
    yield _line(COLUMNS)
    for row in rows:
        yield _line(_cells(row, namespaces))


def _head(about: MappingSet, namespaces: Mapping[str, str]) -> Iterator[str]:
    yield "#curie_map:\n"
    for prefix, namespace in sorted((prefix, namespace) for namespace, prefix in namespaces.items()):
        if prefix not in _BUILT_IN:
            yield f"#  {prefix}: {json.dumps(namespace)}\n"
    for field in fields(about):
        value = str(getattr(about, field.name))
        if value:
            said = _curie(value, namespaces) if field.name in _IDENTIFIERS else value
            yield f"#{field.name}: {json.dumps(said, ensure_ascii=False)}\n"


def _cells(row: MappingRow, namespaces: Mapping[str, str]) -> Iterator[str]:
    for column in COLUMNS:
        value = getattr(row, column)
        if column in _IDENTIFIERS:
            yield _curie(value, namespaces)
        elif isinstance(value, float):
            yield f"{value:.4g}"
        else:
            yield value or ""


def _line(cells: Iterable[str]) -> str:
    # A tab or a new line inside of a cell is quoted, as the specification wants it.
    written = StringIO()
    csv.writer(written, "excel-tab", lineterminator="\n").writerow(cells)
    return written.getvalue()


def _namespaces(rows: Iterable[MappingRow], about: MappingSet, known: Mapping[str, str]) -> Mapping[str, str]:
    """Return the prefixes of the namespaces that the identifiers have."""
    iris = {str(getattr(row, column)) for row in rows for column in _IDENTIFIERS}
    iris |= {str(getattr(about, column)) for column in _IDENTIFIERS if hasattr(about, column)}
    found = sorted({_namespace(iri, known) for iri in iris if iri})
    unnamed = [one for one in found if one not in known]
    numbered = {one: f"ns{number}" for number, one in enumerate(unnamed, start=1)}
    return {one: known.get(one) or numbered[one] for one in found}


def _namespace(iri: str, known: Iterable[str]) -> str:
    """Return the longest known namespace of an IRI, else all before its last part."""
    fitting = [one for one in known if iri.startswith(one) and iri != one]
    if fitting:
        return max(fitting, key=len)
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _curie(iri: str, namespaces: Mapping[str, str]) -> str:
    if not iri:
        return ""
    namespace = _namespace(iri, namespaces)
    return f"{namespaces[namespace]}:{iri.removeprefix(namespace)}"
