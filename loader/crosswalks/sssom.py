"""Which items of the store the rows of a mapping set in SSSOM/TSV mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..classifiers.row import MOST_ROWS
from ..classifiers.tables import MOST_BYTES
from ..sssom.head import SUFFIX
from ..sssom.reading import read_sssom
from ..sssom.slots import NEEDED
from .mapping import Pair, Pairs
from .pairs import justification_of, relation_of
from .pinned import code_at, turned

if TYPE_CHECKING:
    from pathlib import Path

    from ...store.writing.protocol import Reading
    from ..classifiers.editions import Edition
    from ..sssom.reading import Row, Sheet

_VERSIONS = ("subject_source_version", "object_source_version")
_TAKEN = frozenset({*NEEDED, *_VERSIONS, "confidence", "comment", "predicate_modifier"})
# What the export writes and the items of the store say themselves.
_KNOWN = frozenset({"subject_label", "object_label", "subject_source", "object_source"})


def is_sssom(path: Path) -> bool:
    """Tell whether a file says by its name that it is SSSOM/TSV."""
    return path.name.casefold().endswith(SUFFIX)


def read_set(path: Path, ends: tuple[Edition, Edition]) -> Sheet:
    """Return the mapping set in a file; raise `SourceError` or `RefusedError`."""
    found = read_sssom(path, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
    for row in found.rows:
        _refuse_other_version(row, ends)
    return found


def resolved(found: Sheet, reading: Reading, ends: tuple[Edition, Edition]) -> Pairs:
    """Return the pairs that the rows mean; an identifier that no item has stays as it is written, to be refused."""
    told = [(row.iri("subject_id"), row.iri("object_id")) for row in found.rows]
    codes = [tuple(code_at(reading, iri, end) for iri, end in zip(one, ends, strict=True)) for one in told]
    if not any(source for source, _ in codes) and all(code_at(reading, iri, ends[1]) for iri, _ in told):
        raise turned(found.file, ends)
    pairs: dict[tuple[str, str], Pair] = {}
    for row, iris, (source, target) in zip(found.rows, told, codes, strict=True):
        pair = _pair(row, source or f"<{iris[0]}>", target or f"<{iris[1]}>")
        if (first := pairs.get((pair.source, pair.target))) is not None:
            raise row.place.refused(
                f"пара {pair.source} и {pair.target} уже стоит в строке {first.row}; оставьте одну строку",
                f"the pair {pair.source} and {pair.target} stands in row {first.row} already; leave one row",
            )
        pairs[pair.source, pair.target] = pair
    unread = tuple(sorted(set(found.columns) - _TAKEN - _KNOWN))
    return Pairs(found.file, tuple(pairs.values()), {}, license=_license(found), unread=unread)


def _refuse_other_version(row: Row, ends: tuple[Edition, Edition]) -> None:
    for name, edition in zip(_VERSIONS, ends, strict=True):
        version = row.text(name)
        if version and version.casefold() not in {edition.name, edition.title}:
            raise row.place.refused(
                f"{name} — {version[:40]}, а не {edition.name}; назовите ту редакцию",
                f"{name} is {version[:40]}, not {edition.name}; name that edition",
            )


def _pair(row: Row, source: str, target: str) -> Pair:
    if row.text("predicate_modifier"):
        raise row.place.refused(
            "отрицаний (predicate_modifier) соответствие не хранит; уберите строку",
            "a crosswalk keeps no negations (predicate_modifier); remove the row",
        )
    return Pair(
        source,
        target,
        row.place.row,
        relation=relation_of(row.text("predicate_id"), row.place),
        confidence=row.confidence(),
        justification=justification_of(row.text("mapping_justification"), row.place),
        comment=row.text("comment"),
    )


def _license(found: Sheet) -> str:
    given = str(found.metadata.get("license") or "")
    return given if given.startswith(("http://", "https://")) and " " not in given else ""
