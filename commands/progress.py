"""What a load shows while it runs: a bar with live counts on a terminal, else lines for each document."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from ..errors import Message
from ..loader.reporting import KINDS
from ..shapes.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

    from ..errors import Language
    from ..loader.outcomes import Outcome

_RATE = Message(ru="в секунду: {rate:.1f}", en="{rate:.1f} a second")
_REPAIRED = Message(ru="с исправлениями", en="with repairs")


def shown(outcomes: Iterator[Outcome], total: int, lang: Language, *, quiet: bool, are_many: bool) -> Iterator[Outcome]:
    """Yield the outcomes as they come, and show them; of refusals is told in any case."""
    if are_many and sys.stderr.isatty() and not quiet:
        yield from _under_a_bar(outcomes, total, lang)
        return
    for one in outcomes:
        _tell(one, lang, quiet=quiet)
        yield one


def _tell(one: Outcome, lang: Language, *, quiet: bool) -> None:
    if one.error:
        click.echo(one.error.message.in_language(lang), err=True)
    elif not quiet:
        for line in one.lines():
            click.echo(line.in_language(lang))


def _under_a_bar(outcomes: Iterator[Outcome], total: int, lang: Language) -> Iterator[Outcome]:
    """Show a bar at the bottom; on a terminal the lines of each document would only hide the refusals."""
    counts: Counter[str] = Counter()
    with _bar() as bar:
        task = bar.add_task("", total=total, said="", rate="")
        for done, one in enumerate(outcomes, start=1):
            counts[KINDS[one.kind].in_language(lang)] += 1
            counts[_REPAIRED.in_language(lang)] += bool(one.told and one.told.counts[Level.REPAIR])
            if one.error:
                bar.console.print(one.error.message.in_language(lang), markup=False, highlight=False, soft_wrap=True)
            said = ", ".join(f"{kind}: {count}" for kind, count in counts.items() if count)
            rate = _RATE.filled(rate=bar.tasks[0].speed or 0).in_language(lang)
            # An archive or an export holds more documents than there are files.
            bar.update(task, advance=1, total=max(total, done), said=said, rate=rate)
            yield one


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[said]}"),
        console=Console(stderr=True),
        transient=True,
    )
