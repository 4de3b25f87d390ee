"""A table of codes weighed with a list of titles that have the codes of both editions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from ...errors import Message
from .judging import judged, share_of, weakened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..classifiers.editions import Edition
    from .mapping import Mapping, Pair

# No list of examples is whole.
_MOST = Decimal("0.95")


def weighed(
    table: Sequence[Pair], titles: Sequence[Pair], ends: tuple[Edition, Edition], *, unofficial: bool
) -> list[Mapping]:
    """Return the links of the table and those that only titles show, related by both, each as sure as its share.

    A row of the table counts as one title: it stands for jobs that the list does not name. The titles of a group are
    those of its members. Where the list has no title of a code, and where the table says itself how sure it is, the
    table alone is judged.
    """
    listed = {(one.source, one.target) for one in table}
    of_titles = _Shares.of({(one.source, one.target): one.times for one in titles}, ends)
    of_rows = _Shares.of(dict.fromkeys(_lowest(listed, ends), 1), ends)
    both = [*table, *(one for one in titles if (one.source, one.target) not in listed)]
    found = []
    for pair, link in zip(both, judged(both, ends, unofficial=unofficial, titles=False), strict=True):
        key = pair.source, pair.target
        part, whole = of_titles.parts[key], of_titles.wholes[pair.source]
        if not whole or pair.confidence is not None:
            found.append(link)
            continue
        sure = min(_MOST, share_of(part + of_rows.parts[key], whole + of_rows.wholes[pair.source]))
        why = _reason(pair, part, whole, is_listed=key in listed)
        sure, why = weakened(sure, why) if unofficial else (sure, why)
        found.append(replace(link, confidence=sure, reason=why))
    return found


@dataclass(frozen=True)
class _Shares:
    """How many there are of each code, and how many of these go to each code of the other edition or under it."""

    wholes: Counter[str]
    parts: Counter[tuple[str, str]]

    @classmethod
    def of(cls, counts: dict[tuple[str, str], int], ends: tuple[Edition, Edition]) -> _Shares:
        """Return the counts rolled up to the groups of both editions."""
        wholes, parts = Counter[str](), Counter[tuple[str, str]]()
        for (source, target), times in counts.items():
            for code in (source, *ends[0].above(source)):
                wholes[code] += times
            for one in _with_groups((source, target), ends):
                parts[one] += times
        return cls(wholes, parts)


def _lowest(pairs: set[tuple[str, str]], ends: tuple[Edition, Edition]) -> set[tuple[str, str]]:
    """Return the pairs without those of a group where another row has a member of it."""
    return pairs - {one for pair in pairs for one in _with_groups(pair, ends) if one != pair}


def _with_groups(pair: tuple[str, str], ends: tuple[Edition, Edition]) -> Iterator[tuple[str, str]]:
    """Yield the pair, and those of the groups that its codes are in."""
    source, target = pair
    return product((source, *ends[0].above(source)), (target, *ends[1].above(target)))


def _reason(pair: Pair, part: int, whole: int, *, is_listed: bool) -> Message:
    if pair.comment:
        return Message(ru=pair.comment, en=pair.comment)
    place = ("в таблице есть", "in the table") if is_listed else ("в таблице нет", "not in the table")
    return Message(
        ru=f"{place[0]}; наименований в указателе: {part} из {whole}",
        en=f"{place[1]}; titles in the index: {part} of {whole}",
    )
