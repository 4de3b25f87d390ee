"""When each edition of a standard is in force, and which one it replaces: a function of all its loaded editions.

The later order prevails from its first day on, so that no two editions are in force on one day. A first day that no
document states is the earliest that its dates allow, and each end says what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

STATED, NOTED, REGISTRATION, ORDER = "stated", "noted", "registration-date", "order-date"
UNDATED, SAME_DAY, OVERTAKEN = "undated", "same-day", "overtaken"
LATER, REVOKED = "later-order", "revocation"
# Of evidence of one last day the first of these is told.
_WEIGHT = (STATED, REVOKED, NOTED, LATER)


@dataclass(frozen=True)
class Dated:
    """What an edition says of time; `act` approves it, `revokes` are the acts that its order revokes.

    What is noted says a legal database, not the order.
    """

    iri: str
    ordered: date | None = None
    registered: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    act: str | None = None
    revokes: frozenset[str] = frozenset()
    noted_from: date | None = None
    noted_to: date | None = None

    @property
    def first(self) -> tuple[date | None, str]:
        """Return the first day in force that can be told from the edition alone, and what it rests on."""
        # A registration before the order is a slip: the order was not in force before it was given.
        registered = None if self.registered and self.ordered and self.registered < self.ordered else self.registered
        days = (
            (self.valid_from, STATED),
            (self.noted_from, NOTED),
            (registered, REGISTRATION),
            (self.ordered, ORDER),
        )
        return next(((day, evidence) for day, evidence in days if day), (None, UNDATED))

    @property
    def ends(self) -> list[tuple[date, str]]:
        """Return the last days in force that can be told from the edition alone."""
        return [(day, evidence) for day, evidence in ((self.valid_to, STATED), (self.noted_to, NOTED)) if day]

    @property
    def rank(self) -> tuple[date, date]:
        """Return by what editions follow each other: the day of the order, then the first day in force."""
        first = self.first[0] or date.max
        return self.ordered or first, first


@dataclass(frozen=True)
class Span:
    """The first and the last day in force with what they rest on, and the editions that give way.

    Without a first day the edition is in force on no day, and `first_evidence` says why.
    """

    first_evidence: str
    first: date | None = None
    last: date | None = None
    last_evidence: str | None = None
    replaces: tuple[str, ...] = ()
    replacement_evidence: str | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the edition is in force on a day, the last one included."""
        return self.first is not None and self.first <= day and (self.last is None or day <= self.last)


def timeline(editions: Iterable[Dated]) -> Mapping[str, Span]:
    """Return the span of each edition of one standard, whatever their order."""
    found = sorted(editions, key=lambda one: (one.rank, one.iri))
    dated = [one for one in found if one.first[0]]
    spans = {one.iri: Span(UNDATED) for one in found}
    ranks = list(_ranks(dated))
    for number, rank in enumerate(ranks):
        later = [one for following in ranks[number + 1 :] for one in following]
        earlier = ranks[number - 1] if number else ()
        spans |= {one.iri: _span(one, rank, earlier, later) for one in rank}
    return spans


def _ranks(editions: Sequence[Dated]) -> Iterator[tuple[Dated, ...]]:
    """Yield the editions that follow each other; of those in one tuple it cannot be told which one is the later."""
    ranks: dict[tuple[date, date], list[Dated]] = {}
    for one in editions:
        ranks.setdefault(one.rank, []).append(one)
    yield from (tuple(members) for members in ranks.values())


def _span(one: Dated, rank: Sequence[Dated], earlier: Sequence[Dated], later: Sequence[Dated]) -> Span:
    if len(rank) > 1:
        return Span(SAME_DAY)
    replaces = tuple(other.iri for other in earlier)
    revoked = one.revokes & {other.act for other in earlier}
    evidence = (REVOKED if revoked else LATER) if replaces else None
    first, first_evidence = one.first
    starts = [day for other in later if (day := other.first[0])]
    if first is None or any(day <= first for day in starts) or any(day < first for day, _ in one.ends):
        return Span(OVERTAKEN, replaces=replaces, replacement_evidence=evidence)
    last, last_evidence = _end(one, later)
    return Span(first_evidence, first, last, last_evidence, replaces, evidence)


def _end(one: Dated, later: Sequence[Dated]) -> tuple[date | None, str | None]:
    """Return the last day: the one that is stated or noted, or that before the first day of a later order."""
    ends = one.ends + [
        (begins - timedelta(days=1), REVOKED if one.act in other.revokes else LATER)
        for other in later
        if (begins := other.first[0])
    ]
    return min(ends, key=lambda end: (end[0], _WEIGHT.index(end[1])), default=(None, None))
