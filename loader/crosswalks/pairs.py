"""From the rows of a table to pairs of codes; what is wrong is refused with its row and what to do."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from ...errors import RefusedError
from ..classifiers.codes import is_padded, without_padding
from ..sssom.values import Place, confidence_of
from .heads import places
from .mapping import JUSTIFICATIONS, RELATIONS, Pair, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..classifiers.editions import Edition
    from ..classifiers.row import Row
    from .mapping import Relation

_SAMPLE = 200


def read_pairs(
    rows: Iterable[Row],
    ends: tuple[Edition, Edition],
    file: str,
    given: Mapping[str, str],
    *,
    repeated: bool,
    partial: bool,
    prefix: str = "",
) -> Pairs:
    """Return the pairs of a table; raise `RefusedError` with the row that is wrong.

    `repeated` pairs are counted, a `partial` table may have rows with one code only, which are counted too; `prefix` is
    how the fields of the file begin on the command line.
    """
    ahead = iter(rows)
    sample = list(islice(ahead, _SAMPLE))
    columns, above = places(sample, given, *ends, file, prefix)
    found: dict[tuple[str, str], Pair] = {}
    half = 0
    for row in chain(sample[above:], ahead):
        pair = _pair(row, columns, ends, file)
        if not (pair.source and pair.target):
            if not partial:
                raise _half(pair, ends, file)
            half += 1
            continue
        first = found.get((pair.source, pair.target))
        if first is not None and not repeated:
            raise _twice(pair, first, file)
        found[pair.source, pair.target] = pair if first is None else replace(first, times=first.times + 1)
    if not found:
        raise _none(file)
    pairs, padded = _unpadded(list(found.values()), ends)
    return Pairs(file, pairs, columns, half, padded=padded)


def relation_of(text: str, place: Place) -> Relation:
    """Return the relation of SKOS that a text names: `skos:closeMatch`, `closeMatch`, an IRI; raise `RefusedError`."""
    name = text.rpartition("#")[2].removeprefix("skos:").casefold()
    for relation in RELATIONS:
        if relation.casefold() == name:
            return relation
    raise place.refused(
        f"связи «{text[:60]}» в SKOS нет; нужна одна из: {', '.join(RELATIONS)}",
        f"SKOS has no relation «{text[:60]}»; one of these is needed: {', '.join(RELATIONS)}",
    )


def justification_of(text: str, place: Place) -> str:
    """Return the name of a ground that SSSOM knows, without its prefix; raise `RefusedError`."""
    name = text.removeprefix("semapv:").rpartition("/")[2]
    if name in JUSTIFICATIONS:
        return name
    raise place.refused(
        f"обоснования «{text[:60]}» в SSSOM нет; нужно, например, semapv:ManualMappingCuration или "
        "semapv:UnspecifiedMatching",
        f"SSSOM has no justification «{text[:60]}»; for example, semapv:ManualMappingCuration or "
        "semapv:UnspecifiedMatching is needed",
    )


def _pair(row: Row, columns: Mapping[str, int], ends: tuple[Edition, Edition], file: str) -> Pair:
    told = {field: row.text(column) for field, column in columns.items()}
    place = Place(file, row.number)
    relation, confidence, ground = told.get("relation"), told.get("confidence"), told.get("justification")
    return Pair(
        _code(row, columns["source"], ends[0], file),
        _code(row, columns["target"], ends[1], file),
        row.number,
        relation=relation_of(relation, place) if relation else None,
        confidence=confidence_of(confidence, place) if confidence else None,
        justification=justification_of(ground, place) if ground else "",
        comment=told.get("comment", ""),
    )


def _code(row: Row, place: int, edition: Edition, file: str) -> str:
    text = row.text(place)
    cell = row.cells[place] if place < len(row.cells) else ""
    is_broken = isinstance(cell, float) and not cell.is_integer()
    code = edition.structure.spelling(text)
    if text and (is_broken or not edition.structure.is_code(text)):
        raise RefusedError(
            ru=f"{file}, строка {row.number}, столбец {place + 1}: «{text[:60]}» — не код {edition.title}; исправьте "
            "код (столбец чисел сделайте текстовым: числа теряют нули)",
            en=f"{file}, row {row.number}, column {place + 1}: «{text[:60]}» is no code of {edition.title}; mend the "
            "code (make a column of numbers one of text: numbers lose zeros)",
        )
    return code


def _unpadded(pairs: Sequence[Pair], ends: tuple[Edition, Edition]) -> tuple[tuple[Pair, ...], bool]:
    """Return the pairs with codes that are filled up with zeros read without them: 2100 is 21."""
    of_source = _meanings(frozenset(one.source for one in pairs), ends[0])
    of_target = _meanings(frozenset(one.target for one in pairs), ends[1])
    found: dict[tuple[str, str], Pair] = {}
    for one in pairs:
        sources, targets = of_source.get(one.source, (one.source,)), of_target.get(one.target, (one.target,))
        for source, target in product(sources, targets):
            found[source, target] = replace(one, source=source, target=target)
    return tuple(found.values()), bool(of_source or of_target)


def _meanings(codes: frozenset[str], edition: Edition) -> Mapping[str, tuple[str, ...]]:
    is_of_occupations = edition.kind in {"okz", "isco", "esco-groups"}
    return without_padding(codes) if is_of_occupations and is_padded(codes) else {}


def _half(pair: Pair, ends: tuple[Edition, Edition], file: str) -> RefusedError:
    missing = ends[1].title if pair.source else ends[0].title
    return RefusedError(
        ru=f"{file}, строка {pair.row}: нет кода {missing}; впишите его, а чтобы такие строки пропустить, "
        "скажите --partial",
        en=f"{file}, row {pair.row}: the code of {missing} is missing; add it or, to leave such rows out, "
        "say --partial",
    )


def _twice(pair: Pair, first: Pair, file: str) -> RefusedError:
    return RefusedError(
        ru=f"{file}, строка {pair.row}: пара {pair.source} и {pair.target} уже стоит в строке {first.row}; "
        "оставьте одну строку, а для списка наименований скажите --titles, для повторов --repeated",
        en=f"{file}, row {pair.row}: the pair {pair.source} and {pair.target} stands in row {first.row} already; "
        "leave one row or, for a list of titles, say --titles, for repeated pairs --repeated",
    )


def _none(file: str) -> RefusedError:
    return RefusedError(
        ru=f"{file}: в таблице нет ни одной пары кодов; укажите таблицу соответствия",
        en=f"{file}: the table has not one pair of codes; name a table of correspondence",
    )
