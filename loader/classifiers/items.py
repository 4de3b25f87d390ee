"""From the rows of a table to the items of an edition, each checked; what is wrong is refused with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from . import refusals
from .codes import is_padded, without_padding
from .columns import columns, no_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ...errors import Language
    from ...ontology.resources import KnownItem
    from .codes import Structure
    from .columns import Columns
    from .editions import Edition
    from .row import Row

_SAMPLE = 200
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_IRI = re.compile(r'https?://[^\x00-\x20<>"{}|\\^`]+')


@dataclass(frozen=True)
class Item:
    """An item: its code, its names by language, the code above it (None at the top), its row, its IRI elsewhere."""

    code: str
    names: tuple[tuple[Language, str], ...]
    broader: str | None
    row: int
    iri: str = ""

    @property
    def name(self) -> str:
        """Return the name in the language of the edition."""
        return self.names[0][1]


@dataclass(frozen=True)
class Table:
    """The items of a file, where they were found, and what was left out or read otherwise than it is written."""

    file: str
    items: tuple[Item, ...]
    columns: Mapping[str, int]
    above: int
    left_out: int
    unpadded: bool
    respelt: int


@dataclass(frozen=True)
class Entry:
    """A row as it is written: the code respelt, the section that it names."""

    code: str
    written: str
    names: tuple[tuple[Language, str], ...]
    section: str
    row: int
    iri: str = ""


def read_items(
    rows: Iterable[Row], edition: Edition, file: str, given: Mapping[str, str], skip: frozenset[str], *, partial: bool
) -> Table:
    """Return the items of a table; raise `RefusedError` with the row that is wrong and what to do about it.

    `skip` are codes of rows to leave out; a `partial` list may have items without those above them.
    """
    ahead = iter(rows)
    sample = list(islice(ahead, _SAMPLE))
    found = columns(sample, given, edition, file)
    entries: dict[str, Entry] = {}
    left_out = 0
    for row in chain(sample[found.skipped :], ahead):
        if found.text(row, "code") in skip:
            left_out += 1
            continue
        entry = _entry(row, found, edition, file)
        if entry.code in entries:
            raise refusals.twice(entry, entries[entry.code], file)
        entries[entry.code] = entry
    if not entries:
        raise no_items(file)
    unpadded = _is_of_occupations(edition) and is_padded(frozenset(entries))
    items = tuple(_placed(_unpadded(entries) if unpadded else entries, edition, file, partial=partial))
    _refuse_other_language(items, edition, file)
    respelt = sum(entry.code != entry.written for entry in entries.values())
    return Table(file, items, found.places, found.skipped, left_out, unpadded, respelt)


def refuse_other_edition(table: Table, edition: Edition, known: Iterable[KnownItem]) -> None:
    """Raise `RefusedError` where known codes have the names that another edition gives them."""
    same = [one for one in known if one.classifier == edition.kind]
    here = {one.code: one for one in same if one.edition.rpartition("/")[2] == edition.name}
    elsewhere = {(one.code, fold(one.name)): one for one in same if one.edition.rpartition("/")[2] != edition.name}
    for item in table.items:
        other = elsewhere.get((item.code, fold(item.name)))
        own = here.get(item.code)
        if other and own and own.name and fold(own.name) != fold(item.name):
            raise refusals.of_other(item, own, other, table.file)


def _entry(row: Row, found: Columns, edition: Edition, file: str) -> Entry:
    written, section = found.text(row, "code"), edition.structure.spelling(found.text(row, "section"))
    code = edition.structure.spelling(written) if written else section
    place = found.places["code"]
    if not edition.structure.form.fullmatch(code) or _is_broken_number(row, place):
        raise refusals.no_code(row, place, written, file)
    names = tuple(_names(row, found, edition))
    if not names:
        raise refusals.no_name(row, code, file)
    iri = found.text(row, "iri")
    if iri and not _IRI.fullmatch(iri):
        raise refusals.no_iri(row, iri, file)
    return Entry(code, written or code, names, section if section != code else "", row.number, iri)


def _refuse_other_language(items: Iterable[Item], edition: Edition, file: str) -> None:
    """Raise `RefusedError` where nothing taken for Russian is: the names in standards would contradict it."""
    russian = [name for item in items for language, name in item.names if language == "ru"]
    if edition.language == "ru" and russian and not any(map(_CYRILLIC.search, russian)):
        raise refusals.not_russian(edition, file)


def _names(row: Row, found: Columns, edition: Edition) -> Iterator[tuple[Language, str]]:
    other: Language = "en" if edition.language == "ru" else "ru"
    own = found.text(row, "name") or found.text(row, f"name-{edition.language}")
    for language, name in ((edition.language, own), (other, found.text(row, f"name-{other}"))):
        # Some tables put names into quotes of their own.
        if plain := name.removeprefix("'").removesuffix("'") if name.startswith("'") else name:
            yield language, plain


def _is_of_occupations(edition: Edition) -> bool:
    return edition.kind in {"okz", "isco"}


def _unpadded(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    meanings = without_padding(frozenset(entries))
    return {
        code: Entry(code, entry.written, entry.names, entry.section, entry.row, entry.iri)
        for padded, entry in entries.items()
        for code in meanings[padded]
    }


def _placed(entries: Mapping[str, Entry], edition: Edition, file: str, *, partial: bool) -> Iterator[Item]:
    for entry in entries.values():
        if not edition.admits(entry.code):
            raise refusals.of_no_group(entry, edition, file)
        above = edition.structure.above(entry.code)
        present = [code for code in above if code in entries]
        if not partial and _lacks(entry.code, above, present, edition.structure):
            raise refusals.without_parent(entry, above[0], file)
        section = entry.section if entry.section in entries else None
        yield Item(entry.code, entry.names, present[0] if present else section, entry.row, entry.iri)


def _lacks(code: str, above: Sequence[str], present: Sequence[str], structure: Structure) -> bool:
    """Tell whether a code that must stand above is not there."""
    if not above or structure.rank(code) <= structure.highest:
        return False
    return not present or (structure.is_strict and present[0] != above[0])


def _is_broken_number(row: Row, place: int) -> bool:
    """Tell whether the code is a number with a fraction: 40.10 is then 40.1, and nobody can tell."""
    cell = row.cells[place] if place < len(row.cells) else ""
    return isinstance(cell, float) and not cell.is_integer()
