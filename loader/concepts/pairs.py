"""Pairs of concepts as a file of SSSOM names them, each with its row; what is wrong is refused with its place."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import RefusedError, SourceError, excerpt
from .matches import Match, decimal, ordered
from .sssom import prefixes
from .statements import NOT, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ...ontology.terms import Minter

MOST_BYTES = 2**24
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_ABSOLUTE = re.compile('[a-z][a-z0-9+.-]*://[^\\s<>"{}|\\\\^`]+')
_LOCAL = re.compile('[^\\s<>"{}|\\\\^`]+')


@dataclass(frozen=True)
class _Place:
    """A row of a file."""

    file: str
    row: int

    def __str__(self) -> str:
        return f"{self.file}:{self.row}: "

    def refused(self, ru: str, en: str) -> RefusedError:
        return RefusedError(ru=f"{self}{ru}", en=f"{self}{en}")


def read_pairs(path: Path, minter: Minter) -> dict[Match, str]:
    """Return the matches of a file, each with its place; raise `SourceError` or `RefusedError` with what is wrong."""
    lines = _lines(path)
    comments = [line[1:].rstrip() for line in lines if line.startswith("#")]
    first = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    known = prefixes(minter) | _curie_map("\n".join(comments), path.name)
    found: dict[Match, str] = {}
    rows: dict[tuple[URIRef, URIRef], int] = {}
    for place, row in _rows(lines[first:], first, path.name):
        match = _match(row, known, place)
        if match.key in rows:
            raise place.refused(
                f"эта пара уже стоит в строке {rows[match.key]}; оставьте одну строку",
                f"this pair stands in row {rows[match.key]} already; leave one row",
            )
        rows[match.key] = place.row
        found[match] = str(place)
    return found


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(
                ru=f"{path.name}: больше {MOST_BYTES >> 20} МБ; разделите файл пар на части",
                en=f"{path.name}: over {MOST_BYTES >> 20} MB; split the file of pairs",
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(
            ru=f"{path}: файл не читается ({reason}); проверьте имя и права",
            en=f"{path}: the file cannot be read ({reason}); check its name and permissions",
        ) from error
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            ru=f"{path.name}: это не текст в UTF-8; сохраните файл пар как TSV в UTF-8",
            en=f"{path.name}: this is no text in UTF-8; save the file of pairs as TSV in UTF-8",
        ) from error
    return list(io.StringIO(text, newline=""))


def _curie_map(text: str, file: str) -> dict[str, str]:
    import yaml

    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _no_metadata(file) from error
    given = head.get("curie_map", {}) if isinstance(head, dict) else {} if head is None else None
    if not isinstance(given, dict):
        raise _no_metadata(file)
    return {str(prefix): str(start) for prefix, start in given.items()}


def _rows(lines: list[str], above: int, file: str) -> Iterator[tuple[_Place, Mapping[str, str]]]:
    reader = csv.reader(lines, delimiter="\t", strict=True)
    heads = [head.strip() for head in next(reader, [])]
    lacking = [name for name in _NEEDED if name not in heads]
    if lacking:
        told = ", ".join(lacking)
        raise _Place(file, above + 1).refused(
            f"это не таблица SSSOM: нет столбцов {told}; возьмите файл от profgraph concepts propose",
            f"this is no table of SSSOM: it lacks the columns {told}; take a file of profgraph concepts propose",
        )
    try:
        for row in reader:
            place = _Place(file, above + reader.line_num)
            if len(row) > len(heads):
                raise place.refused(
                    f"ячеек {len(row)}, а столбцов {len(heads)}; уберите лишние знаки табуляции",
                    f"{len(row)} cells in {len(heads)} columns; remove the tabs that are too many",
                )
            if any(cell.strip() for cell in row):
                yield place, dict(zip(heads, map(str.strip, row), strict=False))
    except csv.Error as error:
        raise _Place(file, above + reader.line_num).refused(
            f"таблица не читается ({error}); исправьте кавычки", f"the table cannot be read ({error}); mend its quotes"
        ) from error


def _match(row: Mapping[str, str], known: Mapping[str, str], place: _Place) -> Match:
    subject, target = (_iri(row.get(name, ""), known, place) for name in ("subject_id", "object_id"))
    one, other = ordered(subject, target)
    modifier = row.get("predicate_modifier", "")
    verdict = verdict_of(_iri(row.get("predicate_id", ""), known, place), is_denied=modifier == NOT)
    if verdict is None or modifier not in {"", NOT}:
        told = excerpt(f"{row.get('predicate_id', '')} {modifier}".strip())
        raise place.refused(
            f"связь «{told}» о понятиях не решают; возможны skos:exactMatch и skos:closeMatch, с Not или без",
            f"«{told}» is no relation to decide on; it may be skos:exactMatch or skos:closeMatch, with Not or without",
        )
    return Match(
        one,
        other,
        verdict,
        _confidence(row.get("confidence", ""), place),
        _iri(row.get("mapping_justification", ""), known, place),
        row.get("author_label", ""),
        _day(row.get("mapping_date", ""), place),
        " ".join(filter(None, (row.get("mapping_tool", ""), row.get("mapping_tool_version", "")))),
    )


def _iri(text: str, known: Mapping[str, str], place: _Place) -> URIRef:
    prefix, colon, local = text.partition(":")
    if colon and prefix in known and _LOCAL.fullmatch(local):
        return URIRef(known[prefix] + local)
    if _ABSOLUTE.fullmatch(text):
        return URIRef(text)
    told = excerpt(text) or "—"
    raise place.refused(
        f"«{told}» — не IRI и не имя с известной приставкой; объявите её в curie_map или впишите IRI",
        f"«{told}» is neither an IRI nor a name with a known prefix; declare it in curie_map or write the IRI",
    )


def _confidence(text: str, place: _Place) -> str:
    try:
        number = float(text or 1)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise place.refused(
            f"уверенность «{excerpt(text)}» — не число от 0 до 1; исправьте её",
            f"the confidence «{excerpt(text)}» is no number from 0 to 1; mend it",
        )
    return decimal(number)


def _day(text: str, place: _Place) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise place.refused(
            f"«{excerpt(text)}» — не день вида 2026-01-31; исправьте его",
            f"«{excerpt(text)}» is no day of the form 2026-01-31; mend it",
        ) from error


def _no_metadata(file: str) -> RefusedError:
    return RefusedError(
        ru=f"{file}: строки с # наверху не читаются как YAML; исправьте их или уберите",
        en=f"{file}: the lines with # at the top cannot be read as YAML; mend or remove them",
    )
