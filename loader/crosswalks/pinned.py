"""The items of the two editions that a crosswalk leads between, as the store knows them; what they lack is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import RefusedError
from ...ontology.terms import SKOS
from ..sssom.slots import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...store.writing.protocol import Reading
    from ..classifiers.editions import Edition
    from .mapping import Pair

    Codes = frozenset[str]

# Share of the titles of an index whose codes the store has: that of the ILO has slips in one of a thousand.
_MOST_KNOWN = 0.9


def codes_of(reading: Reading, edition: Edition) -> Codes:
    """Return the codes of an edition that the store has items of; raise `RefusedError` where it has none."""
    scheme = reading.minter.edition(edition.kind, edition.name)
    start = f"{scheme}/"
    found = frozenset(str(item).removeprefix(start) for item, _, _, _ in reading.triples(None, SKOS.inScheme, scheme))
    if found:
        return found
    raise RefusedError(
        ru=f"{edition.title}: этой редакции в хранилище нет; сначала {_import_of(edition)} ФАЙЛ",
        en=f"{edition.title}: the store does not have this edition; first {_import_of(edition)} FILE",
    )


def code_at(reading: Reading, iri: str, edition: Edition) -> str | None:
    """Return the code of the item that an IRI means: ours, or one that an item is the same as; None for none."""
    start = f"{reading.minter.edition(edition.kind, edition.name)}/"
    if iri.startswith(start):
        return iri.removeprefix(start)
    same = (str(item) for item, _, _, _ in reading.triples(None, SKOS.exactMatch, URIRef(iri)))
    return next((item.removeprefix(start) for item in sorted(same) if item.startswith(start)), None)


def possible(pairs: Sequence[Pair], codes: tuple[Codes, Codes]) -> list[Pair]:
    """Return the pairs without readings of a row that cannot be meant: 1330 filled up with zeros may be 133 or 1330."""
    meant = {one.row for one in pairs if _is_known(one, codes)}
    return [one for one in pairs if one.row not in meant or _is_known(one, codes)]


def nearest(pairs: Sequence[Pair], ends: tuple[Edition, Edition]) -> list[Pair]:
    """Return the pairs without readings of a row whose levels are further apart than those of another reading of it."""
    ranks = ends[0].structure.rank
    if ends[0].structure is not ends[1].structure:
        return list(pairs)
    apart: dict[int, int] = {}
    for one in pairs:
        steps = abs(ranks(one.source) - ranks(one.target))
        apart[one.row] = min(steps, apart.get(one.row, steps))
    return [one for one in pairs if abs(ranks(one.source) - ranks(one.target)) == apart[one.row]]


def checked(
    pairs: Sequence[Pair], file: str, ends: tuple[Edition, Edition], codes: tuple[Codes, Codes], *, partial: bool
) -> list[Pair]:
    """Return the pairs whose items both are known; others are refused or, if `partial`, left out."""
    known = [one for one in pairs if _is_known(one, codes)]
    if len(known) == len(pairs) or (partial and known):
        return known
    if not known and all(one.source in codes[1] and one.target in codes[0] for one in pairs):
        raise turned(file, ends)
    first = next(one for one in pairs if not _is_known(one, codes))
    # Of the readings of a padded code the longest one is as it is written.
    wrong = [one for one in pairs if one.row == first.row][-1]
    is_source = wrong.source not in codes[0]
    if f"<{NOTHING}>" in {wrong.source, wrong.target}:
        raise _of_nothing(wrong, file)
    raise _missing(wrong, wrong.source if is_source else wrong.target, ends[0 if is_source else 1], file)


def known_of(
    titles: Sequence[Pair], file: str, ends: tuple[Edition, Edition], codes: tuple[Codes, Codes], *, partial: bool
) -> list[Pair]:
    """Return the pairs of an index of titles whose items both are known.

    Raise `RefusedError` where there is none or, unless it is `partial`, many titles have codes that are not known.
    """
    known = [one for one in titles if _is_known(one, codes)]
    told, whole = sum(one.times for one in known), sum(one.times for one in titles)
    if known and (partial or told >= _MOST_KNOWN * whole):
        return known
    first = next(one for one in titles if not _is_known(one, codes))
    raise _of_others(first, (told, whole), file, ends)


def _is_known(pair: Pair, codes: tuple[Codes, Codes]) -> bool:
    return pair.source in codes[0] and pair.target in codes[1]


def turned(file: str, ends: tuple[Edition, Edition]) -> RefusedError:
    """Return the refusal of a table that leads in the other direction."""
    source, target = (one.title for one in ends)
    return RefusedError(
        ru=f"{file}: таблица ведёт в другую сторону, от {target} к {source}; скажите crosswalks import {target} "
        f"{source} или поменяйте столбцы: --column source=… --column target=…",
        en=f"{file}: the table goes the other way, from {target} to {source}; say crosswalks import {target} "
        f"{source} or change the columns: --column source=… --column target=…",
    )


def _of_nothing(pair: Pair, file: str) -> RefusedError:
    return RefusedError(
        ru=f"{file}, строка {pair.row}: sssom:NoTermFound — у кода нет пары, а соответствие хранит только пары; "
        "уберите строку, а чтобы такие строки пропустить, скажите --partial",
        en=f"{file}, row {pair.row}: sssom:NoTermFound says that the code has no counterpart, and a crosswalk keeps "
        "pairs only; remove the row or, to leave such rows out, say --partial",
    )


def _of_others(first: Pair, titles: tuple[int, int], file: str, ends: tuple[Edition, Edition]) -> RefusedError:
    (known, whole), (source, target) = titles, (one.title for one in ends)
    return RefusedError(
        ru=f"{file}, строка {first.row}: пары {first.source} и {first.target} в редакциях {source} и {target} нет, "
        f"наименований с известными кодами {known} из {whole}; укажите указатель этих редакций, его столбцы "
        "(--column index-source=… --column index-target=…) или скажите --partial",
        en=f"{file}, row {first.row}: {source} and {target} have no pair {first.source} and {first.target}, "
        f"titles with known codes are {known} of {whole}; name an index of these editions, its columns "
        "(--column index-source=… --column index-target=…) or say --partial",
    )


def _missing(pair: Pair, code: str, edition: Edition, file: str) -> RefusedError:
    return RefusedError(
        ru=f"{file}, строка {pair.row}: кода {code} в редакции {edition.title} в хранилище нет; исправьте код, "
        f"загрузите редакцию целиком ({_import_of(edition)} ФАЙЛ) или скажите --partial",
        en=f"{file}, row {pair.row}: the edition {edition.title} in the store has no code {code}; mend the code, "
        f"import the whole edition ({_import_of(edition)} FILE) or say --partial",
    )


def _import_of(edition: Edition) -> str:
    return f"profgraph classifiers import {edition.kind} {edition.name}"
