"""How two codes of a table relate, and how sure that is: the one place of these judgements."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ...errors import Message
from .mapping import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Mapping as Map

    from ..classifiers.editions import Edition
    from .mapping import Pair, Relation

_CURATED = "ManualMappingCuration"
# By how many counterparts a code and its counterpart have in the table.
_CONFIDENCE: dict[Relation, Decimal] = {
    "exactMatch": Decimal(1),
    "closeMatch": Decimal("0.95"),
    "broadMatch": Decimal("0.9"),
    "narrowMatch": Decimal("0.8"),
    "relatedMatch": Decimal("0.6"),
}
_WHY: dict[Relation, Message] = {
    "exactMatch": Message(ru="таблица называет коды равными", en="the table calls the codes equal"),
    "closeMatch": Message(ru="в таблице один к одному", en="one to one in the table"),
    "broadMatch": Message(ru="в таблице вместе с другими кодами ведёт к одному", en="joined with others in the table"),
    "narrowMatch": Message(ru="в таблице разделён на несколько кодов", en="split into several codes in the table"),
    "relatedMatch": Message(ru="в таблице многие ко многим", en="many to many in the table"),
}
_UNOFFICIAL = Decimal("0.6")
_STATED = Message(ru="так сказано в файле", en="the file says so")
_CENT = Decimal("0.01")
SURE = Decimal(1)


def judged(pairs: Sequence[Pair], ends: tuple[Edition, Edition], *, unofficial: bool, titles: bool) -> list[Mapping]:
    """Return the pairs with their relations and confidences; `titles` are rows of examples, whose shares count."""
    targets = _Ways.of(((one.source, one.target) for one in pairs), ends)
    sources = _Ways.of(((one.target, one.source) for one in pairs), (ends[1], ends[0]))
    rows = Counter[str]()
    for pair in pairs:
        rows[pair.source] += pair.times
    found = []
    for pair in pairs:
        relation = pair.relation or _relation(pair, targets, sources)
        share = (pair.times, rows[pair.source]) if titles else None
        confidence, reason = _confidence(pair, relation, share, unofficial=unofficial)
        ground = pair.justification or _CURATED
        found.append(Mapping(pair.source, pair.target, relation, ground, confidence, reason))
    return found


@dataclass(frozen=True)
class _Counterparts:
    """How many counterparts a code has, and how many of them are under each code of their edition."""

    number: int
    under: Counter[str]

    def has_others(self, code: str) -> bool:
        """Tell whether there is another counterpart; one under the given one is a part of it."""
        return self.number > 1 + self.under[code]


@dataclass(frozen=True)
class _Ways:
    """The counterparts of the codes of an edition: each one's own, and with those of its members."""

    own: Map[str, _Counterparts]
    all: Map[str, _Counterparts]

    @classmethod
    def of(cls, links: Iterable[tuple[str, str]], ends: tuple[Edition, Edition]) -> _Ways:
        """Return the counterparts that the links give."""
        own: defaultdict[str, set[str]] = defaultdict(set)
        every: defaultdict[str, set[str]] = defaultdict(set)
        for code, its in links:
            own[code].add(its)
            for one in (code, *ends[0].above(code)):
                every[one].add(its)
        return cls(_counted(own, ends[1]), _counted(every, ends[1]))


def _counted(found: Map[str, set[str]], edition: Edition) -> dict[str, _Counterparts]:
    return {
        code: _Counterparts(len(those), Counter(up for one in those for up in edition.above(one)))
        for code, those in found.items()
    }


def _relation(pair: Pair, targets: _Ways, sources: _Ways) -> Relation:
    """Return how the codes relate; that one holds all of the other is so only if it holds all of its members."""
    is_split = targets.own[pair.source].has_others(pair.target)
    is_joined = sources.own[pair.target].has_others(pair.source)
    if not is_split and not is_joined:
        return "closeMatch"
    if not is_split and not targets.all[pair.source].has_others(pair.target):
        return "broadMatch"
    if not is_joined and not sources.all[pair.target].has_others(pair.source):
        return "narrowMatch"
    return "relatedMatch"


def _confidence(
    pair: Pair, relation: Relation, share: tuple[int, int] | None, *, unofficial: bool
) -> tuple[Decimal, Message]:
    if pair.confidence is not None:
        said = Message(ru=pair.comment, en=pair.comment) if pair.comment else _STATED
        return pair.confidence, said
    why = Message(ru=pair.comment, en=pair.comment) if pair.comment else _WHY[relation]
    base = _CONFIDENCE[relation]
    if share is not None:
        part, whole = share
        base = share_of(part, whole)
        why = Message(ru=f"наименований: {part} из {whole}", en=f"titles: {part} of {whole}")
    return weakened(base, why) if unofficial else (base, why)


def share_of(part: int, whole: int) -> Decimal:
    """Return a share to the hundredth, and never nothing."""
    return max(_CENT, (Decimal(part) / whole).quantize(_CENT, ROUND_HALF_UP))


def weakened(confidence: Decimal, why: Message) -> tuple[Decimal, Message]:
    """Return what is left of a confidence, and its reason, where the table is not official."""
    weak = Message(ru=f"{why.ru}; таблица неофициальная", en=f"{why.en}; the table is unofficial")
    return (confidence * _UNOFFICIAL).quantize(_CENT, ROUND_HALF_UP), weak
