"""The metadata of a mapping set: YAML in the lines with # above the table, or in a file beside it."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING

from ...errors import SourceError
from .slots import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_MOST_LINES = 1_000
_MOST_SIGNS = 100_000
SUFFIX = ".sssom.tsv"


def split(lines: Iterator[str], file: str) -> tuple[str, int, Iterator[str]]:
    """Return the text of the metadata, how many lines they take, and the lines of the table."""
    head: list[str] = []
    for line in lines:
        if (text := _comment(line)) is None:
            return "\n".join(head), len(head), chain([line], lines)
        head.append(text)
        if len(head) > _MOST_LINES:
            raise _too_long(file)
    return "\n".join(head), len(head), lines


def external(path: Path) -> str:
    """Return the metadata that stand beside a table without its own, in a file with its name; else nothing."""
    name = path.name[: -len(SUFFIX)] if path.name.casefold().endswith(SUFFIX) else path.stem
    beside = path.with_name(f"{name}.sssom.yml")
    try:
        if beside.stat().st_size > _MOST_SIGNS:
            raise _too_long(beside.name)
        return beside.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            ru=f"{beside.name}: метаданные SSSOM не читаются; проверьте права, сохраните файл в UTF-8",
            en=f"{beside.name}: the metadata of the SSSOM cannot be read; check permissions, save the file in UTF-8",
        ) from error


def metadata(text: str, file: str) -> Mapping[str, object]:
    """Return the slots of the set, their scalars as texts; raise `SourceError` where there are none."""
    import yaml

    if len(text) > _MOST_SIGNS:
        raise _too_long(file)
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506  (it makes texts, lists and mappings: 08 is no number)
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


def prefixes(told: Mapping[str, object], ours: Mapping[str, str], file: str) -> Mapping[str, str]:
    """Return what each prefix stands for; raise `SourceError` where the set gives one of SSSOM's another meaning."""
    given = told.get("curie_map") or {}
    found = {name: iri for name, iri in given.items() if isinstance(iri, str)} if isinstance(given, dict) else {}
    for name, iri in found.items():
        if BUILT_IN.get(name, iri) != iri:
            raise SourceError(
                ru=f"{file}: curie_map: префикс {name} в SSSOM значит {BUILT_IN[name]}; уберите эту строку",
                en=f"{file}: curie_map: in SSSOM the prefix {name} means {BUILT_IN[name]}; remove this line",
            )
    return {**ours, **found, **BUILT_IN}


def _comment(line: str) -> str | None:
    """Return the text of a line with #, which a spreadsheet may have put in quotes or filled up with tabs."""
    if line.startswith('"#'):
        line = next(csv.reader([line], delimiter="\t"))[0]
    return line[1:].rstrip() if line.startswith("#") else None


def _too_long(file: str) -> SourceError:
    return SourceError(
        ru=f"{file}: метаданные SSSOM длиннее {_MOST_LINES} строк или {_MOST_SIGNS} знаков; сократите их",
        en=f"{file}: the metadata of the SSSOM have over {_MOST_LINES} lines or {_MOST_SIGNS} signs; shorten them",
    )
