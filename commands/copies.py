"""The commands that copy a store to a file and back: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .outputs import WRITTEN_FILE
from .wording import said, text

if TYPE_CHECKING:
    from ..settings import Settings


@click.command(
    help=text(
        "Записать копию хранилища в файл, также рядом с работающим сервером.",
        "Write a backup of the store to a file, beside a running server too.",
    )
)
@click.argument("file", type=WRITTEN_FILE)
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    from ..store.backups import written
    from ..store.embedded import EmbeddedStore

    with EmbeddedStore(settings.folder) as store:
        made = written(store, file)
    quads = made.lines.count(b"\n")
    click.echo(
        said(
            settings,
            f"{file}: копия версии {made.data_version}, троек: {quads}",
            f"{file}: backup of version {made.data_version}, triples: {quads}",
        )
    )


@click.command(
    help=text(
        "Восстановить хранилище из копии, целиком или никак; онтология и классификаторы остаются из этого выпуска.",
        "Restore a store from a backup, all or nothing; ontology and classifiers stay those of this release.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--force",
    is_flag=True,
    help=text("Заменить то, что в хранилище уже есть.", "Replace what the store holds already."),
)
@click.pass_obj
def restore(settings: Settings, file: Path, *, force: bool) -> None:
    from ..store.backups import read
    from ..store.writing.opening import open_writer

    found = read(file)
    with open_writer(settings.folder, base=found.base, purpose="restore", bare=found.bare) as writer:
        version = writer.restore(found.lines, found.empty_graphs, force=force)
    click.echo(said(settings, f"{file}: восстановлено, версия {version}", f"{file}: restored, version {version}"))
    if version != found.data_version:
        click.echo(
            said(
                settings,
                f"копия была версии {found.data_version}: онтология и классификаторы взяты из этого выпуска",
                f"the backup was version {found.data_version}: ontology and classifiers are those of this release",
            )
        )
