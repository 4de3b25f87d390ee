"""The commands that change and list what is in the store: load, list, stats, remove."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .wording import AS_OF_DAY, FORMAT, said, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..settings import Settings

_LIST_FORMATS = ("table", "csv", "json")
_UNREADABLE = 2


@click.command(
    help=text(
        "Загрузить файлы или папки; без них — стандарт из поставки.",
        "Load files or folders; without any, the bundled standard.",
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
@click.pass_obj
def load(settings: Settings, paths: Sequence[Path], *, strict: bool, version: str | None, details: bool) -> None:
    from ..loader.intake import sources
    from ..loader.pipeline import Loaded, bundled
    from ..loader.pipeline import load as load_files
    from ..loader.summary import summary, watched
    from ..shapes.validation import bundled_checks
    from ..store.writing.opening import open_writer

    files = list(sources(paths)) if paths else [bundled()]
    if version and len(files) != 1:
        raise UsageError(ru="--as: укажите ровно один файл", en="--as: name exactly one file")
    status = 0
    with (
        open_writer(settings.folder, base=settings.base, purpose="load") as writer,
        ExitStack() as held,
    ):
        # Also when whoever reads the output has enough: what is committed is to be seen.
        held.callback(writer.publish)
        checks = bundled_checks(settings.shacl_engine)
        results = load_files(files, writer, strict=strict, version=version, checks=checks)
        for result in watched(results, len(files)):
            if isinstance(result, Loaded):
                for line in summary(result, details=details):
                    click.echo(line.in_language(settings.lang))
            else:
                click.echo(result.error.message.in_language(settings.lang), err=True)
                status = max(status, result.error.exit_status)
    if not files:
        click.echo(said(settings, "нет ни одного файла", "there is not one file"), err=True)
        status = _UNREADABLE
    sys.exit(status)


@click.command("list", help=text("Показать загруженные стандарты.", "Show the loaded standards."))
@click.option("--format", "form", default="table", type=click.Choice(_LIST_FORMATS), help=FORMAT)
@click.option("--as-of", "day", metavar="DATE", help=AS_OF_DAY)
@click.pass_obj
def list_(settings: Settings, form: str, day: str | None) -> None:
    from ..queries.days import day_of
    from ..queries.inventory import EDITION_COLUMNS, editions, editions_note
    from ..queries.terminal import listed
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        if note := editions_note(store, day_of(day)):
            click.echo(note.in_language(settings.lang), err=True)
        click.echo(listed(editions(store, day_of(day)), EDITION_COLUMNS, settings.lang, form), nl=False)


@click.command(help=text("Показать, сколько чего в хранилище.", "Show how much of everything there is."))
@click.option("--format", "form", default="table", type=click.Choice(_LIST_FORMATS), help=FORMAT)
@click.pass_obj
def stats(settings: Settings, form: str) -> None:
    from ..queries.inventory import COUNT_COLUMNS, statistics
    from ..queries.terminal import listed
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        click.echo(listed(statistics(store, settings.lang), COUNT_COLUMNS, settings.lang, form), nl=False)


@click.command(
    help=text(
        "Убрать редакцию: 16.020 (если она одна), 16.020@620n-2014-09-08 или IRI.",
        "Remove an edition: 16.020 (if there is one), 16.020@620n-2014-09-08 or an IRI.",
    )
)
@click.argument("standard")
@click.pass_obj
def remove(settings: Settings, standard: str) -> None:
    from ..loader.versions import removal
    from ..queries.parameters import resolve_single_edition
    from ..store.open import open_store
    from ..store.writing.opening import open_writer

    with open_store(replace(settings, store=str(settings.folder), default_graph="union")) as store:
        edition = resolve_single_edition(store, standard)
    with open_writer(settings.folder, base=settings.base, purpose="remove") as writer:
        writer.apply(removal(writer, edition.iri))
        writer.publish()
    click.echo(said(settings, f"убран: {edition.name}", f"removed: {edition.name}"))
