"""How two codes of a table relate, and how sure that is: the one place of these judgements."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ...errors import Message
from .mapping import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def judged(pairs: Sequence[Pair], *, unofficial: bool, titles: bool) -> list[Mapping]:
    """Return the pairs with their relations and confidences; `titles` are rows of examples, whose shares count."""
    targets, sources, rows = _counts(pairs)
    found = []
    for pair in pairs:
        relation = pair.relation or _relation(len(targets[pair.source]), len(sources[pair.target]))
        share = (pair.times, rows[pair.source]) if titles else None
        confidence, reason = _confidence(pair, relation, share, unofficial=unofficial)
        ground = pair.justification or _CURATED
        found.append(Mapping(pair.source, pair.target, relation, ground, confidence, reason))
    return found


def _counts(pairs: Iterable[Pair]) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, int]]:
    targets: defaultdict[str, set[str]] = defaultdict(set)
    sources: defaultdict[str, set[str]] = defaultdict(set)
    rows: defaultdict[str, int] = defaultdict(int)
    for pair in pairs:
        targets[pair.source].add(pair.target)
        sources[pair.target].add(pair.source)
        rows[pair.source] += pair.times
    return targets, sources, rows


def _relation(targets: int, sources: int) -> Relation:
    if targets == 1:
        return "closeMatch" if sources == 1 else "broadMatch"
    return "narrowMatch" if sources == 1 else "relatedMatch"


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
