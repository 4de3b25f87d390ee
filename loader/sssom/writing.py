"""Writes a mapping set: the same mappings always give the same bytes."""

from __future__ import annotations

import csv
import re
from dataclasses import fields
from io import StringIO
from typing import TYPE_CHECKING

from ...ontology.terms import PREFIXES
from .slots import BUILT_IN, COLUMNS, IDENTIFIERS, NEEDED, SEVERAL
from .values import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .slots import MappingRow, MappingSet

# What is the same text in any version of YAML without quotes; a spreadsheet doubles those that there are.
_PLAIN = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|[yn])$)"
    r"[a-zа-яё](?:[0-9a-zа-яё_./@%+~(),;-]|:(?=[0-9a-zа-яё_/])|(?<=[^ ])#(?=[^ ])| (?=[^ #:]))*",
    re.IGNORECASE,
)


def to_sssom(
    about: MappingSet, rows: Sequence[MappingRow], prefixes: Mapping[str, str] | None = None, always: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the lines of the file; `prefixes` are namespaces of the IRIs beside those that every query has.

    A namespace that nobody named gets a prefix of its own. Columns that no mapping fills are left out, but `always`.
    """
    known = {iri: name for name, iri in (BUILT_IN | _ours() | (dict(prefixes or {}))).items()}
    namespaces = _namespaces(rows, about, known)
    yield from _head(about, namespaces)
    columns = [one for one in COLUMNS if one in NEEDED or one in always or any(_has(row, one) for row in rows)]
    yield _line(columns)
    for row in rows:
        yield _line(_cell(row, column, namespaces) for column in columns)


def _ours() -> dict[str, str]:
    return {name: str(iri) for name, iri in PREFIXES.items()}


def _head(about: MappingSet, namespaces: Mapping[str, str]) -> Iterator[str]:
    yield "#curie_map:\n"
    for prefix, namespace in sorted((prefix, namespace) for namespace, prefix in namespaces.items()):
        if prefix not in BUILT_IN:
            yield f"#  {prefix}: {_scalar(namespace)}\n"
    for field in fields(about):
        value = str(getattr(about, field.name))
        if value:
            yield f"#{field.name}: {_scalar(_curie(value, namespaces) if field.name in IDENTIFIERS else value)}\n"


def _scalar(text: str) -> str:
    import yaml

    if _PLAIN.fullmatch(text):
        return text
    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf"))).rstrip("\n")


def _has(row: MappingRow, column: str) -> bool:
    return getattr(row, column) not in {"", None}


def _cell(row: MappingRow, column: str, namespaces: Mapping[str, str]) -> str:
    value = getattr(row, column)
    if column == "confidence":
        return "" if value is None else f"{value:f}"
    if column in IDENTIFIERS:
        return _curie(value, namespaces)
    return joined(value) if column in SEVERAL else value


def _line(cells: Iterable[str]) -> str:
    # Quoted is what has a sign of the line's end: with only a line feed for that, a bare carriage return would not be.
    written = StringIO()
    csv.writer(written, "excel-tab", lineterminator="\r\n").writerow(cells)
    return written.getvalue().removesuffix("\r\n") + "\n"


def _namespaces(rows: Iterable[MappingRow], about: MappingSet, known: Mapping[str, str]) -> Mapping[str, str]:
    """Return the prefixes of the namespaces that the identifiers have."""
    iris = {getattr(one, column, "") for one in (about, *rows) for column in IDENTIFIERS}
    found = sorted({_namespace(iri, known) for iri in iris if iri})
    numbers = iter(range(1, len(found) + 1))
    return {one: known.get(one) or f"ns{next(numbers)}" for one in found}


def _namespace(iri: str, known: Iterable[str]) -> str:
    """Return the longest known namespace of an IRI, else all before its last part."""
    fitting = [one for one in known if iri.startswith(one) and iri != one]
    if fitting:
        return max(fitting, key=len)
    return iri[: max(iri.rfind(sign, 0, -1) for sign in "#/:") + 1]


def _curie(iri: str, namespaces: Mapping[str, str]) -> str:
    if not iri:
        return ""
    namespace = _namespace(iri, namespaces)
    return f"{namespaces[namespace]}:{iri.removeprefix(namespace)}"
