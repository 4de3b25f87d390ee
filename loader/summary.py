"""What is said of a file that was loaded: what is in it, and what was found while it was read."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from ..errors import Message
from .diagnostic_rules import Severity
from .graph.version import version_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .diagnostics import Diagnostic
    from .pipeline import Loaded

Result = TypeVar("Result")

_SEVERITIES = {
    Severity.REPAIR: Message(ru="исправлений", en="repairs"),
    Severity.NOTE: Message(ru="пометок", en="notes"),
    Severity.WARNING: Message(ru="предупреждений", en="warnings"),
}
_MARKS = {
    Severity.REPAIR: Message(ru="исправлено", en="repaired"),
    Severity.NOTE: Message(ru="пометка", en="note"),
    Severity.WARNING: Message(ru="предупреждение", en="warning"),
}


def summary(loaded: Loaded, *, details: bool) -> Iterator[Message]:
    """Yield the lines: what was loaded, what was found by kind, each warning, and with `details` everything."""
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
    found = Counter(finding.severity for finding in loaded.built.diagnostics)
    ask = f"profgraph query diagnostics standard={standard.code}@{edition}"
    yield Message(
        ru=", ".join(f"{name.ru}: {found[severity]}" for severity, name in _SEVERITIES.items()) + f"; подробно: {ask}",
        en=", ".join(f"{name.en}: {found[severity]}" for severity, name in _SEVERITIES.items()) + f"; in full: {ask}",
    )
    for finding in loaded.built.diagnostics:
        if details or finding.severity == Severity.WARNING:
            yield _line(finding)
    for hint in loaded.hints:
        yield Message(ru=f"  {hint.ru}", en=f"  {hint.en}")


def _line(finding: Diagnostic) -> Message:
    mark, message = _MARKS[finding.severity], finding.message
    if finding.place is None:
        return Message(ru=f"  {mark.ru}: {message.ru}", en=f"  {mark.en}: {message.en}")
    return Message(
        ru=f"  строка {finding.place.first}: {mark.ru}: {message.ru}",
        en=f"  line {finding.place.first}: {mark.en}: {message.en}",
    )


def watched(results: Iterator[Result], total: int) -> Iterable[Result]:
    """Return the results with a progress bar on the terminal, where there is one and it is worth it."""
    if total == 1 or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return track(results, description="", total=total, console=Console(stderr=True), transient=True)
