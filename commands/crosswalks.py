"""The commands on crosswalks between editions of classifiers: import, list, show, remove, export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .outputs import WRITTEN_FILE, output_option, table_format
from .tables import column_option, sheet_option
from .wording import said, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..loader.classifiers.editions import Edition
    from ..loader.crossing import Crossed
    from ..settings import Settings


@click.group(
    help=text(
        "Соответствия редакций классификаторов: ОКЗ, МСКЗ, ESCO, ОКВЭД, КДЕС, ОКСО.",
        "Crosswalks between editions of classifiers.",
    )
)
def crosswalks() -> None:
    pass


@crosswalks.command(
    "import",
    help=text(
        "Импортировать соответствие из CSV, XLSX, JSON или SSSOM: isco-88 isco-08 isco88-isco08.csv; без файла — то, "
        "что следует из кодов: okz-2014 isco-08.",
        "Import a crosswalk from CSV, XLSX, JSON or SSSOM: isco-88 isco-08 isco88-isco08.csv; without a file, what "
        "follows from the codes: okz-2014 isco-08.",
    ),
)
@click.argument("source")
@click.argument("target")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@column_option("source, target, relation, confidence, justification, comment, index-source, index-target")
@sheet_option
@click.option(
    "--unofficial",
    is_flag=True,
    help=text("Таблица неофициальная: уверенность ниже.", "The table is not official: confidence is lower."),
)
@click.option(
    "--titles",
    is_flag=True,
    help=text(
        "Строки — наименования занятий: уверенность — доля строк кода.",
        "The rows are titles: confidence is the share of the rows of a code.",
    ),
)
@click.option(
    "--index",
    metavar=text("ФАЙЛ", "FILE"),
    type=click.Path(path_type=Path),
    help=text(
        "Список наименований с обоими кодами: по нему взвешиваются связи таблицы и добавляются те, которых в ней нет.",
        "A list of titles with both codes: it weighs the links of the table and adds those that it lacks.",
    ),
)
@click.option("--repeated", is_flag=True, help=text("Пары могут повторяться.", "Pairs may be repeated."))
@click.option(
    "--partial",
    is_flag=True,
    help=text(
        "Пропустить строки без одного из кодов и с кодами, которых в хранилище нет.",
        "Leave out rows that lack a code, or have one that the store does not know.",
    ),
)
@click.option(
    "--license",
    "license_iri",
    metavar=text("АДРЕС", "ADDRESS"),
    help=text("Лицензия таблицы.", "The licence of the table."),
)
@click.pass_obj
def import_(
    settings: Settings,
    source: str,
    target: str,
    file: Path | None,
    *,
    columns: Sequence[str],
    sheet: str | None,
    unofficial: bool,
    titles: bool,
    index: Path | None,
    repeated: bool,
    partial: bool,
    license_iri: str | None,
) -> None:
    from ..loader.crossing import Asked, import_crosswalk, read_crosswalk
    from ..store.writing.opening import open_writer

    ends = _ends(source, target)
    asked = Asked(sheet, columns, unofficial, titles, repeated, partial, license_iri, index)
    # Read before the store is opened: what is refused leaves no trace.
    read = read_crosswalk(file, ends, asked)
    with open_writer(settings.folder, base=settings.base, purpose="import") as writer:
        done = import_crosswalk(writer, file, ends, read, asked)
        writer.publish()
    for line in _told(settings, ends, done):
        click.echo(line)


@crosswalks.command("list", help=text("Показать соответствия, которые есть.", "Show the crosswalks that there are."))
@table_format
@click.pass_obj
def list_(settings: Settings, form: str) -> None:
    from ..ontology.terms import Minter
    from ..queries.crosswalks import CROSSWALK_COLUMNS
    from ..queries.crosswalks import crosswalks as all_of
    from ..queries.terminal import listed
    from ..settings import BASE
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        table = all_of(store, settings.lang, Minter(getattr(store, "base", BASE)))
        click.echo(listed(table, CROSSWALK_COLUMNS, settings.lang, form), nl=False)


@crosswalks.command(
    help=text(
        "Показать связи соответствия или одного кода: isco-88 isco-08 2143.",
        "Show the links of a crosswalk, or those of one code: isco-88 isco-08 2143.",
    )
)
@click.argument("source")
@click.argument("target")
@click.argument("code", required=False)
@table_format
@click.pass_obj
def show(settings: Settings, source: str, target: str, code: str | None, form: str) -> None:
    from ..ontology.terms import Minter
    from ..queries.crosswalks import LINK_COLUMNS, links
    from ..queries.terminal import listed
    from ..settings import BASE
    from ..store.open import open_store

    ends = _ends(source, target)
    with open_store(replace(settings, default_graph="union")) as store:
        minter = Minter(getattr(store, "base", BASE))
        crosswalk = minter.correspondence(*(minter.edition(one.kind, one.name) for one in ends))
        spelt = ends[0].structure.spelling(code) if code else None
        click.echo(listed(links(store, crosswalk, settings.lang, spelt), LINK_COLUMNS, settings.lang, form), nl=False)


@crosswalks.command(
    help=text(
        "Убрать импортированное соответствие: isco-88 isco-08.",
        "Remove a crosswalk that was imported: isco-88 isco-08.",
    )
)
@click.argument("source")
@click.argument("target")
@click.pass_obj
def remove(settings: Settings, source: str, target: str) -> None:
    from ..loader.crossing import remove_crosswalk
    from ..store.writing.opening import open_writer

    ends = _ends(source, target)
    with open_writer(settings.folder, base=settings.base, purpose="remove") as writer:
        remove_crosswalk(writer, ends)
        writer.publish()
    named = " ".join(one.title for one in ends)
    click.echo(said(settings, f"{named}: соответствие убрано", f"{named}: the crosswalk was removed"))


@crosswalks.command(
    help=text(
        "Записать соответствие в SSSOM/TSV: isco-88 isco-08 -o isco.sssom.tsv.",
        "Write a crosswalk as SSSOM/TSV: isco-88 isco-08 -o isco.sssom.tsv.",
    )
)
@click.argument("source")
@click.argument("target")
@output_option("Файл .sssom.tsv.", "The file, .sssom.tsv.", required=True, kind=WRITTEN_FILE)
@click.pass_obj
def export(settings: Settings, source: str, target: str, output: Path) -> None:
    from ..ontology.terms import Minter
    from ..queries.crosswalk_sssom import sssom_text
    from ..settings import BASE
    from ..store.open import open_store
    from ..store.whole_file import whole_file

    ends = _ends(source, target)
    with open_store(replace(settings, default_graph="union")) as store:
        minter = Minter(getattr(store, "base", BASE))
        source_iri, target_iri = (minter.edition(one.kind, one.name) for one in ends)
        written = sssom_text(store, source_iri, target_iri, minter).encode()
    with whole_file(output) as file:
        file.write(written)
    click.echo(said(settings, f"записано: {output}", f"written: {output}"))


def _ends(source: str, target: str) -> tuple[Edition, Edition]:
    from ..loader.classifiers.editions import edition_named

    return edition_named(source), edition_named(target)


def _told(settings: Settings, ends: tuple[Edition, Edition], done: Crossed) -> list[str]:
    named = " ".join(one.title for one in ends)
    is_new = ("импортировано", "imported") if done.changed else ("без изменений", "unchanged")
    lines = [
        said(
            settings,
            f"{named} {is_new[0]}: связей {done.links}, кодов {ends[0].title} со связью {done.linked} из "
            f"{done.sources}, пропущено строк {done.left_out}",
            f"{named} {is_new[1]}: links {done.links}, codes of {ends[0].title} with a link {done.linked} of "
            f"{done.sources}, rows left out {done.left_out}",
        )
    ]
    if done.padded:
        lines.append(
            said(
                settings,
                "  коды дополнены нулями до четырёх знаков и прочитаны без них: 2100 — это 21",
                "  the codes are filled up with zeros to four digits and were read without them: 2100 is 21",
            )
        )
    if done.titles[1]:
        known, whole = done.titles
        lines.append(
            said(
                settings,
                f"  наименований в указателе {whole}, с кодами, которые есть в хранилище, {known}",
                f"  titles in the index {whole}, with codes that the store has {known}",
            )
        )
    if done.unread:
        columns = ", ".join(done.unread)
        lines.append(said(settings, f"  столбцы не взяты: {columns}", f"  columns that were not taken: {columns}"))
    return lines
