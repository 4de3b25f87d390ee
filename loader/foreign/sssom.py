"""Mappings in SSSOM TSV: a head of `#` lines in YAML, a line of columns, a line a mapping (w3id.org/sssom)."""

from __future__ import annotations

import csv
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import yaml
from rdflib import OWL, XSD, Literal, URIRef

from ...errors import Message, RefusedError, SourceError
from ...ontology.terms import PS, RDFS, SKOS
from .alignments import SEMAPV, aligned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...ontology.terms import Minter
    from .alignments import Alignment

_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_COLUMNS = re.compile(r"^(?:#[^\n]*\n)*[^\n]*\bsubject_id\b[^\n]*\tobject_id\b|^(?:#[^\n]*\n)*[^\n]*\tsubject_id\b")
# Prefixes that SSSOM has without being told.
_KNOWN = {"owl": str(OWL), "rdfs": str(RDFS), "skos": str(SKOS), "semapv": str(SEMAPV), "ps": str(PS)}
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]+')


def is_sssom(text: str) -> bool:
    """Tell whether the text has the columns of SSSOM."""
    return _COLUMNS.match(text) is not None


def sssom_alignments(text: str, name: str, minter: Minter) -> Iterator[Alignment]:
    """Yield the mappings; raise `SourceError` or `RefusedError` with the line that is not as it must be."""
    lines = text.splitlines()
    head = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    prefixes = _KNOWN | _prefixes("\n".join(line[1:] for line in lines[:head]), name)
    rows = csv.reader(lines[head:], delimiter="\t")
    columns = next(rows)
    if missing := [one for one in _NEEDED if one not in columns]:
        place = _place(name, head + 1)
        raise SourceError(
            ru=f"{place.ru}: нет столбцов {', '.join(missing)}; они обязательны в SSSOM",
            en=f"{place.en}: no column {', '.join(missing)}; SSSOM needs them",
        )
    for cells in rows:
        place = _place(name, head + rows.line_num)
        if any(cells):
            yield _alignment(dict(zip(columns, _fitting(cells, columns, place), strict=True)), place, prefixes, minter)


def _alignment(row: Mapping[str, str], place: Message, prefixes: Mapping[str, str], minter: Minter) -> Alignment:
    if row.get("predicate_modifier", "").strip():
        raise _wrong(place, ru="отрицание (predicate_modifier) не читается; уберите строку", en=_NEGATED)
    subject, relation, value, why = (_iri(row[one], one, place, prefixes) for one in _NEEDED)
    return aligned((subject, relation, value), place, minter, why, _confidence(row.get("confidence", ""), place))


def _prefixes(head: str, name: str) -> dict[str, str]:
    try:
        told = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise SourceError(
            ru=f"{name}: заголовок SSSOM не читается как YAML; исправьте строки с «#»",
            en=f"{name}: the head of the SSSOM is no YAML; correct the lines with '#'",
        ) from error
    curies = told.get("curie_map") if isinstance(told, dict) else None
    return {str(prefix): str(iri) for prefix, iri in curies.items()} if isinstance(curies, dict) else {}


def _fitting(cells: list[str], columns: list[str], place: Message) -> list[str]:
    if len(cells) > len(columns):
        raise _wrong(
            place, ru="ячеек больше, чем столбцов; проверьте табуляции", en="more cells than columns; check the tabs"
        )
    return cells + [""] * (len(columns) - len(cells))


def _iri(text: str, column: str, place: Message, prefixes: Mapping[str, str]) -> URIRef:
    written = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = written.partition(":")
    full = prefixes[prefix] + local if colon and prefix in prefixes else written
    is_whole = prefix in prefixes or "/" in local or prefix == "urn"
    if is_whole and _IRI.fullmatch(full):
        return URIRef(full)
    raise _wrong(
        place,
        ru=f"{column} «{text}» — не IRI; запишите его целиком или задайте префикс в curie_map",
        en=f"{column} {text!r} is no IRI; write all of it, or give its prefix in curie_map",
    )


def _confidence(text: str, place: Message) -> Literal | None:
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 1:
        raise _wrong(
            place,
            ru=f"confidence «{text}» не подходит; нужно число от 0 до 1",
            en=f"confidence {text!r} does not fit; a number from 0 to 1 is needed",
        )
    return Literal(f"{value.normalize():f}", datatype=XSD.decimal)


def _place(name: str, line: int) -> Message:
    return Message(ru=f"{name}, строка {line}", en=f"{name}, line {line}")


_NEGATED = "a negation (predicate_modifier) is not read; take the line out"


def _wrong(place: Message, *, ru: str, en: str) -> RefusedError:
    return RefusedError(ru=f"{place.ru}: {ru}", en=f"{place.en}: {en}")
