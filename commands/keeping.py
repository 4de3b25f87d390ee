"""The commands that list and remove what is in the store: list, stats, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from .outputs import table_format
from .wording import AS_OF_DAY, said, text

if TYPE_CHECKING:
    from ..settings import Settings


@click.command("list", help=text("Показать загруженные стандарты.", "Show the loaded standards."))
@table_format
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
@table_format
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
