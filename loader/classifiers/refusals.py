"""Why a row of a table, or the table, cannot be of an edition, and what to do about it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from ...errors import RefusedError

if TYPE_CHECKING:
    from ...ontology.resources import KnownItem
    from .editions import Edition
    from .items import Entry, Item
    from .row import Row


def no_code(row: Row, place: int, written: str, file: str) -> RefusedError:
    """Return the refusal of what is no code of the classifier."""
    is_number = place < len(row.cells) and isinstance(row.cells[place], float)
    cure_ru = (
        "сделайте столбец кодов текстовым: числа теряют нули"
        if is_number
        else f"исправьте код; чтобы пропустить такие строки, скажите --skip={quote(written)}"
    )
    cure_en = (
        "make the column of codes one of text: numbers lose zeros"
        if is_number
        else f"mend the code; to leave such rows out, say --skip={quote(written)}"
    )
    return RefusedError(
        ru=f"{file}, строка {row.number}, столбец {place + 1}: «{written}» — не код этого классификатора; {cure_ru}",
        en=f"{file}, row {row.number}, column {place + 1}: «{written}» is no code of this classifier; {cure_en}",
    )


def no_name(row: Row, code: str, file: str) -> RefusedError:
    """Return the refusal of a code without a name."""
    return RefusedError(
        ru=f"{file}, строка {row.number}: у кода {code} нет наименования; впишите его или уберите строку",
        en=f"{file}, row {row.number}: the code {code} has no name; add it or remove the row",
    )


def no_iri(row: Row, iri: str, file: str) -> RefusedError:
    """Return the refusal of what is no IRI."""
    return RefusedError(
        ru=f"{file}, строка {row.number}: «{iri[:80]}» — не IRI; исправьте его или назовите другой столбец: "
        "--column iri=СТОЛБЕЦ",
        en=f"{file}, row {row.number}: «{iri[:80]}» is no IRI; mend it or name another column: --column iri=COLUMN",
    )


def twice(entry: Entry, first: Entry, file: str) -> RefusedError:
    """Return the refusal of a code that stands twice."""
    return RefusedError(
        ru=f"{file}, строка {entry.row}: код {entry.code} уже стоит в строке {first.row}; оставьте одну строку",
        en=f"{file}, row {entry.row}: the code {entry.code} stands in row {first.row} already; leave one row",
    )


def of_no_group(entry: Entry, edition: Edition, file: str) -> RefusedError:
    """Return the refusal of a code that the edition cannot have."""
    name = f"{edition.kind} {edition.name}"
    return RefusedError(
        ru=f"{file}, строка {entry.row}: кода {entry.written} в редакции {name} быть не может; "
        "укажите другую редакцию или исправьте код",
        en=f"{file}, row {entry.row}: the edition {name} cannot have the code {entry.written}; "
        "name another edition or mend the code",
    )


def without_parent(entry: Entry, above: str, file: str) -> RefusedError:
    """Return the refusal of a code with nothing above it."""
    return RefusedError(
        ru=f"{file}, строка {entry.row}: над кодом {entry.code} нет позиции {above}; "
        "добавьте её строку, а для неполного списка скажите --partial",
        en=f"{file}, row {entry.row}: above the code {entry.code} the item {above} is missing; "
        "add its row or, for a list that is not whole, say --partial",
    )


def not_russian(edition: Edition, file: str) -> RefusedError:
    """Return the refusal of names in another language than the edition has."""
    return RefusedError(
        ru=f"{file}: ни в одном наименовании {edition.title} нет русских букв; если они английские, скажите "
        "--column name-en=СТОЛБЕЦ",
        en=f"{file}: no name of {edition.title} has a Russian letter; if they are English, say --column name-en=COLUMN",
    )


def of_other(item: Item, own: KnownItem, other: KnownItem, file: str) -> RefusedError:
    """Return the refusal of a name that another edition gives the code."""
    name = other.edition.rpartition("/")[2]
    return RefusedError(
        ru=f"{file}, строка {item.row}: «{item.name}» у кода {item.code} — из редакции {name}, а здесь это "
        f"«{own.name}»; укажите другую редакцию или другой файл",
        en=f"{file}, row {item.row}: the edition {name} has «{item.name}» at the code {item.code}, this one "
        f"«{own.name}»; name the other edition or another file",
    )
