"""A table of codes weighed with a list of titles that have the codes of both editions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ...errors import Message
from .judging import judged, share_of, weakened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .mapping import Mapping, Pair

# No list of examples is whole.
_MOST = Decimal("0.95")


def weighed(table: Sequence[Pair], titles: Sequence[Pair], *, unofficial: bool) -> list[Mapping]:
    """Return the links of the table and those that only titles show, related by both, each as sure as its share.

    A row of the table counts as one title: it stands for jobs that the list does not name. Where the list has no title
    of a code, and where the table says itself how sure it is, the table alone is judged.
    """
    listed = {(one.source, one.target): one for one in table}
    shown = {(one.source, one.target): one.times for one in titles}
    rows, named = Counter(source for source, _ in listed), Counter[str]()
    for (source, _), times in shown.items():
        named[source] += times
    both = [*table, *(one for one in titles if (one.source, one.target) not in listed)]
    found = []
    for pair, link in zip(both, judged(both, unofficial=unofficial, titles=False), strict=True):
        key = pair.source, pair.target
        if not named[pair.source] or pair.confidence is not None:
            found.append(link)
            continue
        part, whole = shown.get(key, 0), named[pair.source]
        sure = min(_MOST, share_of(part + (key in listed), whole + rows[pair.source]))
        why = _reason(pair, part, whole, is_listed=key in listed)
        sure, why = weakened(sure, why) if unofficial else (sure, why)
        found.append(replace(link, confidence=sure, reason=why))
    return found


def _reason(pair: Pair, part: int, whole: int, *, is_listed: bool) -> Message:
    if pair.comment:
        return Message(ru=pair.comment, en=pair.comment)
    place = ("в таблице есть", "in the table") if is_listed else ("в таблице нет", "not in the table")
    return Message(
        ru=f"{place[0]}; наименований в указателе: {part} из {whole}",
        en=f"{place[1]}; titles in the index: {part} of {whole}",
    )
