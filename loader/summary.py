"""What is said of a file that was loaded: what is in it, and what was found while it was read."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ..errors import Message
from ..shapes.rendering.words import LEVELS
from ..shapes.report import FileReport, Level
from .findings import all_findings, findings
from .graph.version import version_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..shapes.report import Finding
    from .building import Built

Result = TypeVar("Result")

_COUNTED = {
    Level.VIOLATION: Message(ru="нарушений", en="violations"),
    Level.WARNING: Message(ru="предупреждений", en="warnings"),
    Level.INFO: Message(ru="замечаний", en="remarks"),
    Level.REPAIR: Message(ru="исправлений", en="repairs"),
}


@dataclass(frozen=True)
class Told:
    """What is said of a standard that was read: its label, its name for commands, how much of everything it has."""

    label: str
    named: str
    functions: int
    particular: int
    items: int
    references: int
    counts: Mapping[Level, int]
    findings: tuple[Message, ...]


def told(built: Built, *, details: bool) -> Told:
    """Return what is said of a standard: each violation and doubt; with `details`, everything."""
    standard, functions = built.standard, list(built.standard.particular_functions)
    report = FileReport(standard.source.name, findings=findings(built))
    return Told(
        label=version_label(standard),
        named=f"{standard.code}@{built.graphs.version.rpartition('/')[2]}",
        functions=len(standard.functions),
        particular=len(functions),
        items=sum(len(function.items) for function in functions),
        references=sum(len(function.references) for function in functions),
        counts=report.counts,
        findings=tuple(_told(one) for one in sorted(all_findings(built), key=_line) if details or one.is_serious),
    )


def summary(name: str, told: Told, *, changed: bool, hints: Iterable[Message] = ()) -> Iterator[Message]:
    """Yield the lines: what was loaded, how much was found in it and what, and what else is to be done."""
    done = Message(ru="загружен", en="loaded") if changed else Message(ru="без изменений", en="unchanged")
    which = f"{told.label} ({told.named})"
    yield Message(
        ru=f"{name}: {done.ru}: {which}: обобщенных функций {told.functions}, "
        f"трудовых {told.particular}, действий, умений и знаний {told.items}, ссылок {told.references}",
        en=f"{name}: {done.en}: {which}: generalised functions {told.functions}, "
        f"particular ones {told.particular}, actions, skills and knowledge items {told.items}, "
        f"references {told.references}",
    )
    named = f"standard={told.named}"
    yield Message(
        ru=", ".join(f"{word.ru}: {told.counts[level]}" for level, word in _COUNTED.items())
        + f"; подробно: profgraph query defects {named} и profgraph query diagnostics {named}",
        en=", ".join(f"{word.en}: {told.counts[level]}" for level, word in _COUNTED.items())
        + f"; in full: profgraph query defects {named} and profgraph query diagnostics {named}",
    )
    yield from told.findings
    yield from (Message(ru=f"  {hint.ru}", en=f"  {hint.en}") for hint in hints)


def _line(finding: Finding) -> int:
    return finding.spots[0].first if finding.spots else 0


def _told(finding: Finding) -> Message:
    mark, line = LEVELS[finding.level], _line(finding)
    value = f" («{finding.value}»)" if finding.value else ""
    ru, en = finding.message.ru.rstrip("."), finding.message.en.rstrip(".")
    return Message(
        ru=f"  {f'строка {line}: ' if line else ''}{mark.ru}: {ru}{value}",
        en=f"  {f'line {line}: ' if line else ''}{mark.en}: {en}{value}",
    )


def watched(results: Iterator[Result], total: int) -> Iterable[Result]:
    """Return the results with a progress bar on the terminal, where there is one and it is worth it."""
    if total == 1 or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return track(results, description="", total=total, console=Console(stderr=True), transient=True)
