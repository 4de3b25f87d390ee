"""Which column of a table holds what: as a person says, as the header says, or as the cells look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import RefusedError, SourceError, UsageError
from ...ontology.terms import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .editions import Edition
    from .row import Row

FIELDS = ("code", "name", "name-ru", "name-en", "section", "iri")
# How headers begin or what they are; of several columns the first one counts.
_HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("код", "code", "notation", "шифр"),
    "name": ("наименование", "название", "name", "label", "title", "preferredlabel", "preflabel", "description"),
    "name-ru": ("name_ru", "name-ru", "наименование на русском", "label_ru"),
    "name-en": ("name_en", "name-en", "наименование на английском", "label_en"),
    "section": ("раздел", "section"),
    "iri": ("iri", "uri", "originuri", "concepturi"),
}
_PREAMBLE = 20  # rows above the header: the title of the classifier, the date of the table
_LOOKS = 0.9  # share of cells that look like codes from which a column is one of codes


@dataclass(frozen=True)
class Columns:
    """The places of the fields in a row, and how many rows stand above the first item."""

    places: Mapping[str, int]
    skipped: int

    def text(self, row: Row, field: str) -> str:
        """Return what a row says in the field; a field that the table does not have is empty."""
        place = self.places.get(field)
        return "" if place is None else row.text(place)


def columns(sample: Sequence[Row], given: Mapping[str, str], edition: Edition, file: str) -> Columns:
    """Return the columns of the table that begins so; raise where they cannot be told, or it has no row."""
    if not sample:
        raise no_items(file)
    header = _header(sample, given)
    named = {} if header is None else _named(sample[header])
    first = 0 if header is None else header + 1
    places = {**named, **{field: _given(field, wanted, sample, header, file) for field, wanted in given.items()}}
    items = sample[first:]
    if "code" not in places or not _has_name(places):
        places = {**_by_looks(items, edition), **places}
    if "code" not in places or not _has_name(places):
        raise _untold(sample, file)
    _refuse_changed_places(places, given, items, edition, file)
    if header is None and items and _is_heading(items[0].text(places["code"]), edition):
        first = 1
    return Columns(places, first)


def parsed(options: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """Return what `--column field=column` says; raise `UsageError` where it says anything else, or of another field."""
    pairs = [option.partition("=") for option in options]
    for field, sign, wanted in pairs:
        if field not in fields or not sign or not wanted:
            known = ", ".join(fields)
            raise UsageError(
                ru=f"--column {field}{sign}{wanted}: нужно ПОЛЕ=СТОЛБЕЦ, поля: {known}",
                en=f"--column {field}{sign}{wanted}: FIELD=COLUMN is needed, the fields are {known}",
            )
    return {field: wanted for field, _, wanted in pairs}


def no_items(file: str) -> RefusedError:
    """Return the refusal of a table that has no rows, or none below its header."""
    return RefusedError(
        ru=f"{file}: в таблице нет ни одной позиции; укажите файл классификатора",
        en=f"{file}: the table has not one item; name the file of a classifier",
    )


def _has_name(places: Mapping[str, int]) -> bool:
    return any(field in places for field in ("name", "name-ru", "name-en"))


def _header(sample: Sequence[Row], given: Mapping[str, str]) -> int | None:
    """Return the place of the row of headings, if one of the first rows is that."""
    wanted = {fold(name) for name in given.values() if not name.isdecimal()}
    for place, row in enumerate(sample[:_PREAMBLE]):
        heads = {fold(row.text(column)) for column in range(len(row.cells))}
        found = _named(row)
        if (wanted and wanted <= heads) or ("code" in found and _has_name(found)):
            return place
    return None


def _is_heading(text: str, edition: Edition) -> bool:
    """Tell whether what stands where codes do is a heading in words of its own: it begins with a letter."""
    return text[:1].isalpha() and not edition.structure.is_code(text)


def _named(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(len(row.cells)):
        head = fold(row.text(column))
        field = next((field for field in reversed(FIELDS) if _is_head(head, field)), None)
        if field and field not in found and column not in found.values():
            found[field] = column
    return found


def _is_head(head: str, field: str) -> bool:
    starts = field in {"code", "name"}
    return any(head == one or (starts and head.startswith((f"{one} ", f"{one}-"))) for one in _HEADS[field])


def _given(field: str, wanted: str, sample: Sequence[Row], header: int | None, file: str) -> int:
    if header is not None:
        row = sample[header]
        for column in range(len(row.cells)):
            if fold(row.text(column)) == fold(wanted):
                return column
    width = max((len(row.cells) for row in sample), default=0)
    if wanted.isdecimal() and 0 < int(wanted) <= width:
        return int(wanted) - 1
    heads = _heads(sample[header or 0])
    raise UsageError(
        ru=f"{file}: столбца «{wanted}» для поля {field} нет; столбцы: {heads} (или номер от 1 до {width})",
        en=f"{file}: there is no column {wanted!r} for {field}; columns: {heads} (or a number from 1 to {width})",
    )


def _by_looks(items: Sequence[Row], edition: Edition) -> dict[str, int]:
    """Return the column of codes, the column of sections, and the one with the longest texts for the names."""
    width = max((len(row.cells) for row in items), default=0)
    texts = {column: [text for row in items if (text := row.text(column))] for column in range(width)}
    found: dict[str, int] = {}
    for column, cells in texts.items():
        codes = sum(map(edition.structure.is_code, cells))
        letters = sum(len(cell) == 1 and cell.isalpha() for cell in cells)
        if cells and letters == len(cells):
            found.setdefault("section", column)
        elif cells and codes >= _LOOKS * len(cells):
            found.setdefault("code", column)
    lengths = {column: sum(map(len, cells)) for column, cells in texts.items() if column not in found.values()}
    if lengths:
        found["name"] = max(lengths, key=lambda column: lengths[column])
    return found


def _refuse_changed_places(
    places: Mapping[str, int], given: Mapping[str, str], items: Sequence[Row], edition: Edition, file: str
) -> None:
    """Raise `SourceError` where no code stands in the column that is headed so, and another one has nothing else."""
    place = places["code"]
    looks = {} if "code" in given else _by_looks(items, edition)
    if "code" not in looks or any(edition.structure.is_code(row.text(place)) for row in items):
        return
    other = looks["code"] + 1
    raise SourceError(
        ru=f"{file}: в столбце {place + 1} стоят не коды, они в столбце {other}; исправьте заголовки "
        f"или скажите: --column code={other} --column name=СТОЛБЕЦ",
        en=f"{file}: column {place + 1} has no codes, column {other} has; mend the headings "
        f"or say: --column code={other} --column name=COLUMN",
    )


def _heads(row: Row) -> str:
    return ", ".join(f"«{row.text(column)[:30]}»" for column in range(min(len(row.cells), 12)))


def _untold(sample: Sequence[Row], file: str) -> SourceError:
    heads = _heads(sample[0])
    return SourceError(
        ru=f"{file}: не видно, где код и где наименование (первая строка: {heads}); "
        "скажите: --column code=СТОЛБЕЦ --column name=СТОЛБЕЦ, по заголовку или номеру",
        en=f"{file}: it cannot be told where the code and the name are (first row: {heads}); "
        "say it: --column code=COLUMN --column name=COLUMN, by heading or number",
    )
