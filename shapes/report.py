"""What is reported of documents, as values: findings with their places, gathered by function, the worst first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import Message


class Level(StrEnum):
    """How much a finding matters, the worst first; a repair is what the loader put right by itself."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"
    REPAIR = "repair"


ORDER: Mapping[Level, int] = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True)
class Spot:
    """Lines of a source, counted from 1; `paragraph` is the n-th paragraph of a line that holds several.

    `page` is the page on which the first line stands, where the source has pages.
    """

    first: int
    last: int
    paragraph: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Finding:
    """One finding: what is wrong, at which function, with what value, on which lines, and what to do about it.

    `code` names the shape or the rule of the loader; `function` is the code of the function, of which it is the
    n-th that has it, or empty where the finding concerns the whole document; `value` is for people, `term` the same
    as an N-Triples term.
    """

    level: Level
    code: str
    message: Message
    spots: tuple[Spot, ...]
    name: Message | None = None
    cure: Message | None = None
    function: str = ""
    occurrence: int = 1
    function_label: str = ""
    value: str | None = None
    excerpt: str | None = None
    focus: str | None = None
    shape: str | None = None
    component: str | None = None
    term: str | None = None

    @property
    def is_serious(self) -> bool:
        """Tell whether it is a violation, or a doubt of the loader itself: such a text may be read wrongly."""
        return self.level == Level.VIOLATION or (self.level == Level.WARNING and self.shape is None)


@dataclass(frozen=True)
class Group:
    """The findings of one function, the n-th with its code, or of the whole document where `function` is empty."""

    function: str
    occurrence: int
    label: str
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> int:
        """Return the rank of the worst finding, 0 being a violation."""
        return min(ORDER[one.level] for one in self.findings)


@dataclass(frozen=True)
class FileReport:
    """What is said of one document; `refusal` is why it could not be read as a standard."""

    name: str
    title: str | None = None
    version: str | None = None
    findings: tuple[Finding, ...] = ()
    refusal: Message | None = None

    @property
    def conforms(self) -> bool:
        """Tell whether the document was read and has no violation."""
        return self.refusal is None and not self.counts[Level.VIOLATION]

    @property
    def counts(self) -> Mapping[Level, int]:
        """Return how many findings there are of each level."""
        found = Counter(one.level for one in self.findings)
        return {level: found[level] for level in Level}

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the findings but for repairs by function, the worst first, then in the order of the document."""
        faults = sorted((one for one in self.findings if one.level != Level.REPAIR), key=_by_function)
        groups = [
            Group(function, occurrence, label, tuple(sorted(found, key=_by_severity)))
            for (function, occurrence, label), found in groupby(faults, key=_by_function)
        ]
        return tuple(
            sorted(
                groups,
                key=lambda group: (group.worst, min(map(_line, group.findings)), group.function, group.occurrence),
            )
        )

    @property
    def repairs(self) -> tuple[Finding, ...]:
        """Return what the loader put right, in the order of the document."""
        return tuple(sorted((one for one in self.findings if one.level == Level.REPAIR), key=_by_severity))

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return one finding of each kind of fault, the worst first: what there is to learn from the report."""
        first = {one.code: one for group in reversed(self.groups) for one in reversed(group.findings)}
        return tuple(sorted(first.values(), key=lambda one: (ORDER[one.level], one.code)))


def _by_function(finding: Finding) -> tuple[str, int, str]:
    return finding.function, finding.occurrence, finding.function_label


def _by_severity(finding: Finding) -> tuple[int, int, str, str]:
    return ORDER[finding.level], _line(finding), finding.code, finding.value or ""


def _line(finding: Finding) -> int:
    return min((spot.first for spot in finding.spots), default=0)
