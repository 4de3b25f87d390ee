"""The command that loads documents into the store."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from ..errors import UsageError
from .calling_off import called_off
from .outputs import OF_LOAD, WRITTEN
from .wording import said, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from threading import Event

    from ..loader.files import File
    from ..loader.outcomes import Outcome
    from ..settings import Settings
    from ..store.writing.protocol import Writing

_UNREADABLE, _CALLED_OFF = 2, 130
# Up to here other processes would take longer to start than the documents to read.
_FEW, _SMALL = 8, 2**22
_JOBS = 2


@click.command(
    help=text(
        "Загрузить файлы или папки («-» — стандартный ввод); без них — стандарт из поставки. "
        "Прерванную загрузку папки продолжит та же команда.",
        "Load files or folders (“-” is the standard input); without any, the bundled standard. "
        "The same command goes on with one that was stopped.",
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--strict",
    is_flag=True,
    help=text(
        "Не загружать документ с нарушениями или местами, в которых загрузчик усомнился.",
        "Refuse a document with violations, or with places that the loader doubts.",
    ),
)
@click.option(
    "--as",
    "version",
    metavar="VERSION",
    help=text("Считать файл этой редакцией: 620n-2014-09-08.", "Take the file for this edition: 620n-2014-09-08."),
)
@click.option("--details", is_flag=True, help=text("Показать каждое исправление.", "Show every repair."))
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help=text(
        "Во сколько процессов читать (обычно 2; немногие файлы читаются без них).",
        "How many processes read (usually 2; a few files are read without any).",
    ),
)
@click.option("--quiet", is_flag=True, help=text("Писать только об отказах.", "Tell of refusals only."))
@click.option(
    "--report",
    type=WRITTEN,
    help=text("Записать итог каждого файла: .csv .json .html.", "Write what became of each file: .csv .json .html."),
)
@click.option(
    "--anew",
    is_flag=True,
    help=text(
        "Прочитать и те файлы большой загрузки, что не изменились (после обновления программы).",
        "Of a large load also read the files that have not changed (after an update of the program).",
    ),
)
@click.pass_obj
def load(
    settings: Settings,
    paths: Sequence[Path],
    *,
    strict: bool,
    version: str | None,
    details: bool,
    jobs: int | None,
    quiet: bool,
    report: Path | None,
    anew: bool,
) -> None:
    from ..loader.files import sources
    from ..loader.reporting import renderer, total
    from ..queries.terminal import write_out

    given = _Wanted(strict, version, details, jobs, anew)
    files = list(sources(paths))
    if given.version and len(files) != (1 if paths else 0):
        raise UsageError(ru="--as: укажите ровно один файл", en="--as: name exactly one file")
    rendered = renderer(report) if report else None
    OF_LOAD.refuse_overwriting([file.path for file in files], report, "--report")
    if paths and not files:
        click.echo(said(settings, "нет ни одного файла", "there is not one file"), err=True)
        sys.exit(_UNREADABLE)
    with called_off(settings.lang) as calling_off:
        outcomes = _loaded(files, settings, given, calling_off, quiet=quiet)
    if report and rendered:
        write_out(rendered(outcomes, settings.lang).encode(), report)
    if given.is_bulk(files) and not quiet:
        click.echo(total(outcomes).in_language(settings.lang))
    status = max((one.error.exit_status for one in outcomes if one.error), default=0)
    sys.exit(_CALLED_OFF if calling_off.is_set() else status)


class _Wanted(NamedTuple):
    """How the documents are to be loaded."""

    strict: bool
    version: str | None
    details: bool
    jobs: int | None
    anew: bool

    def is_bulk(self, files: Sequence[File]) -> bool:
        """Tell whether other processes are to read the files."""
        if self.version or not files:
            return False
        return self.jobs is not None or len(files) > _FEW or sum(map(_size, files)) > _SMALL


def _loaded(
    files: list[File], settings: Settings, wanted: _Wanted, calling_off: Event, *, quiet: bool
) -> list[Outcome]:
    from ..store.writing.opening import open_writer
    from .progress import shown

    with (
        open_writer(settings.folder, base=settings.base, purpose="load") as writer,
        ExitStack() as held,
    ):
        # Also when whoever reads the output has enough: what is committed is to be seen.
        held.callback(writer.publish)
        are_many = wanted.is_bulk(files)
        loading = _in_bulk if are_many else _one_by_one
        found = loading(files, writer, settings, wanted, calling_off)
        return list(shown(found, len(files), settings.lang, quiet=quiet, are_many=are_many))


def _in_bulk(
    files: list[File], writer: Writing, settings: Settings, wanted: _Wanted, calling_off: Event
) -> Iterator[Outcome]:
    from ..loader.bulk.loading import load_in_bulk
    from ..loader.bulk.reader import Order
    from ..queries.days import today

    order = Order(
        writer.minter.base, settings.shacl_engine, strict=wanted.strict, details=wanted.details, today=today()
    )
    jobs = wanted.jobs or min(_JOBS, os.cpu_count() or 1)
    return load_in_bulk(files, writer, order, jobs=jobs, anew=wanted.anew, is_called_off=calling_off.is_set)


def _one_by_one(
    files: list[File], writer: Writing, settings: Settings, wanted: _Wanted, calling_off: Event
) -> Iterator[Outcome]:
    from ..loader.files import file_of
    from ..loader.outcomes import outcome
    from ..loader.pipeline import bundled
    from ..loader.pipeline import load as load_files
    from ..queries.days import today
    from ..shapes.validation import bundled_checks

    checks = bundled_checks(settings.shacl_engine)
    wished = files or [file_of(bundled())]
    results = load_files(wished, writer, strict=wanted.strict, version=wanted.version, checks=checks, today=today())
    for result in results:
        yield outcome(result, details=wanted.details)
        if calling_off.is_set():
            return


def _size(file: File) -> int:
    try:
        return Path(str(file.path)).stat().st_size
    except OSError:
        # Whoever reads it says so.
        return 0
