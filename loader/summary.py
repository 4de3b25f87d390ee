"""What is said of a file that was loaded: what is in it, and what was found while it was read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from ..errors import Message
from ..shapes.rendering.words import LEVELS
from ..shapes.report import FileReport, Level
from .findings import findings
from .graph.version import version_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..shapes.report import Finding
    from .pipeline import Loaded

Result = TypeVar("Result")

_COUNTED = {
    Level.VIOLATION: Message(ru="нарушений", en="violations"),
    Level.WARNING: Message(ru="предупреждений", en="warnings"),
    Level.INFO: Message(ru="замечаний", en="remarks"),
    Level.REPAIR: Message(ru="исправлений", en="repairs"),
}


def summary(loaded: Loaded, *, details: bool) -> Iterator[Message]:
    """Yield the lines: what was loaded, how much was found, each violation and doubt; with `details`, everything."""
    standard, version = loaded.built.standard, loaded.built.graphs.version
    functions = list(standard.particular_functions)
    items = sum(len(function.items) for function in functions)
    references = sum(len(function.references) for function in functions)
    label, edition = version_label(standard), version.rpartition("/")[2]
    done = Message(ru="загружен", en="loaded") if loaded.changed else Message(ru="без изменений", en="unchanged")
    which = f"{label} ({standard.code}@{edition})"
    yield Message(
        ru=f"{loaded.name}: {done.ru}: {which}: обобщенных функций {len(standard.functions)}, "
        f"трудовых {len(functions)}, действий, умений и знаний {items}, ссылок {references}",
        en=f"{loaded.name}: {done.en}: {which}: generalised functions {len(standard.functions)}, "
        f"particular ones {len(functions)}, actions, skills and knowledge items {items}, references {references}",
    )
    report = FileReport(loaded.name, findings=findings(loaded.built))
    named = f"standard={standard.code}@{edition}"
    counts = report.counts
    yield Message(
        ru=", ".join(f"{name.ru}: {counts[level]}" for level, name in _COUNTED.items())
        + f"; подробно: profgraph query defects {named} и profgraph query diagnostics {named}",
        en=", ".join(f"{name.en}: {counts[level]}" for level, name in _COUNTED.items())
        + f"; in full: profgraph query defects {named} and profgraph query diagnostics {named}",
    )
    for finding in sorted(report.findings, key=_line):
        if details or finding.is_serious:
            yield _told(finding)
    for hint in loaded.hints:
        yield Message(ru=f"  {hint.ru}", en=f"  {hint.en}")


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
