"""Findings as people read them: what is said once, with all the places of which it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..report import ORDER
from .words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...errors import Message
    from ..report import FileReport, Finding, Level, Spot

_TELLING = 20


@dataclass(frozen=True)
class Evidence:
    """What the document has where the fault is."""

    spots: tuple[Spot, ...]
    value: str | None
    excerpt: str | None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show: the finding concerns no line and no value."""
        return self.value is None and self.excerpt is None and not any(spot.first for spot in self.spots)

    @property
    def needs_excerpt(self) -> bool:
        """Tell whether the value alone would not be found in the document: it is short, or written otherwise there."""
        value, excerpt = visible(self.value or ""), visible(self.excerpt or "")
        if value == excerpt:
            return False
        line = excerpt.replace(" │ ", " ").strip("…")
        # A value of several lines holds the first of them.
        return len(value) < _TELLING or not (value in line or line in value)


@dataclass(frozen=True)
class Fault:
    """Equal findings of one check as one sentence with its evidence."""

    level: Level
    code: str
    message: Message
    evidence: tuple[Evidence, ...]


def gathered(findings: Iterable[Finding]) -> tuple[Fault, ...]:
    """Return the findings with those of one check and one sentence together, in the order of the first of each."""
    alike: dict[tuple[Level, str, Message], list[Finding]] = {}
    for one in findings:
        alike.setdefault((one.level, one.code, one.message), []).append(one)
    return tuple(Fault(*key, tuple(_evidence(found))) for key, found in alike.items())


def faults(reports: Iterable[FileReport]) -> tuple[Finding, ...]:
    """Return one finding of each check that speaks in some report, the worst first."""
    first: dict[str, Finding] = {}
    for report in reports:
        for one in report.faults:
            first.setdefault(one.code, one)
    return tuple(sorted(first.values(), key=lambda one: (ORDER[one.level], one.code)))


def _evidence(findings: Iterable[Finding]) -> Iterator[Evidence]:
    alike: dict[tuple[str | None, str | None], list[Spot]] = {}
    for one in sorted(findings, key=_place):
        alike.setdefault((one.value, one.excerpt), []).extend(one.spots)
    for (value, excerpt), spots in alike.items():
        shown = Evidence(tuple(dict.fromkeys(spots)), value, excerpt)
        if not shown.is_empty:
            yield shown


def _place(finding: Finding) -> tuple[int, int]:
    return min(((spot.first, spot.paragraph or 0) for spot in finding.spots), default=(0, 0))
