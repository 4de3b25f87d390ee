"""A mapping set in SSSOM/TSV: its metadata, its rows, and which items of the store they mean."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import RefusedError, SourceError
from ...ontology.terms import PREFIXES, SEMAPV, SSSOM
from ..classifiers.row import MOST_ROWS
from ..classifiers.tables import MOST_BYTES
from ..classifiers.texts import encoding_of
from .mapping import Pair, Pairs
from .pairs import confidence_of, justification_of, relation_of
from .pinned import code_at, turned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ...store.writing.protocol import Reading
    from ..classifiers.editions import Edition

SUFFIX = ".sssom.tsv"
_MOST_LINES = 1_000  # of metadata
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_TAKEN = frozenset({*_NEEDED, "confidence", "comment", "predicate_modifier"})
# What the export writes and the items of the store say themselves.
_KNOWN = frozenset({"subject_label", "object_label", "subject_source", "object_source"})
_BUILT_IN = {**{name: str(iri) for name, iri in PREFIXES.items()}, "semapv": str(SEMAPV), "sssom": str(SSSOM)}


@dataclass(frozen=True)
class MappingSet:
    """The metadata of a set and its rows, each with its line in the file."""

    file: str
    metadata: Mapping[str, object]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    unread: tuple[str, ...]


def is_sssom(path: Path) -> bool:
    """Tell whether a file says by its name that it is SSSOM/TSV."""
    return path.name.casefold().endswith(SUFFIX)


def read_sssom(path: Path, ends: tuple[Edition, Edition]) -> MappingSet:
    """Return the mapping set in a file; raise `SourceError` or `RefusedError`."""
    lines = _lines(path)
    head = [line for line in lines if line.startswith("#")]
    metadata = _metadata("".join(line[1:].removeprefix(" ") for line in head), path.name)
    reader = csv.DictReader(lines[len(head) :], delimiter="\t", restval="")
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise SourceError(
            ru=f"{path.name}: в SSSOM нет столбцов: {', '.join(missing)}; добавьте их",
            en=f"{path.name}: the SSSOM lacks columns: {', '.join(missing)}; add them",
        )
    rows = tuple(_rows(reader, len(head), path.name))
    for line, row in rows:
        _refuse_other_version(metadata, row, line, ends, path.name)
    unread = tuple(sorted(set(reader.fieldnames or ()) - _TAKEN - _KNOWN))
    return MappingSet(path.name, metadata, rows, unread)


def resolved(found: MappingSet, reading: Reading, ends: tuple[Edition, Edition]) -> Pairs:
    """Return the pairs that the rows mean; an identifier that no item has stays as it is written, to be refused."""
    told = [_identifiers(row, line, found) for line, row in found.rows]
    codes = [tuple(code_at(reading, iri, end) for iri, end in zip(one, ends, strict=True)) for one in told]
    if not any(source for source, _ in codes) and all(code_at(reading, iri, ends[1]) for iri, _ in told):
        raise turned(found.file, ends)
    pairs: dict[tuple[str, str], Pair] = {}
    for (line, row), iris, (source, target) in zip(found.rows, told, codes, strict=True):
        pair = _pair(row, line, source or f"<{iris[0]}>", target or f"<{iris[1]}>", found.file)
        if (first := pairs.get((pair.source, pair.target))) is not None:
            raise _twice(pair, first, found.file)
        pairs[pair.source, pair.target] = pair
    return Pairs(found.file, tuple(pairs.values()), {}, license=_license(found), unread=found.unread)


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_long(path)
        with path.open(encoding=encoding_of(path), newline="") as file:
            lines = list(islice(file, MOST_ROWS + _MOST_LINES))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(
            ru=f"{path}: файл не читается ({reason}); проверьте имя и права",
            en=f"{path}: the file cannot be read ({reason}); check its name and permissions",
        ) from error
    if len(lines) == MOST_ROWS + _MOST_LINES or sum(line.startswith("#") for line in lines) > _MOST_LINES:
        raise _too_long(path)
    return lines


def _metadata(text: str, file: str) -> Mapping[str, object]:
    import yaml

    try:
        found = yaml.safe_load(text) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = " ".join(str(error).split())[:120]
        raise SourceError(
            ru=f"{file}: метаданные SSSOM (строки с #) — не YAML ({where}); исправьте их",
            en=f"{file}: the metadata of the SSSOM (lines with #) are no YAML ({where}); mend them",
        ) from error
    if not isinstance(found, dict) or not isinstance(found.get("curie_map") or {}, dict):
        raise SourceError(
            ru=f"{file}: метаданные SSSOM — не список полей; нужны строки вида «# curie_map:»",
            en=f"{file}: the metadata of the SSSOM are no list of fields; lines such as «# curie_map:» are needed",
        )
    return found


def _rows(reader: csv.DictReader[str], above: int, file: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        for row in reader:
            line = above + reader.line_num
            if None in row:
                raise RefusedError(
                    ru=f"{file}, строка {line}: в строке больше ячеек, чем заголовков; уберите лишние",
                    en=f"{file}, row {line}: the row has more cells than there are headings; remove the rest",
                )
            short = [name for name in _NEEDED if not row[name].strip()]
            if short:
                raise RefusedError(
                    ru=f"{file}, строка {line}: не заполнено: {', '.join(short)}; впишите или уберите строку",
                    en=f"{file}, row {line}: empty: {', '.join(short)}; fill it in or remove the row",
                )
            yield line, {name: text.strip() for name, text in row.items()}
    except csv.Error as error:
        raise SourceError(
            ru=f"{file}, строка {above + reader.line_num}: не таблица TSV ({error}); проверьте кавычки",
            en=f"{file}, row {above + reader.line_num}: no table in TSV ({error}); check the quotes",
        ) from error


def _refuse_other_version(
    metadata: Mapping[str, object], row: Mapping[str, str], line: int, ends: tuple[Edition, Edition], file: str
) -> None:
    for name, edition in zip(("subject_source_version", "object_source_version"), ends, strict=True):
        version = str(row.get(name) or metadata.get(name) or edition.name)
        if version.casefold() not in {edition.name, edition.title}:
            raise RefusedError(
                ru=f"{file}, строка {line}: {name} — {version[:40]}, а не {edition.name}; назовите ту редакцию",
                en=f"{file}, row {line}: {name} is {version[:40]}, not {edition.name}; name that edition",
            )


def _identifiers(row: Mapping[str, str], line: int, found: MappingSet) -> tuple[str, str]:
    return _expanded(row["subject_id"], line, found), _expanded(row["object_id"], line, found)


def _expanded(curie: str, line: int, found: MappingSet) -> str:
    if curie.startswith(("http://", "https://")):
        return _iri(curie, curie, line, found)
    prefix, colon, rest = curie.partition(":")
    given = found.metadata.get("curie_map")
    start = (given.get(prefix) if isinstance(given, dict) else None) or _BUILT_IN.get(prefix)
    if not colon or not isinstance(start, str):
        raise RefusedError(
            ru=f"{found.file}, строка {line}: «{curie[:60]}» — префикса {prefix[:40]} в curie_map нет; добавьте его",
            en=f"{found.file}, row {line}: «{curie[:60]}»: curie_map has no prefix {prefix[:40]}; add it",
        )
    return _iri(start + rest, curie, line, found)


def _iri(iri: str, written: str, line: int, found: MappingSet) -> str:
    if any(sign in iri for sign in ' <>"{}|\\^`') or any(ord(sign) < ord(" ") for sign in iri):
        raise RefusedError(
            ru=f"{found.file}, строка {line}: «{written[:60]}» — не IRI; исправьте его",
            en=f"{found.file}, row {line}: «{written[:60]}» is no IRI; mend it",
        )
    return iri


def _pair(row: Mapping[str, str], line: int, source: str, target: str, file: str) -> Pair:
    if row.get("predicate_modifier"):
        raise RefusedError(
            ru=f"{file}, строка {line}: отрицаний (predicate_modifier) соответствие не хранит; уберите строку",
            en=f"{file}, row {line}: a crosswalk keeps no negations (predicate_modifier); remove the row",
        )
    confidence = row.get("confidence")
    return Pair(
        source,
        target,
        line,
        relation=relation_of(row["predicate_id"], line, file),
        confidence=confidence_of(confidence, line, file) if confidence else None,
        justification=justification_of(row["mapping_justification"], line, file),
        comment=row.get("comment", ""),
    )


def _license(found: MappingSet) -> str:
    given = str(found.metadata.get("license") or "")
    return given if given.startswith(("http://", "https://")) and " " not in given else ""


def _twice(pair: Pair, first: Pair, file: str) -> RefusedError:
    return RefusedError(
        ru=f"{file}, строка {pair.row}: пара {pair.source} и {pair.target} уже стоит в строке {first.row}; "
        "оставьте одну строку",
        en=f"{file}, row {pair.row}: the pair {pair.source} and {pair.target} stands in row {first.row} already; "
        "leave one row",
    )


def _too_long(path: Path) -> SourceError:
    return SourceError(
        ru=f"{path.name}: строк больше {MOST_ROWS} или файл больше {MOST_BYTES >> 20} МБ; разделите его по редакциям",
        en=f"{path.name}: over {MOST_ROWS} rows or {MOST_BYTES >> 20} MB; divide it by editions",
    )
